"""The axis of terms: labels below the points, the year below the first term of each."""

from collections.abc import Sequence
from math import ceil
from typing import Protocol

from sapat.publish.pictures import labels
from sapat.publish.pictures.labels import BREAK
from sapat.publish.pictures.looks import Spec

LETTER = 6.2
"""Width of a letter of an axis, about, in points."""
BESIDE = 60
"""What the upright axis takes of the width, about."""


class InTerm(Protocol):
    """Anything that happened in a term."""

    @property
    def label(self) -> str:
        """Its term, as short as the reader knows it."""

    @property
    def year(self) -> str:
        """Its school year, or nothing."""


def keys(terms: Sequence[InTerm]) -> list[str]:
    """Return what tells the terms of an axis apart, in order, whatever they are called."""
    return [str(place) for place in range(len(terms))]


def axis(terms: Sequence[InTerm], width: int) -> Spec:
    """Return the axis; where it is crowded some labels are left out, never turned."""
    order = keys(terms)
    words = dict(zip(order, _words(terms, width), strict=True))
    return {
        "field": "t",
        "type": "ordinal",
        "sort": order,
        "axis": {
            "labelAngle": 0,
            "labelExpr": labels.lookup(words),
            "title": None,
            "labelOverlap": False,
            "grid": False,
        },
        "scale": {"domain": order},
    }


def whole(term: InTerm) -> str:
    """Return a term with its year, as a sentence and a table name it."""
    return f"{term.label} {term.year}".strip()


def _words(terms: Sequence[InTerm], width: int) -> list[str]:
    """Return label and year of each term, empty where there is no room for them."""
    room = (width - BESIDE) / max(1, len(terms))
    longest = max((len(term.label) for term in terms), default=1)
    every = max(1, ceil((longest * LETTER + 6) / room))
    found: list[str] = []
    year, free = "", 0.0
    for place, term in enumerate(terms):
        label = term.label if (len(terms) - 1 - place) % every == 0 else ""
        below = ""
        if term.year and term.year != year and place * room >= free:
            below, free = term.year, place * room + len(term.year) * LETTER + 8
        year = term.year
        found.append(f"{_plain(label)}{BREAK}{_plain(below)}")
    return found


def _plain(text: str) -> str:
    return text.replace(BREAK, "/")
