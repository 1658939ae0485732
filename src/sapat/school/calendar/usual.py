"""How a school year usually lies: the start from which a school makes its own."""

from datetime import date
from typing import Any

from sapat.core import catalogue
from sapat.core.language import Text
from sapat.school.calendar.changes import Break, Layout
from sapat.school.calendar.rules import TermKind

LAST_MONTH = 7
"""Months up to this one belong to the second calendar year of a school year."""


def usual_layout(year: int, kind: TermKind) -> Layout:
    """Return the catalogue's dates for a school year divided like this."""
    usual: dict[str, Any] = catalogue.load("calendar")[kind.value]

    def day(month_day: str) -> date:
        month, number = (int(part) for part in month_day.split("-"))
        return date(year if month > LAST_MONTH else year + 1, month, number)

    return Layout(
        year=year,
        kind=kind,
        starts=day(usual["starts"]),
        ends=day(usual["ends"]),
        terms=[(day(starts), day(ends)) for starts, ends in usual["terms"]],
        breaks=[
            Break(
                name=Text(**pause["name"]),
                starts=day(pause["starts"]),
                ends=day(pause["ends"]),
                grades=pause.get("grades", ""),
            )
            for pause in usual["breaks"]
        ],
    )
