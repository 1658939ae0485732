"""Marks against their averages and against an exam."""

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sapat.analytics.objectivity import agreement, agreement_of, ordinary, rounding
from tests.analytics.journal import pairs_of


@pytest.mark.parametrize(
    ("average", "mark"),
    [(2.5, 3), (3.49, 3), (3.5, 4), (4.5, 5), (4.0, 4), (2.4999999999, 3), (3.499, 3), (0.5, 1)],
)
def test_half_a_mark_goes_up(average, mark):
    assert ordinary(average) == mark


def test_raised_and_lowered_marks():
    found = rounding([3.4, 3.5, 4.6, 2.0, None, 4.1], [4, 4, 4, 2, 5, None])

    assert (found.pairs, found.mean, found.raised, found.lowered) == (4, 0.0, 1, 1)
    assert found.interval.low < 0 < found.interval.high


@pytest.mark.parametrize("pair", [([], []), ([None], [4]), ([4.2], [None])])
def test_without_pairs_there_is_no_figure(pair):
    found = rounding(*pair)

    assert (found.pairs, found.mean, found.interval) == (0, None, None)
    assert agreement(*pair).confirmed is None


def test_one_pupil_has_a_figure_without_an_interval():
    assert (rounding([3.4], [4]).mean, rounding([3.4], [4]).interval) == (1, None)


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="argument"):
        rounding([3.4], [])
    with pytest.raises(ValueError, match="argument"):
        agreement([3], [])


def test_a_real_class(reference):
    folder = reference / "H1_kyrgyz_class_journal"
    expected = json.loads((folder / "expected.json").read_text("utf-8"))["rounding"]

    found = rounding(*pairs_of(folder / "8А-1.xlsx"))

    assert {name: getattr(found, name) for name in expected} == expected


def test_journal_against_exam():
    found = agreement([5, 5, 4, 4, 3, 3, 5, None], [5, 4, 4, 3, 3, 4, 3, 5])

    assert found.pairs == 7
    assert (found.confirmed.value, found.raised.value, found.lowered.value) == pytest.approx(
        (3 / 7, 3 / 7, 1 / 7)
    )
    assert (found.bias, found.far) == (pytest.approx(3 / 7), 1)
    assert found.table[5, 4] == 1
    assert found.confirmed.low < 3 / 7 < found.confirmed.high


marks = st.lists(st.tuples(st.integers(2, 5), st.integers(2, 5)), min_size=1, max_size=30)


@given(marks, marks, st.randoms())
def test_tables_add_up_and_order_does_not_matter(one, other, chance):
    shuffled = chance.sample(one + other, len(one + other))

    apart = [agreement(*zip(*part, strict=True)).table for part in (one, other)]

    assert agreement_of(Counter(apart[0]) + Counter(apart[1])) == agreement(
        *zip(*shuffled, strict=True)
    )


@given(marks)
def test_exchanging_journal_and_exam_exchanges_raised_and_lowered(pairs):
    journal, exam = zip(*pairs, strict=True)

    one, other = agreement(journal, exam), agreement(exam, journal)

    assert (one.raised, one.lowered, one.confirmed) == (
        other.lowered,
        other.raised,
        other.confirmed,
    )
    assert one.bias == -other.bias
