"""Terms, their codes, and what a day belongs to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _


class TermKind(TextChoices):
    """How a school divides its year."""

    QUARTER = "Q", _("quarter")
    HALF = "H", _("half-year")
    SESSION = "S", _("session")
    YEAR = "Y", _("year")


class NotSo(TextChoices):
    """Why a calendar cannot be like that."""

    YEAR_EXISTS = "year_exists", _("The school year %(year)s already exists.")
    OVERLAP = "overlap", _("%(one)s and %(other)s overlap.")
    ENDS_BEFORE = "ends_before", _("%(term)s ends before it begins.")
    OUTSIDE = "outside", _("%(term)s lies outside the school year.")
    NO_TERMS = "no_terms", _("A school year needs at least one term.")
    BAD_CODE = "bad_code", _("Write a term as 2025-Q1, 2025-H1, 2025-S1 or 2025-Y.")


ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII")
CODE = re.compile(r"(?P<year>\d{4})-(?:(?P<kind>[QHS])(?P<number>[1-8])|(?P<whole>Y))\Z")


@dataclass(frozen=True, order=True)
class TermCode:
    """A term as people and commands write it: `2025-Q1`; number 0 is the whole year."""

    year: int
    number: int
    kind: TermKind

    def __str__(self) -> str:
        tail = "Y" if self.kind == TermKind.YEAR else f"{self.kind.value}{self.number}"
        return f"{self.year}-{tail}"

    @property
    def label(self) -> str:
        """Return the term as a sentence names it, in the reader's language."""
        year = year_label(self.year)
        if self.kind == TermKind.YEAR:
            return gettext("%(year)s school year") % {"year": year}
        return f"{self.short}, {year}"

    @property
    def short(self) -> str:
        """Return the term without its year."""
        number = ROMAN[self.number]
        match self.kind:
            case TermKind.QUARTER:
                return pgettext("term", "quarter %(number)s") % {"number": number}
            case TermKind.HALF:
                return pgettext("term", "half-year %(number)s") % {"number": number}
            case TermKind.SESSION:
                return pgettext("term", "session %(number)s") % {"number": number}
            case _:
                return gettext("year")

    @property
    def whole_year(self) -> "TermCode":
        """Return the code of the school year this term is in."""
        return TermCode(self.year, 0, TermKind.YEAR)


def year_label(year: int) -> str:
    """Return a school year as papers write it.

    >>> year_label(2025)
    '2025–2026'
    """
    return f"{year}–{year + 1}"


def parse_term(code: str) -> TermCode | None:
    """Read a term code, or return None when it is not one."""
    found = CODE.match(code.strip().upper())
    if not found:
        return None
    if found["whole"]:
        return TermCode(int(found["year"]), 0, TermKind.YEAR)
    return TermCode(int(found["year"]), int(found["number"]), TermKind(found["kind"]))


@dataclass(frozen=True)
class Span:
    """A named stretch of days, both ends included."""

    name: str
    starts: date
    ends: date


def why_not_spans(spans: Iterable[Span], *, within: Span) -> tuple[NotSo, dict[str, object]] | None:
    """Return the first objection to a set of terms: backwards, outside the year, overlapping."""
    before: Span | None = None
    for span in sorted(spans, key=lambda span: span.starts):
        if span.ends < span.starts:
            return NotSo.ENDS_BEFORE, {"term": span.name}
        if span.starts < within.starts or span.ends > within.ends:
            return NotSo.OUTSIDE, {"term": span.name}
        if before and span.starts <= before.ends:
            return NotSo.OVERLAP, {"one": before.name, "other": span.name}
        before = span
    return None
