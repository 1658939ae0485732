"""Conditional maximum likelihood of Rasch models: items without assumptions on the persons.

Given a person's raw score, how it came about depends on the items alone. The sums over all ways to
reach a score (elementary symmetric functions) without one item, or two, are put together from those
of the items before, between and after: additions of positive numbers only, so nothing cancels. All
patterns of items answered are worked on at once; an item not answered adds nothing in one way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from sapat.analytics.testing.scores import (
    Floats,
    Ints,
    Patterns,
    Reason,
    Unscalable,
    Usable,
    patterns,
)

_ROUNDS = 100
_NEAR = 0.05  # steps shorter than this may use the information of the step before
_DONE = 1e-9
_FAR = 40.0
_CELLS_AT_ONCE = 1_000_000


@dataclass(frozen=True)
class Steps:
    """Which parameter belongs to which score of which item.

    ``item`` and ``points`` (1, 2, ... to the highest score of the item) have the shape
    (parameters,); ``at`` (items, highest score + 1) finds a parameter, -1 where there is none.
    """

    item: Ints
    points: Ints
    at: Ints


@dataclass(frozen=True)
class Conditional:
    """Easiness of each score of each item, adding up to zero, with covariance.

    ``easiness`` (parameters,) is what a score of so many points adds to the log odds against no
    point; ``loglik`` the conditional log likelihood.
    """

    steps: Steps
    easiness: Floats
    covariance: Floats
    loglik: float


@dataclass
class _Sums:
    loglik: float
    gradient: Floats
    information: Floats


def steps_of(most: Ints) -> Steps:
    """Give each score of each item a place among the parameters."""
    item = np.repeat(np.arange(len(most)), most)
    points = np.concatenate([np.arange(1, top + 1) for top in most])
    at = np.full((len(most), int(most.max()) + 1), -1)
    at[item, points] = np.arange(len(item))
    return Steps(item, points, at)


def estimate(usable: Usable) -> Conditional:
    """Estimate the items by Newton's method.

    Raises
    ------
    Unscalable
        Nobody who counts has a score in between (EMPTY_CATEGORY), or the likelihood rises without
        end (UNBOUNDED); both name the item.
    """
    steps = steps_of(usable.most)
    groups = patterns(usable)
    seen = _seen(usable, steps)
    easiness = _centred(_start(usable, steps), steps)
    now = _sums(easiness, steps, groups, seen, informed=True)
    information = now.information
    for _ in range(_ROUNDS):
        step = _solved(information, now.gradient, steps)
        easiness, now, size = _stepped(easiness, now, step, (steps, groups, seen))
        _bounded(easiness, usable, steps)
        if size < _DONE:
            break
        if size > _NEAR:
            information = _sums(easiness, steps, groups, seen, informed=True).information
    whole = _sums(easiness, steps, groups, seen, informed=True)
    covariance = _centred_covariance(whole.information, steps)
    return Conditional(steps, _centred(easiness, steps), covariance, whole.loglik)


def _seen(usable: Usable, steps: Steps) -> Floats:
    """Count those who have each score; nobody at all, or nobody with no point, is refused."""
    own = usable.scores[usable.counts]
    for place, most in enumerate(usable.most):
        for points in range(int(most) + 1):
            if not (own[:, place] == points).any():
                raise Unscalable(Reason.EMPTY_CATEGORY, usable.kept[place], points)
    return np.asarray((own[:, steps.item] == steps.points).sum(axis=0), float)


def _start(usable: Usable, steps: Steps) -> Floats:
    own = usable.scores[usable.counts]
    there = np.isfinite(own).sum(axis=0)
    counted = [(own == points).sum(axis=0) for points in range(steps.at.shape[1])]
    shares = (np.array(counted, float) + 0.5) / (there + 0.5)
    return np.asarray(np.log(shares[steps.points, steps.item] / shares[0, steps.item]))


def _centred(easiness: Floats, steps: Steps) -> Floats:
    """Move the zero of the scale, which is free, so that the parameters add up to zero."""
    return np.asarray(easiness - steps.points * (easiness.sum() / steps.points.sum()))


def _centred_covariance(information: Floats, steps: Steps) -> Floats:
    """Return the covariance of the parameters when they add up to zero."""
    free = steps.points / np.sqrt((steps.points**2).sum())
    scale = np.trace(information) / len(free)
    inverse = np.linalg.inv(information + scale * np.outer(free, free))
    moved = np.eye(len(free)) - np.outer(steps.points, np.ones(len(free))) / steps.points.sum()
    return np.asarray(moved @ inverse @ moved.T)


def _solved(information: Floats, gradient: Floats, steps: Steps) -> Floats:
    free = steps.points / np.sqrt((steps.points**2).sum())
    scale = np.trace(information) / len(free)
    return np.linalg.solve(information + scale * np.outer(free, free), gradient)


def _stepped(
    easiness: Floats, now: _Sums, step: Floats, given: tuple[Steps, Patterns, Floats]
) -> tuple[Floats, _Sums, float]:
    """Go along a step, halved until the likelihood rises."""
    steps, groups, seen = given
    size = float(np.abs(step).max())
    while size > _DONE:
        tried = _sums(easiness + step, steps, groups, seen)
        if tried.loglik >= now.loglik - 1e-10 * abs(now.loglik):
            return easiness + step, tried, size
        step, size = step / 2, size / 2
    return easiness, now, 0.0


def _bounded(easiness: Floats, usable: Usable, steps: Steps) -> None:
    if (far := np.abs(_centred(easiness, steps))).max() > _FAR:
        place = int(steps.item[np.argmax(far)])
        raise Unscalable(Reason.UNBOUNDED, usable.kept[place])


def _sums(
    easiness: Floats,
    steps: Steps,
    groups: Patterns,
    seen: Floats,
    *,
    informed: bool = False,
) -> _Sums:
    """Return the log likelihood with its gradient, and the information if asked for."""
    odds = np.where(steps.at < 0, -np.inf, easiness[steps.at])
    odds[:, 0] = 0.0
    top = odds.max(axis=1)
    level = np.log(np.exp(odds - top[:, None]).sum(axis=1)) + top
    weights = np.exp(odds - level[:, None])  # each item adds up to 1, so nothing overflows
    whole = _Sums(float(seen @ easiness), seen.copy(), np.zeros((len(seen), len(seen))))
    scores = groups.many.shape[1]
    rows = max(1, _CELLS_AT_ONCE // (scores * max(scores, len(weights))))
    for at in range(0, len(groups.many), rows):
        some = Patterns(groups.answered[at : at + rows], groups.many[at : at + rows])
        whole.loglik -= float(some.many.sum(axis=1) @ (some.answered @ level))
        _add(whole, some, weights, steps, informed=informed)
    return whole


def _add(whole: _Sums, groups: Patterns, weights: Floats, steps: Steps, *, informed: bool) -> None:
    """Take what is expected of the persons of some patterns off the sums."""
    neutral = np.eye(1, weights.shape[1])
    own = np.where(groups.answered[:, :, None], weights, neutral)
    before, after = _ways(own, groups.many.shape[1])
    every, there = before[:, -1], groups.many > 0
    every = np.where(there, every, 1.0)
    whole.loglik -= float((groups.many * np.log(every)).sum())
    ratio = groups.many / every
    rest = _rest(ratio, after)
    expected = np.zeros(weights.shape)
    for points in range(1, weights.shape[1]):
        ways = _dotted(before[:, :-1], rest, points)
        expected[:, points] = (own[:, :, points] * ways).sum(axis=0)
    expected_of = expected[steps.item, steps.points]
    whole.gradient -= expected_of
    if informed:
        whole.information += np.diag(expected_of) + _joint(own, before, rest, steps)
        whole.information -= _squares(own, (before, after), ratio / every, steps)


def _times(ways: Floats, weights: Floats) -> Floats:
    """Multiply polynomials (..., raw scores) by those of one more item, (..., points)."""
    more = ways * weights[..., :1]
    for points in range(1, weights.shape[-1]):
        more[..., points:] += ways[..., :-points] * weights[..., points, None]
    return np.asarray(more)


def _ways(own: Floats, scores: int) -> tuple[Floats, Floats]:
    """Return the symmetric functions of the items before each, and of those from it on.

    Both of shape (patterns, items + 1, raw scores).
    """
    patterns, items, _ = own.shape
    before = np.zeros((patterns, items + 1, scores))
    after = np.zeros_like(before)
    before[:, 0, 0] = after[:, items, 0] = 1.0
    for item in range(items):
        before[:, item + 1] = _times(before[:, item], own[:, item])
        back = items - 1 - item
        after[:, back] = _times(after[:, back + 1], own[:, back])
    return before, after


def _rest(ratio: Floats, after: Floats) -> Floats:
    """Sum over the items after each what they can add to a score reached by the others.

    Returns an array of shape (patterns, items, raw scores): at a score s, the sum over raw scores r
    of ``ratio`` at r times the ways of the later items to make r - s.
    """
    scores = ratio.shape[1]
    longer = np.concatenate([ratio, np.zeros((len(ratio), scores - 1))], axis=1)
    shifted = np.ascontiguousarray(sliding_window_view(longer, scores, axis=1))
    return np.asarray(np.matmul(after[:, 1:], shifted))


def _dotted(ways: Floats, rest: Floats, points: int) -> Floats:
    """Sum over scores: ways to reach each without these points, times the rest with them."""
    length = rest.shape[-1] - points
    found = np.matmul(ways[..., None, :length], rest[..., points:, None])
    return np.asarray(found[..., 0, 0])


def _joint(own: Floats, before: Floats, rest: Floats, steps: Steps) -> Floats:
    """Return how often each two scores of different items are expected together."""
    items, columns = own.shape[1:]
    between = np.zeros_like(before[:, :-1])
    joint = np.zeros((len(steps.item), len(steps.item)))
    for item in range(1, items):
        between[:, : item - 1] = _times(between[:, : item - 1], own[:, None, item - 1])
        between[:, item - 1] = before[:, item - 1]
        for sum_of in range(2, min(2 * columns - 1, before.shape[2])):
            ways = _dotted(between[:, :item], rest[:, item, None], sum_of)
            for right in range(max(1, sum_of - columns + 1), min(columns, sum_of)):
                left = sum_of - right
                pairs = own[:, :item, left] * own[:, item, right, None] * ways
                rows, column = steps.at[:item, left], steps.at[item, right]
                real = (rows >= 0) & (column >= 0)
                told = pairs.sum(axis=0)[real]
                joint[rows[real], column] = joint[column, rows[real]] = told
    return joint


def _squares(own: Floats, sides: tuple[Floats, Floats], ratio: Floats, steps: Steps) -> Floats:
    """Return the products of the expected scores of two items at each raw score, summed."""
    before, after = sides
    patterns, items, columns = own.shape
    scores = before.shape[2]
    alone = np.zeros((patterns, items, scores))
    for score in range(scores):
        reached = before[:, :-1, score, None]
        alone[:, :, score:] += reached * after[:, 1:, : scores - score]
    chances = np.zeros((patterns, items, columns, scores))
    for points in range(1, columns):
        chances[:, :, points, points:] = alone[:, :, :-points] * own[:, :, points, None]
    chosen = chances[:, steps.item, steps.points]
    return np.asarray(np.matmul(chosen * ratio[:, None, :], chosen.transpose(0, 2, 1)).sum(axis=0))
