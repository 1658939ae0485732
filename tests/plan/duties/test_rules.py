"""One owner a duty, an order for what is given by name, and enough readers."""

from datetime import date, timedelta

from sapat.core.proofs import State
from sapat.plan.duties.rules import (
    Approved,
    Held,
    Letter,
    Reason,
    Row,
    Trouble,
    judge_held,
    judge_matrix,
    judge_readings,
    without_repeats,
)

DAY = date(2026, 10, 1)
ORDERED = date(2026, 9, 1)
GOOD = Row(1, "A2-9", "Feedback", (Held("R", "role:clerk", "clerk"),))
OK = Approved("48/2", ORDERED, is_current=True, heads=4, signed=4)


def row(*held):
    return Row(2, "A2-5", "Control", held)


def test_a_row_needs_one_owner_who_is_there():
    one, other = Held("R", "role:a", "a"), Held("R", "role:b", "b")
    assert row(one).troubles == []
    assert row().troubles == [Trouble.NOBODY]
    assert row(Held("A", "role:a", "a")).troubles == [Trouble.NOBODY]
    assert row(one, other).troubles == [Trouble.DOUBLE]
    assert row(Held("R", "role:a", "a", is_filled=False)).troubles == [Trouble.VACANT]


def test_the_same_owner_named_twice_is_one_owner():
    assert row(Held("R", "role:a", "a"), Held("R", "role:a", "a")).troubles == []


def test_who_approves_need_not_be_informed():
    held = [Held("I", "role:a", "a"), Held("A", "role:a", "a"), Held("I", "role:b", "b")]
    assert [(one.letter, one.key) for one in without_repeats(held)] == [
        ("A", "role:a"), ("I", "role:b"),
    ]  # fmt: skip


def test_letters_stand_with_the_weightiest_first():
    held = row(Held("A", "role:a", "a"), Held("R", "role:a", "a"))
    assert held.letters == {"role:a": "RA"}
    assert len(Letter.values) == 4


def test_an_approved_matrix_without_gaps_proves():
    assert judge_matrix([GOOD], OK, 100)[:2] == (State.PROVED, Reason.IN_ORDER)


def test_a_matrix_is_disproved_by_a_gap_before_all_else():
    assert judge_matrix([], OK, 0)[1] == Reason.NO_DUTIES
    assert judge_matrix([GOOD, row()], OK, 0)[1] == Reason.NOBODY
    assert judge_matrix([GOOD], None, 0)[1] == Reason.NO_MATRIX


def test_a_matrix_nearly_proves_when_changed_or_unsigned():
    changed = Approved("48/2", ORDERED, is_current=False)
    assert judge_matrix([GOOD], changed, 0)[:2] == (State.DUE, Reason.CHANGED)
    partly = Approved("48/2", ORDERED, is_current=True, heads=4, signed=3)
    assert judge_matrix([GOOD], partly, 80)[:2] == (State.DUE, Reason.UNSIGNED)
    assert judge_matrix([GOOD], partly, 75)[0] == State.PROVED


def held(**more):
    return row(Held("R", "role:clerk", "clerk", order="12", **more))


def test_a_duty_by_order_proves_and_without_order_does_not():
    assert judge_held(held(), "Control", DAY, 30)[:2] == (State.PROVED, Reason.HELD)
    plain = row(Held("R", "role:clerk", "clerk"))
    assert judge_held(plain, "Control", DAY, 30)[1] == Reason.WITHOUT_ORDER
    assert judge_held(held(is_filled=False), "Control", DAY, 30)[1] == Reason.POST_VACANT
    assert judge_held(row(), "Control", DAY, 30)[1] == Reason.NOT_HELD
    assert judge_held(None, "Control", DAY, 30)[1] == Reason.NOT_KNOWN


def test_a_duty_that_ends_soon_is_due_on_the_day_exactly():
    last = DAY + timedelta(days=30)
    assert judge_held(held(until=last), "Control", DAY, 30)[0] == State.DUE
    assert judge_held(held(until=last), "Control", DAY - timedelta(days=1), 30)[0] == State.PROVED


def test_until_the_last_day_reading_is_due_and_then_missing():
    assert judge_readings(10, 9, 90, last_day=DAY, day=DAY)[0] == State.PROVED
    assert judge_readings(10, 8, 90, last_day=DAY, day=DAY)[0] == State.DUE
    later = DAY + timedelta(days=1)
    assert judge_readings(10, 8, 90, last_day=DAY, day=later)[:2] == (State.MISSING, Reason.UNREAD)
    assert judge_readings(0, 0, 90, last_day=DAY, day=DAY)[1] == Reason.NO_STAFF
    assert judge_readings(5, 5, 90, last_day=None, day=DAY)[1] == Reason.NO_YEAR
