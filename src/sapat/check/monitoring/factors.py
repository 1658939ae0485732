"""What may lie behind a signal: the factors of `catalogue/factors.yaml`, read once and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sapat.core import catalogue as files
from sapat.core.entry import Entry
from sapat.core.language import Text


@dataclass(frozen=True)
class Factor:
    """One factor, with the group it belongs to and what one may look at."""

    code: str
    group: str
    name: Text
    look_at: Text


@dataclass(frozen=True)
class Factors:
    """Groups by code, and factors by code, in the order of the file."""

    groups: Mapping[str, Text]
    factors: Mapping[str, Factor]

    def of(self, group: str) -> list[Factor]:
        """Return the factors of a group."""
        return [one for one in self.factors.values() if one.group == group]


@cache
def factors() -> Factors:
    """Return all factors; refuse to start with a wrong file."""
    file = Entry(files.load("factors"), "factors")
    groups: dict[str, Text] = {}
    found: dict[str, Factor] = {}
    for group, entry in file.entries("groups"):
        groups[group] = entry.text("name")
        for code, one in entry.entries("factors"):
            if code in found:
                raise one.error("name", "this code stands twice")
            found[code] = Factor(code, group, one.text("name"), one.text("look_at"))
            one.close()
        entry.close()
    file.close()
    return Factors(groups, found)


def name_of(code: str, words: str) -> str:
    """Return what a factor is called: by the catalogue, or in somebody's own words."""
    known = factors().factors.get(code)
    return str(known.name) if known else words or code
