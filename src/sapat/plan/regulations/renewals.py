"""What the notes on reading propose for the next edition: shown, never done by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sapat.core import catalogue as files
from sapat.core.entry import Entry
from sapat.core.language import Text
from sapat.plan.regulations.rules import NOTES
from sapat.plan.regulations.words import OUTDATED


@dataclass(frozen=True)
class Renewal:
    """A proposal: where it belongs, why, and what it would change."""

    code: str
    clause: str
    note: str
    heading: Text
    why: Text
    meaning: Text | None
    sets: Mapping[str, str]
    page: str


@dataclass(frozen=True)
class Situation:
    """What decides whether a proposal still stands."""

    renewed: frozenset[str]
    """Clauses the school has put in words of its own."""
    standard: str
    structure: str
    horizon: int | None
    """The last year of the strategy in force, None without a strategy."""
    year: int


@cache
def renewals() -> Mapping[str, Renewal]:
    """Return every proposal of the catalogue by its code."""
    whole = Entry(files.load("regulations/renewals"), "regulations/renewals")
    found = {}
    for code in whole.content:
        entry = whole.inner(code)
        found[code] = Renewal(
            code=code,
            clause=entry.take("clause", str),
            note=entry.word("note", NOTES),
            heading=entry.text("heading"),
            why=entry.text("why"),
            meaning=entry.text("meaning", None) if "meaning" in entry.content else None,
            sets=MappingProxyType(dict(entry.take("set", dict, {}))),
            page=entry.take("page", str, ""),
        )
        entry.close()
    return MappingProxyType(found)


def proposed(regulation: str, situation: Situation) -> list[Renewal]:
    """Return the proposals that still stand for a regulation."""
    return [
        one
        for one in renewals().values()
        if one.clause.startswith(regulation) and _stands(one, situation)
    ]


def _stands(renewal: Renewal, situation: Situation) -> bool:
    if renewal.meaning:
        return renewal.clause not in situation.renewed
    if "standard" in renewal.sets:
        return situation.standard in OUTDATED
    if "structure" in renewal.sets:
        return situation.structure != renewal.sets["structure"]
    return situation.horizon is None or situation.horizon < situation.year
