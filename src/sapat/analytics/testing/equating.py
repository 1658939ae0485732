"""Equating: what a score of one form of a test means on another that shares items with it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sapat.analytics.testing.thresholds import bound

Floats: TypeAlias = NDArray[np.float64]


class Reason(StrEnum):
    """Why two forms cannot be put on one scale."""

    FEW_COMMON = "few_common"
    SMALL_SHARE = "small_share"
    FEW_PUPILS = "few_pupils"
    NO_VARIETY = "no_variety"
    LOOSE_ANCHOR = "loose_anchor"


class Unequatable(ValueError):
    """Two forms cannot be put on one scale."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Equated:
    """Scores of the new form on the scale of the old one: ``slope * score + intercept``.

    `scores`, `equated` and `se` have one entry for each score asked. `anchor_new` and `anchor_old`
    are the mean points of the common items in both groups.
    """

    slope: float
    intercept: float
    scores: Floats
    equated: Floats
    se: Floats
    anchor_new: float
    anchor_old: float
    n_new: int
    n_old: int
    common: int


@dataclass(frozen=True)
class Scale:
    """How difficulties of one calibration become those of another: ``slope * b + intercept``.

    `rmsd` is how far common items lie apart afterwards; `worst` is the place of the farthest.
    """

    slope: float
    intercept: float
    se_slope: float
    se_intercept: float
    rmsd: float
    worst: int


def chained(new: Floats, old: Floats, common: tuple[Floats, Floats], scores: Floats) -> Equated:
    """Equate two forms by chained linear equating through their common items.

    The new form's score is put on the common items in the group that sat the new form, and from
    there on the old form's score in the group that sat that one; the groups may differ in ability.

    Parameters
    ----------
    new, old
        Points of all items of each form, shapes (pupils, items), (other pupils, other items).
        Every answer must be there.
    common
        Places of the common items in both, in the same order.
    scores
        Scores of the new form to be put on the scale of the old.

    Returns
    -------
    Equated
        Errors by the delta method from the moments of both groups, without assuming normal scores.

    Raises
    ------
    Unequatable
        Too few common items, too few pupils, nothing varies, or the common items hardly go with
        the whole.

    References
    ----------
    Kolen & Brennan (2014), Test Equating, Scaling, and Linking, ch. 4 and 7.
    """
    here, there = (np.asarray(each, int) for each in common)
    if len(here) < bound("common_items"):
        raise Unequatable(Reason.FEW_COMMON)
    if len(here) < bound("common_share") * max(new.shape[1], old.shape[1]):
        raise Unequatable(Reason.SMALL_SHARE)
    if min(len(new), len(old)) < bound("pupils"):
        raise Unequatable(Reason.FEW_PUPILS)
    x, v1 = new.sum(axis=1), new[:, here].sum(axis=1)
    y, v2 = old.sum(axis=1), old[:, there].sum(axis=1)
    if min(np.ptp(each) for each in (x, v1, y, v2)) == 0:
        raise Unequatable(Reason.NO_VARIETY)
    if min(np.corrcoef(x, v1)[0, 1], np.corrcoef(y, v2)[0, 1]) < bound("anchor"):
        raise Unequatable(Reason.LOOSE_ANCHOR)
    (mx, sx), (m1, s1), (m2, s2), (my, sy) = (_moments(each) for each in (x, v1, v2, y))
    slope = sy / s2 * s1 / sx
    intercept = my + sy / s2 * (m1 - m2) - slope * mx
    return Equated(
        slope=slope,
        intercept=intercept,
        scores=scores,
        equated=slope * scores + intercept,
        se=_errors((x, v1), (v2, y), scores),
        anchor_new=m1 / len(here),
        anchor_old=m2 / len(here),
        n_new=len(new),
        n_old=len(old),
        common=len(here),
    )


def mean_sigma(new: Floats, old: Floats, *, rasch: bool = False) -> Scale:
    """Put difficulties of a new calibration on the scale of an old one by their common items.

    Parameters
    ----------
    new, old
        Difficulties of the common items in both calibrations, shape (items,), in the same order.
    rasch
        Whether the scale keeps its unit (slope 1), as in Rasch's model.

    Returns
    -------
    Scale
        Errors by leaving out one common item after another (jackknife).

    Raises
    ------
    Unequatable
        Too few common items, or difficulties that do not vary.

    References
    ----------
    Marco (1977), JEM 14, 139-160; Kolen & Brennan (2014), ch. 6.
    """
    count = len(new)
    if count < bound("common_items"):
        raise Unequatable(Reason.FEW_COMMON)
    if not rasch and min(np.ptp(new), np.ptp(old)) == 0:
        raise Unequatable(Reason.NO_VARIETY)
    slope, intercept = _line(new, old, rasch)
    others = ~np.eye(count, dtype=bool)
    parts = np.array([_line(new[keep], old[keep], rasch) for keep in others])
    spread = (parts - parts.mean(axis=0)) ** 2
    se_slope, se_intercept = np.sqrt((count - 1) / count * spread.sum(axis=0))
    apart = slope * new + intercept - old
    return Scale(
        slope,
        intercept,
        float(se_slope),
        float(se_intercept),
        math.sqrt(float((apart**2).mean())),
        int(np.argmax(np.abs(apart))),
    )


def _line(new: Floats, old: Floats, rasch: bool) -> tuple[float, float]:
    slope = 1.0 if rasch or np.ptp(new) == 0 else float(old.std() / new.std())
    return slope, float(old.mean() - slope * new.mean())


def _moments(values: Floats) -> tuple[float, float]:
    return float(values.mean()), float(values.std())


def _errors(new: tuple[Floats, Floats], old: tuple[Floats, Floats], scores: Floats) -> Floats:
    """Return the error of each equated score: the spread of what each pupil moves it by."""
    (x, v1), (v2, y) = new, old
    (mx, sx), (m1, s1), (m2, s2), (my, sy) = (_moments(each) for each in (x, v1, v2, y))
    apart = scores[:, None] - mx
    at = m1 + s1 / sx * apart
    by_new = sy / s2 * (
        (v1 - m1) + _sd_moves(v1) / sx * apart - s1 / sx * (x - mx)
        - s1 * _sd_moves(x) / sx**2 * apart
    )  # fmt: skip
    by_old = (
        (y - my) + (at - m2) * (_sd_moves(y) / s2 - sy * _sd_moves(v2) / s2**2)
        - sy / s2 * (v2 - m2)
    )  # fmt: skip
    variance = (by_new**2).mean(axis=1) / len(x) + (by_old**2).mean(axis=1) / len(y)
    errors: Floats = np.sqrt(variance)
    return errors


def _sd_moves(values: Floats) -> Floats:
    mean, sd = _moments(values)
    moves: Floats = ((values - mean) ** 2 - sd**2) / (2 * sd)
    return moves
