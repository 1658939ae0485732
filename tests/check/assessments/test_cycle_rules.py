"""How ready a cycle is, and what the cycles prove, on the boundaries of the year."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sapat.check.assessments.cycles.rules import (
    CycleState,
    Held,
    Line,
    Readiness,
    Reason,
    judge_criteria,
    judge_cycle,
    readiness,
)
from sapat.core.proofs import State

DAY = date(2026, 11, 1)
LEVELS = ["", "meets", "remarks", "fails", "none"]


def held(closed=None, *, lines=(), kind="institutional", state=None, due=date(2027, 6, 1), pk=1):
    known = state or (CycleState.CLOSED if closed else CycleState.RUNNING)
    return Held(pk, "Топтом", kind, known, due, closed, "37", tuple(lines))


def line(level="meets", *, evidence=1, finding=False, pk=1):
    return Line(pk, f"K-{pk}", level, level, evidence, finding)


def cycle(*rows, day=DAY, months=12, share=80):
    return judge_cycle(rows, day, months=months, share=share)[:2]


def criteria(*rows, day=DAY, kinds=("institutional",)):
    return judge_criteria(rows, day, kinds, months=12)[:2]


def test_what_is_lacking_is_named():
    now = readiness([
        Line(1, "A", own="meets", commission="remarks", evidence=2),
        Line(2, "B", own="none"),
        Line(3, "C", own="fails", finding=True),
        Line(4, "D"),
    ])  # fmt: skip
    assert now.unjudged == ("D",)
    assert now.bare == ("C", "D")
    assert now.waiting == ("B", "C")
    assert now.weak == ("A", "C")
    assert now.without_finding == ("A",)
    assert now.differing == ("A",)
    assert now.shares == {"judged": 75, "evidenced": 33, "agreed": 25}


@given(st.integers(0, 300), st.integers(1, 300))
def test_all_is_said_only_of_all(part, whole):
    part = min(part, whole)
    share = Readiness.share(part, whole)
    assert 0 <= share <= 100
    assert (share == 100) == (part == whole)
    assert (share == 0) == (part == 0)


@given(st.lists(st.tuples(st.sampled_from(LEVELS), st.sampled_from(LEVELS), st.integers(0, 2))))
def test_nothing_is_lacking_twice_and_nothing_is_lost(given_lines):
    lines = [Line(n, str(n), own, last, shown) for n, (own, last, shown) in enumerate(given_lines)]
    now = readiness(lines)
    assert now.judged + len(now.unjudged) == now.all
    assert now.evidenced + len(now.bare) == now.applies
    assert set(now.without_finding) <= set(now.weak)
    assert 0 <= now.met <= now.applies


def test_nothing_is_proved_before_a_cycle_is_closed():
    assert cycle() == (State.MISSING, Reason.NO_CYCLE)
    assert cycle(held()) == (State.DUE, Reason.RUNS)
    assert cycle(held(due=date(2026, 10, 31))) == (State.MISSING, Reason.RUNS_LATE)
    assert cycle(held(state=CycleState.PREPARED)) == (State.MISSING, Reason.NO_CYCLE)


def test_a_cycle_proves_for_twelve_months():
    lines = [line()]
    assert cycle(held(date(2025, 11, 1), lines=lines)) == (State.PROVED, Reason.HELD)
    assert cycle(held(date(2025, 10, 31), lines=lines)) == (State.MISSING, Reason.OLD_CYCLE)


def test_a_cycle_without_evidence_proves_little():
    lines = [line(pk=1), line(pk=2, evidence=0)]
    assert cycle(held(date(2026, 6, 1), lines=lines)) == (State.DUE, Reason.THIN)
    assert cycle(held(date(2026, 6, 1), lines=lines), share=50) == (State.PROVED, Reason.HELD)


def test_criteria_that_do_not_apply_need_no_evidence():
    lines = [line("none", evidence=0), line(pk=2)]
    assert cycle(held(date(2026, 6, 1), lines=lines)) == (State.PROVED, Reason.HELD)


def test_every_weak_point_led_to_a_finding():
    weak = line("fails", pk=2)
    closed = date(2026, 6, 1)
    assert criteria(held(closed, lines=[line(), weak])) == (State.MISSING, Reason.WEAK_OPEN)
    answered = line("fails", pk=2, finding=True)
    assert criteria(held(closed, lines=[line(), answered])) == (State.PROVED, Reason.WEAK_DONE)


def test_another_set_proves_nothing_of_this_one():
    other = held(date(2026, 6, 1), lines=[line()], kind="state_standard")
    assert criteria(other) == (State.MISSING, Reason.NO_CYCLE)
    assert criteria(other, held(pk=2)) == (State.DUE, Reason.RUNS)
    assert criteria(other, kinds=("state_standard",)) == (State.PROVED, Reason.WEAK_DONE)
