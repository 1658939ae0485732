"""What is expected of each indicator at the next terms, from how wrong the rule was before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from sapat.analytics.arrays import Array
from sapat.analytics.forecast import LEAST, Errors, Forecasts, Rule, forecast, merged, past_errors
from sapat.check.measuring.ground import Ground
from sapat.check.monitoring.charting import last_known, values_of
from sapat.check.monitoring.looking import Series
from sapat.check.monitoring.seasons import without_season
from sapat.school.calendar.rules import TermCode, TermKind

TWICE = 2
"""Times every term of the year has to be known before its usual difference is carried on."""
AHEAD = 8
"""Steps ahead at most: a year has no more terms."""
BOUNDS = {"percent": (0.0, 100.0), "mark": (1.0, 5.0)}
"""Units whose figures cannot lie outside."""


@dataclass(frozen=True)
class Expected:
    """What is expected at one term, with the ends of its intervals; None: too few past errors."""

    term: TermCode
    step: int
    value: float
    low80: float | None
    high80: float | None
    low95: float | None
    high95: float | None


@dataclass(frozen=True)
class Outlook:
    """The forecast of one indicator, or the reason why there is none."""

    series: Series
    rule: str
    points: int
    expected: tuple[Expected, ...]

    @property
    def is_refused(self) -> bool:
        """Answer whether there are too few points for a forecast."""
        return not self.expected

    @property
    def made_after(self) -> TermCode:
        """Return the last term it stands on."""
        latest = self.series.latest
        assert latest is not None
        return latest.term


def outlooks(ground: Ground, every: Sequence[Series]) -> list[Outlook]:
    """Return what is expected of each school-wide series; errors are pooled over alike series."""
    groups: dict[tuple[TermCode, ...], list[Series]] = {}
    for series in every:
        known = _known(series)
        if not series.dim and known.terms:
            groups.setdefault(known.terms, []).append(known)
    prepared = [_prepared(alike) for alike in groups.values()]
    rule, errors = _best(prepared)
    return [
        each
        for alike, kind in zip(groups.values(), prepared, strict=True)
        for each in _outlooks(ground, alike, kind, (rule, errors))
    ]


def _known(series: Series) -> Series:
    """Return the series up to its newest figure; nothing if that is over a year old."""
    last = max((at for at, each in enumerate(series.readings) if each), default=-1)
    if last < 0 or series.terms[last].year < series.terms[-1].year - 1:
        return replace(series, terms=(), readings=())
    return replace(series, terms=series.terms[: last + 1], readings=series.readings[: last + 1])


def _prepared(alike: Sequence[Series]) -> tuple[Array, Array]:
    """Return series without their season, and the season that was taken out."""
    values = values_of(alike)
    seasons = np.array([term.number for term in alike[0].terms])
    adjusted, shift = without_season(values, seasons, each=TWICE)
    # A season that is hardly known is left in: then the errors are larger, and say so.
    unknown = ~np.isfinite(last_known(adjusted))
    adjusted = np.where(unknown[:, None], values, adjusted)
    return adjusted, np.where(unknown[:, None], 0.0, shift)


def _outlooks(
    ground: Ground,
    alike: Sequence[Series],
    prepared: tuple[Array, Array],
    chosen: tuple[Rule, Errors],
) -> Iterator[Outlook]:
    (adjusted, shift), (rule, errors) = prepared, chosen
    seasons = [term.number for term in alike[0].terms]
    ahead = following(ground, alike[0])
    found = widened(
        forecast(adjusted, horizon=len(ahead), rule=rule, errors=errors), adjusted, seasons
    )
    for at, series in enumerate(alike):
        points = int(np.isfinite(adjusted[at]).sum())
        if found.refused[at]:
            yield Outlook(series, rule.value, points, ())
            continue
        back = {number: float(move) for number, move in zip(seasons, shift[at], strict=True)}
        yield Outlook(
            series,
            rule.value,
            points,
            tuple(
                _expected(series, term, step, back, (found.value, found.low, found.high), at)
                for step, term in enumerate(ahead, 1)
            ),
        )


def widened(found: Forecasts, adjusted: Array, seasons: Sequence[int]) -> Forecasts:
    """Widen the intervals by what is not known of the season.

    A season known from k years takes a part of the noise with it: the errors of the past look
    smaller by (k - 1) / k than they were, those of the future are larger by (k + 1) / k.
    """
    count = np.isfinite(adjusted).sum(axis=1)
    years = np.maximum(count / max(len(set(seasons)), 1), TWICE)
    factor = np.sqrt((years + 1) / (years - 1)) if len(set(seasons)) > 1 else np.ones(len(count))
    reach = factor[None, :, None]
    return replace(
        found,
        low=found.value - reach * (found.value - found.low),
        high=found.value + reach * (found.high - found.value),
    )


def _best(prepared: Sequence[tuple[Array, Array]]) -> tuple[Rule, Errors]:
    """Return the rule that was less wrong one step ahead, with its errors in all the series.

    Errors are counted in mean steps of each series, so those of terms, half-years and years can
    stand together: a school has few series of each.
    """
    found = {}
    for rule in Rule:
        pools = [past_errors(kind, horizon=AHEAD, rule=rule) for kind, _shift in prepared]
        found[rule] = reduce(merged, pools) if pools else Errors((np.empty(0),) * AHEAD)
    typical = {rule: _typical(errors) for rule, errors in found.items()}
    rule = Rule.THETA if typical[Rule.THETA] < typical[Rule.NAIVE] else Rule.NAIVE
    return rule, found[rule]


def _typical(errors: Errors) -> float:
    return float(np.median(errors.steps[0])) if len(errors.steps[0]) else np.inf


def _expected(
    series: Series,
    term: TermCode,
    step: int,
    back: dict[int, float],
    found: tuple[Array, Array, Array],
    at: int,
) -> Expected:
    least, most = _bounds(series)
    season = back.get(term.number, 0.0)
    season = season if np.isfinite(season) else 0.0

    def end(value: float) -> float | None:
        if not np.isfinite(value):
            return None
        return float(min(max(value + season, least), most))

    value, low, high = found
    return Expected(
        term,
        step,
        end(value[at, step - 1]) or 0.0,
        *(end(side[level, at, step - 1]) for level in (0, 1) for side in (low, high)),
    )


def _bounds(series: Series) -> tuple[float, float]:
    """Return between which values the figure can lie; what was never negative stays so."""
    if series.indicator.better == "zero":
        return -np.inf, np.inf
    least, most = BOUNDS.get(series.indicator.unit, (-np.inf, np.inf))
    known = [each.value for each in series.readings if each and each.value is not None]
    return (max(least, 0.0) if min(known, default=0.0) >= 0 else least), most


def following(ground: Ground, series: Series) -> list[TermCode]:
    """Return the places that come next, for one year: the terms, half-years or the year."""
    last = series.terms[-1]
    if last.kind == TermKind.YEAR:
        return [TermCode(last.year + 1, 0, TermKind.YEAR)]
    numbers = sorted({term.number for term in series.terms})
    size = ground.size(last)
    every = [number for number in numbers if number <= size] or [last.number]
    found = [(last.year, number) for number in every if number > last.number]
    found += [(last.year + 1, number) for number in every if number <= last.number]
    return [TermCode(year, number, last.kind) for year, number in found]


__all__ = ["LEAST", "Expected", "Outlook", "following", "outlooks"]
