"""When did the level of a series change, and how often: change points by least squares."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from sapat.analytics.arrays import Array

LEVEL = 0.95
TRIM = 0.15
MOST = 5
_FAR = 1e9
_TAIL = 20.0


class Reason(StrEnum):
    """Why no changes can be looked for."""

    TOO_SHORT = "too_short"
    CONSTANT = "constant"


class Undivided(ValueError):
    """No changes can be looked for."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Changes:
    """Where a series falls into parts.

    Attributes
    ----------
    after
        The number of values before each change, as many as the Bayesian criterion asks for.
    low, high
        Interval of each of them at 95 %, in numbers of values; see `interval`.
    means
        Of each part, one more than there are changes.
    by_number
        The best places of one change, two changes, and so on.
    rss, bic
        Of no change, one, two, ...
    f
        The test of one change against none: the largest F of all places.
    """

    after: tuple[int, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    means: tuple[float, ...]
    by_number: tuple[tuple[int, ...], ...]
    rss: tuple[float, ...]
    bic: tuple[float, ...]
    f: float


def changes(
    values: Array, terms: Array | None = None, *, most: int = MOST, trim: float = TRIM
) -> Changes:
    """Divide a series where its level changes, as often as it pays.

    Parameters
    ----------
    values
        Shape (values,), in order of time; NaN = missing, left out (places count what is left).
    terms
        What the values follow in each part, shape (values, terms); default one level. ``means``
        and intervals exist only for a level.
    most
        At most so many changes; fewer if the series is short.
    trim
        The shortest part, as a share of the series; at least two values, one more than terms.

    Returns
    -------
    Changes

    Raises
    ------
    Undivided
        Fewer than two shortest parts, or all values are equal.

    References
    ----------
    Bai and Perron (2003), J Applied Econometrics 18, 1-22. Checked against strucchange.
    """
    there = np.isfinite(values)
    if terms is not None:
        there &= np.isfinite(terms).all(axis=1)
    known = values[there]
    rows = np.ones((len(known), 1)) if terms is None else terms[there]
    least = max(math.floor(trim * len(known)), rows.shape[1] + 1, 2)
    if len(known) < 2 * least:
        raise Undivided(Reason.TOO_SHORT)
    if np.ptp(known) == 0:
        raise Undivided(Reason.CONSTANT)
    costs = _costs(known, rows)
    found, rss = _divided(costs, least, min(most, len(known) // least - 1))
    many, each = len(known), rows.shape[1] + 1
    with np.errstate(divide="ignore"):
        bic = [
            many * (float(np.log(np.float64(total) / many)) + math.log(2 * math.pi) + 1)
            + math.log(many) * each * (number + 1)
            for number, total in enumerate(rss)
        ]
    best = found[int(np.argmin(bic))]
    ends = [0, *best, many]
    parts = [known[a:b] for a, b in pairwise(ends)] if terms is None else []
    around = [interval(one, two) for one, two in pairwise(parts)]
    free = many - 2 * rows.shape[1]
    return Changes(
        after=best,
        low=tuple(max(at - back, 1) for at, (back, _on) in zip(best, around, strict=False)),
        high=tuple(min(at + on, many) for at, (_back, on) in zip(best, around, strict=False)),
        means=tuple(float(part.mean()) for part in parts),
        by_number=found[1:],
        rss=rss,
        bic=tuple(bic),
        f=(rss[0] - rss[1]) / (rss[1] / free) if rss[1] > 0 else math.inf,
    )


def _costs(values: Array, terms: Array) -> Array:
    """Return the squares left over of every part: from a row up to and without another."""
    many, width = terms.shape
    centred = values - values.mean()
    both = np.column_stack([terms, centred])
    squares = both[:, :, None] * both[:, None, :]
    sums = np.concatenate([np.zeros((1, width + 1, width + 1)), np.cumsum(squares, axis=0)])
    costs = np.full((many + 1, many + 1), np.inf)
    for first in range(many - width):
        part = sums[first + width + 1 :] - sums[first]
        inner, cross = part[:, :width, :width], part[:, :width, width:]
        if width == 1:
            left = part[:, 1, 1] - cross[:, 0, 0] ** 2 / inner[:, 0, 0]
        else:
            fitted = np.linalg.solve(inner, cross)[:, :, 0]
            left = part[:, width, width] - (cross[:, :, 0] * fitted).sum(axis=1)
        costs[first, first + width + 1 :] = np.maximum(left, 0)
    return costs


def _divided(
    costs: Array, least: int, most: int
) -> tuple[tuple[tuple[int, ...], ...], tuple[float, ...]]:
    """Return the best places for no change, one, two, ..., and what they leave over."""
    many = len(costs) - 1
    ends = np.arange(many + 1)
    short = ends[None, :] - ends[:, None] < least
    allowed = np.where(short, np.inf, costs)
    best = [allowed[0]]
    back = [np.zeros(many + 1, int)]
    for _ in range(most):
        total = best[-1][:, None] + allowed
        back.append(np.argmin(total, axis=0))
        best.append(total.min(axis=0))
    found = []
    for number in range(most + 1):
        at, places = many, []
        for step in range(number, 0, -1):
            at = int(back[step][at])
            places.append(at)
        found.append(tuple(reversed(places)))
    return tuple(found), tuple(float(each[many]) for each in best)


def interval(before: Array, after: Array) -> tuple[int, int]:
    """Return how many values a change may lie earlier and later, at 95 %.

    Parameters
    ----------
    before, after
        The values of the two parts, whose noise may differ in strength.

    References
    ----------
    Bai (1997), Review of Economics and Statistics 79, 551-563. Checked against strucchange.
    """
    step = float(after.mean() - before.mean())
    first, second = (float(((part - part.mean()) ** 2).mean()) for part in (before, after))
    if step == 0 or first == 0 or second == 0:
        return 0, 0
    unit = first / step**2
    tail = (1 - LEVEL) / 2
    early = _reach(lambda x: _beyond_after(x, second / first), tail)
    late = _reach(lambda x: _beyond_before(x, second / first), tail)
    return math.ceil(early * unit), math.ceil(late * unit)


def _reach(beyond: Callable[[float], float], tail: float) -> float:
    """Return from where on no more than `tail` lies beyond; `beyond` falls."""
    high = 1.0
    while beyond(high) > tail and high < _FAR:
        high *= 2
    low = 0.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if beyond(middle) > tail else (low, middle)
    return high


def _beyond_before(x: float, ratio: float) -> float:
    """Return how likely the largest value lies before -x, of two Brownian motions with a drift.

    `ratio` is the variance of the one after 0 to the one before it.
    """
    root, inverse = math.sqrt(x), 1 / ratio
    falling = ratio * (ratio + 2) / (ratio + 1)
    rest = x / 2 - 2 + (ratio + 2) ** 2 / (ratio + 1)
    slope = (0.5 + inverse) * root
    return (
        math.exp(_log_normal(root / 2) + math.log(rest))
        - root * math.exp(-x / 8) / math.sqrt(2 * math.pi)
        - falling * math.exp(inverse * (1 + inverse) * x / 2 + _log_normal(slope))
    )


def _beyond_after(x: float, ratio: float) -> float:
    """Return how likely it lies after x."""
    root, inverse = math.sqrt(x), 1 / ratio
    falling = inverse * (2 * ratio + 1) / (ratio + 1)
    rest = (2 * ratio + 1) ** 2 / ((ratio + 1) * ratio) - 2 + inverse * x / 2
    slope = (ratio + 0.5) / math.sqrt(ratio) * root
    return (
        math.exp(_log_normal(math.sqrt(inverse) * root / 2) + math.log(rest))
        - math.sqrt(inverse) * root * math.exp(-inverse * x / 8) / math.sqrt(2 * math.pi)
        - falling * math.exp((ratio + 1) * x / 2 + _log_normal(slope))
    )


def _log_normal(z: float) -> float:
    """Return the logarithm of the normal tail above z, z of 0 or more."""
    if z < _TAIL:
        return math.log(0.5 * math.erfc(z / math.sqrt(2)))
    square = z * z
    series = math.log1p(-1 / square + 3 / square**2)
    return -square / 2 - math.log(z * math.sqrt(2 * math.pi)) + series
