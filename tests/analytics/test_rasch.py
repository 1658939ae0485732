"""Rasch models against eRm, against all orders counted by hand, and under awkward data."""

import csv
import itertools
import json

import numpy as np
import pytest
from scipy import stats

from sapat.analytics.testing.rasch import andersen, rasch
from sapat.analytics.testing.scores import Reason, Unscalable

MISSING = np.nan


def case(reference, name):
    with (reference / name / "data.csv").open(encoding="utf-8") as lines:
        rows = list(csv.reader(lines))
    told = json.loads((reference / name / "expected.json").read_text("utf-8"))
    return np.array(rows[1:], float), told


def made(persons, items, seed=1):
    """Answers of made-up persons to questions from easy to hard."""
    chance = np.random.default_rng(seed)
    ability, difficulty = chance.normal(size=(persons, 1)), np.linspace(-2, 2, items)
    return (chance.random((persons, items)) < 1 / (1 + np.exp(difficulty - ability))).astype(float)


def loglik_by_hand(answers, difficulty):
    """Every way to reach each raw score, counted one by one."""
    ways = {}
    for pattern in itertools.product([0, 1], repeat=len(difficulty)):
        weight = np.exp(-np.array(pattern) @ difficulty)
        ways[sum(pattern)] = ways.get(sum(pattern), 0) + weight
    return sum(-row @ difficulty - np.log(ways[int(row.sum())]) for row in answers)


def refused(answers):
    with pytest.raises(Unscalable) as no:
        rasch(np.asarray(answers, float))
    return no.value


@pytest.mark.parametrize("name", ["E1_irt_lsat6", "E3_rasch_raschdat1"])
def test_difficulties_and_persons_are_those_of_erm(reference, name):
    """E1, E3: log L 1e-6 relative; parameters, errors, persons 1e-4, as eRm stops early."""
    answers, whole = case(reference, name)
    told = whole["rasch_CML_eRm"]
    ours = rasch(answers)
    assert ours.loglik == pytest.approx(told["loglik"], rel=1e-6)
    assert ours.parameters == told["npar"]
    np.testing.assert_allclose(-ours.difficulty, list(told["betapar_easiness"].values()), atol=1e-4)
    np.testing.assert_allclose(ours.se, list(told["se_beta"].values()), atol=1e-4)
    wanted = {int(row["score"]): row["theta"] for row in told["persons"]["score_to_theta"]}
    inside = ~ours.persons.extreme
    theta = [wanted[score] for score in ours.persons.score[inside].tolist()]
    np.testing.assert_allclose(ours.persons.ability[inside], theta, atol=1e-4)
    se = told["persons"]["first10_se"]
    np.testing.assert_allclose(ours.persons.se[inside][:10], se, atol=1e-4)


@pytest.mark.parametrize("name", ["E1_irt_lsat6", "E3_rasch_raschdat1"])
def test_items_fit_as_in_erm(reference, name):
    """E1, E3: mean squares and their z 1e-4."""
    answers, whole = case(reference, name)
    ours = rasch(answers).fit
    for figure, name_there in (
        (ours.infit, "infitMSQ"),
        (ours.outfit, "outfitMSQ"),
        (ours.infit_z, "infitZ"),
        (ours.outfit_z, "outfitZ"),
    ):
        wanted = [row[name_there] for row in whole["rasch_CML_eRm"]["itemfit"]]
        np.testing.assert_allclose(figure, wanted, atol=1e-4)


@pytest.mark.parametrize(
    ("name", "test"),
    [("E1_irt_lsat6", "andersen_LR"), ("E3_rasch_raschdat1", "andersen_LR_median")],
)
def test_andersens_test_is_that_of_erm(reference, name, test):
    """E1, E3: LR 1e-5, p 1e-6."""
    answers, whole = case(reference, name)
    ours, told = andersen(answers), whole[test]
    assert ours.df == told["df"]
    assert ours.statistic == pytest.approx(told["LR"], rel=1e-5)
    assert ours.p == pytest.approx(told["p"], rel=1e-5)


def test_separation_is_that_of_erm(reference):
    """E3: 1e-5."""
    answers, whole = case(reference, "E3_rasch_raschdat1")
    told = whole["separation_reliability"]["sep.rel"]
    assert rasch(answers).separation == pytest.approx(told, abs=1e-5)


def test_the_likelihood_counts_every_way_and_is_highest():
    answers = made(60, 6)
    ours = rasch(answers)
    assert ours.loglik == pytest.approx(loglik_by_hand(answers, ours.difficulty), rel=1e-12)
    for place in range(5):
        off = np.zeros(6)
        off[place], off[place + 1] = 0.01, -0.01
        assert loglik_by_hand(answers, ours.difficulty + off) < ours.loglik
    assert ours.difficulty.sum() == pytest.approx(0, abs=1e-12)


def test_two_items_are_the_odds_of_who_solves_one_alone():
    """With two items the difference of difficulties is log(n01 / n10), variance 1/n01 + 1/n10."""
    ours = rasch(np.array([[1, 0]] * 30 + [[0, 1]] * 10 + [[1, 1]] * 7, float))
    assert ours.difficulty[1] - ours.difficulty[0] == pytest.approx(np.log(3))
    assert (2 * ours.se[0]) ** 2 == pytest.approx(1 / 30 + 1 / 10)
    assert ours.loglik == pytest.approx(30 * np.log(0.75) + 10 * np.log(0.25))


def test_persons_who_answered_other_items_add_what_they_know():
    """Two forms that share items are the sum of two likelihoods."""
    answers = made(80, 6)
    answers[:40, 5] = MISSING
    answers[40:, 0] = MISSING
    ours = rasch(answers)
    by_hand = loglik_by_hand(answers[:40, :5], ours.difficulty[:5])
    by_hand += loglik_by_hand(answers[40:, 1:], ours.difficulty[1:])
    assert ours.loglik == pytest.approx(by_hand, rel=1e-12)
    assert ours.persons.reachable.tolist() == [5] * 80


def test_abilities_solve_raw_score_equals_expected_score():
    answers = made(50, 8)
    answers[::5, 3] = MISSING
    ours = rasch(answers)
    chances = 1 / (1 + np.exp(ours.difficulty - ours.persons.ability[:, None]))
    chances = np.where(np.isfinite(answers), chances, 0)
    inside = ~ours.persons.extreme
    expected = chances.sum(axis=1)[inside]
    np.testing.assert_allclose(expected, ours.persons.score[inside], atol=1e-8)
    information = (chances * (1 - chances)).sum(axis=1)
    np.testing.assert_allclose(ours.persons.se, information**-0.5, rtol=1e-6)


def test_extreme_persons_are_placed_beyond_the_others_and_finitely():
    answers = np.vstack([made(40, 5), np.ones((2, 5)), np.zeros((2, 5)), np.full((1, 5), MISSING)])
    ours = rasch(answers).persons
    inside = ours.ability[~ours.extreme & np.isfinite(ours.ability)]
    assert ours.ability[40] > inside.max() > inside.min() > ours.ability[42]
    assert ours.extreme[40:44].all()
    assert np.isnan(ours.ability[44])


def test_items_all_solved_or_nobody_are_left_out_and_named():
    answers = made(60, 5)
    longer = np.column_stack([np.ones(60), answers, np.zeros(60)])
    ours = rasch(longer)
    assert (ours.left_out, ours.items) == ((0, 6), (1, 2, 3, 4, 5))
    np.testing.assert_allclose(ours.difficulty, rasch(answers).difficulty, atol=1e-9)


def test_the_order_of_rows_and_items_makes_no_difference():
    answers = made(60, 5)
    ours = rasch(answers)
    shuffled = np.random.default_rng(0).permutation(60)
    other = rasch(answers[shuffled][:, ::-1])
    np.testing.assert_allclose(other.difficulty[::-1], ours.difficulty, atol=1e-8)
    np.testing.assert_allclose(other.persons.ability, ours.persons.ability[shuffled], atol=1e-8)


def test_every_row_twice_halves_the_variance():
    answers = made(60, 5)
    ours, twice = rasch(answers), rasch(np.vstack([answers, answers]))
    np.testing.assert_allclose(twice.difficulty, ours.difficulty, atol=1e-8)
    np.testing.assert_allclose(twice.se, ours.se / np.sqrt(2), rtol=1e-7)
    assert twice.loglik == pytest.approx(2 * ours.loglik)


def test_right_and_wrong_changed_over_turn_the_scale_around():
    answers = made(60, 5)
    np.testing.assert_allclose(rasch(1 - answers).difficulty, -rasch(answers).difficulty, atol=1e-8)


def test_many_hard_and_easy_items_do_not_overflow():
    chance = np.random.default_rng(2)
    difficulty = np.linspace(-5, 5, 80)
    odds = difficulty - chance.normal(size=(400, 1))
    ours = rasch((chance.random((400, 80)) < 1 / (1 + np.exp(odds))).astype(float))
    kept = difficulty[list(ours.items)]
    assert np.isfinite(ours.loglik)
    assert np.corrcoef(ours.difficulty, kept)[0, 1] > 0.98


def test_the_p_of_andersens_test_is_that_of_chi_square():
    ours = andersen(made(200, 6), np.arange(200) % 3)
    assert ours.df == 10
    assert ours.p == pytest.approx(stats.chi2.sf(ours.statistic, 10), rel=1e-9)


@pytest.mark.parametrize(
    ("answers", "reason", "item"),
    [
        ([[1], [0]], Reason.SINGLE_ITEM, None),
        ([[1, 0, 1]], Reason.SINGLE_PERSON, None),
        ([[1, 0], [MISSING, MISSING]], Reason.SINGLE_PERSON, None),
        ([[MISSING] * 2] * 3, Reason.SINGLE_PERSON, None),
        ([[1, 1], [0, 0], [1, 1]], Reason.NO_VARIATION, None),
        ([[1, 0, 1], [1, 0, 1]], Reason.NO_VARIATION, None),
        ([[1, 2], [0, 1]], Reason.NOT_RIGHT_OR_WRONG, 1),
        ([[1, 0.5], [0, 1]], Reason.NOT_RIGHT_OR_WRONG, 1),
        ([[0, 0, 1], [0, 1, 1], [0, 0, 1]], Reason.NO_VARIATION, None),
    ],
)
def test_what_cannot_be_scaled_is_refused(answers, reason, item):
    no = refused(answers)
    assert (no.reason, no.item) == (reason, item)


def test_two_tests_without_a_common_item_are_not_connected():
    gap = np.full((60, 3), MISSING)
    answers = np.block([[made(60, 3, 1), gap], [gap, made(60, 3, 2)]])
    no = refused(answers)
    assert (no.reason, no.item) == (Reason.UNCONNECTED, 0)


def test_items_that_form_steps_nobody_skips_are_not_connected():
    """All who missed an easy question missed both hard ones: how much harder cannot be known."""
    easy, hard = [[1, 0, 0, 0], [0, 1, 0, 0]], [[1, 1, 1, 0], [1, 1, 0, 1]]
    assert refused(easy * 5 + hard * 5).reason is Reason.UNCONNECTED
