"""Does a series rise or fall: Theil and Sen's slope, Mann and Kendall's test; many at once.

With seasons, points of one season alone are set against each other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sapat.analytics import quantiles
from sapat.analytics.arrays import Array, packed

EXACT = 14
"""Up to so many points without ties the test counts all orders, above it is approximate."""
_PAIRS_AT_ONCE = 4_000_000


@dataclass(frozen=True)
class Trends:
    """Trends of many series, all of shape (series,).

    ``slope``, ``low``, ``high`` are in the unit of the values for one unit of time; ``low`` and
    ``high`` are NaN where so few points bound nothing. ``s`` is Kendall's S, ``p`` two-sided.
    """

    n: Array
    slope: Array
    low: Array
    high: Array
    s: Array
    p: Array


def trend(values: Array, times: Array | None = None, *, level: float = 0.95) -> Trends:
    """Estimate and test the trends of many series.

    Parameters
    ----------
    values : array of shape (series, points)
        In order of time; NaN = missing.
    times : array of shape (series, points), optional
        Rising along each series; default 1, 2, 3, ...
    level
        Confidence level of the slope's interval.

    Returns
    -------
    Trends

    Raises
    ------
    ValueError
        If ``values`` is not two-dimensional, or times do not rise.

    Notes
    -----
    The median of all pairwise slopes; its interval by the slopes of rank (N -+ C)/2 with
    C = z sqrt(Var S). The test is exact up to 14 points without ties: 4 points can never be
    significant, 5 only if every pair agrees. Otherwise it is normal, corrected for continuity
    and for ties. A constant series has the slope 0, p = 1 and no interval.

    References
    ----------
    Mann (1945), Econometrica 13, 245-259; Sen (1968), JASA 63, 1379-1389; Kendall (1975).
    Checked against the R packages trend and Kendall.
    """
    if values.ndim != 2:
        raise ValueError("values need the shape (series, points)")
    if times is None:
        times = np.broadcast_to(np.arange(1.0, values.shape[1] + 1), values.shape)
    points, places = packed(values)
    moments = times if places is None else np.take_along_axis(times, places, 1)
    there = np.isfinite(points)
    if (np.diff(moments, axis=1)[there[:, 1:]] <= 0).any():
        raise ValueError("times need to rise along each series")
    pairs = max(1, values.shape[1] * (values.shape[1] - 1) // 2)
    rows = max(1, _PAIRS_AT_ONCE // pairs)
    z = quantiles.normal(0.5 + level / 2)
    parts = [
        _part(points[at : at + rows], moments[at : at + rows], z)
        for at in range(0, len(points), rows)
    ] or [np.empty((6, 0))]
    n, slope, low, high, s, p = np.concatenate(parts, axis=1)
    return Trends(n.astype(int), slope, low, high, s, p)


def seasonal(
    values: Array, seasons: Array, times: Array | None = None, *, level: float = 0.95
) -> Trends:
    """Estimate and test the trends of many series whose level depends on the season.

    Parameters
    ----------
    values : array of shape (series, points)
        In order of time; NaN = missing.
    seasons : array of shape (series, points)
        The season of each point, whole numbers from 0 on: quarter, month.
    times : array of shape (series, points), optional
        Rising along each series; default 1, 2, 3, ...
    level
        Confidence level of the slope's interval.

    Returns
    -------
    Trends
        NaN where no season has two points.

    Raises
    ------
    ValueError
        If ``values`` is not two-dimensional, or times do not rise.

    Notes
    -----
    S and its variance are summed over the seasons, which are taken as independent; the slope is
    the median of all slopes within seasons. The test is normal, corrected for continuity and ties.

    References
    ----------
    Hirsch, Slack and Smith (1982), Water Resources Research 18, 107-121. Checked against the R
    packages trend and Kendall.
    """
    if values.ndim != 2:
        raise ValueError("values need the shape (series, points)")
    if times is None:
        times = np.broadcast_to(np.arange(1.0, values.shape[1] + 1), values.shape)
    n, count, s, variance = (np.zeros(len(values)) for _ in range(4))
    slopes = []
    for season in np.unique(seasons[np.isfinite(seasons)]):
        points, places = packed(np.where(seasons == season, values, np.nan))
        moments = times if places is None else np.take_along_axis(times, places, 1)
        width = int(np.isfinite(points).sum(axis=1).max(initial=0))
        points, moments = points[:, :width], moments[:, :width]
        if (np.diff(moments, axis=1)[np.isfinite(points)[:, 1:]] <= 0).any():
            raise ValueError("times need to rise along each series")
        own = np.isfinite(points).sum(axis=1)
        found, size, ties = _pairs(points, moments)
        slopes.append(found)
        n, count, s = n + own, count + own * (own - 1) // 2, s + size
        variance += (own * (own - 1) * (2 * own + 5) - ties) / 18
    whole = np.concatenate([np.full((len(values), 1), np.nan), *slopes], axis=1)
    z = quantiles.normal(0.5 + level / 2)
    slope, low, high = _middle(whole, count.astype(int), variance, z)
    s, p = (np.where(count > 0, each, np.nan) for each in (s, _normal(s, variance)))
    return Trends(n.astype(int), slope, low, high, s, p)


def _part(points: Array, moments: Array, z: float) -> Array:
    """Return n, slope, low, high, S and p of some series, shape (6, series)."""
    n = np.isfinite(points).sum(axis=1)
    slopes, s, ties = _pairs(points, moments)
    variance = (n * (n - 1) * (2 * n + 5) - ties) / 18
    slope, low, high = _middle(slopes, n * (n - 1) // 2, variance, z)
    return np.stack(
        (
            n.astype(float),
            slope,
            low,
            high,
            np.where(n > 1, s, np.nan),
            _p(n, s, variance, ties > 0),
        )
    )


def _middle(slopes: Array, count: Array, variance: Array, z: float) -> tuple[Array, Array, Array]:
    """Return the median of ``count`` slopes in each row, and the ends of its interval."""
    slopes.sort(axis=1)  # what is missing goes to the end
    reach = z * np.sqrt(variance)
    low = _ranked(slopes, np.rint((count - reach) / 2), count)
    high = _ranked(slopes, np.rint((count + reach) / 2 + 1), count)
    bounded = np.isfinite(low) & np.isfinite(high) & (variance > 0)
    slope = (_ranked(slopes, (count + 1) // 2, count) + _ranked(slopes, count // 2 + 1, count)) / 2
    return slope, np.where(bounded, low, np.nan), np.where(bounded, high, np.nan)


def _pairs(points: Array, moments: Array) -> tuple[Array, Array, Array]:
    """Return all pairwise slopes, S, and the sum of t(t-1)(2t+5) over groups of ties."""
    series, length = points.shape
    slopes = np.full((series, max(1, length * (length - 1) // 2)), np.nan)
    s = np.zeros(series)
    equal = np.zeros(points.shape)
    at = 0
    for lag in range(1, length):
        rise = points[:, lag:] - points[:, :-lag]
        slopes[:, at : at + length - lag] = rise / (moments[:, lag:] - moments[:, :-lag])
        at += length - lag
        s += np.nan_to_num(np.sign(rise)).sum(axis=1)
        equal[:, lag:] += rise == 0
        equal[:, :-lag] += rise == 0
    ties = (equal * (2 * equal + 7)).sum(axis=1)  # each of t equal values has t - 1 others
    return slopes, s, ties


def _ranked(ordered: Array, rank: Array, count: Array) -> Array:
    """Return the value of a rank (from 1) in each row, NaN beyond the ends."""
    inside = (rank >= 1) & (rank <= count)
    place = np.where(inside, rank - 1, 0).astype(int)
    return np.where(inside, np.take_along_axis(ordered, place[:, None], 1)[:, 0], np.nan)


def _p(n: Array, s: Array, variance: Array, tied: Array) -> Array:
    p = np.ones(len(n))
    exact = (n <= EXACT) & (n > 1) & ~tied
    for size in np.unique(n[exact]):
        rows = exact & (n == size)
        p[rows] = _exact(int(size))[np.abs(s[rows]).astype(int)]
    p[~exact] = _normal(s[~exact], variance[~exact])
    p[n < 2] = np.nan
    return p


def _normal(s: Array, variance: Array) -> Array:
    """Return the two-sided p of S from the normal distribution, corrected for continuity."""
    p = np.ones(len(s))
    rows = (variance > 0) & (s != 0)
    z = (np.abs(s[rows]) - 1) / np.sqrt(variance[rows])
    p[rows] = [math.erfc(each / math.sqrt(2)) for each in z]
    return p


@lru_cache(maxsize=EXACT)
def _exact(n: int) -> Array:
    """Return the two-sided p of size of S, by counting the orders with so many inversions."""
    orders = np.ones(1)
    for size in range(2, n + 1):
        orders = np.convolve(orders, np.ones(size))
    pairs = n * (n - 1) // 2
    share = orders / orders.sum()
    s = pairs - 2 * np.arange(pairs + 1)
    p = np.array([share[s >= size].sum() * 2 for size in range(pairs + 1)])
    return np.asarray(np.minimum(p, 1))
