"""What chance explains and what not: control charts of many series, like with like."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sapat.analytics.arrays import Array
from sapat.analytics.charts.xmr import CAUSES, NONE, SHORT, Chart, Direction, xmr
from sapat.analytics.quantiles import student_cdf
from sapat.analytics.trend import seasonal, trend
from sapat.check.monitoring.looking import Series
from sapat.check.monitoring.seasons import without_season
from sapat.school.calendar.rules import TermCode

FREEDOM = 0.75
"""Degrees of freedom of limits made from moving ranges, for each point; found by simulation."""
SIGMAS = 3.0


@dataclass(frozen=True)
class Charted:
    """One series as a chart shows it; all sequences have a place for each of its terms.

    `adjusted` are the values without the season, `shift` is what was taken out. Without enough
    terms to know season and limits the chart is short: it shows values and judges nothing.
    """

    series: Series
    values: Sequence[float | None]
    adjusted: Sequence[float | None]
    shift: Sequence[float | None]
    mean: float | None
    lower: float | None
    upper: float | None
    causes: Sequence[str]
    short: bool
    seasonal: bool
    p: float
    """Probability of a last point as far out, if nothing had changed; 1 if short."""

    @property
    def cause(self) -> str:
        """Return why the newest figure is no noise, or nothing."""
        last = max((at for at, each in enumerate(self.values) if each is not None), default=None)
        return "" if self.short or last is None else self.causes[last]


@dataclass(frozen=True)
class Slope:
    """Theil and Sen's slope of a series for a year, with its interval; None where refused."""

    points: int
    a_year: float
    low: float | None
    high: float | None
    p: float

    @property
    def is_real(self) -> bool:
        """Answer whether the trend can be told from chance."""
        bounded = self.low is not None and self.high is not None
        return bounded and (self.low > 0 or self.high < 0)  # type: ignore[operator]


def charted(every: Sequence[Series]) -> list[Charted]:
    """Chart many series; those on the same terms in one pass."""
    groups: dict[tuple[TermCode, ...], list[int]] = {}
    for at, series in enumerate(every):
        groups.setdefault(series.terms, []).append(at)
    found: dict[int, Charted] = {}
    for places in groups.values():
        alike = [every[at] for at in places]
        found |= dict(zip(places, _charted(alike), strict=True))
    return [found[at] for at in range(len(every))]


def is_short(series: Series) -> bool:
    """Answer whether a series is too short for limits that can be trusted."""
    return charted([series])[0].short


def _charted(alike: Sequence[Series]) -> Iterable[Charted]:
    values = values_of(alike)
    seasons = np.array([term.number for term in alike[0].terms])
    adjusted, shift = without_season(values, seasons)
    chart = xmr(adjusted, direction=Direction.NEUTRAL)
    last = last_known(adjusted)
    for at, series in enumerate(alike):
        short = bool(chart.short[at])
        yield Charted(
            series=series,
            values=_plain(values[at]),
            adjusted=_plain(adjusted[at]),
            shift=_plain(shift[at]),
            mean=_number(chart.mean[at]),
            lower=_number(chart.lower[at]),
            upper=_number(chart.upper[at]),
            causes=["" if code == NONE else CAUSES[code].value for code in chart.cause[at]],
            short=short,
            seasonal=len(set(seasons)) > 1,
            p=1.0 if short else _outside(chart, at, float(last[at])),
        )


def values_of(every: Sequence[Series]) -> Array:
    """Return series on the same terms as an array of shape (series, points)."""
    rows = [
        [np.nan if each is None or each.value is None else each.value for each in series.readings]
        for series in every
    ]
    return np.array(rows, float).reshape(len(every), len(every[0].terms))


def last_known(values: Array) -> Array:
    """Return the newest value of each row, NaN if there is none."""
    there = np.isfinite(values)
    at = values.shape[1] - 1 - np.argmax(there[:, ::-1], axis=1)
    return np.asarray(np.where(there.any(axis=1), values[np.arange(len(values)), at], np.nan))


def slope(series: Series) -> Slope | None:
    """Return how much a series rises or falls in a year; None under three points."""
    values = values_of([series])
    terms = series.terms
    size = max((term.number for term in terms), default=1) or 1
    times = np.array([[term.year + (term.number - 1) / size for term in terms]])
    seasons = np.array([[term.number for term in terms]])
    found = seasonal(values, seasons, times) if np.ptp(seasons) else trend(values, times)
    if found.n[0] < 3 or not np.isfinite(found.slope[0]):
        return None
    low, high = _number(found.low[0]), _number(found.high[0])
    return Slope(int(found.n[0]), float(found.slope[0]), low, high, float(found.p[0]))


def _outside(chart: Chart, at: int, last: float) -> float:
    """Return how probable a last point as far from the mean is."""
    sigma = (float(chart.upper[at]) - float(chart.mean[at])) / SIGMAS
    if not sigma or not np.isfinite(last):
        return 1.0
    distance = abs(last - float(chart.mean[at])) / sigma
    return 2 * (1 - student_cdf(distance, FREEDOM * float(chart.n[at])))


def _plain(row: Array) -> list[float | None]:
    return [_number(value) for value in row]


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


__all__ = ["SHORT", "Charted", "Slope", "charted", "is_short", "last_known", "slope", "values_of"]
