"""Equating: the textbook's line from its moments, errors as resampling finds them, refusals."""

import numpy as np
import pytest

from sapat.analytics.testing.equating import Reason, Unequatable, chained, mean_sigma
from tests.analytics import classroom

HERE, THERE = np.arange(8), np.arange(8, 16)


def forms(pupils=400, harder=0.8, seed=3):
    """Return answers to two forms with eight items in common; the new one is harder."""
    chance = np.random.default_rng(seed)
    easy, hard = np.linspace(-1.5, 1.5, 16), np.linspace(-1.5, 1.5, 16) + harder
    common = easy[8:]
    new = np.concatenate([common, hard[:12]])

    def sat(difficulties, ability):
        people = chance.normal(ability, 1, (pupils, 1))
        chances = 1 / (1 + np.exp(difficulties - people))
        return (chance.random((pupils, len(difficulties))) < chances).astype(float)

    return sat(new, 0.3), sat(np.concatenate([easy[:8], common, easy[:4]]), 0.0)


def with_moments(mean, sd, link, count, seed):
    """Return totals and anchors with exactly these moments."""
    raw = np.random.default_rng(seed).normal(size=(count, 2))
    raw -= raw.mean(axis=0)
    raw = raw @ np.linalg.inv(np.linalg.cholesky(np.cov(raw.T, bias=True))).T
    return mean[0] + sd[0] * raw[:, 0], mean[1] + sd[1] * (
        link * raw[:, 0] + np.sqrt(1 - link**2) * raw[:, 1]
    )


def as_items(total, anchor):
    """Spread an anchor over 12 items and the rest of the total over 24 more."""
    return np.column_stack(
        [
            np.repeat(anchor[:, None] / 12, 12, axis=1),
            np.repeat((total - anchor)[:, None] / 24, 24, axis=1),
        ]
    )


def test_the_line_is_the_one_of_the_textbook():
    """Kolen & Brennan's two groups: slope 1.0213, intercept .394; from the moments alone, 1e-3."""
    x, v1 = with_moments((15.8205, 5.1063), (6.5278, 2.3760), 0.8645, 1655, 1)
    y, v2 = with_moments((18.6728, 5.8626), (6.8784, 2.4515), 0.8753, 1638, 2)
    common = np.arange(12)
    found = chained(as_items(x, v1), as_items(y, v2), (common, common), np.array([0.0, 36.0]))

    assert found.slope == pytest.approx(1.0213, abs=1e-3)
    assert found.intercept == pytest.approx(0.394, abs=1e-3)


def test_a_harder_form_gives_back_what_it_took():
    new, old = forms(4000)
    found = chained(new, old, (HERE, THERE), np.arange(21.0))

    assert found.equated[10] > 11
    assert found.anchor_new > found.anchor_old


def test_a_form_equated_to_itself_stays():
    new, _ = forms()
    found = chained(new, new, (HERE, HERE), np.arange(21.0))

    assert found.equated == pytest.approx(np.arange(21.0))


def test_errors_are_those_of_resampling():
    new, old = forms()
    scores = np.array([4.0, 10.0, 16.0])
    found = chained(new, old, (HERE, THERE), scores)
    chance = np.random.default_rng(9)
    drawn = [
        chained(
            new[chance.integers(0, 400, 400)],
            old[chance.integers(0, 400, 400)],
            (HERE, THERE),
            scores,
        ).equated
        for _ in range(400)
    ]

    assert found.se == pytest.approx(np.std(drawn, axis=0), rel=0.15)


def test_rows_in_another_order_change_nothing():
    new, old = forms()
    turned = chained(new[::-1], old[::-1], (HERE, THERE), np.arange(5.0))
    found = chained(new, old, (HERE, THERE), np.arange(5.0))

    assert turned.equated == pytest.approx(found.equated)
    assert turned.se == pytest.approx(found.se)


def test_rows_twice_leave_the_line_and_lessen_the_doubt():
    new, old = forms()
    scores = np.arange(5.0)
    once = chained(new, old, (HERE, THERE), scores)
    twice = chained(np.vstack([new, new]), np.vstack([old, old]), (HERE, THERE), scores)

    assert twice.equated == pytest.approx(once.equated)
    assert twice.se == pytest.approx(once.se / np.sqrt(2))


def test_doubled_points_double_the_scale():
    new, old = forms()
    one = chained(new, old, (HERE, THERE), np.arange(5.0))
    other = chained(2 * new, 2 * old, (HERE, THERE), 2 * np.arange(5.0))

    assert other.equated == pytest.approx(2 * one.equated)


def refused(new, old, common):
    with pytest.raises(Unequatable) as no:
        chained(new, old, common, np.arange(3.0))
    return no.value.reason


def test_what_cannot_be_equated_is_refused():
    new, old = forms()
    loose = old.copy()
    loose[:, THERE] = np.random.default_rng(1).random((400, 8)) < 0.02

    assert refused(new, old, (HERE[:4], THERE[:4])) is Reason.FEW_COMMON
    assert refused(np.hstack([new] * 3), old, (HERE, THERE)) is Reason.SMALL_SHARE
    assert refused(new[:29], old, (HERE, THERE)) is Reason.FEW_PUPILS
    assert refused(np.ones((40, 20)), old, (HERE, THERE)) is Reason.NO_VARIETY
    assert refused(new, loose, (HERE, THERE)) is Reason.LOOSE_ANCHOR


def test_difficulties_come_back_to_the_scale_they_left():
    old = classroom.points(1, 8)[0] + np.linspace(-2, 2, 8)
    new = (old - 0.4) / 1.25
    found = mean_sigma(new, old)

    assert (found.slope, found.intercept) == pytest.approx((1.25, 0.4))
    assert found.rmsd == pytest.approx(0, abs=1e-12)


def test_an_item_that_drifted_is_named():
    old = np.linspace(-2, 2, 9)
    new = old - 0.5
    new[3] += 2
    found = mean_sigma(new, old, rasch=True)

    assert found.slope == 1
    assert found.worst == 3
    assert found.se_intercept > 0.1
    with pytest.raises(Unequatable):
        mean_sigma(new[:4], old[:4])
    with pytest.raises(Unequatable):
        mean_sigma(np.ones(6), np.ones(6))
