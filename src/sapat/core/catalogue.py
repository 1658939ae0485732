"""The catalogue: data shipped with the product, read once."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent.parent / "catalogue"


@cache
def load(name: str) -> Any:
    """Return the content of `catalogue/<name>.yaml`; callers must not change it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), loader)  # noqa: S506 (a safe loader)
