"""Which clauses answer which part of the international standard: a map for audits."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sapat.core import catalogue as files
from sapat.core.entry import CatalogueError, Entry
from sapat.core.language import Text
from sapat.plan.regulations.rules import regulations


@dataclass(frozen=True)
class Part:
    """A clause of the standard, in our own words, with the clauses of the regulations for it."""

    number: str
    words: Text
    answered_by: tuple[str, ...]


@cache
def parts() -> Mapping[str, Part]:
    """Return the parts of the standard by number, or raise what is wrong with the map."""
    known = {clause.code for each in regulations().values() for clause in each.clauses}
    found = {}
    whole = Entry(files.load("standards"), "standards")
    for number, entry in whole.entries("clauses"):
        codes = entry.words("answered_by")
        if unknown := sorted(set(codes) - known):
            raise CatalogueError(entry.place, f"there is no clause {unknown[0]}")
        found[number] = Part(number, entry.text("words"), codes)
        entry.close()
    return MappingProxyType(found)


def unanswered(codes: frozenset[str]) -> list[str]:
    """Return the parts of the standard that none of these clauses answers."""
    return [part.number for part in parts().values() if not codes & set(part.answered_by)]


@cache
def part_of_each() -> Mapping[str, str]:
    """Return clause -> the part of the standard it answers."""
    return {code: part.number for part in parts().values() for code in part.answered_by}
