"""Reckoning in months, as papers set their terms, and days as sentences write them."""

from calendar import monthrange
from datetime import date

from django.utils.translation import pgettext_lazy

DAY_OF = (
    pgettext_lazy("day", "%(day)s January %(year)s"),
    pgettext_lazy("day", "%(day)s February %(year)s"),
    pgettext_lazy("day", "%(day)s March %(year)s"),
    pgettext_lazy("day", "%(day)s April %(year)s"),
    pgettext_lazy("day", "%(day)s May %(year)s"),
    pgettext_lazy("day", "%(day)s June %(year)s"),
    pgettext_lazy("day", "%(day)s July %(year)s"),
    pgettext_lazy("day", "%(day)s August %(year)s"),
    pgettext_lazy("day", "%(day)s September %(year)s"),
    pgettext_lazy("day", "%(day)s October %(year)s"),
    pgettext_lazy("day", "%(day)s November %(year)s"),
    pgettext_lazy("day", "%(day)s December %(year)s"),
)
MONTH_OF = (
    pgettext_lazy("month", "January %(year)s"),
    pgettext_lazy("month", "February %(year)s"),
    pgettext_lazy("month", "March %(year)s"),
    pgettext_lazy("month", "April %(year)s"),
    pgettext_lazy("month", "May %(year)s"),
    pgettext_lazy("month", "June %(year)s"),
    pgettext_lazy("month", "July %(year)s"),
    pgettext_lazy("month", "August %(year)s"),
    pgettext_lazy("month", "September %(year)s"),
    pgettext_lazy("month", "October %(year)s"),
    pgettext_lazy("month", "November %(year)s"),
    pgettext_lazy("month", "December %(year)s"),
)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, the month's last day where it is shorter.

    >>> months_after(date(2026, 8, 31), 6), months_after(date(2026, 8, 31), -6)
    (datetime.date(2027, 2, 28), datetime.date(2026, 2, 28))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def in_words(day: date) -> str:
    """Return a day as a sentence names it, in the reader's language, without a full stop."""
    return str(DAY_OF[day.month - 1]) % {"day": day.day, "year": day.year}


def month_in_words(day: date) -> str:
    """Return the month of a day with its year, in the reader's language."""
    return str(MONTH_OF[day.month - 1]) % {"year": day.year}
