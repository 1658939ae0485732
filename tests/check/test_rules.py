"""Windows and differences: pure rules."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from sapat.check.measuring import rules
from sapat.check.measuring.rules import Figure, Time, before, differs, places, points, year_ago
from sapat.school.calendar.rules import TermCode, TermKind

Q = [TermCode(2025, number, TermKind.QUARTER) for number in range(1, 5)]
OLD = [TermCode(2024, number, TermKind.QUARTER) for number in range(1, 5)]
S1 = TermCode(2025, 1, TermKind.SESSION)

numbers = st.integers(0, 10_000).map(lambda whole: whole / 100)
figures = (
    st.tuples(numbers, numbers, numbers)
    .map(sorted)
    .map(lambda three: Figure(three[1], three[0], three[2]))
)


def test_examples_in_the_rules():
    assert doctest.testmod(rules).failed == 0


def test_a_register_of_the_year_serves_every_term():
    assert places("term", Time.YEAR, Q[2], 4) == {(2025, 0)}


def test_a_year_uses_annual_rows_where_there_are_any():
    assert places("year", Time.TERMS_AND_YEAR, Q[2], 4) == {(2025, 0)}
    assert places("year", Time.TERMS, Q[2], 3) == {(2025, 1), (2025, 2), (2025, 3)}


def test_half_years_of_quarters_and_of_sessions():
    assert places("half_year", Time.TERMS, Q[0], 4) == {(2025, 1), (2025, 2)}
    assert places("half_year", Time.TERMS, S1, 2) == {(2025, 1)}


def test_before_and_a_year_ago():
    known = [*OLD, *Q]
    assert before(Q[0], known) == OLD[3]
    assert before(OLD[0], known) is None
    assert year_ago(Q[1], known) == OLD[1]
    assert before(Q[0].whole_year, known) == OLD[0].whole_year


def test_a_history_shows_each_stretch_once():
    sizes = {2024: 4, 2025: 4}
    assert points("term", [*Q, *OLD], sizes) == [*OLD, *Q]
    assert points("half_year", Q, sizes) == [Q[1], Q[3]]
    assert points("year", [*OLD, *Q], sizes) == [OLD[0].whole_year, Q[0].whole_year]


@given(figures, figures)
def test_a_difference_is_the_same_from_both_sides(one, other):
    assert differs(one, other) == differs(other, one)


@given(figures, figures)
def test_overlapping_beyond_each_other_is_no_difference(one, other):
    if one.low <= other.value <= one.high and other.low <= one.value <= other.high:
        assert not differs(one, other)
    assert not (differs(one, other, widen=2) and not differs(one, other))
