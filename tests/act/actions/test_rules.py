"""When an action may begin, when a finding may be closed, what is proved."""

from datetime import date

import pytest

from sapat.act.actions.rules import (
    NEXT,
    ActionState,
    Beginning,
    Done,
    Fact,
    Found,
    Kind,
    NotSo,
    Reason,
    judge_answers,
    judge_improvements,
    judge_prevention,
    judged_from,
    why_not_begin,
    why_not_close,
)
from sapat.check.findings.rules import Grade
from sapat.core.proofs import State

DAY = date(2026, 12, 1)
CORRECTED = Done(Kind.CORRECTION, ActionState.WORKED)


@pytest.mark.parametrize(
    ("begun", "objection"),
    [
        (Beginning(Kind.CORRECTIVE, 0, True, True), NotSo.NO_PLAN),
        (Beginning(Kind.CORRECTIVE, 2, True, False), NotSo.NO_CAUSE),
        (Beginning(Kind.PREVENTIVE, 2, False, True), NotSo.NO_EXPECTATION),
        (Beginning(Kind.IMPROVEMENT, 2, False, None), NotSo.NO_EXPECTATION),
        (Beginning(Kind.CORRECTION, 1, False, False), None),
        (Beginning(Kind.CORRECTIVE, 1, True, True), None),
    ],
)
def test_nothing_begins_without_what_it_needs(begun, objection):
    assert why_not_begin(begun) == objection


@pytest.mark.parametrize(
    ("grade", "actions", "excused", "objection"),
    [
        (Grade.MINOR, [], False, NotSo.NO_ACTION),
        (Grade.MINOR, [Done(Kind.CORRECTIVE, ActionState.STARTED)], False, NotSo.ACTIONS_OPEN),
        (Grade.MINOR, [CORRECTED], False, NotSo.NO_PREVENTION),
        (Grade.MAJOR, [Done(Kind.CORRECTIVE, ActionState.FAILED)], True, NotSo.NOT_SHOWN),
        (Grade.MINOR, [Done(Kind.CORRECTIVE, ActionState.DROPPED)], False, NotSo.NO_ACTION),
        (Grade.MINOR, [CORRECTED], True, None),
        (Grade.MINOR, [CORRECTED, Done(Kind.PREVENTIVE, ActionState.WORKED)], False, None),
        (Grade.REMARK, [], False, None),
        (Grade.GOOD, [Done(Kind.IMPROVEMENT, ActionState.DONE)], False, NotSo.ACTIONS_OPEN),
    ],
)
def test_a_finding_closes_only_when_its_actions_allow(grade, actions, excused, objection):
    found = why_not_close(grade, actions, excused=excused)
    assert (found[0] if found else None) == objection


def test_a_correction_is_looked_at_at_once_and_the_rest_after_a_wait():
    assert judged_from(DAY, 60, Kind.CORRECTION) == DAY
    assert judged_from(DAY, 60, Kind.CORRECTIVE) == date(2027, 1, 30)


def finding(*kinds, on=date(2026, 9, 1), root=True, excused=False):
    return Found("№ 2026/1", on, root, frozenset(kinds), excused)


@pytest.mark.parametrize(
    ("found", "state", "reason"),
    [
        ([], State.NOT_APPLICABLE, Reason.NO_FINDINGS),
        ([finding(Kind.CORRECTIVE)], State.PROVED, Reason.NO_CORRECTIONS),
        ([finding(Kind.CORRECTION)], State.MISSING, Reason.UNPREVENTED),
        ([finding(Kind.CORRECTION, on=date(2026, 11, 20))], State.DUE, Reason.SOON),
        ([finding(Kind.CORRECTION, excused=True)], State.PROVED, Reason.PREVENTED),
        (
            [finding(Kind.CORRECTION, Kind.PREVENTIVE, root=False)],
            State.MISSING,
            Reason.NO_ROOT,
        ),
        ([finding(Kind.CORRECTION, Kind.PREVENTIVE)], State.PROVED, Reason.PREVENTED),
    ],
)
def test_prevention_follows_corrections(found, state, reason):
    assert judge_prevention(found, DAY, days=30)[:2] == (state, reason)


LATE = Fact(Kind.CORRECTIVE, ActionState.STARTED, date(2026, 9, 1), date(2026, 11, 1))


@pytest.mark.parametrize(
    ("found", "actions", "state", "reason"),
    [
        ([finding()], [], State.MISSING, Reason.UNANSWERED),
        ([finding(on=date(2026, 11, 25))], [], State.DUE, Reason.SOON),
        ([finding(Kind.CORRECTIVE)], [LATE], State.MISSING, Reason.LATE),
        ([finding(Kind.CORRECTIVE)], [], State.PROVED, Reason.ANSWERED),
        ([finding(excused=True)], [], State.PROVED, Reason.ANSWERED),
    ],
)
def test_every_miss_is_answered(found, actions, state, reason):
    assert judge_answers(found, actions, DAY, days=14)[:2] == (state, reason)


def test_improving_is_proved_by_an_effect_that_somebody_judged():
    running = Fact(Kind.IMPROVEMENT, ActionState.STARTED, date(2026, 9, 1), DAY, False)
    judged = Fact(Kind.IMPROVEMENT, ActionState.FAILED, date(2026, 9, 1), DAY, False)
    states = [judge_improvements(each, DAY, months=12)[0] for each in ([], [running], [judged])]
    assert states == [State.MISSING, State.DUE, State.PROVED]


def test_every_state_says_what_follows():
    assert set(NEXT) == set(ActionState)
