"""The levels of schooling the product ships, from `catalogue/schooling.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sapat.core.catalogue import load
from sapat.core.language import Text
from sapat.school.classes.rules import Level


@dataclass(frozen=True)
class Structure:
    """How the years of study are divided into levels."""

    code: str
    name: Text
    levels: Mapping[Level, tuple[int, int]]

    def level_of(self, grade: int) -> Level:
        """Return the level of a year of study; years past the last are secondary."""
        fits = (level for level, (_first, last) in self.levels.items() if grade <= last)
        return next(fits, Level.SECONDARY)


@cache
def structures() -> Mapping[str, Structure]:
    """Return the shipped structures by code."""
    return {
        code: Structure(
            code=code,
            name=Text(**entry["name"]),
            levels={Level(level): (span[0], span[1]) for level, span in entry["levels"].items()},
        )
        for code, entry in load("schooling")["structures"].items()
    }


def usual_structure() -> Structure:
    """Return the structure most classes still learn by."""
    return structures()[load("schooling")["default"]]
