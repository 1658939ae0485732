"""The yearly cycle the product ships, from `catalogue/regulations/calendar.yaml`."""

from functools import cache

from sapat.core.catalogue import load
from sapat.core.language import Text
from sapat.plan.planning.cycle.rules import Duty, When


@cache
def duties() -> tuple[Duty, ...]:
    """Return every duty of the cycle, in the order of the year."""
    return tuple(
        Duty(
            code=entry["code"],
            text=Text(**entry["duty"]),
            when=When(**entry["when"]),
            takes=entry["takes"],
            clauses=tuple(entry["clauses"]),
            role=entry["role"],
        )
        for entry in load("regulations/calendar")["duties"]
    )


@cache
def public_holidays() -> frozenset[tuple[int, int]]:
    """Return the public holidays with a fixed day, as (month, day)."""
    days = (day.split("-") for day in load("holidays")["public"])
    return frozenset((int(month), int(day)) for month, day in days)
