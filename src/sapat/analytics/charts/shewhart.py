"""Charts of shares, rates, means and gaps whose limits follow the size of each group."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from sapat.analytics.arrays import Array, mean

D2 = 1.128  # mean range of two, in standard deviations
SCREEN = 3.267  # D4 for ranges of two: a larger range is itself a special cause
SCREEN_NORMALISED = 3.2665
THREE = 3.0
_NELSON = 3.6  # to this root, times between rare events are nearly normal


@dataclass(frozen=True)
class Limits:
    """A chart of many series; ``value``, ``width`` of shape (series, points), ``centre`` (series,).

    ``width`` is one standard deviation of each point; the limits stand ``times`` of it away from
    the centre (or from ``around``, if that is given) and are kept between ``least`` and ``most``.
    """

    value: Array
    centre: Array
    width: Array
    times: float = THREE
    least: float = -math.inf
    most: float = math.inf
    around: Array | None = None

    @property
    def lower(self) -> Array:
        """Return the lower limits, shape (series, points)."""
        return np.maximum(self._middle - self.times * self.width, self.least)

    @property
    def upper(self) -> Array:
        """Return the upper limits, shape (series, points)."""
        return np.minimum(self._middle + self.times * self.width, self.most)

    @property
    def outside(self) -> Array:
        """Return which points lie beyond the limits, shape (series, points)."""
        return (self.value > self.upper) | (self.value < self.lower)

    @property
    def _middle(self) -> Array:
        return (self.centre if self.around is None else self.around)[:, None]


def p(reached: Array, of: Array, *, freeze: int | None = None) -> Limits:
    """Chart shares; limits by the binomial law.

    Parameters
    ----------
    reached, of : arrays of shape (series, points)
        Counts in order of time; NaN = missing; ``of`` above 0.
    freeze
        The centre comes from so many first points; default from all.

    Returns
    -------
    Limits
        Fractions, kept inside [0, 1].

    References
    ----------
    Shewhart (1931). Checked against qicharts2 0.8.1.
    """
    centre = _pooled(reached, of, freeze)
    width = np.sqrt((centre * (1 - centre))[:, None] / of)
    return Limits(reached / of, centre, width, least=0, most=1)


def u(events: Array, exposure: Array, *, freeze: int | None = None) -> Limits:
    """Chart rates of events; limits by Poisson's law; parameters as in `p`.

    Returns
    -------
    Limits
        Events for one unit of exposure, at least 0.
    """
    centre = _pooled(events, exposure, freeze)
    return Limits(events / exposure, centre, np.sqrt(centre[:, None] / exposure), least=0)


def c(events: Array, *, freeze: int | None = None) -> Limits:
    """Chart counts of events from equal periods; limits by Poisson's law, at least 0."""
    return u(events, np.ones(events.shape), freeze=freeze)


def laney(chart: Limits, *, freeze: int | None = None, ordered: bool = True) -> Limits:
    """Correct a p or u chart for what varies beyond its law (p', u').

    Always right for large groups, as a district or the country: there the plain limits call
    everything a signal.

    Parameters
    ----------
    chart
        From `p` or `u`.
    freeze
        As for the chart.
    ordered
        False for groups side by side (schools), which have no moving ranges.

    References
    ----------
    Laney (2002), Quality Engineering 14, 531-537. Checked against qicharts2 0.8.1.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        z = ((chart.value - chart.centre[:, None]) / chart.width)[:, :freeze]
    beyond = _moving(z) / D2 if ordered else _spread(z)
    return replace(chart, width=chart.width * beyond[:, None])


def i(values: Array, *, freeze: int | None = None) -> Limits:
    """Chart single values; limits by the mean moving range, large ranges left out once."""
    width = _moving(values[:, :freeze]) / D2
    return Limits(values, mean(values[:, :freeze]), np.repeat(width[:, None], values.shape[1], 1))


def i_prime(totals: Array, sizes: Array, *, freeze: int | None = None) -> Limits:
    """Chart means of groups of different size by moving ranges (I').

    Parameters
    ----------
    totals, sizes : arrays of shape (series, points)
        Sum and size of each group; the chart shows their ratio.
    freeze
        Centre and spread come from so many first points; default from all.

    References
    ----------
    Taylor (2017), Normalized Individuals (I') Chart. Checked against qicharts2 0.8.1.
    """
    value = totals / sizes
    between = np.sqrt(1 / sizes[:, 1:] + 1 / sizes[:, :-1])
    spread = math.sqrt(math.pi / 2) * np.abs(np.diff(value, axis=1)) / between
    last = None if freeze is None else freeze - 1
    one = _screened(spread[:, :last], SCREEN_NORMALISED)
    return Limits(value, _pooled(totals, sizes, freeze), one[:, None] / np.sqrt(sizes))


def x_bar(means: Array, spreads: Array, sizes: Array) -> Limits:
    """Chart means of groups from their standard deviations and sizes, each at least 2."""
    spread = _common_spread(spreads, sizes)
    return Limits(
        means, _pooled(means * sizes, sizes, None), spread[:, None] / (c4(sizes) * np.sqrt(sizes))
    )


def s(spreads: Array, sizes: Array) -> Limits:
    """Chart standard deviations of groups of at least 2; limits at least 0."""
    spread = _common_spread(spreads, sizes)
    constant = c4(sizes)
    width = spread[:, None] * np.sqrt(1 - constant**2) / constant
    return Limits(spreads, spread, width, least=0)


def g(gaps: Array) -> Limits:
    """Chart counts of cases between rare events; centre the median, limits about the mean."""
    average = mean(gaps)
    width = np.repeat(np.sqrt(average * (average + 1))[:, None], gaps.shape[1], 1)
    return Limits(gaps, np.nanmedian(gaps, axis=1), width, least=0, around=average)


def t(gaps: Array) -> Limits:
    """Chart times between rare events, above 0, as the power of 1/3.6 that is nearly normal.

    Returns
    -------
    Limits
        In that power; raise value, centre and limits to 3.6 for the unit of the gaps.
    """
    return replace(i(gaps ** (1 / _NELSON)), least=0)


def c4(sizes: Array) -> Array:
    """Return the mean standard deviation of groups of normal values whose own is 1."""
    known = {n: _c4(n) for n in np.unique(sizes[np.isfinite(sizes)])}
    return np.asarray(np.vectorize(lambda n: known.get(n, math.nan), otypes=[float])(sizes))


def _c4(n: float) -> float:
    return math.sqrt(2 / (n - 1)) * math.exp(math.lgamma(n / 2) - math.lgamma((n - 1) / 2))


def _common_spread(spreads: Array, sizes: Array) -> Array:
    there = np.isfinite(spreads)
    free = np.where(there, sizes - 1, 0)
    squares = np.where(there, spreads, 0) ** 2
    return np.asarray(np.sqrt((free * squares).sum(axis=1) / free.sum(axis=1)))


def _pooled(above: Array, below: Array, freeze: int | None) -> Array:
    there = (np.isfinite(above) & np.isfinite(below))[:, :freeze]
    sums = (np.where(there, each[:, :freeze], 0).sum(axis=1) for each in (above, below))
    with np.errstate(invalid="ignore"):
        return np.asarray(next(sums) / next(sums))


def _moving(values: Array) -> Array:
    return _screened(np.abs(np.diff(values, axis=1)), SCREEN)


def _screened(ranges: Array, factor: float) -> Array:
    """Return the mean of ranges without the large ones; of ranges that are all 0, it is 0."""
    average = mean(ranges)
    kept = np.where(ranges < factor * average[:, None], ranges, np.nan)
    return np.where(average > 0, mean(kept), average)


def _spread(values: Array) -> Array:
    distance = values - mean(values)[:, None]
    free = np.isfinite(distance).sum(axis=1) - 1
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.sqrt(np.nansum(distance**2, axis=1) / free))
