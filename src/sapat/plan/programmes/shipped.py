"""The technologies that the register offers, from `catalogue/technologies.yaml`."""

from collections.abc import Mapping
from functools import cache

from sapat.core.catalogue import load
from sapat.core.language import Text


@cache
def known_technologies() -> Mapping[str, Text]:
    """Return code -> name, in the order of the catalogue."""
    return {code: Text(**name) for code, name in load("technologies")["technologies"].items()}
