"""Which school year the days of a journal lie in, when only day and month are written."""

from collections.abc import Iterable, Sequence
from datetime import date

from sapat.evidence.layouts.labels import FIRST_MONTH, school_year
from sapat.evidence.layouts.notes import Remark

SUNDAY = 6
NEIGHBOURS = (0, -1, 1, -2, -3)  # years a journal may be from, the likeliest first


def day_in(year: int, day: str) -> date | None:
    """Return the date of "09-02" in a school year; None if the year has no such day.

    >>> day_in(2024, "01-15")
    datetime.date(2025, 1, 15)
    """
    try:
        if len(day) > len("09-02"):
            return date.fromisoformat(day)
        month, number = (int(part) for part in day.split("-"))
        return date(year if month >= FIRST_MONTH else year + 1, month, number)
    except ValueError:
        return None


def sundays(year: int, days: Iterable[str]) -> int:
    """Return how many of the days are Sundays, or do not exist, in a school year."""
    dates = [day_in(year, day) for day in days]
    return sum(day is None or day.weekday() == SUNDAY for day in dates)


def choose_year(
    days: Sequence[str], *, told: int | None, left: Sequence[date], current: int | None
) -> tuple[int | None, list[Remark]]:
    """Return the school year and how sure that is.

    What the file says comes first, then full dates, then the days on which pupils left, then the
    school's current year. Lessons on a Sunday cast doubt; only a current year is given up for it.
    """
    whole = [date.fromisoformat(day) for day in days if len(day) > len("09-02")]
    if told or whole:
        year = told or school_year(whole[0])
        return year, [Remark.SUNDAY_LESSONS] if sundays(year, days) else []
    if left:
        year = school_year(max(left))
        doubt = [Remark.SUNDAY_LESSONS] if sundays(year, days) else []
        return year, [Remark.YEAR_FROM_LEAVING, *doubt]
    if current is None:
        return None, [Remark.NO_YEAR]
    if not sundays(current, days):
        return current, [Remark.YEAR_FROM_SCHOOL]
    fitting = [current + step for step in NEIGHBOURS if not sundays(current + step, days)]
    if fitting:
        return fitting[0], [Remark.YEAR_FROM_WEEKDAYS]
    return current, [Remark.YEAR_FROM_SCHOOL, Remark.SUNDAY_LESSONS]
