"""Marks against their averages and against an exam."""

import json
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.inter_rater import cohens_kappa

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


@pytest.mark.parametrize("seed", range(5))
def test_kappa_equals_statsmodels(seed):
    """Quadratic weights, its interval before it is kept within -1 and 1, to 1e-12."""
    counts = np.random.default_rng(seed).integers(0, 9, (4, 4))
    counts += np.diag([9, 9, 9, 9])
    found = agreement_of(
        {(i + 2.0, j + 2.0): int(counts[i, j]) for i in range(4) for j in range(4)}
    )
    told = cohens_kappa(counts, wt="quadratic")

    assert found.kappa == pytest.approx(told.kappa, abs=1e-12)
    assert found.kappa_interval.low == pytest.approx(told.kappa_low, abs=1e-12)
    assert found.kappa_interval.high == pytest.approx(told.kappa_upp, abs=1e-12)


@pytest.mark.parametrize(
    ("journal", "exam", "kappa"),
    [
        ([4], [4], None),
        ([4, 4, 4], [4, 4, 4], None),
        ([3, 4, 5], [3, 4, 5], 1),
        ([3, 3, 5, 5], [5, 3, 5, 3], 0),
        ([3, 5], [5, 3], -1),
        ([None, 4], [4, None], None),
    ],
    ids=["one pupil", "constant", "full", "chance", "turned round", "all missing"],
)
def test_few_pairs_have_a_kappa_without_an_interval(journal, exam, kappa):
    found = agreement(journal, exam)

    assert found.kappa == (kappa if kappa is None else pytest.approx(kappa))
    assert found.kappa_interval is None


def test_another_scale_changes_kappa_not_at_all_and_bias_by_its_unit():
    journal, exam = [5, 5, 4, 4, 3, 3, 5, 2, 4, 4], [5, 4, 4, 3, 3, 4, 3, 2, 4, 5]
    ours = agreement(journal, exam)
    other = agreement([10 * mark for mark in journal], [10 * mark for mark in exam])

    assert other.kappa == pytest.approx(ours.kappa)
    assert other.kappa_interval.low == pytest.approx(ours.kappa_interval.low)
    assert other.bias_interval.high == pytest.approx(10 * ours.bias_interval.high)


def test_the_interval_of_the_bias_is_student_s():
    found = agreement([5, 5, 4, 4, 3], [4, 5, 4, 3, 3])
    half = stats.t.ppf(0.975, 4) * np.std([1, 0, 0, 1, 0], ddof=1) / 5**0.5

    assert found.bias_interval.low == pytest.approx(0.4 - half)
