"""Ranks: expected ranks others computed, and laws that must hold."""

import json

import numpy as np
import pytest
from scipy.stats import norm

from sapat.analytics.ranks import ranks

ESTIMATE, SE = np.array([0.3, -1.0, 0.0, 2.0]), np.array([0.5, 0.4, 0.6, 0.2])


def test_they_equal_the_reference(reference):
    """65 schools: expected rank 1e-9 (closed form), interval ends 1 rank (200,000 other draws)."""
    text = (reference / "B3_rank_uncertainty_exam" / "expected.json").read_text()
    schools = json.loads(text)["schools"]
    column = {
        name: np.array([row[name] for row in schools]) for name in schools[0] if name != "school"
    }

    found = ranks(column["u"], np.sqrt(column["condVar"]))

    assert found.rank == pytest.approx(column["expected_rank"], abs=1e-9)
    assert np.abs(found.low - column["rank_lo95"]).max() <= 1
    assert np.abs(found.high - column["rank_hi95"]).max() <= 1
    assert (found.high - found.low).mean() == pytest.approx(23.72, abs=0.2)


def test_the_expected_rank_is_its_formula():
    found = ranks(ESTIMATE, SE)
    by_hand = [
        1 + sum(norm.cdf((ESTIMATE[at] - ESTIMATE[k]) / np.hypot(SE[at], SE[k]))
                for k in range(4) if k != at)
        for at in range(4)
    ]  # fmt: skip
    assert found.rank == pytest.approx(by_hand, abs=1e-12)


def test_the_order_of_groups_and_the_unit_are_of_no_account():
    order = np.array([2, 0, 3, 1])
    one, two = ranks(ESTIMATE, SE), ranks(5 + 100 * ESTIMATE[order], 100 * SE[order])
    assert two.rank == pytest.approx(one.rank[order])
    assert np.abs(two.low - one.low[order]).max() <= 1
    assert np.abs(two.high - one.high[order]).max() <= 1


def test_the_same_question_gets_the_same_answer():
    assert (ranks(ESTIMATE, SE).low == ranks(ESTIMATE, SE).low).all()


def test_known_groups_have_certain_ranks():
    found = ranks(ESTIMATE, np.zeros(4))
    assert found.rank.tolist() == found.low.tolist() == found.high.tolist() == [3, 1, 2, 4]


def test_groups_alike_may_stand_anywhere():
    found = ranks(np.zeros(5), np.zeros(5))
    assert found.rank == pytest.approx(np.full(5, 3))
    assert (found.low == 1).all()
    assert (found.high == 5).all()


@pytest.mark.parametrize(
    ("estimate", "se"),
    [([1], [1]), ([], []), ([1, np.nan], [1, 1]), ([1, 2], [1, np.nan]), ([1, 2], [1, -1])],
    ids=["one", "none", "missing", "missing error", "negative error"],
)
def test_what_has_no_rank_is_refused(estimate, se):
    with pytest.raises(ValueError, match="rank"):
        ranks(np.array(estimate, float), np.array(se, float))
