"""Figures week by week, where the facts carry days: seven days at a time, counted from a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sapat.analytics.cells import Plan
from sapat.analytics.states import Definition
from sapat.analytics.values import Value, value_of
from sapat.check.measuring.definitions import EPOCH
from sapat.check.measuring.ground import Ground
from sapat.plan.datasets import rules as datasets
from sapat.school.calendar.rules import TermCode


@dataclass(frozen=True)
class Week:
    """One figure: how many weeks after the day it begins (before: below zero)."""

    number: int
    starts: date
    value: float
    num: float
    den: float


def is_dated(definition: Definition) -> bool:
    """Answer whether the figure of any stretch of days can be made by adding."""
    known = datasets.datasets()
    people = definition.people[1] if definition.people else ""
    dated = all(name in known and known[name].date for name in definition.datasets)
    adding = all(state.adds_up or state.name == people for _name, state in definition.states)
    return dated and adding and not definition.moves


def weeks(
    ground: Ground, code: str, term: TermCode, *, since: date, of: tuple[str, Collection[object]]
) -> list[Week] | None:
    """Return the figures of weeks, oldest first; None where the facts carry no days.

    `of` is a dimension and those of its values that are wanted together; an empty dimension is the
    whole school. Inside the boundary.
    """
    whole = ground.book(term)
    definition = whole.definitions[code]
    dim, wanted = of
    if not is_dated(definition):
        return None
    if dim and any(dim not in whole.schema[name] for name in definition.datasets):
        return None
    sums: dict[int, dict[str, dict[str, int]]] = {}
    for name in definition.datasets:
        day = datasets.datasets()[name].date or ""
        plan = Plan.of([definition], name, whole.schema[name], dims=(day, dim) if dim else (day,))
        cells = ground.sums.cells(plan)
        if cells is None:
            continue
        for key, states in cells.rows.items():
            if key[2] is None or (dim and key[3] not in wanted):
                continue
            number = (EPOCH + timedelta(days=int(key[2])) - since).days // 7
            found = sums.setdefault(number, {}).setdefault(name, dict.fromkeys(cells.states, 0))
            for state, amount in zip(cells.states, states, strict=True):
                found[state] += amount
    made = [_week(number, since, _value(definition, found)) for number, found in sums.items()]
    return sorted((week for week in made if week), key=lambda week: week.number)


def _value(definition: Definition, sums: dict[str, dict[str, int]]) -> Value:
    """Divide; persons are not told apart by weeks, and nothing here asks for them."""
    if definition.people is not None:
        dataset, state = definition.people
        sums.setdefault(dataset, {}).setdefault(state, 0)
    return value_of(definition, sums)


def _week(number: int, since: date, value: Value) -> Week | None:
    if value.value is None or value.num is None or not value.den:
        return None
    starts = since + timedelta(weeks=number)
    return Week(number, starts, value.value, value.num, value.den)
