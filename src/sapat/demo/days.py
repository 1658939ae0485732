"""The school years of the demonstration: quarters of the day school, sessions of the other."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

FIRST_YEAR, LAST_YEAR = 2023, 2026
RUNNING = 2026
"""The running year: only its first term has data."""

SATURDAY = 5
FREE = {
    (11, 7),
    (11, 8),
    (12, 31),
    (1, 1),
    (1, 7),
    (2, 23),
    (3, 8),
    (3, 21),
    (4, 7),
    (5, 1),
    (5, 5),
    (5, 9),
}


@dataclass(frozen=True)
class YearDays:
    """The dates of one school year; the days between two terms are a break."""

    year: int
    terms: tuple[tuple[date, date], ...]

    @property
    def starts(self) -> date:
        """Return the first school day."""
        return self.terms[0][0]

    @property
    def ends(self) -> date:
        """Return the last school day."""
        return self.terms[-1][1]

    @property
    def breaks(self) -> list[tuple[date, date]]:
        """Return the days without lessons between the terms."""
        step = timedelta(days=1)
        pairs = zip(self.terms, self.terms[1:], strict=False)
        return [
            (one[1] + step, other[0] - step) for one, other in pairs if other[0] - one[1] > step
        ]


def _year(year: int, *terms: str) -> YearDays:
    """Read "1.9-4.11": day and month; months before August belong to the next year."""
    spans = []
    for term in terms:
        ends = []
        for text in term.split("-"):
            day, month = (int(part) for part in text.split("."))
            ends.append(date(year if month > 7 else year + 1, month, day))
        spans.append((ends[0], ends[1]))
    return YearDays(year, tuple(spans))


QUARTERS = {
    days.year: days
    for days in (
        _year(2023, "1.9-4.11", "13.11-30.12", "11.1-20.3", "1.4-25.5"),
        _year(2024, "2.9-5.11", "11.11-30.12", "13.1-20.3", "31.3-24.5"),
        # In February 2026 the spring break was moved and the year made longer.
        _year(2025, "1.9-4.11", "10.11-30.12", "12.1-28.2", "9.3-29.5"),
        _year(2026, "1.9-4.11", "9.11-30.12", "11.1-20.3", "29.3-25.5"),
    )
}
SESSIONS = {
    days.year: days
    for days in (
        _year(2024, "2.9-9.11", "11.11-31.1", "3.2-24.5"),
        _year(2025, "1.9-8.11", "10.11-31.1", "2.2-29.5"),
        _year(2026, "1.9-7.11", "9.11-30.1", "1.2-25.5"),
    )
}


@cache
def school_days(starts: date, ends: date) -> tuple[date, ...]:
    """Return the days with lessons between two days, both included: five days a week."""
    every = (starts + timedelta(days=step) for step in range((ends - starts).days + 1))
    return tuple(
        day for day in every if day.weekday() < SATURDAY and (day.month, day.day) not in FREE
    )


def has_data(year: int, term: int) -> bool:
    """Answer whether the term is over: of the running year only the first is."""
    return year < RUNNING or term == 1


def has_happened(day: date) -> bool:
    """Answer whether a register can know of it: the running year goes no further than its data."""
    return day <= QUARTERS[RUNNING].terms[0][1]
