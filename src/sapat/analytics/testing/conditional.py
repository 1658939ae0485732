"""Conditional maximum likelihood of Rasch models: items without assumptions on the persons.

Given a person's raw score, how it came about depends on the items alone. The sums over all ways to
reach a score (elementary symmetric functions) are built up by additions of positive numbers only,
so nothing cancels; all items, and all pairs of items, are left out at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sapat.analytics.testing.scores import (
    Flags,
    Floats,
    Ints,
    Pattern,
    Reason,
    Unscalable,
    Usable,
    patterns,
)

_ROUNDS = 100
_NEAR = 0.05  # steps shorter than this may use the information of the step before
_DONE = 1e-9
_FAR = 40.0


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
    groups = patterns(usable.scores, usable.counts)
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
    easiness: Floats, now: _Sums, step: Floats, given: tuple[Steps, Sequence[Pattern], Floats]
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
    groups: Sequence[Pattern],
    seen: Floats,
    *,
    informed: bool = False,
) -> _Sums:
    """Return the log likelihood with its gradient, and the information if asked for."""
    weights = np.where(steps.at < 0, -np.inf, easiness[steps.at])
    weights[:, 0] = 0.0
    level = np.log(np.exp(weights - weights.max(axis=1)[:, None]).sum(axis=1)) + weights.max(axis=1)
    weights = np.exp(weights - level[:, None])  # each item adds up to 1, so nothing overflows
    whole = _Sums(float(seen @ easiness), seen.copy(), np.zeros((len(seen), len(seen))))
    for group in groups:
        _add(whole, group, (weights, level), steps, informed=informed)
    return whole


def _add(
    whole: _Sums, group: Pattern, scaled: tuple[Floats, Floats], steps: Steps, *, informed: bool
) -> None:
    """Take what the persons of one pattern of answers say off the sums."""
    weights, level = scaled
    own = weights[group.answered]
    items = len(own)
    alone = _ways(own, np.eye(items, dtype=bool))
    every = _times(alone[:1], own[0])[0]
    many = np.bincount(group.totals, minlength=len(every)).astype(float)
    there = many > 0
    whole.loglik -= float(many[there] @ np.log(every[there]))
    whole.loglik -= float(many.sum() * level[group.answered].sum())
    ratio = np.where(there, many / np.where(there, every, 1.0), 0.0)
    places = steps.at[group.answered]
    chances = _chances(alone, own, every, there)
    parameters = places[:, 1:][places[:, 1:] >= 0]
    chances = chances[places[:, 1:] >= 0]
    expected = chances @ many
    whole.gradient[parameters] -= expected
    if informed:
        joint = _joint(own, places, ratio, len(whole.gradient))
        whole.information += joint
        whole.information[parameters, parameters] += expected
        both = (chances * many) @ chances.T
        whole.information[np.ix_(parameters, parameters)] -= both


def _times(ways: Floats, weights: Floats) -> Floats:
    """Multiply polynomials by that of one more item, as far as they reach."""
    more = ways * weights[0]
    for points in range(1, len(weights)):
        more[:, points:] += ways[:, :-points] * weights[points]
    return np.asarray(more)


def _ways(own: Floats, without: Flags) -> Floats:
    """Return the symmetric functions with some items left out.

    Parameters
    ----------
    own : array of shape (items, highest score + 1)
    without : array of shape (sets, items)
        Which items each set leaves out.

    Returns
    -------
    array of shape (sets, highest raw score + 1)
    """
    most = sum(int(np.flatnonzero(item).max()) for item in own)
    ways = np.zeros((len(without), most + 1))
    ways[:, 0] = 1.0
    for item, weights in enumerate(own):
        out = without[:, item, None]
        more = ways * np.where(out, 1.0, weights[0])
        for points in range(1, len(weights)):
            if weights[points] > 0:
                more[:, points:] += ways[:, :-points] * np.where(out, 0.0, weights[points])
        ways = more
    return ways


def _chances(alone: Floats, own: Floats, every: Floats, there: Flags) -> Floats:
    """Return the chance of each score above 0 at each raw score, (items, points, raw scores)."""
    items, columns = own.shape
    chances = np.zeros((items, columns - 1, alone.shape[1]))
    for points in range(1, columns):
        chances[:, points - 1, points:] = alone[:, :-points] * own[:, points, None]
    return np.asarray(np.where(there, chances / np.where(there, every, 1.0), 0.0))


def _joint(own: Floats, places: Ints, ratio: Floats, size: int) -> Floats:
    """Return how often each two scores of different items are expected together."""
    items, columns = own.shape
    first, second = np.triu_indices(items, 1)
    without = np.zeros((len(first), items), bool)
    rows = np.arange(len(first))
    without[rows, first] = without[rows, second] = True
    pairs = _ways(own, without)
    joint = np.zeros((size, size))
    for a in range(1, columns):
        for b in range(1, columns):
            left, right = places[first, a], places[second, b]
            real = (left >= 0) & (right >= 0)
            if not real.any() or a + b >= pairs.shape[1]:
                continue
            expected = pairs[real, : -(a + b)] @ ratio[a + b :]
            expected *= own[first[real], a] * own[second[real], b]
            joint[left[real], right[real]] = joint[right[real], left[real]] = expected
    return joint
