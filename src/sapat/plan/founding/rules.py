"""Which school years a new school starts with."""

from datetime import date

YEARS_BACK = 3
"""School years laid out before the present one, so that a school's past can be imported."""


def years_around(day: date) -> range:
    """Return the school years a new school starts with: some past ones and the present one."""
    present = day.year if day.month >= 8 else day.year - 1
    return range(present - YEARS_BACK, present + 1)
