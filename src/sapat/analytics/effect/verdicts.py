"""What may be said of an action, and from how many values on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from sapat.analytics.arrays import Array
from sapat.analytics.effect.fitting import Fit

RULES: Mapping[str, int] = MappingProxyType(
    {
        # Enough points for the line before to be told from chance: Penfold and Zhang (2013),
        # Academic Pediatrics 13(6), S38-S44; Cochrane EPOC asks for three on each side at least.
        "before": 8,
        "after": 3,
        # A line of its own after the action takes a point more than its level.
        "after_for_slope": 4,
        # Two turns, or the season cannot be told from the trend.
        "seasons_before": 2,
        # Against another group the level alone is compared; its trend before takes four points.
        "before_with_group": 4,
        "after_with_group": 2,
    }
)
"""How many values each statement needs. Below them the verdict is that it is too early."""
LEVEL = 0.95
PARALLEL = 0.05
"""Groups whose difference before moves less likely than this are not comparable."""


class Better(StrEnum):
    """What is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"


class Verdict(StrEnum):
    """What the figures say of the action; `HIGHER` and `LOWER` where neither is better."""

    WORKED = "worked"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    NO_CHANGE = "no_change"
    TOO_EARLY = "too_early"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True)
class Change:
    """One estimate: on the scale of the logarithm for counts, of log odds for shares."""

    estimate: float
    se: float
    low: float
    high: float
    p: float


@dataclass(frozen=True)
class Gap:
    """What is, less what would have been; in the unit of the outcome (a share for binomial)."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True)
class Effect:
    """What an action changed.

    Attributes
    ----------
    verdict
        See `Verdict`; it follows from `average`.
    before, after
        Values on each side.
    level, slope, average
        The step at the action, the change of the line per unit of time, and the mean change over
        all values after it. None where it is too early or was not asked.
    gap, mean_gap
        At the last value, and on average over all values after the action.
    times
        Of the values, in order.
    dispersion
        Pearson's; the variance of the noise for a mean.
    alike
        How much the noise resembles the noise before it, -1 to 1.
    expected, without
        What the model expects at each value, with and without the action; shape (values,).
    apart
        With a group to compare: how the difference moved before the action, per unit of time.
    """

    verdict: Verdict
    before: int
    after: int
    level: Change | None = None
    slope: Change | None = None
    average: Change | None = None
    gap: Gap | None = None
    mean_gap: Gap | None = None
    times: Array | None = None
    dispersion: float = math.nan
    alike: float = 0.0
    expected: Array | None = None
    without: Array | None = None
    apart: Change | None = None


def change(model: Fit, contrast: Array) -> Change:
    """Return a weighted sum of the estimates with its doubt."""
    estimate = float(contrast @ model.estimate)
    se = model.se(contrast)
    half = model.half(se, LEVEL)
    return Change(estimate, se, estimate - half, estimate + half, model.p(estimate, se))


def gap(model: Fit, rows: Array, without: Array, exposure: Array) -> Gap:
    """Return what rows are above what they would have been, on average (delta method)."""
    up, down = model.steepness(rows) * exposure, model.steepness(without) * exposure
    both = (up[:, None] * rows - down[:, None] * without).mean(axis=0)
    half = model.half(model.se(both), LEVEL)
    estimate = float(((model.means(rows) - model.means(without)) * exposure).mean())
    return Gap(estimate, estimate - half, estimate + half)


def judged(average: Change, better: Better) -> Verdict:
    """Return what an average change means."""
    if average.low <= 0 <= average.high:
        return Verdict.NO_CHANGE
    rose = average.estimate > 0
    if better is Better.NEUTRAL:
        return Verdict.HIGHER if rose else Verdict.LOWER
    return Verdict.WORKED if rose is (better is Better.INCREASE) else Verdict.WORSE
