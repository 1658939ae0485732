"""The acts the product ships, from `catalogue/acts.yaml`; every number is still to be checked."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from sapat.core.catalogue import load
from sapat.core.language import Text


@dataclass(frozen=True)
class ShippedAct:
    """One act as published lists name it."""

    code: str
    kind: str
    name: Text
    number: str = ""
    dated: date | None = None
    edition: str = ""
    replaced_by: str = ""
    replaced_on: date | None = None


@cache
def acts() -> tuple[ShippedAct, ...]:
    """Return the shipped acts; those that replace others come before the replaced."""
    found = [
        ShippedAct(**{**entry, "name": Text(**entry["name"])}) for entry in load("acts")["acts"]
    ]
    return tuple(sorted(found, key=lambda act: bool(act.replaced_by)))
