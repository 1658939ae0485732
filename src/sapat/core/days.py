"""Reckoning in months, as papers set their terms."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, the month's last day where it is shorter.

    >>> months_after(date(2026, 8, 31), 6), months_after(date(2026, 8, 31), -6)
    (datetime.date(2027, 2, 28), datetime.date(2026, 2, 28))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
