"""Partial credit models against eRm, against Rasch models and every way counted by hand."""

import csv
import itertools
import json

import numpy as np
import pytest

from sapat.analytics.testing.pcm import partial_credit
from sapat.analytics.testing.rasch import rasch
from sapat.analytics.testing.scores import Reason, Unscalable

MISSING = np.nan
E4, E7 = "E4_pcm_pcmdat", "E7_dif_timss_austwn"


def read(reference, folder, file, columns=None):
    with (reference / folder / file).open(encoding="utf-8") as lines:
        rows = list(csv.reader(lines))
    return np.array([row[:columns] for row in rows[1:]], float)


def expected(reference, folder, key):
    return json.loads((reference / folder / "expected.json").read_text("utf-8"))[key]


def made(persons, items, most=2, seed=1):
    """Points of made-up persons, 0 to `most` on each question."""
    chance = np.random.default_rng(seed)
    place = chance.normal(size=(persons, 1)) + np.linspace(-0.7, 0.7, items)
    scores = np.rint(place + chance.normal(size=(persons, items)) + most / 2)
    return np.clip(scores, 0, most)


def loglik_by_hand(scores, thresholds):
    odds = [np.concatenate([[0], -np.cumsum(own)]) for own in thresholds]
    ways = {}
    for pattern in itertools.product(*(range(len(own)) for own in odds)):
        weight = np.exp(sum(own[points] for own, points in zip(odds, pattern, strict=True)))
        ways[sum(pattern)] = ways.get(sum(pattern), 0) + weight
    told = 0
    for row in scores.astype(int):
        told += sum(own[points] for own, points in zip(odds, row, strict=True))
        told -= np.log(ways[row.sum()])
    return told


@pytest.mark.parametrize(
    ("file", "key"), [("data.csv", "PCM_pcmdat"), ("data_pcmdat2.csv", "PCM_pcmdat2")]
)
def test_thresholds_are_those_of_erm(reference, file, key):
    """E4: log L 1e-6 relative; thresholds, errors, persons, fit 2e-4, as eRm stops early."""
    told = expected(reference, E4, key)
    ours = partial_credit(read(reference, E4, file))
    assert ours.loglik == pytest.approx(told["loglik"], rel=1e-6)
    assert ours.parameters == told["npar"]
    for at, row in enumerate(told["thresholds"]):
        wanted = [v for k, v in row.items() if k.startswith("Threshold") and v is not None]
        np.testing.assert_allclose(ours.thresholds[at], wanted, atol=2e-4)
        assert ours.location[at] == pytest.approx(row["Location"], abs=2e-4)
    errors = list(told["threshold_se"].values())
    np.testing.assert_allclose(np.concatenate(ours.se), errors, atol=2e-4)
    wanted = {int(row["score"]): row["theta"] for row in told["persons"]["score_to_theta"]}
    inside = ~ours.persons.extreme
    theta = [wanted[score] for score in ours.persons.score[inside].tolist()]
    np.testing.assert_allclose(ours.persons.ability[inside], theta, atol=2e-4)
    for figure, name in ((ours.fit.infit, "infitMSQ"), (ours.fit.outfit_z, "outfitZ")):
        np.testing.assert_allclose(figure, [row[name] for row in told["itemfit"]], atol=2e-4)


def test_a_test_of_timss_is_that_of_erm(reference):
    """E7: log L 1e-6 relative, thresholds 1e-4."""
    told = expected(reference, E7, "PCM_CML")
    ours = partial_credit(read(reference, E7, "data.csv", 11))
    assert ours.loglik == pytest.approx(told["loglik"], rel=1e-6)
    assert ours.parameters == told["npar"]
    for at, row in enumerate(told["thresholds"]):
        wanted = [v for k, v in row.items() if k.startswith("Threshold") and v is not None]
        np.testing.assert_allclose(ours.thresholds[at], wanted, atol=1e-4)


def test_the_likelihood_counts_every_way_and_is_highest():
    scores = made(80, 4)
    ours = partial_credit(scores)
    assert ours.loglik == pytest.approx(loglik_by_hand(scores, ours.thresholds), rel=1e-12)
    for item, step in ((0, 0), (2, 1), (3, 0)):
        moved = [own.copy() for own in ours.thresholds]
        moved[item][step] += 0.01
        assert loglik_by_hand(scores, moved) < ours.loglik


def test_right_or_wrong_is_the_rasch_model():
    scores = made(80, 5, most=1)
    ours, other = partial_credit(scores), rasch(scores)
    np.testing.assert_allclose(np.concatenate(ours.thresholds), other.difficulty, atol=1e-9)
    np.testing.assert_allclose(np.concatenate(ours.se), other.se, rtol=1e-9)
    assert ours.loglik == pytest.approx(other.loglik)


def test_items_of_different_points_stand_together():
    scores = np.column_stack([made(120, 3), made(120, 2, most=1, seed=1), made(120, 2, most=4)])
    ours = partial_credit(scores)
    assert [len(own) for own in ours.thresholds] == [2, 2, 2, 1, 1, 4, 4]
    easiness = [-np.cumsum(own).sum() for own in ours.thresholds]
    assert sum(easiness) == pytest.approx(0, abs=1e-9)


def test_abilities_solve_raw_score_equals_expected_score():
    scores = made(80, 4, most=3)
    scores[::7, 1] = MISSING
    ours = partial_credit(scores)
    for row in np.flatnonzero(~ours.persons.extreme)[:20]:
        expected = 0
        for own, points in zip(ours.thresholds, scores[row], strict=True):
            ability = ours.persons.ability[row]
            odds = np.exp(np.concatenate([[0], np.cumsum(ability - own)]))
            if np.isfinite(points):
                expected += odds @ np.arange(len(odds)) / odds.sum()
        assert expected == pytest.approx(ours.persons.score[row], abs=1e-8)


def test_rows_in_another_order_or_twice_tell_the_same():
    scores = made(80, 4)
    ours = partial_credit(scores)
    mixed = partial_credit(scores[np.random.default_rng(0).permutation(80)])
    twice = partial_credit(np.vstack([scores, scores]))
    for other in (mixed, twice):
        np.testing.assert_allclose(other.location, ours.location, atol=1e-8)
    np.testing.assert_allclose(twice.se[0], ours.se[0] / np.sqrt(2), rtol=1e-7)


def test_points_counted_down_turn_the_scale_around():
    scores = made(80, 4)
    ours, other = partial_credit(scores), partial_credit(2 - scores)
    turned = [-own[::-1] for own in ours.thresholds]
    for one, two in zip(turned, other.thresholds, strict=True):
        np.testing.assert_allclose(np.diff(one), np.diff(two), atol=1e-8)


def test_an_item_of_which_all_have_the_same_is_left_out():
    scores = np.column_stack([made(80, 4), np.full(80, 2.0)])
    assert partial_credit(scores).left_out == (4,)


@pytest.mark.parametrize(
    ("change", "reason", "points"),
    [
        (lambda scores: scores[:, :1], Reason.SINGLE_ITEM, None),
        (lambda scores: scores[:1], Reason.SINGLE_PERSON, None),
        (lambda scores: scores * np.nan, Reason.SINGLE_PERSON, None),
        (lambda scores: scores + 0.5, Reason.NOT_WHOLE, None),
        (lambda scores: scores - 1, Reason.NOT_WHOLE, None),
        (lambda scores: scores * 0 + 2, Reason.NO_VARIATION, None),
        (lambda scores: scores * 2, Reason.EMPTY_CATEGORY, 1),
        (lambda scores: scores + 1, Reason.EMPTY_CATEGORY, 0),
    ],
)
def test_what_cannot_be_scaled_is_refused(change, reason, points):
    with pytest.raises(Unscalable) as no:
        partial_credit(change(made(80, 4)))
    assert (no.value.reason, no.value.points) == (reason, points)


def test_a_rating_scale_is_a_partial_credit_model_with_equal_steps(reference):
    """E4: eRm's rating scale has its own log L (1e-8) on our likelihood, below the free steps."""
    told = expected(reference, E4, "RSM_rsmdat")
    scores = read(reference, E4, "data_rsmdat.csv")
    steps = [[row[f"Threshold {at}"] for at in (1, 2, 3)] for row in told["thresholds"]]
    assert loglik_by_hand(scores, np.array(steps)) == pytest.approx(told["loglik"], rel=1e-8)
    apart = np.diff(steps, axis=1)
    np.testing.assert_allclose(apart, np.broadcast_to(apart[0], apart.shape), atol=1e-9)
    assert partial_credit(scores).loglik > told["loglik"]
