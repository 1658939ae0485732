"""The scales the product ships, from `catalogue/scales.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sapat.core.catalogue import load
from sapat.core.language import Text
from sapat.school.scales.rules import Category, Scale


@dataclass(frozen=True)
class Shipped:
    """A scale with its name."""

    scale: Scale
    name: Text


@dataclass(frozen=True)
class DefaultUse:
    """Where a scale holds unless the school says otherwise."""

    scale: str
    from_year: int
    grades: tuple[int, int]


@cache
def scales() -> Mapping[str, Shipped]:
    """Return the shipped scales by code."""
    data = load("scales")
    not_attested = frozenset(data["not_attested"])
    exempt = frozenset(data["exempt"])
    return {
        code: Shipped(
            scale=Scale(
                code=code,
                lowest=float(entry["lowest"]),
                highest=float(entry["highest"]),
                whole=entry["whole"],
                bands=tuple((float(least), Category(name).value) for least, name in entry["bands"]),
                not_attested=not_attested,
                exempt=exempt,
            ),
            name=Text(**entry["name"]),
        )
        for code, entry in data["scales"].items()
    }


@cache
def default_uses() -> tuple[DefaultUse, ...]:
    """Return where each scale holds by default."""
    return tuple(
        DefaultUse(entry["scale"], entry["from_year"], (entry["grades"][0], entry["grades"][1]))
        for entry in load("scales")["uses"]
    )
