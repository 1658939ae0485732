"""Measures on the boundaries of the school year, and what plans prove."""

from datetime import date
from itertools import pairwise

import pytest

from sapat.core.proofs import State
from sapat.plan.planning import verdicts
from sapat.plan.planning.rules import (
    ItemKind,
    ItemState,
    PlanLevel,
    Subject,
    YearDays,
    month_span,
    state_of,
    term_span,
    usual_year,
    year_span,
)
from sapat.plan.planning.verdicts import Line, Reason, Sheet

TERMS = {
    1: (date(2026, 9, 1), date(2026, 11, 4)),
    2: (date(2026, 11, 9), date(2026, 12, 30)),
    3: (date(2027, 1, 11), date(2027, 3, 20)),
    4: (date(2027, 3, 29), date(2027, 5, 25)),
}
DAYS = YearDays(2026, date(2026, 9, 1), date(2027, 5, 25), TERMS)
SINCE, DUE = date(2026, 9, 1), date(2026, 11, 4)


def test_the_day_of_the_term_is_not_late():
    assert state_of(SINCE, DUE, None, None, date(2026, 8, 31)) == ItemState.AHEAD
    assert state_of(SINCE, DUE, None, None, SINCE) == ItemState.RUNNING
    assert state_of(SINCE, DUE, None, None, DUE) == ItemState.RUNNING
    assert state_of(SINCE, DUE, None, None, date(2026, 11, 5)) == ItemState.LATE


def test_done_late_is_told_apart_from_done():
    assert state_of(SINCE, DUE, DUE, None, DUE) == ItemState.DONE
    assert state_of(SINCE, DUE, date(2026, 11, 5), None, DUE) == ItemState.DONE_LATE
    assert state_of(SINCE, DUE, None, DUE, DUE) == ItemState.DROPPED


def test_the_school_year_turns_on_the_first_of_september():
    assert usual_year(date(2026, 8, 31)) == 2025
    assert usual_year(date(2026, 9, 1)) == 2026
    assert usual_year(date(2027, 1, 1)) == 2026


def test_holidays_belong_to_the_term_that_ended():
    days = [date(2026, 8, 31), date(2026, 11, 4), date(2026, 11, 8), date(2026, 11, 9)]
    assert [DAYS.term_on(day) for day in days] == [1, 1, 1, 2]
    assert DAYS.term_on(date(2026, 12, 31)) == DAYS.term_on(date(2027, 1, 1)) == 2


def test_terms_cover_the_year_without_a_gap():
    spans = [term_span(DAYS, number) for number in TERMS]
    assert (spans[0][0], spans[-1][1]) == year_span(2026)
    assert spans[1] == (date(2026, 11, 9), date(2027, 1, 10))
    for before, after in pairwise(spans):
        assert (after[0] - before[1]).days == 1


def test_august_is_the_month_before_the_year():
    assert month_span(2026, 8) == (date(2026, 8, 1), date(2026, 8, 31))
    assert month_span(2026, 12)[1] == date(2026, 12, 31)
    assert month_span(2027, 2)[1] == date(2028, 2, 29)


def line(state=ItemState.RUNNING, **more):
    return Line(SINCE, DUE, state, **more)


def sheet(level=PlanLevel.ANNUAL, subject=Subject.QUALITY, **more):
    usual = {"owned": True, "holds": True, "made_on": date(2026, 8, 20), "lines": (line(),)}
    usual |= {"published_on": None, "approved_on": None}
    return Sheet(1, "План", level, subject, **(usual | more))


@pytest.mark.parametrize(
    ("sheets", "state", "reason"),
    [
        ([sheet(lines=(line(ItemState.DONE), line()))], State.PROVED, Reason.WORKS),
        ([sheet(lines=(line(ItemState.LATE), line()))], State.DUE, Reason.LATE),
        ([sheet(owned=False)], State.MISSING, Reason.NO_OWNER),
        ([sheet(lines=())], State.MISSING, Reason.EMPTY),
        ([sheet(holds=False)], State.MISSING, Reason.NO_PLAN),
        ([sheet(subject=Subject.SCHOOL)], State.MISSING, Reason.NO_PLAN),
        ([], State.MISSING, Reason.NO_PLAN),
    ],
)
def test_the_plan_of_the_system_has_an_owner_and_no_late_measure(sheets, state, reason):
    assert verdicts.system_plan(sheets, Subject.QUALITY, "", "")[:2] == (state, reason)


def test_every_level_must_hold_today():
    levels = list(PlanLevel)
    whole = [sheet(level, lines=(line(objective=1),)) for level in levels]
    assert verdicts.all_levels(whole, levels)[0] == State.PROVED
    assert verdicts.all_levels(whole[:-1], levels)[1] == Reason.LEVEL_MISSING
    assert verdicts.all_levels(whole[:-1], levels[:-1])[0] == State.PROVED
    empty = [*whole[:-1], sheet(levels[-1], lines=())]
    assert verdicts.all_levels(empty, levels)[1] == Reason.LEVEL_EMPTY
    aimless = [sheet(level) for level in levels]
    assert verdicts.all_levels(aimless, levels)[1] == Reason.NOT_SERVING


def test_a_unit_without_a_measure_is_named():
    units = {("unit", 1): "Окуу бөлүмү", ("body", 1): "Табият УБ"}
    both = [sheet(lines=(line(unit=1), line(body=1)))]
    assert verdicts.units_covered(both, units)[0] == State.PROVED
    state, reason, facts = verdicts.units_covered([sheet(lines=(line(unit=1),))], units)
    assert (state, reason, facts["names"]) == (State.MISSING, Reason.UNITS_EMPTY, "Табият УБ")
    dropped = [sheet(lines=(line(unit=1), line(ItemState.DROPPED, body=1)))]
    assert verdicts.units_covered(dropped, units)[0] == State.MISSING
    assert verdicts.units_covered(both, {})[1] == Reason.NO_UNITS


@pytest.mark.parametrize(
    ("lines", "state", "reason"),
    [
        ((line(ItemState.DONE, answers=True),), State.PROVED, Reason.IMPROVES),
        ((line(answers=True),), State.PROVED, Reason.IMPROVES),
        ((line(answers=True), line()), State.MISSING, Reason.NOT_LINKED),
        ((line(ItemState.LATE, answers=True),), State.DUE, Reason.LATE),
        ((), State.MISSING, Reason.NO_PLAN),
    ],
)
def test_a_measure_of_improvement_answers_a_result(lines, state, reason):
    sheets = [sheet(subject=Subject.IMPROVEMENT, lines=lines)]
    assert verdicts.improvement(sheets, "", "")[:2] == (state, reason)


@pytest.mark.parametrize(
    ("opened", "state"),
    [
        (date(2026, 8, 31), State.PROVED),
        (date(2026, 9, 1), State.PROVED),
        (date(2026, 9, 2), State.MISSING),
        (None, State.MISSING),
    ],
)
def test_a_calendar_is_open_before_its_first_procedure(opened, state):
    sheets = [sheet(subject=Subject.CONTROL, published_on=opened)]
    assert verdicts.calendar_published(sheets, "", "")[0] == state


def test_control_and_studies_stand_in_one_approved_calendar():
    kinds = list(verdicts.STUDIES)
    lines = tuple(line(kind=kind) for kind in ItemKind)
    approved = {"subject": Subject.CONTROL, "approved_on": date(2026, 8, 31)}
    assert _control([sheet(lines=lines, **approved)], kinds)[0] == State.PROVED
    assert _control([sheet(lines=lines[:-1], **approved)], kinds)[1] == Reason.KINDS_MISSING
    assert _control([sheet(lines=lines, subject=Subject.CONTROL)], kinds)[1] == Reason.NOT_APPROVED
    assert _control([sheet(lines=lines)], kinds)[1] == Reason.NO_PLAN


def _control(sheets, kinds):
    return verdicts.control_calendar(sheets, kinds, "", "")
