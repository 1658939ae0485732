"""The default calendars the product ships, from `catalogue/calendars.yaml`."""

from datetime import date
from functools import cache

from sapat.core.catalogue import load
from sapat.core.language import Text
from sapat.school.calendar.layout import Break, Layout
from sapat.school.calendar.rules import TermKind

FIRST_MONTH = 8
"""Months before August lie in the second calendar year of a school year."""


@cache
def layout_for(year: int, kind: TermKind) -> Layout:
    """Return the default dates of a school year divided in this way."""
    data = load("calendars")
    entry = data["years"].get(year, data["custom"])
    names = data["holidays"]
    return Layout(
        year=year,
        kind=kind,
        starts=_day(year, entry["starts"]),
        ends=_day(year, entry["ends"]),
        terms=tuple((_day(year, starts), _day(year, ends)) for starts, ends in entry[kind.value]),
        breaks=tuple(
            Break(
                name=Text(**names[pause["name"]]),
                starts=_day(year, pause["starts"]),
                ends=_day(year, pause["ends"]),
                grades=pause.get("grades", ""),
            )
            for pause in entry["breaks"]
        ),
    )


def source_of(year: int) -> Text:
    """Return where the default dates of a year come from."""
    data = load("calendars")
    return Text(**data["years"].get(year, data["custom"])["source"])


def _day(year: int, month_day: str) -> date:
    month, day = map(int, month_day.split("-"))
    return date(year if month >= FIRST_MONTH else year + 1, month, day)
