"""The XmR chart with the rules of Making Data Count, for many series in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from sapat.analytics.arrays import Array, mean, packed, unpacked

LIMIT = 2.66  # 3 / d2, d2 = 1.128 for ranges of two
SCREEN = 3.267  # D4 for ranges of two: a larger range is itself a special cause
NEAR = 2 / 3
RUN = 7
SHORT = 13  # the published text says 12, the published code warns up to 12 points
LEAST_FIXED = 12
_NOISE = 1e-12  # of the largest value: below it a difference is the computer's, not the series'


class Direction(StrEnum):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"


class Cause(StrEnum):
    """Why a point is no noise; in the order in which the rules are asked."""

    ABOVE_LIMIT = "above_limit"
    BELOW_LIMIT = "below_limit"
    TREND_UP = "trend_up"
    TREND_DOWN = "trend_down"
    TWO_OF_THREE_ABOVE = "two_of_three_above"
    TWO_OF_THREE_BELOW = "two_of_three_below"
    SEVEN_ABOVE = "seven_above"
    SEVEN_BELOW = "seven_below"


class Kind(StrEnum):
    """What a point means to a reader."""

    COMMON = "common"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    HIGH = "high"
    LOW = "low"


class Assurance(StrEnum):
    """Whether the process as it is will reach its target."""

    MET = "consistent_pass"
    MISSED = "consistent_fail"
    INCONSISTENT = "inconsistent"


CAUSES = tuple(Cause)
KINDS = tuple(Kind)
ASSURANCES = tuple(Assurance)
NONE = -1
"""In arrays of codes: no cause, no kind (a missing point), no assurance."""


@dataclass(frozen=True)
class Chart:
    """Charts of many series: one row for each series, points in the order they were given.

    ``cause``, ``kind`` have the shape (series, points), the rest (series,). Codes are places in
    `CAUSES`, `KINDS` and `ASSURANCES`, or `NONE`. Limits are in the unit of the values, and NaN
    where fewer than two points are there.
    """

    n: Array
    mean: Array
    lower: Array
    upper: Array
    cause: Array
    kind: Array
    variation: Array
    assurance: Array

    @property
    def short(self) -> Array:
        """Return which series are too short for limits that can be trusted."""
        return self.n < SHORT


def xmr(
    values: Array,
    *,
    direction: Direction = Direction.INCREASE,
    target: float | None = None,
    fix_after: int | None = None,
    screen: bool = True,
) -> Chart:
    """Draw the charts of many series at once.

    Parameters
    ----------
    values : array of shape (series, points)
        In order of time; NaN = missing. The neighbours of a missing point are neighbours. Series
        of different length are filled up with NaN. What is re-based is a series of its own.
    direction
        Which way is better.
    target
        In the unit of the values; without it, or if no direction is better, no assurance.
    fix_after
        Mean and limits come from the first points only, at least 12; default from all.
    screen
        Leave moving ranges of 3.267 times their mean or more out, once.

    Returns
    -------
    Chart

    Raises
    ------
    ValueError
        If ``values`` is not two-dimensional, or ``fix_after`` below 12.

    Notes
    -----
    A series that never moves has limits equal to its mean, and no causes.

    References
    ----------
    NHS England, Making Data Count; checked row by row against NHSRplotthedots 0.2.2.
    """
    if values.ndim != 2:
        raise ValueError("values need the shape (series, points)")
    if fix_after is not None and fix_after < LEAST_FIXED:
        raise ValueError("limits are fixed after at least 12 points")
    points, places = packed(values)
    n = np.isfinite(points).sum(axis=1)
    centre, half = _limits(points[:, :fix_after], screen=screen)
    cause = _causes(points, centre, half)
    kind = _kinds(cause, direction)
    kind[~np.isfinite(points)] = NONE
    last = np.maximum(n - 1, 0)[:, None]
    variation = np.take_along_axis(kind, last, 1)[:, 0] if points.size else np.full(len(n), NONE)
    lower, upper = centre - half, centre + half
    return Chart(
        n=n,
        mean=centre,
        lower=lower,
        upper=upper,
        cause=unpacked(cause, places),
        kind=unpacked(kind, places),
        variation=variation,
        assurance=_assurance(lower, upper, direction, target),
    )


def _limits(used: Array, *, screen: bool) -> tuple[Array, Array]:
    """Return the mean and half the width of the limits, both of shape (series,)."""
    if not used.shape[1]:
        nothing = np.full(len(used), np.nan)
        return nothing, nothing
    first = used[:, 0]  # means of distances from it: a constant series keeps its value exactly
    centre = first + mean(used - first[:, None])
    ranges = np.abs(np.diff(used, axis=1))
    average = mean(ranges)
    if screen:
        kept = ranges < SCREEN * average[:, None]
        average = np.where(average > 0, mean(np.where(kept, ranges, np.nan)), average)
    return centre, LIMIT * average


class _Sided(NamedTuple):
    above: Array
    below: Array


def _causes(points: Array, centre: Array, half: Array) -> Array:
    """Return the first rule that holds for each point."""
    distance = points - centre[:, None]
    noise = _NOISE * np.max(np.abs(np.nan_to_num(points)), axis=1, initial=0.0)[:, None]
    width = half[:, None]
    side = _Sided(distance > noise, distance < -noise)
    outside = _Sided(distance > width + noise, distance < -width - noise)
    far = np.abs(distance) > NEAR * width + noise
    near = far & ~outside.above & ~outside.below
    trend = _trends(points)
    two = _Sided(*(near & _two_of_three(near, at) for at in side))
    seven = _Sided(*(_covered(_all(at, RUN), RUN, at.shape) for at in side))
    cause = np.full(points.shape, NONE, np.int8)
    rules = (*outside, *trend, *two, *seven)
    for code in reversed(range(len(rules))):  # the first rule is written last
        cause[rules[code]] = code
    return cause


def _trends(values: Array) -> _Sided:
    """Mark seven points that only rise, or only fall; a turning point goes with what follows."""
    steps = np.diff(values, axis=1)
    up = _covered(_all(steps > 0, RUN - 1), RUN, values.shape)
    down = _covered(_all(steps < 0, RUN - 1), RUN, values.shape)
    both = up & down
    onward = np.zeros(values.shape, bool)
    onward[:, :-1] = steps > 0
    return _Sided(up & (~both | onward), down & (~both | ~onward))


def _two_of_three(near: Array, side: Array) -> Array:
    windows = max(near.shape[1] - 2, 0)
    count = sum(near[:, at : at + windows].astype(np.int8) for at in range(3))
    return _covered(_all(side, 3) & np.asarray(count >= 2), 3, near.shape)


def _all(marks: Array, width: int) -> Array:
    """Return whether all points of the window that begins at each place are marked."""
    windows = max(marks.shape[1] - width + 1, 0)
    whole = np.ones((len(marks), windows), bool)
    for at in range(width):
        whole &= marks[:, at : at + windows]
    return whole


def _covered(windows: Array, width: int, shape: tuple[int, ...]) -> Array:
    """Mark every point that lies in one of the windows."""
    covered = np.zeros(shape, bool)
    for at in range(width if windows.shape[1] else 0):
        covered[:, at : at + windows.shape[1]] |= windows
    return covered


def _kinds(cause: Array, direction: Direction) -> Array:
    high, low = {
        Direction.INCREASE: (Kind.IMPROVEMENT, Kind.CONCERN),
        Direction.DECREASE: (Kind.CONCERN, Kind.IMPROVEMENT),
        Direction.NEUTRAL: (Kind.HIGH, Kind.LOW),
    }[direction]
    upwards = cause % 2 == 0  # the causes stand in pairs: above, below
    kinds = np.where(upwards, KINDS.index(high), KINDS.index(low))
    return np.where(cause == NONE, KINDS.index(Kind.COMMON), kinds).astype(np.int8)


def _assurance(lower: Array, upper: Array, direction: Direction, target: float | None) -> Array:
    if target is None or direction == Direction.NEUTRAL:
        return np.full(len(lower), NONE, np.int8)
    over, under = (Assurance.MISSED, Assurance.MET)
    if direction == Direction.DECREASE:
        over, under = under, over
    between = ASSURANCES.index(Assurance.INCONSISTENT)
    code = np.where(target > upper, ASSURANCES.index(over), between)
    code = np.where(target < lower, ASSURANCES.index(under), code)
    return np.where(np.isfinite(lower), code, NONE).astype(np.int8)
