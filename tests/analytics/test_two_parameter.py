"""Two-parameter models against ltm, against SciPy's search and under awkward data."""

import csv
import json

import numpy as np
import pytest
from scipy import integrate, optimize

from sapat.analytics.testing.scores import Reason, Unscalable
from sapat.analytics.testing.twopl import two_parameter

MISSING = np.nan


def made(persons, items, seed=1):
    chance = np.random.default_rng(seed)
    slopes, places = np.linspace(0.6, 1.8, items), np.linspace(-1.5, 1.5, items)
    odds = slopes * (chance.normal(size=(persons, 1)) - places)
    return (chance.random((persons, items)) < 1 / (1 + np.exp(-odds))).astype(float)


def density(row, slopes, places):
    """The chance of one row of answers, integrated by SciPy."""

    def at(theta):
        chances = 1 / (1 + np.exp(-slopes * (theta - places)))
        told = np.where(row == 1, chances, 1 - chances)[np.isfinite(row)].prod()
        return told * np.exp(-theta * theta / 2) / np.sqrt(2 * np.pi)

    return integrate.quad(at, -9, 9, epsabs=1e-13)[0]


def loglik_by_hand(answers, slopes, places):
    rows, many = np.unique(np.nan_to_num(answers, nan=2), axis=0, return_counts=True)
    rows[rows == 2] = np.nan
    told = [np.log(density(row, slopes, places)) for row in rows]
    return many @ np.array(told)


def test_items_and_persons_are_those_of_ltm(reference):
    """E1: log L 1e-6 relative; a and b 1e-4, errors 1e-4; ltm's modes of abilities 0.05."""
    folder = reference / "E1_irt_lsat6"
    with (folder / "data.csv").open(encoding="utf-8") as lines:
        answers = np.array(list(csv.reader(lines))[1:], float)
    whole = json.loads((folder / "expected.json").read_text("utf-8"))
    told = whole["model_2PL_MML"]
    ours = two_parameter(answers)
    rows = told["coef_difficulty_discrimination"]
    assert ours.loglik == pytest.approx(told["logLik"], rel=1e-6)
    np.testing.assert_allclose(ours.discrimination, [r["Dscrmn"] for r in rows], atol=1e-4)
    np.testing.assert_allclose(ours.difficulty, [r["Dffclt"] for r in rows], atol=1e-4)
    errors = [row["std.err"] for row in told["se"]]
    np.testing.assert_allclose(ours.se, errors[:5], atol=1e-4)
    np.testing.assert_allclose(ours.se_discrimination, errors[5:], atol=1e-4)
    for row in whole["factor_scores_2PL_EB"]:
        pattern = [row[f"Item{item}"] for item in range(1, 6)]
        place = np.flatnonzero((answers == pattern).all(axis=1))[0]
        assert ours.ability[place] == pytest.approx(row["z1"], abs=0.05)


def test_the_likelihood_is_the_integral():
    answers = made(60, 4)
    ours = two_parameter(answers)
    by_hand = loglik_by_hand(answers, ours.discrimination, ours.difficulty)
    assert ours.loglik == pytest.approx(by_hand, rel=1e-9)


def test_scipy_finds_no_higher_place():
    answers = made(150, 4)
    ours = two_parameter(answers)
    start = np.concatenate([ours.discrimination, ours.difficulty])
    found = optimize.minimize(
        lambda x: -loglik_by_hand(answers, x[:4], x[4:]), start, options={"maxiter": 3}
    )
    assert -found.fun == pytest.approx(ours.loglik, abs=1e-5)
    np.testing.assert_allclose(found.x, start, atol=2e-3)


def test_errors_are_the_curvature_of_the_likelihood():
    answers = made(600, 3)
    ours = two_parameter(answers)
    best = np.concatenate([ours.discrimination, ours.difficulty])
    step, size = 1e-3, len(best)
    curve = np.empty((size, size))
    for i in range(size):
        for j in range(size):
            told = 0
            for a, b in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
                x = best.copy()
                x[i] += a * step
                x[j] += b * step
                told += a * b * loglik_by_hand(answers, x[:3], x[3:])
            curve[i, j] = -told / (4 * step**2)
    errors = np.sqrt(np.diag(np.linalg.inv(curve)))
    np.testing.assert_allclose(ours.se_discrimination, errors[:3], rtol=1e-3)
    np.testing.assert_allclose(ours.se, errors[3:], rtol=1e-3)


def test_missing_answers_are_left_to_chance():
    answers = made(400, 5, seed=3)
    answers[::3, 1] = MISSING
    answers[5] = MISSING
    ours = two_parameter(answers)
    by_hand = loglik_by_hand(np.delete(answers, 5, 0), ours.discrimination, ours.difficulty)
    assert ours.loglik == pytest.approx(by_hand, rel=1e-9)
    assert np.isnan(ours.ability[5])
    assert np.isnan(ours.ability).sum() == 1


def test_rows_and_items_in_another_order_tell_the_same():
    answers = made(120, 5)
    ours = two_parameter(answers)
    order = np.random.default_rng(0).permutation(120)
    other = two_parameter(answers[order][:, ::-1])
    np.testing.assert_allclose(other.difficulty[::-1], ours.difficulty, atol=1e-6)
    np.testing.assert_allclose(other.ability, ours.ability[order], atol=1e-6)


def test_every_row_twice_halves_the_variance():
    answers = made(120, 5)
    ours, twice = two_parameter(answers), two_parameter(np.vstack([answers, answers]))
    np.testing.assert_allclose(twice.discrimination, ours.discrimination, atol=1e-6)
    np.testing.assert_allclose(twice.se, ours.se / np.sqrt(2), rtol=1e-5)


def test_an_item_that_runs_against_the_others_parts_the_other_way():
    answers = made(300, 5)
    answers[:, 2] = 1 - answers[:, 2]
    slopes = two_parameter(answers).discrimination
    assert slopes[2] < 0 < np.delete(slopes, 2).min()


def test_an_item_all_solved_is_left_out():
    answers = np.column_stack([made(120, 5), np.ones(120)])
    assert two_parameter(answers).left_out == (5,)


def test_it_finds_what_the_answers_were_made_of():
    ours = two_parameter(made(4000, 12))
    np.testing.assert_allclose(ours.discrimination, np.linspace(0.6, 1.8, 12), atol=0.25)
    np.testing.assert_allclose(ours.difficulty, np.linspace(-1.5, 1.5, 12), atol=0.25)
    assert ours.parameters == 24


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (made(50, 1), Reason.SINGLE_ITEM),
        (made(1, 5), Reason.SINGLE_PERSON),
        (made(50, 5) * np.nan, Reason.SINGLE_PERSON),
        (np.ones((50, 5)), Reason.NO_VARIATION),
        (made(50, 5) + 1, Reason.NOT_RIGHT_OR_WRONG),
    ],
)
def test_what_cannot_be_scaled_is_refused(answers, reason):
    with pytest.raises(Unscalable) as no:
        two_parameter(answers)
    assert no.value.reason is reason


def test_an_item_that_parts_persons_wholly_is_named():
    steps = np.tril(np.ones((9, 8)), -1)
    with pytest.raises(Unscalable) as no:
        two_parameter(np.vstack([steps] * 3))
    assert no.value.reason is Reason.UNBOUNDED
    assert no.value.item is not None
