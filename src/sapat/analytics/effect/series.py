"""One series before and after an action."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sapat.analytics.arrays import Array
from sapat.analytics.effect import verdicts
from sapat.analytics.effect.fitting import Family, Reason, Unfit, fit, neighbours
from sapat.analytics.effect.verdicts import RULES, Better, Effect, Verdict

PAIRS = 2


@dataclass(frozen=True)
class Points:
    """A series: times, values and what they arose from, each of shape (rows,); NaN = missing."""

    time: Array
    outcome: Array
    exposure: Array | None = None

    def complete(self, family: Family) -> Known:
        """Return the rows with nothing missing, in order of time; refuse what cannot be."""
        if family is Family.BINOMIAL and self.exposure is None:
            raise Unfit(Reason.NO_EXPOSURE)
        exposure = np.ones(len(self.time)) if self.exposure is None else self.exposure
        there = np.isfinite(self.time) & np.isfinite(self.outcome) & np.isfinite(exposure)
        wrong = there & ~(exposure > 0)
        if family is not Family.GAUSSIAN:
            wrong |= there & (self.outcome < 0)
        if family is Family.BINOMIAL:
            wrong |= there & (self.outcome > exposure)
        if wrong.any():
            raise Unfit(Reason.OUT_OF_RANGE, int(np.argmax(wrong)))
        places = np.flatnonzero(there)
        if not len(places):
            raise Unfit(Reason.NO_ROWS)
        places = places[np.argsort(self.time[places], kind="stable")]
        return Known(self.time[places], self.outcome[places], exposure[places], places)


@dataclass(frozen=True)
class Known:
    """The complete rows of a series in order of time, and their places in it."""

    time: Array
    outcome: Array
    exposure: Array
    places: Array


@dataclass(frozen=True)
class Line:
    """How the series is modelled.

    Attributes
    ----------
    family
        See `Family`.
    season
        Length of the season in units of time (12 for months), None without.
    slope
        Let the line turn at the action, if enough values follow.
    lag, quasi
        See `fitting.fit`.
    """

    family: Family = Family.GAUSSIAN
    season: float | None = None
    slope: bool = True
    lag: int | None = None
    quasi: bool = True


def interrupted(
    points: Points, start: float, *, line: Line | None = None, better: Better = Better.NEUTRAL
) -> Effect:
    """Tell whether a series changed at an action, beyond its own trend, season and noise.

    Parameters
    ----------
    points
        In any order; rows with something missing are left out. Times differ.
    start
        The first moment with the action: values from it on are after.
    line, better
        See `Line` and `Better`.

    Returns
    -------
    Effect
        ``level`` is the step at the last value before the action. Without estimates where it is
        too early, or where a side of the series is all nothing.

    Raises
    ------
    Unfit
        No complete row, a value outside its range, no value on one side, a season longer than half
        of what is known before, a term that follows from the others.

    References
    ----------
    Wagner et al. (2002), J Clin Pharm Ther 27, 299-309; Lopez Bernal et al. (2017), Int J Epidemiol
    46, 348-355. Checked against R (glm, sandwich) and statsmodels.
    """
    line = line or Line()
    known = points.complete(line.family)
    late = known.time >= start
    after, before = int(late.sum()), int((~late).sum())
    if not before or not after:
        raise Unfit(Reason.ONE_SIDE)
    if before < RULES["before"] or after < RULES["after"]:
        return Effect(Verdict.TOO_EARLY, before, after)
    last = float(known.time[~late][-1])
    if line.season is not None:
        _check_season(line.season, last - float(known.time[0]), known.time)
    slope = line.slope and after >= RULES["after_for_slope"]
    design = designed(known.time, last, late, season=line.season, slope=slope)
    try:
        model = fit(
            design,
            known.outcome,
            known.exposure,
            family=line.family,
            lag=line.lag,
            quasi=line.quasi,
        )
    except Unfit as no:
        if no.reason is Reason.NOTHING_HAPPENED:
            return Effect(Verdict.CANNOT_TELL, before, after)
        raise
    changed = [1] if not slope else [1, 2]
    without = design.copy()
    without[:, changed] = 0
    terms = design.shape[1]
    average = np.zeros(terms)
    average[changed] = design[late][:, changed].mean(axis=0)
    overall = verdicts.change(model, average)
    exposure = known.exposure if line.family is Family.POISSON else np.ones(len(late))
    return Effect(
        verdict=verdicts.judged(overall, better),
        before=before,
        after=after,
        level=verdicts.change(model, _only(1, terms)),
        slope=verdicts.change(model, _only(2, terms)) if slope else None,
        average=overall,
        gap=verdicts.gap(model, design[-1:], without[-1:], exposure[-1:]),
        mean_gap=verdicts.gap(model, design[late], without[late], exposure[late]),
        times=known.time,
        dispersion=model.dispersion,
        alike=neighbours(model.residuals),
        expected=model.means(design) * exposure,
        without=model.means(without) * exposure,
    )


def designed(time: Array, last: float, late: Array, *, season: float | None, slope: bool) -> Array:
    """Return the terms: one, the step, its slope, time, the waves of the season."""
    terms = [np.ones(len(time)), late.astype(float)]
    if slope:
        terms.append(np.where(late, time - last, 0.0))
    terms.append(time - last)
    if season is not None:
        terms += _waves(time - last, season, _step(time))
    return np.column_stack(terms)


def _waves(time: Array, season: float, step: float) -> list[Array]:
    """Return up to two waves a season, as many as its values can tell apart."""
    values = round(season / step)
    waves = []
    for wave in range(1, PAIRS + 1):
        turns = 2 * math.pi * wave * time / season
        if 2 * wave < values:
            waves.append(np.sin(turns))
        if 2 * wave <= values:
            waves.append(np.cos(turns))
    return waves


def _step(time: Array) -> float:
    return float(np.median(np.diff(time)))


def _check_season(season: float, known: float, time: Array) -> None:
    step = _step(time)
    if season < 2 * step or known + step < RULES["seasons_before"] * season:
        raise Unfit(Reason.SEASON)


def _only(place: int, terms: int) -> Array:
    contrast = np.zeros(terms)
    contrast[place] = 1
    return contrast
