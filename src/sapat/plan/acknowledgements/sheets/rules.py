"""How the names on a sheet are numbered and grouped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Named:
    """A name as a sheet prints it."""

    person_id: int
    role: str
    unit_key: str
    unit_name: str


def numbered(names: Iterable[Named], units: Sequence[str]) -> list[tuple[int, Named]]:
    """Return the names by unit in the order of the units, numbered through the whole sheet."""
    place = {key: number for number, key in enumerate(units)}
    ordered = sorted(names, key=lambda one: place.get(one.unit_key, len(place)))
    return list(enumerate(ordered, 1))


def is_by_unit(lines: Sequence[str]) -> bool:
    """Answer whether a sheet names more than one unit.

    >>> is_by_unit(["Math", "Math"])
    False
    """
    return len(list(groupby(lines))) > 1
