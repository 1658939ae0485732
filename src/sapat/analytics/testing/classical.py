"""Classical test analysis: how hard each item was, and how far the whole can be trusted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sapat.analytics import quantiles
from sapat.analytics.testing.factor import omega
from sapat.analytics.testing.thresholds import bound

Floats: TypeAlias = NDArray[np.float64]


class Missing(StrEnum):
    """What an answer that was not given counts for."""

    WRONG = "wrong"
    """No points: the pupil sat the test and left the item."""
    PAIRWISE = "pairwise"
    """Nothing: figures come from the answers there are."""
    COMPLETE = "complete"
    """Nothing: only pupils with every answer count."""


class Verdict(StrEnum):
    """What a test can be used for."""

    TOO_FEW = "too_few"
    WEAK = "weak"
    CLASS = "class"
    PUPIL = "pupil"


class Reason(StrEnum):
    """Why a test cannot be analysed."""

    NOBODY = "nobody"
    NO_ITEM = "no_item"


class Untestable(ValueError):
    """The answers are no test."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Reliability:
    """A test as a whole, and each of its items; NaN where there is no answer.

    `alpha` lies in ``[low, high]`` with 95 % confidence (Feldt); `sem` and `sd` are in points of
    the test. Arrays of shape (items,): `difficulty` is the mean share of the item's points.
    """

    n: int
    items: int
    mean: float
    sd: float
    alpha: float
    low: float
    high: float
    omega: float
    sem: float
    difficulty: Floats
    item_total: Floats
    item_rest: Floats
    alpha_without: Floats

    @property
    def verdict(self) -> Verdict:
        """Return what the test can be used for."""
        if self.n < bound("pupils") or self.items < bound("items") or math.isnan(self.alpha):
            return Verdict.TOO_FEW
        if self.alpha >= bound("pupil"):
            return Verdict.PUPIL
        return Verdict.CLASS if self.alpha >= bound("class") else Verdict.WEAK


def reliability(
    points: Floats, *, missing: Missing = Missing.PAIRWISE, most: Floats | None = None
) -> Reliability:
    """Analyse the points pupils got in the items of one test.

    Parameters
    ----------
    points
        Shape (pupils, items), at least one item; NaN where there is no answer. Pupils without
        any answer are left out. What needs several items is NaN with one.
    missing
        See `Missing`. Omega always comes from pupils with every answer.
    most
        The most points each item gives, shape (items,); else the most anybody got, at least 1.

    Returns
    -------
    Reliability
        Alpha from the covariances, also for items of several points; NaN where nothing varies.

    Raises
    ------
    Untestable
        No pupil has an answer, or there is no item.

    References
    ----------
    Cronbach (1951), Psychometrika 16, 297-334; Feldt (1965), Psychometrika 30, 357-370. Checked
    against psych 2.2.9.
    """
    points = kept(points, missing)
    count, width = points.shape
    if most is None:
        most = np.maximum(np.nan_to_num(_safe(np.nanmax, points), nan=1.0), 1.0)
    total, _ = totals(points)
    covariances = pairwise_covariances(points)
    alpha, variance = _alpha(covariances)
    low, high = _feldt(alpha, count, width)
    return Reliability(
        n=count,
        items=width,
        mean=float(total.mean()),
        sd=math.sqrt(variance) if variance >= 0 else math.nan,
        alpha=alpha,
        low=low,
        high=high,
        omega=omega(points[~np.isnan(points).any(axis=1)]),
        sem=math.sqrt(max(variance * (1 - alpha), 0.0)) if variance >= 0 else math.nan,
        difficulty=_safe(np.nanmean, points) / most,
        item_total=correlations(points, np.broadcast_to(total[:, None], points.shape)),
        item_rest=_item_rest(covariances),
        alpha_without=_alpha_without(covariances),
    )


def kept(points: Floats, missing: Missing) -> Floats:
    """Return the pupils who count, with what a missing answer counts for."""
    if points.ndim != 2 or not points.shape[1]:
        raise Untestable(Reason.NO_ITEM)
    absent = np.isnan(points)
    there = ~absent.any(axis=1) if missing is Missing.COMPLETE else ~absent.all(axis=1)
    if not there.any():
        raise Untestable(Reason.NOBODY)
    points = points[there]
    return np.nan_to_num(points, nan=0.0) if missing is Missing.WRONG else points


def totals(points: Floats) -> tuple[Floats, Floats]:
    """Return each pupil's total, and the total of the other items beside each item.

    Shapes (pupils,) and (pupils, items). Where answers are missing, the mean of those there are
    stands for all; NaN where no other item was answered.
    """
    width = points.shape[1]
    answered = ~np.isnan(points)
    known = np.where(answered, points, 0.0)
    sums, counts = known.sum(axis=1), answered.sum(axis=1)
    others = counts[:, None] - answered
    with np.errstate(invalid="ignore", divide="ignore"):
        total = sums / counts * width if not answered.all() else sums
        rest = sums[:, None] - known
        if not answered.all():
            rest = np.where(others > 0, rest / others * (width - 1), np.nan)
    return total, rest


def correlations(one: Floats, other: Floats) -> Floats:
    """Correlate columns pairwise, over rows where both are known; NaN where one is constant.

    Shapes (rows, columns), result (columns,).
    """
    known = ~(np.isnan(one) | np.isnan(other))
    counts = np.maximum(known.sum(axis=0), 1)
    x, y = (np.where(known, each, 0.0) for each in (one, other))
    x, y = (np.where(known, each - each.sum(axis=0) / counts, 0.0) for each in (x, y))
    both, xx, yy = (x * y).sum(axis=0), (x * x).sum(axis=0), (y * y).sum(axis=0)
    scale_x = np.where(known, np.abs(one), 0.0).max(axis=0, initial=0.0) ** 2 * counts
    scale_y = np.where(known, np.abs(other), 0.0).max(axis=0, initial=0.0) ** 2 * counts
    flat = (xx <= 1e-20 * scale_x) | (yy <= 1e-20 * scale_y) | (known.sum(axis=0) < 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(flat, np.nan, both / np.sqrt(xx * yy))


def pairwise_covariances(points: Floats) -> Floats:
    """Return covariances of items, each over the pupils who answered both; shape (items, items)."""
    spread = _safe(np.nanmax, points) - _safe(np.nanmin, points)
    varied = np.where(spread == 0, 0.0, 1.0)  # no rounding error may pass for variety
    return np.outer(varied, varied) * _covariances(points)


def _covariances(points: Floats) -> Floats:
    known = ~np.isnan(points)
    if known.all():
        if len(points) < 2:
            return np.full((points.shape[1],) * 2, np.nan)
        return np.atleast_2d(np.cov(points, rowvar=False)).astype(float)
    weights = known.astype(float)
    x = np.where(known, points - _safe(np.nanmean, points), 0.0)
    counts = weights.T @ weights
    with np.errstate(invalid="ignore", divide="ignore"):
        sums = (x.T @ weights) * (weights.T @ x) / counts
        found = (x.T @ x - sums) / (counts - 1)
    return np.where(counts > 1, found, np.nan)


def _alpha(covariances: Floats) -> tuple[float, float]:
    """Return alpha and the variance of the total."""
    width = len(covariances)
    whole, own = float(covariances.sum()), float(np.trace(covariances))
    if width < 2:
        return math.nan, whole
    if not whole > 1e-12 * own or own <= 0:
        return math.nan, max(whole, 0.0) if own == 0 else whole
    return width / (width - 1) * (1 - own / whole), whole


def _alpha_without(covariances: Floats) -> Floats:
    width = len(covariances) - 1
    if width < 2:
        return np.full(width + 1, np.nan)
    own = np.trace(covariances) - np.diag(covariances)
    whole = covariances.sum() - 2 * covariances.sum(axis=0) + np.diag(covariances)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(whole > 1e-12 * own, width / (width - 1) * (1 - own / whole), np.nan)


def _item_rest(covariances: Floats) -> Floats:
    own, beside = np.diag(covariances), covariances.sum(axis=0)
    rest = covariances.sum() - 2 * beside + own
    flat = ~(own > 1e-20) | ~(rest > 1e-12 * np.trace(covariances))
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.clip((beside - own) / np.sqrt(own * rest), -1.0, 1.0)
    return np.where(flat, np.nan, found)


def _feldt(alpha: float, count: int, width: int) -> tuple[float, float]:
    if math.isnan(alpha) or count < 2:
        return math.nan, math.nan
    degrees = (count - 1, (count - 1) * (width - 1))
    ends = (1 - (1 - alpha) * quantiles.fisher(p, *degrees) for p in (0.975, 0.025))
    low, high = ends
    return low, high


def _safe(summary: object, points: Floats) -> Floats:
    """Return a summary of each column; NaN where the column is empty."""
    some = ~np.isnan(points).all(axis=0)
    found = np.full(points.shape[1], np.nan)
    if some.any():
        found[some] = summary(points[:, some], axis=0)  # type: ignore[operator]
    return found
