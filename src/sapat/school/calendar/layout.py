"""The dates of a school year, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sapat.core.language import Text
from sapat.school.calendar.rules import TermKind


@dataclass(frozen=True)
class Break:
    """Days without lessons."""

    name: Text
    starts: date
    ends: date
    grades: str = ""


@dataclass(frozen=True)
class Layout:
    """The dates of one school year."""

    year: int
    kind: TermKind
    starts: date
    ends: date
    terms: Sequence[tuple[date, date]]
    breaks: Sequence[Break] = ()
