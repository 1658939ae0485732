"""How findings repeat, and how long they stay open."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sapat.check.findings.rules import (
    NEXT,
    Cause,
    Earlier,
    FindingState,
    Happened,
    Likeness,
    Stood,
    days_open,
    depth,
    may_become,
    repeats,
)

DAY = date(2026, 9, 1)
CLAUSE = Likeness(clause="A7.2-1")


def stood(*steps):
    return [Stood(happened, DAY + timedelta(days=after)) for happened, after in steps]


def test_days_are_counted_from_writing_to_closing():
    assert (
        days_open(stood(("written", 0), ("confirmed", 3), ("closed", 20)), date(2027, 1, 1)) == 20
    )


def test_a_reopened_finding_goes_on_counting_and_the_pause_does_not():
    life = stood(("written", 0), ("closed", 10), ("reopened", 30), ("closed", 35))
    assert days_open(life, date(2027, 1, 1)) == 15


def test_an_open_finding_counts_until_today():
    assert days_open(stood(("written", 0)), DAY + timedelta(days=7)) == 7


@given(st.lists(st.integers(0, 400), min_size=1, max_size=8))
def test_a_finding_is_never_open_longer_than_it_exists(days):
    kinds = [Happened.WRITTEN, Happened.CLOSED, Happened.REOPENED, Happened.CLOSED] * 2
    life = stood(*zip(kinds, sorted(days), strict=False))
    day = DAY + timedelta(days=500)
    assert 0 <= days_open(life, day) <= (day - min(one.on for one in life)).days


def test_the_same_within_two_years_is_a_repeat():
    was = [Earlier(1, date(2025, 1, 10), CLAUSE), Earlier(2, date(2026, 1, 10), CLAUSE)]
    assert repeats(CLAUSE, DAY, was) == 2


@pytest.mark.parametrize(
    ("was", "new"),
    [
        (Earlier(1, date(2024, 8, 31), CLAUSE), CLAUSE),
        (Earlier(1, date(2026, 8, 31), Likeness(clause="A7.2-2")), CLAUSE),
        (Earlier(1, date(2026, 8, 31), Likeness()), Likeness()),
        (Earlier(1, date(2026, 9, 2), CLAUSE), CLAUSE),
    ],
    ids=["long ago", "another clause", "nothing to compare", "later"],
)
def test_other_findings_are_no_repeat(was, new):
    assert repeats(new, DAY, [was]) is None


def test_five_whys_are_five_deep():
    causes = [Cause(n, n - 1 if n > 1 else None, n == 5) for n in range(1, 6)]
    assert [depth(cause, causes) for cause in causes] == [1, 2, 3, 4, 5]


def test_every_state_says_what_follows():
    assert set(NEXT) == set(FindingState)
    assert not may_become(FindingState.REFUSED, FindingState.CLOSED)
