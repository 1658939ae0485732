"""What comes next, with intervals from how far past forecasts of many series went wrong."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sapat.analytics.arrays import Array, mean, packed

LEAST = 5
"""Points below which nothing is forecast."""
LEVELS = (0.8, 0.95)
_ALPHAS = np.linspace(0.02, 1, 50)


class Rule(StrEnum):
    """How the next values are found."""

    NAIVE = "naive"
    THETA = "theta"


@dataclass(frozen=True)
class Errors:
    """How wrong the rule was at past origins, in mean steps of the series: one list a horizon.

    Each list is sorted; errors are absolute. Lists of many files can be joined with `merged`.
    """

    steps: tuple[Array, ...]

    def reach(self, step: int, level: float) -> float:
        """Return the error that a share of ``level`` does not exceed; NaN from too few errors.

        The split-conformal rank ceil((m + 1) level) makes the share hold for a new series too;
        so 95 % needs 19 errors, 80 % needs 4.
        """
        errors = self.steps[step - 1]
        rank = math.ceil((len(errors) + 1) * level - 1e-9)
        return float(errors[rank - 1]) if 0 < rank <= len(errors) else math.nan


@dataclass(frozen=True)
class Forecasts:
    """Forecasts of many series.

    ``value`` has the shape (series, steps); ``low`` and ``high`` (levels, series, steps), NaN where
    the errors are too few or the series never moved; ``refused`` (series,).
    """

    value: Array
    low: Array
    high: Array
    refused: Array


@dataclass(frozen=True)
class Record:
    """What past forecasts were worth: how many, and the share inside the interval, each (steps,).

    ``inside`` has the shape (levels, steps).
    """

    forecasts: Array
    inside: Array


def forecast(values: Array, *, horizon: int, rule: Rule, errors: Errors) -> Forecasts:
    """Forecast many series.

    Parameters
    ----------
    values : array of shape (series, points)
        In order of time, at equal steps; NaN = missing, is skipped.
    horizon
        How many steps ahead, at most as many as ``errors`` has.
    rule
        The last value, or Theta: half the linear trend on exponential smoothing.
    errors
        From `past_errors` of this or of other series, with the same rule.

    Returns
    -------
    Forecasts
        Refused under 5 points.

    References
    ----------
    Assimakopoulos and Nikolopoulos (2000), International Journal of Forecasting 16, 521-530;
    Lei et al. (2018), JASA 113, 1094-1111 (split-conformal intervals). Checked on the 645 yearly
    series of the M3 competition.
    """
    points, _ = packed(values)
    refused = np.isfinite(points).sum(axis=1) < LEAST
    value = np.where(refused[:, None], np.nan, _ahead(points, horizon, rule))
    steps = mean(np.abs(np.diff(points, axis=1)))
    steps = np.where(steps > 0, steps, np.nan)  # a series that never moved tells no spread
    reach = np.array([[errors.reach(h, lv) for h in range(1, horizon + 1)] for lv in LEVELS])
    half = reach[:, None, :] * steps[None, :, None]
    return Forecasts(value, value - half, value + half, refused)


def past_errors(values: Array, *, horizon: int, rule: Rule) -> Errors:
    """Return how wrong the rule would have been at every past origin of every series.

    An origin has at least 5 points before it and the forecast value after it. The error is
    divided by the mean step of the points before the origin, so that series of different size and
    unit can be pooled.
    """
    points, _ = packed(values)
    found: list[list[Array]] = [[] for _ in range(horizon)]
    for origin in range(LEAST, points.shape[1]):
        missed = _missed(points, origin, horizon, rule)
        for step in range(missed.shape[1]):
            found[step].append(missed[np.isfinite(missed[:, step]), step])
    return Errors(tuple(np.sort(np.concatenate(each or [np.empty(0)])) for each in found))


def merged(first: Errors, second: Errors) -> Errors:
    """Return the errors of two sets of series as if they had been one."""
    pairs = zip(first.steps, second.steps, strict=True)
    return Errors(tuple(np.sort(np.concatenate(pair)) for pair in pairs))


def record(values: Array, *, horizon: int, rule: Rule) -> Record:
    """Check past forecasts: errors of one half of the series judge the intervals of the other.

    A single series is judged by its own errors.
    """
    halves = (values[::2], values[1::2]) if len(values) > 1 else (values, values)
    errors = [past_errors(half, horizon=horizon, rule=rule) for half in halves]
    count = np.array([sum(len(one.steps[h]) for one in errors) for h in range(horizon)])
    inside = np.full((len(LEVELS), horizon), np.nan)
    for at, level in enumerate(LEVELS):
        for h in range(horizon):
            pairs = zip(errors, reversed(errors), strict=True)
            bounds = [(own.steps[h], other.reach(h + 1, level)) for own, other in pairs]
            if count[h] and all(np.isfinite(bound) for _, bound in bounds):
                held = sum(np.count_nonzero(own <= bound) for own, bound in bounds)
                inside[at, h] = held / count[h]
    return Record(count // (1 if len(values) > 1 else 2), inside)


def _missed(points: Array, origin: int, horizon: int, rule: Rule) -> Array:
    """Return absolute errors at one origin in mean steps, NaN where nothing can be compared."""
    window = points[:, :origin]
    actual = points[:, origin : origin + horizon]
    steps = mean(np.abs(np.diff(window, axis=1)))
    usable = np.isfinite(window[:, -1]) & (steps > 0)
    scale = np.where(usable, steps, np.nan)[:, None]
    ahead = _ahead(window, actual.shape[1], rule)
    return np.asarray(np.abs(actual - ahead) / scale)


def _ahead(points: Array, horizon: int, rule: Rule) -> Array:
    n = np.isfinite(points).sum(axis=1)
    if rule == Rule.THETA:
        return _theta(points, n, horizon)
    last = np.take_along_axis(points, np.maximum(n - 1, 0)[:, None], 1)
    return np.repeat(last, horizon, axis=1)


def _theta(points: Array, n: Array, horizon: int) -> Array:
    """Add half of the least-squares slope to the best exponential smoothing of each series."""
    level, alpha = _smoothed(points)
    time = np.where(np.isfinite(points), np.arange(points.shape[1], dtype=float), np.nan)
    off = time - mean(time)[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        rises = np.nansum(off * np.nan_to_num(points - points[:, :1]), axis=1)
        half = rises / np.nansum(off**2, axis=1) / 2
        lag = (1 - (1 - alpha) ** n) / alpha
    steps = np.arange(horizon)
    return np.asarray(level[:, None] + half[:, None] * (steps[None, :] + lag[:, None]))


def _smoothed(points: Array) -> tuple[Array, Array]:
    """Return the last level and the weight of new values that fitted each series best.

    For each weight of a grid the first level is the least-squares one, in closed form.
    """
    first = points[:, :1]
    off = points - first
    best = np.full(len(points), np.inf)
    level, alpha = np.full(len(points), np.nan), np.ones(len(points))
    for weight in _ALPHAS:
        last, loss = _smoothed_by(off, float(weight))
        better = loss < best
        best, level = np.where(better, loss, best), np.where(better, last, level)
        alpha = np.where(better, weight, alpha)
    return level + first[:, 0], alpha


def _smoothed_by(off: Array, weight: float) -> tuple[Array, Array]:
    zero, share = np.zeros(len(off)), np.ones(len(off))  # the level is zero + share * first level
    errors, crossed, squares = np.zeros(len(off)), np.zeros(len(off)), np.zeros(len(off))
    for point in off.T:
        there = np.isfinite(point)
        error = np.where(there, point - zero, 0)
        part = np.where(there, share, 0)
        errors += error**2
        crossed += error * part
        squares += part**2
        zero = zero + weight * error
        share = np.where(there, share * (1 - weight), share)
    with np.errstate(invalid="ignore", divide="ignore"):
        first = np.where(squares > 0, crossed / squares, np.nan)
    return zero + share * first, errors - crossed * first
