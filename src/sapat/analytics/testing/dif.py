"""Differential item functioning: items harder for one of two groups of equally able pupils."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sapat.analytics import quantiles
from sapat.analytics.testing.thresholds import bound

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

_DELTA = -2.35


class Size(StrEnum):
    """How large a difference is, as ETS classes it."""

    NEGLIGIBLE = "A"
    MODERATE = "B"
    LARGE = "C"


class Reason(StrEnum):
    """Why two groups cannot be compared."""

    SMALL_GROUP = "small_group"
    NOT_TWO_POINTS = "not_two_points"


class Incomparable(ValueError):
    """Two groups cannot be compared; `item` is the place of the item that forbids it, or None."""

    def __init__(self, reason: Reason, item: int | None = None) -> None:
        super().__init__(reason.value)
        self.reason, self.item = reason, item


@dataclass(frozen=True)
class Differences:
    """Of each item, how much harder it is for one group; arrays of shape (items,).

    `odds` are the odds of a right answer of the reference group over those of the focal group at
    the same score; `delta` = -2.35 ln odds, below 0 where the item is harder for the focal group;
    `se` of delta. `p` is of the Mantel-Haenszel chi-squared with continuity correction, `p_plain`
    without. NaN, and no size, where no score has both groups and both answers.
    """

    reference: int
    focal: int
    odds: Floats
    delta: Floats
    se: Floats
    chi2: Floats
    p: Floats
    p_plain: Floats
    sizes: tuple[Size | None, ...]


def differences(
    points: Floats, focal: Flags, *, matching: Floats | None = None, refine: bool = False
) -> Differences:
    """Compare the answers of two groups at equal scores, item by item.

    Parameters
    ----------
    points
        Shape (pupils, items): 0 or 1; NaN where there is no answer.
    focal
        Shape (pupils,): whether a pupil is of the focal group; all others are the reference.
    matching
        Shape (pupils,): the score that makes pupils equally able; else the sum of the points. It
        must include the items studied.
    refine
        Whether to leave items of a large difference out of the score, and compare once more.

    Returns
    -------
    Differences
        Sizes by the rule of ETS: A below 1 or within chance; C from 1.5 and beyond chance above 1;
        B between.

    Raises
    ------
    Incomparable
        A group of fewer pupils than `thresholds` asks, or an item of other points than 0 and 1.

    References
    ----------
    Holland & Thayer (1988); Robins, Breslow & Greenland (1986) for the error; Zwick (2012), ETS
    RR-12-08. Checked against mantelhaen.test of R.
    """
    broken = ~(np.isnan(points) | (points == 0) | (points == 1)).all(axis=0)
    if broken.any():
        raise Incomparable(Reason.NOT_TWO_POINTS, int(np.argmax(broken)))
    if min(int(focal.sum()), int((~focal).sum())) < bound("dif_group"):
        raise Incomparable(Reason.SMALL_GROUP)
    score = np.nansum(points, axis=1) if matching is None else matching
    found = _compared(points, focal, np.broadcast_to(score[:, None], points.shape))
    if not refine:
        return found
    left_out = np.array([size is Size.LARGE for size in found.sizes])
    if not left_out.any() or left_out.all():
        return found
    known = np.nan_to_num(points, nan=0.0)
    refined = score[:, None] - known[:, left_out].sum(axis=1)[:, None] + known * left_out
    return _compared(points, focal, refined)


def _compared(points: Floats, focal: Flags, scores: Floats) -> Differences:
    """Compare, with a score for each pupil and item; shape (pupils, items)."""
    columns = [_item(points[:, at], focal, scores[:, at]) for at in range(points.shape[1])]
    odds, error, chi2, plain = (np.array(each, float) for each in zip(*columns, strict=True))
    with np.errstate(divide="ignore", invalid="ignore"):
        delta = _DELTA * np.log(odds)
    se = abs(_DELTA) * np.sqrt(error)
    p = np.array([_tail(value) for value in chi2])
    sizes = tuple(_size(*each) for each in zip(delta, se, p, strict=True))
    counts = (int((~focal).sum()), int(focal.sum()))
    tails = np.array([_tail(value) for value in plain])
    return Differences(*counts, odds, delta, se, chi2, p, tails, sizes)


def _item(points: Floats, focal: Flags, score: Floats) -> tuple[float, float, float, float]:
    """Return common odds, the variance of their logarithm, chi-squared corrected and plain."""
    known = ~np.isnan(points)
    _, place = np.unique(score[known], return_inverse=True)
    right, group = points[known] == 1, focal[known]
    cells = [
        np.bincount(place[chosen], minlength=int(place.max(initial=0)) + 1).astype(float)
        for chosen in (~group & right, ~group & ~right, group & right, group & ~right)
    ]
    a, b, c, d = cells
    total = a + b + c + d
    use = total > 1
    a, b, c, d, total = (each[use] for each in (a, b, c, d, total))
    expected = (a + b) * (a + c) / total
    variance = (a + b) * (c + d) * (a + c) * (b + d) / (total**2 * (total - 1))
    r, s = a * d / total, b * c / total
    if not (variance.sum() > 0 and r.sum() > 0 and s.sum() > 0):
        return (math.nan,) * 4
    apart = abs(float((a - expected).sum()))
    spread = float(variance.sum())
    corrected = max(apart - 0.5, 0.0) if apart >= 0.5 else apart
    agree, differ = (a + d) / total, (b + c) / total
    error = float(
        (agree * r).sum() / (2 * r.sum() ** 2)
        + (agree * s + differ * r).sum() / (2 * r.sum() * s.sum())
        + (differ * s).sum() / (2 * s.sum() ** 2)
    )
    return float(r.sum() / s.sum()), error, corrected**2 / spread, apart**2 / spread


def _tail(chi2: float) -> float:
    return math.erfc(math.sqrt(chi2 / 2)) if not math.isnan(chi2) else math.nan


def _size(delta: float, se: float, p: float) -> Size | None:
    if math.isnan(delta):
        return None
    far = abs(delta)
    if far < bound("dif_moderate") or p >= 0.05:
        return Size.NEGLIGIBLE
    certain = far - quantiles.normal(0.95) * se > bound("dif_moderate")
    return Size.LARGE if far >= bound("dif_large") and certain else Size.MODERATE
