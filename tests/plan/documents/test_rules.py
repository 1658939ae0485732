"""Which step may follow which, and what each step asks."""

from dataclasses import replace
from datetime import date

import pytest

from sapat.plan.documents.rules import (
    FINAL,
    Decision,
    EditionState,
    NotSo,
    Order,
    Route,
    Standing,
    Step,
    is_possible,
    visible_states,
    why_not_adopt,
    why_not_approve,
    why_not_force,
    why_not_round,
    why_not_step,
    why_not_withdraw,
)
from sapat.plan.documents.shipped import kinds
from sapat.plan.documents.terms import Keeping, Problem, months_after, problems, review_due

FULL = Route(("ped_council",), approval=True)
BODY_ONLY = Route(("ped_council",), approval=False)
ORDER_ONLY = Route((), approval=True)
NEITHER = Route((), approval=False)
TODAY = date(2026, 9, 1)

ALLOWED = {
    (FULL, "draft"): {"write", "round", "adopt", "withdraw"},
    (FULL, "discussion"): {"write", "round", "adopt", "withdraw"},
    (FULL, "adopted"): {"approve", "withdraw"},
    (FULL, "approved"): {"force", "withdraw"},
    (FULL, "in_force"): {"withdraw"},
    (BODY_ONLY, "draft"): {"write", "round", "adopt", "withdraw"},
    (BODY_ONLY, "adopted"): {"force", "withdraw"},
    (ORDER_ONLY, "draft"): {"write", "round", "approve", "withdraw"},
    (ORDER_ONLY, "approved"): {"force", "withdraw"},
    (NEITHER, "draft"): {"write", "round", "force", "withdraw"},
    (NEITHER, "discussion"): {"write", "round", "force", "withdraw"},
}


@pytest.mark.parametrize(("route", "state"), ALLOWED)
@pytest.mark.parametrize("step", Step)
def test_only_the_steps_of_the_route_are_taken(route, state, step):
    standing = Standing(state, route)
    allowed = step.value in ALLOWED[route, state]

    assert is_possible(step, standing) == allowed
    assert (why_not_step(step, standing) is None) == allowed


@pytest.mark.parametrize("state", sorted(FINAL))
@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("route", [FULL, BODY_ONLY, ORDER_ONLY, NEITHER])
def test_nothing_follows_the_end(route, state, step):
    assert why_not_step(step, Standing(state, route)) == NotSo.FINAL


@pytest.mark.parametrize("step", [Step.ADOPT, Step.APPROVE, Step.FORCE])
def test_a_scheduled_edition_only_waits_for_its_day(step):
    standing = Standing("approved", FULL, effective_from=date(2026, 10, 1))

    assert why_not_step(step, standing) == NotSo.SCHEDULED
    assert why_not_step(Step.WRITE, standing) == NotSo.LOCKED
    assert why_not_step(Step.WITHDRAW, standing) is None


@pytest.mark.parametrize(
    ("state", "objection"),
    [("draft", NotSo.NOT_ADOPTED), ("adopted", NotSo.NOT_APPROVED), ("in_force", NotSo.IN_FORCE)],
)
def test_without_its_approvals_nothing_comes_into_force(state, objection):
    standing = Standing(state, FULL)
    more = {"since": TODAY, "today": TODAY, "previous_since": None}

    assert why_not_force(standing, **more) == objection


COUNCIL = Decision("ped_council", True, "1", TODAY)


@pytest.mark.parametrize(
    ("change", "objection"),
    [
        ({}, None),
        ({"body_kind": "mo"}, NotSo.WRONG_BODY),
        ({"body_existed": False}, NotSo.BODY_CLOSED),
        ({"protocol_number": " "}, NotSo.NO_PROTOCOL),
        ({"adopted_on": date(2026, 9, 2)}, NotSo.FUTURE),
    ],
)
def test_a_body_adopts_within_its_life_and_by_a_protocol(change, objection):
    assert why_not_adopt(Standing("draft", FULL), replace(COUNCIL, **change), today=TODAY) is (
        objection
    )


@pytest.mark.parametrize(
    ("standing", "objection"),
    [
        (Standing("draft", FULL, has_text=False), NotSo.NO_TEXT),
        (Standing("draft", replace(FULL, comments_needed=True)), NotSo.ROUND_NEEDED),
        (Standing("discussion", FULL, comments_until=date(2026, 9, 2)), NotSo.ROUND_OPEN),
        (Standing("discussion", FULL, comments_until=TODAY), None),
        (Standing("discussion", FULL, comments_until=TODAY, unanswered=1), NotSo.UNANSWERED),
    ],
)
def test_a_draft_is_adopted_when_its_comments_are_answered(standing, objection):
    assert why_not_adopt(standing, COUNCIL, today=TODAY) is objection


ORDER = Order("12", TODAY, by_director=True)


@pytest.mark.parametrize(
    ("change", "objection"),
    [
        ({}, None),
        ({"number": ""}, NotSo.NO_NUMBER),
        ({"approved_on": date(2026, 9, 2)}, NotSo.FUTURE),
        ({"approved_on": date(2026, 8, 27)}, NotSo.BEFORE_ADOPTION),
        ({"by_director": False}, NotSo.NOT_DIRECTOR),
        ({"own_work": True}, NotSo.OWN_WORK),
        ({"own_work": True, "exception": "Эки мугалим", "staff": 11}, NotSo.NOT_SMALL),
        ({"own_work": True, "exception": "Эки мугалим", "staff": 10}, None),
    ],
)
def test_the_director_approves_what_others_wrote(change, objection):
    standing = Standing("adopted", FULL, adopted_on=date(2026, 8, 28))

    assert why_not_approve(standing, replace(ORDER, **change), today=TODAY) is objection


def test_an_edition_begins_after_its_order_and_after_the_one_before():
    standing = Standing("approved", FULL, approved_on=date(2026, 8, 31))

    def ask(since, before=None):
        return why_not_force(standing, since=since, today=TODAY, previous_since=before)

    assert ask(date(2026, 8, 30)) == NotSo.TOO_EARLY
    assert ask(date(2026, 8, 31)) is None
    assert ask(TODAY, before=TODAY) == NotSo.BEFORE_LAST
    assert ask(TODAY, before=date(2026, 8, 31)) is None


def test_a_round_ends_on_a_day_to_come_and_needs_a_text():
    ask = {"until": date(2026, 9, 2), "today": TODAY}

    assert why_not_round(Standing("draft", FULL), **ask) is None
    assert why_not_round(Standing("draft", FULL), until=TODAY, today=TODAY) == NotSo.ROUND_PAST
    assert why_not_round(Standing("draft", FULL, has_text=False), **ask) == NotSo.NO_TEXT
    assert why_not_round(Standing("adopted", FULL), **ask) == NotSo.LOCKED


@pytest.mark.parametrize(
    ("state", "more", "objection"),
    [
        ("draft", {}, None),
        ("draft", {"reason": ""}, NotSo.NO_REASON),
        ("in_force", {}, NotSo.NO_NUMBER),
        ("in_force", {"number": "15"}, None),
        ("in_force", {"number": "15", "on": date(2026, 8, 1)}, NotSo.BEFORE_FORCE),
        ("in_force", {"number": "15", "on": date(2026, 9, 2)}, NotSo.FUTURE),
    ],
)
def test_what_is_in_force_is_withdrawn_by_an_order(state, more, objection):
    standing = Standing(state, FULL, effective_from=date(2026, 8, 15))
    given = {"number": "", "reason": "Эскирди", "on": TODAY, "today": TODAY, **more}

    assert why_not_withdraw(standing, **given) is objection


def test_drafts_are_seen_by_those_who_write():
    assert "draft" in visible_states(writes=True, comments=True)
    assert "draft" not in visible_states(writes=False, comments=True)
    assert "discussion" in visible_states(writes=False, comments=True)
    assert visible_states(writes=False, comments=False) == {"in_force"}


def test_every_kind_has_its_route_and_every_body_is_known():
    from sapat.plan.documents.rules import DocumentKind
    from sapat.school.bodies.rules import BodyKind

    assert set(kinds()) == set(DocumentKind.values)
    assert all(set(kind.route.adoption) <= set(BodyKind.values) for kind in kinds().values())


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 9, 1), 12, date(2027, 9, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_later_never_leave_the_month(day, months, later):
    assert months_after(day, months) == later


def test_a_review_counts_from_the_last_look():
    assert review_due(date(2025, 9, 1), None, 12) == date(2026, 9, 1)
    assert review_due(date(2025, 9, 1), date(2026, 5, 25), 12) == date(2027, 5, 25)
    assert review_due(None, None, 12) is None
    assert review_due(date(2025, 9, 1), None, None) is None


def test_a_review_is_overdue_only_after_its_day():
    kept = Keeping("in_force", review_due=TODAY)

    assert problems(kept, TODAY) == ()
    assert problems(kept, date(2026, 9, 2)) == (Problem.REVIEW_OVERDUE,)


def test_a_draft_is_told_of_after_a_month():
    drafted = Keeping("draft", waiting_state="draft", waiting_since=date(2026, 8, 2))

    assert problems(drafted, TODAY) == ()
    assert problems(drafted, date(2026, 9, 2)) == (Problem.NONE_IN_FORCE,)
    assert problems(Keeping(EditionState.WITHDRAWN), TODAY) == ()
