"""Funnel plots: which group lies outside what chance and ordinary variety between groups explain.

Proportions and ratios after Spiegelhalter, widened for over-dispersion; small groups get limits
of their own counts, since the transformed ones call half of the smallest groups exceptional.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sapat.analytics import quantiles

Floats: TypeAlias = NDArray[np.float64]

SMALL = 20.0
"""Below this size limits come from counts, not from a transformation."""
COLOURED = 10.0
"""Below this size a group is never called outside."""
_LEVELS = (0.95, 0.998)
_EVENTS_AT_MOST = 100_000


class Kind(StrEnum):
    """What is compared: a part of a whole, or events over what was expected or exposed."""

    PROPORTION = "proportion"
    RATIO = "ratio"


class Limits(StrEnum):
    """Where limits come from."""

    FITTING = "fitting"
    """Widened for over-dispersion; below `SMALL` from the widened distribution of counts."""
    ADJUSTED = "adjusted"
    """Widened for over-dispersion, transformed, at every size."""
    EXACT = "exact"
    """From counts, without over-dispersion, at every size."""


class Reason(StrEnum):
    """Why no funnel can be drawn."""

    SINGLE_GROUP = "single_group"
    OUT_OF_RANGE = "out_of_range"
    NOT_WHOLE = "not_whole"
    NOTHING = "nothing"


class Undrawable(ValueError):
    """No funnel can be drawn; `group` is the place of the group that forbids it, or None."""

    def __init__(self, reason: Reason, group: int | None = None) -> None:
        super().__init__(reason.value)
        self.reason, self.group = reason, group


@dataclass(frozen=True)
class Funnel:
    """A centre, how much more the groups vary than chance, and limits for each.

    `phi` is the winsorised mean of squared z, 1 where chance alone is at work; `tau2` the variance
    between groups on the transformed scale. Arrays of shape (groups,); `outside` holds "", "95" or
    "99.8".
    """

    centre: float
    phi: float
    tau2: float
    n: Floats
    value: Floats
    low95: Floats
    high95: Floats
    low998: Floats
    high998: Floats
    outside: tuple[str, ...]


def funnel(
    numerator: Floats,
    denominator: Floats,
    *,
    kind: Kind = Kind.PROPORTION,
    limits: Limits = Limits.FITTING,
    whole: bool = True,
) -> Funnel:
    """Draw the limits a group of its size would keep within.

    Parameters
    ----------
    numerator, denominator
        Of each group, shape (groups,), at least two: pupils who reached it and pupils (a
        proportion), or events and what was expected or exposed (a ratio). No missing values.
    kind, limits
        See `Kind` and `Limits`.
    whole
        Whether numerators must be whole. Where a member was counted several times and each counts
        as one, such as a pupil with many marks, the numerator holds parts of members.

    Returns
    -------
    Funnel
        Limits within [0, 1] for a proportion, from 0 on for a ratio.

    Raises
    ------
    Undrawable
        Fewer than two groups; a denominator of 0 or less; a numerator below 0, or above its
        denominator in a proportion; counts that are not whole; no event anywhere.

    References
    ----------
    Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202; Spiegelhalter et al. (2012), JRSS A
    175, 1-47. Checked against FunnelPlotR.
    """
    _check(numerator, denominator, kind, whole)
    centre = float(numerator.sum() / denominator.sum())
    if kind is Kind.PROPORTION:
        seen = np.arcsin(np.sqrt(numerator / denominator))
        target, spread = math.asin(math.sqrt(centre)), 0.5 / np.sqrt(denominator)
    else:
        seen = np.sqrt(numerator / (denominator * centre))
        target, spread = 1.0, 0.5 / np.sqrt(denominator * centre)
    phi, tau2 = over_dispersion((seen - target) / spread, spread)
    ends: list[Floats] = []
    own = np.full(len(denominator), limits is Limits.EXACT)
    if limits is Limits.FITTING:
        own |= denominator < SMALL
    for level in _LEVELS:
        if limits is Limits.EXACT:
            found = _counted(denominator, centre, kind, (0.0, level))
        else:
            found = _transformed(target, np.sqrt(spread**2 + tau2), kind, (centre, level))
        if limits is Limits.FITTING and (small := denominator < SMALL).any():
            parts = _counted(denominator[small], centre, kind, (tau2, level))
            for every, part in zip(found, parts, strict=True):
                every[small] = part
        ends += found
    value = numerator / denominator
    between = own & (kind is Kind.PROPORTION or (tau2 > 0 and limits is not Limits.EXACT))
    outside = _outside(value, denominator, ends, between)
    low95, high95, low998, high998 = ends
    figures = (denominator, value, low95, high95, low998, high998)
    return Funnel(centre, phi, tau2, *figures, outside)


def over_dispersion(z: Floats, spread: Floats) -> tuple[float, float]:
    """Estimate how much more groups vary than chance alone lets them.

    Parameters
    ----------
    z, spread
        Standardised distance from the target and its standard error, shape (groups,). The z beyond
        the 10 % and 90 % quantiles are drawn in to them first (winsorised).

    Returns
    -------
    tuple[float, float]
        phi, and the variance between groups by DerSimonian and Laird (0 if chance explains all).
    """
    low, high = np.quantile(z, [0.1, 0.9])
    many = len(z)
    phi = float(np.mean(np.clip(z, low, high) ** 2))
    weights = 1 / spread**2
    total = float(weights.sum())
    below = total - float((weights**2).sum()) / total
    if many * phi < many - 1 or below <= 0:
        return phi, 0.0
    return phi, (many * phi - (many - 1)) / below


def _check(numerator: Floats, denominator: Floats, kind: Kind, whole: bool) -> None:
    if len(numerator) < 2:
        raise Undrawable(Reason.SINGLE_GROUP, 0 if len(numerator) else None)
    wrong = ~(denominator > 0) | ~(numerator >= 0)
    if kind is Kind.PROPORTION:
        wrong |= numerator > denominator
    if wrong.any():
        raise Undrawable(Reason.OUT_OF_RANGE, int(np.argmax(wrong)))
    broken = (numerator % 1 != 0) & whole
    if kind is Kind.PROPORTION:
        broken |= denominator % 1 != 0
    if broken.any():
        raise Undrawable(Reason.NOT_WHOLE, int(np.argmax(broken)))
    if not numerator.any():
        raise Undrawable(Reason.NOTHING)


def _transformed(
    target: float, spread: Floats, kind: Kind, at: tuple[float, float]
) -> tuple[Floats, Floats]:
    centre, level = at
    half = NormalDist().inv_cdf((1 + level) / 2) * spread
    if kind is Kind.PROPORTION:
        low, high = np.maximum(target - half, 0), np.minimum(target + half, math.pi / 2)
        return np.sin(low) ** 2, np.sin(high) ** 2
    return centre * np.maximum(target - half, 0) ** 2, centre * (target + half) ** 2


def _counted(
    sizes: Floats, centre: float, kind: Kind, at: tuple[float, float]
) -> tuple[Floats, Floats]:
    """Return limits from the distribution of counts; groups of one size share theirs.

    A variance tau2 on the arcsine or root scale is a likeness of 4 tau2 between two members: a
    beta-binomial, or a Poisson whose rate varies by the factor of a gamma.
    """
    tau2, level = at
    distinct, place = np.unique(sizes, return_inverse=True)
    alike = min(4 * tau2, 0.99)
    ends = [_own_limits(float(size), centre, kind, (alike, level)) for size in distinct]
    low, high = np.array(ends, float).T
    return low[place], high[place]


def _own_limits(
    size: float, centre: float, kind: Kind, at: tuple[float, float]
) -> tuple[float, float]:
    alike, level = at
    tail = (1 - level) / 2
    if kind is Kind.RATIO and alike == 0:
        expected = size * centre
        low, high = quantiles.gamma(tail, expected), quantiles.gamma(1 - tail, expected + 1)
        return low / size, high / size
    if kind is Kind.RATIO:
        chances = _negative_binomial(size * centre, alike)
    else:
        chances = _beta_binomial(int(size), centre, alike)
    below = np.cumsum(chances)
    most = 1.0 if kind is Kind.PROPORTION else math.inf
    ends = (interpolated(below, probability) / size for probability in (tail, 1 - tail))
    low, high = (min(max(end, 0.0), most) for end in ends)
    return low, high


def interpolated(below: Floats, probability: float) -> float:
    """Return the count with a given probability below it, between whole counts.

    Parameters
    ----------
    below
        Probability of 0, 1, 2, ... events or fewer, shape (counts,).
    probability
        Strictly between 0 and 1.

    References
    ----------
    Spiegelhalter (2005), appendix A.1.1. May lie below 0, where even no event is likelier.
    """
    at = min(int(np.searchsorted(below, probability)), len(below) - 1)
    before = float(below[at - 1]) if at else 0.0
    own = float(below[at]) - before
    return at - (float(below[at]) - probability) / own if own > 0 else float(at)


def _beta_binomial(size: int, centre: float, alike: float) -> Floats:
    """Return the chances of 0 to `size` successes."""
    if centre >= 1:
        return np.append(np.zeros(size), 1.0)
    counts = np.arange(size)
    if alike == 0:
        odds = np.log((size - counts) / (counts + 1)) + math.log(centre / (1 - centre))
        start = size * math.log1p(-centre)
    else:
        strength = (1 - alike) / alike
        a, b = centre * strength, (1 - centre) * strength
        odds = np.log((size - counts) / (counts + 1))
        odds += np.log((a + counts) / (b + size - counts - 1))
        start = math.lgamma(b + size) - math.lgamma(b)
        start += math.lgamma(strength) - math.lgamma(strength + size)
    return np.exp(start + np.concatenate([[0.0], np.cumsum(odds)]))


def _negative_binomial(expected: float, alike: float) -> Floats:
    """Return the chances of 0, 1, 2, ... events as far as they matter."""
    shape = 1 / alike
    deviation = math.sqrt(expected + expected**2 * alike)
    counts = np.arange(min(int(expected + 40 * deviation + 40), _EVENTS_AT_MOST))
    share = expected / (expected + shape)
    odds = np.log((counts + shape) / (counts + 1)) + math.log(share)
    return np.exp(shape * math.log1p(-share) + np.concatenate([[0.0], np.cumsum(odds)]))


def _outside(
    value: Floats, sizes: Floats, ends: Sequence[Floats], between: NDArray[np.bool_]
) -> tuple[str, ...]:
    """Return which groups lie outside; `between`: their limits lie between two whole counts.

    The upper limit of such a group stands just below the last count chance explains: a class of
    eighteen of whom all pass, as is usual, is not outside.
    """
    low95, high95, low998, high998 = ends
    high95, high998 = (
        np.where(between, np.ceil(high * sizes - 1e-9) / sizes, high) for high in (high95, high998)
    )
    large = sizes >= COLOURED
    wide = large & ((value < low998) | (value > high998))
    near = large & ((value < low95) | (value > high95))
    return tuple(
        "99.8" if far else "95" if off else "" for far, off in zip(wide, near, strict=True)
    )
