"""Records as rows of a data set: placed in their terms, one row a key."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sapat.core.facts import Fact
from sapat.plan.datasets.rules import DataSet

EPOCH = date(1970, 1, 1)
YEARS = 2
"""School years whose rows are looked at anew: the running one and the one before."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Stretch:
    """A term of the calendar."""

    year: int
    number: int
    starts: date
    ends: date


def placed(facts: Iterable[Fact], data_set: DataSet, terms: Sequence[Stretch]) -> list[Row]:
    """Return rows with days as numbers, each in the term of its day; one before every term is left.

    A day in the holidays belongs to the term that ended before it. A row that speaks of a term
    already names its year and term.
    """
    rows: dict[tuple[Any, ...], Row] = {}
    for fact in facts:
        row = {name: _plain(value) for name, value in fact.items()}
        if data_set.date:
            stretch = _stretch_of(fact.get(data_set.date), terms)
            if stretch is None:
                continue
            row |= {"year": stretch.year, "term": stretch.number}
        rows[tuple(row.get(name) for name in data_set.key)] = row
    return [rows[key] for key in sorted(rows, key=repr)]


def moments(terms: Sequence[Stretch], day: date) -> list[tuple[Stretch, date]]:
    """Return for each term that has begun the day on which its state is looked at."""
    return [(term, min(term.ends, day)) for term in terms if term.starts <= day]


def looked_at(terms: Sequence[Stretch], day: date) -> list[Stretch]:
    """Return the terms of the school years whose rows may still change."""
    begun = [term.year for term in terms if term.starts <= day]
    first = max(begun, default=0) - YEARS + 1
    return [term for term in terms if term.year >= first]


def fingerprint(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the same word for the same rows."""
    whole = json.dumps(rows, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()


def columns_of(rows: Sequence[Row]) -> dict[str, list[Any]]:
    """Return the rows as columns; what a row does not say is None."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def _stretch_of(day: object, terms: Sequence[Stretch]) -> Stretch | None:
    if not isinstance(day, date):
        return None
    begun = [term for term in terms if term.starts <= day]
    return max(begun, key=lambda term: term.starts, default=None)


def _plain(value: object) -> object:
    return (value - EPOCH).days if isinstance(value, date) else value
