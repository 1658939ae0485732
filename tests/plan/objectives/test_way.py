"""The way from baseline to target, and where an objective stands on it."""

from datetime import date

import pytest

from sapat.core.proofs import State
from sapat.plan.objectives.rules import (
    Course,
    NotSo,
    Reason,
    Seen,
    Standing,
    Way,
    expected_on,
    is_passed,
    judge,
    mission_kept,
    strategy_leads,
    why_not_way,
    within_horizon,
    would_circle,
)

FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)
WAY = Way(FIRST, LAST, 40, 50)
STEPS = Way(FIRST, LAST, 40, 50, ((date(2026, 12, 30), 43), (date(2027, 5, 25), 48)))


@pytest.mark.parametrize(
    ("way", "better", "reason"),
    [
        (Way(FIRST, LAST, 40, 40), "higher", NotSo.NO_WAY_TO_GO),
        (Way(FIRST, LAST, 40, 39), "higher", NotSo.TOO_LOW),
        (Way(FIRST, LAST, 4, 5), "lower", NotSo.TOO_HIGH),
        (Way(FIRST, LAST, 4, 5), "zero", NotSo.TOO_HIGH),
        (Way(FIRST, FIRST, 40, 50), "higher", NotSo.DUE_BEFORE),
        (Way(FIRST, date(2026, 8, 31), 40, 50), "higher", NotSo.DUE_BEFORE),
        (Way(FIRST, LAST, float("nan"), 50), "higher", NotSo.NO_NUMBER),
        (Way(FIRST, LAST, 40, 50, ((FIRST, 41),)), "higher", NotSo.STEP_OUTSIDE),
        (Way(FIRST, LAST, 40, 50, ((LAST, 41), (LAST, 42))), "higher", NotSo.STEP_TWICE),
        (Way(FIRST, LAST, 40, 50, ((LAST, 51),)), "higher", NotSo.STEP_BEYOND),
    ],
)
def test_a_wrong_way_is_refused_with_its_reason(way, better, reason):
    objection = why_not_way(way, better)
    assert objection
    assert objection[0] == reason


def test_a_way_without_a_baseline_is_allowed():
    assert why_not_way(Way(FIRST, LAST, None, 50), "higher") is None
    assert why_not_way(STEPS, "higher") is None


def test_an_even_way_grows_with_the_days():
    assert expected_on(WAY, FIRST) == 40
    assert expected_on(WAY, date(2027, 3, 2)) == pytest.approx(45, abs=0.05)
    assert expected_on(WAY, LAST) == expected_on(WAY, date(2027, 9, 1)) == 50


def test_steps_hold_from_their_day_on():
    days = [date(2026, 12, 29), date(2026, 12, 30), date(2027, 5, 24), date(2027, 5, 25)]
    assert [expected_on(STEPS, day) for day in days] == [40, 43, 43, 48]


@pytest.mark.parametrize(
    ("seen", "course", "sure"),
    [
        (None, Course.NO_DATA, True),
        (Seen(60, 58, 62, date(2026, 8, 31)), Course.NO_DATA, True),
        (Seen(51, 50, 52, date(2026, 12, 30)), Course.REACHED, True),
        (Seen(51, 45, 57, date(2026, 12, 30)), Course.REACHED, False),
        (Seen(45, 44, 46, date(2026, 12, 30)), Course.ON_TRACK, True),
        (Seen(43, 39, 47, date(2027, 5, 25)), Course.BEHIND, True),
        (Seen(43, 39, 49, date(2027, 5, 25)), Course.UNSURE, False),
    ],
)
def test_behind_is_said_only_where_the_whole_interval_lies_behind(seen, course, sure):
    found = judge(STEPS, seen, "higher")
    assert (found.course, found.sure) == (course, sure)


def test_less_is_better_turns_the_way_round():
    way = Way(FIRST, LAST, 10, 2)
    assert judge(way, Seen(9, 8, 9.5, LAST), "lower").course == Course.BEHIND
    assert judge(way, Seen(2, 1, 3, LAST), "zero").course == Course.REACHED


def test_a_way_without_baseline_cannot_be_judged_before_its_term():
    way = Way(FIRST, LAST, None, 50)
    assert judge(way, Seen(40, 39, 41, date(2026, 12, 30)), "higher").course == Course.NO_WAY
    assert judge(way, Seen(40, 39, 41, LAST), "higher").course == Course.BEHIND


def test_a_horizon_holds_to_the_last_day_of_its_year():
    assert not is_passed(2025, date(2025, 12, 31))
    assert is_passed(2025, date(2026, 1, 1))


def test_nothing_stands_below_itself():
    assert would_circle(1, 1, {1: None})
    assert not would_circle(1, 3, {1: None, 3: 2, 2: None})


WHOLE = Standing(2, FIRST, 2028, True, True, True, True, 3)


def test_the_strategy_proves_only_with_paper_and_objectives():
    day = date(2026, 11, 1)
    assert strategy_leads(WHOLE, day)[:2] == (State.PROVED, Reason.LEADS)
    for field, reason in (
        ("since", Reason.NO_STRATEGY),
        ("paper", Reason.NO_PAPER),
        ("paper_in_force", Reason.PAPER_NOT_IN_FORCE),
        ("objectives", Reason.NO_OBJECTIVES),
    ):
        lacking = Standing(**(vars(WHOLE) | {field: None if field == "since" else 0}))
        assert strategy_leads(lacking, day)[:2] == (State.MISSING, reason)
    assert strategy_leads(WHOLE, date(2029, 1, 1))[1] == Reason.HORIZON_PASSED


def test_mission_without_values_is_not_enough():
    assert mission_kept(WHOLE)[0] == State.PROVED
    assert mission_kept(Standing(**(vars(WHOLE) | {"values": False})))[1] == Reason.NO_VALUES
    assert mission_kept(Standing())[1] == Reason.NO_STRATEGY


def test_a_passed_horizon_disproves_and_a_near_one_warns():
    assert within_horizon(WHOLE, date(2028, 7, 1), 180)[0] == State.PROVED
    assert within_horizon(WHOLE, date(2028, 7, 4), 180)[0] == State.DUE
    assert within_horizon(WHOLE, date(2028, 12, 31), 180)[0] == State.DUE
    assert within_horizon(WHOLE, date(2029, 1, 1), 180)[0] == State.MISSING
