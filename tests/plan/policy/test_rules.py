"""What the quality policy proves, on the days around its anniversary."""

from datetime import date

import pytest

from sapat.core.proofs import State
from sapat.plan.policy.rules import (
    Now,
    Reason,
    Review,
    Section,
    SectionCode,
    agrees_with_goal,
    approved,
    months_later,
    next_review,
    reviewed,
    section,
    updated,
)

SINCE = date(2025, 8, 31)
TAKEN = Section("Максат", text=True, taken=True, taken_on=SINCE)
WHOLE = Now(
    number=1,
    since=SINCE,
    approved_on=SINCE,
    order="45",
    plan="План",
    agrees=True,
    sections={"long_term": TAKEN, "satisfaction": Section("", text=True)},
)


def but(**more):
    return Now(**(vars(WHOLE) | more))


def test_without_a_policy_nothing_is_proved():
    day = date(2026, 1, 1)
    for state, reason, _facts in (
        agrees_with_goal(Now()),
        approved(Now()),
        section(Now(), "long_term", day, 18),
        reviewed(Now(), day, 12, 30),
        updated(Now(), day, 60),
    ):
        assert (state, reason) == (State.MISSING, Reason.NO_POLICY)


@pytest.mark.parametrize(
    ("now", "state", "reason"),
    [
        (WHOLE, State.PROVED, Reason.AGREES),
        (but(agrees=None), State.MISSING, Reason.NOT_STATED),
        (but(agrees=False), State.MISSING, Reason.DISAGREES),
        (but(same_goal=False), State.DUE, Reason.GOAL_CHANGED),
    ],
)
def test_the_agreement_with_the_goal_is_stated(now, state, reason):
    assert agrees_with_goal(now)[:2] == (state, reason)


def test_an_approval_needs_its_order_and_its_plan():
    assert approved(WHOLE)[0] == State.PROVED
    assert approved(but(order=""))[1] == Reason.NO_ORDER
    assert approved(but(plan=""))[1] == Reason.NO_PLAN


def test_a_section_rests_on_records_that_are_not_old():
    day = date(2026, 6, 1)
    assert section(WHOLE, SectionCode.LONG_TERM, day, 18)[0] == State.PROVED
    assert section(WHOLE, SectionCode.LONG_TERM, date(2027, 3, 1), 18)[0] == State.DUE
    assert section(WHOLE, SectionCode.SATISFACTION, day, 18)[1] == Reason.WAITS_SURVEYS
    assert section(WHOLE, SectionCode.RESOURCES, day, 18)[1] == Reason.SECTION_EMPTY


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 7, 31), State.PROVED),
        (date(2026, 8, 1), State.DUE),
        (date(2026, 8, 31), State.DUE),
        (date(2026, 9, 1), State.MISSING),
    ],
)
def test_the_reminder_comes_thirty_days_before_the_anniversary(day, state):
    assert reviewed(WHOLE, day, 12, 30)[0] == state


def test_a_review_without_change_counts_and_only_the_directors():
    looked = but(reviews=(Review(date(2026, 8, 20), to_change=False),))
    assert reviewed(looked, date(2026, 9, 1), 12, 30)[:2] == (State.PROVED, Reason.REVIEWED)
    other = but(reviews=(Review(date(2026, 8, 20), to_change=False, by_director=False),))
    assert reviewed(other, date(2026, 9, 1), 12, 30)[1] == Reason.NOT_BY_DIRECTOR


def test_an_anniversary_of_a_leap_day_is_its_last_of_february():
    assert months_later(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert months_later(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert next_review(Now(), 12) is None


ASKED = (Review(date(2026, 8, 20), to_change=True, of_number=1),)


@pytest.mark.parametrize(
    ("now", "day", "state", "reason"),
    [
        (WHOLE, date(2026, 9, 1), State.NOT_APPLICABLE, Reason.NOTHING_ASKED),
        (but(reviews=ASKED), date(2026, 9, 1), State.MISSING, Reason.NOT_ASSIGNED),
        (but(reviews=ASKED, updater="А."), date(2026, 10, 19), State.DUE, Reason.UPDATING),
        (but(reviews=ASKED, updater="А."), date(2026, 10, 20), State.MISSING, Reason.UPDATE_LATE),
        (but(reviews=ASKED, number=2), date(2026, 10, 20), State.PROVED, Reason.UPDATED),
    ],
)
def test_a_change_asked_is_made_in_time(now, day, state, reason):
    assert updated(now, day, 60)[:2] == (state, reason)
