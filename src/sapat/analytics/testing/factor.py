"""Omega: how much of a test's total comes from the one thing its items share."""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

_LOWEST = 0.005
_ROUNDS = 200
_NEAR = 1e-8
_NOISE = 1e-13
"""A discrepancy that rises by less has not risen: it is rounding."""
_SIZES = tuple(0.5**halved for halved in range(12))


def omega(points: Floats) -> float:
    """Estimate McDonald's omega of an unweighted total of standardised items.

    One factor by maximum likelihood; (sum of loadings)^2 over that plus the sum of what is unique.

    Parameters
    ----------
    points
        Shape (pupils, items), without missing values. Items that do not vary are left out.

    Returns
    -------
    float
        NaN with fewer than three items that vary, or not more pupils than items.

    References
    ----------
    McDonald (1999), Test Theory, ch. 6. Checked against factanal of R.
    """
    if len(points) < 2:
        return math.nan
    varied = points[:, np.ptp(points, axis=0) > 0]
    if varied.shape[1] < 3 or len(varied) <= varied.shape[1]:
        return math.nan
    found = loadings(np.asarray(np.corrcoef(varied, rowvar=False), float))
    shared = float(found.sum()) ** 2
    return shared / (shared + float((1 - found**2).sum()))


def loadings(correlations: Floats) -> Floats:
    """Return the loadings of one factor, by maximum likelihood.

    Parameters
    ----------
    correlations
        Shape (items, items), at least three items.

    Returns
    -------
    Floats
        Shape (items,), with a sum of 0 or more.

    References
    ----------
    Jöreskog (1967), Psychometrika 32, 443-482: steps on the logarithm of what is unique, halved
    until the discrepancy falls.
    """
    try:
        start = 0.5 / np.diag(np.linalg.inv(correlations))
    except np.linalg.LinAlgError:
        start = np.full(len(correlations), 0.5)
    log = np.log(np.clip(start, _LOWEST, 1.0))
    value, slope, curve = _discrepancy(correlations, log)
    for _ in range(_ROUNDS):
        held = (log <= math.log(_LOWEST)) & (slope > 0) | (log >= 0) & (slope < 0)
        free = ~held
        if not free.any() or np.abs(slope[free]).max() < _NEAR:
            break
        step = np.zeros(len(log))
        inner = curve[np.ix_(free, free)] + 1e-9 * np.eye(int(free.sum()))
        step[free] = -np.linalg.solve(inner, slope[free])
        for size in _SIZES:
            trial = np.clip(log + size * step, math.log(_LOWEST), 0.0)
            found = _discrepancy(correlations, trial)
            if found[0] < value + _NOISE:
                break
        else:
            break
        log, (value, slope, curve) = trial, found
    return _loadings(correlations, log)


def _discrepancy(correlations: Floats, log: Floats) -> tuple[float, Floats, Floats]:
    """Return the ML discrepancy of one factor, its slope and nearly its curvature, by log psi."""
    root = np.exp(-log / 2)
    values, vectors = np.linalg.eigh(correlations * np.outer(root, root))
    small, vectors = np.maximum(values[:-1], 1e-12), vectors[:, :-1]
    value = float((small - np.log(small) - 1).sum())
    slope = ((1 - small) * vectors**2).sum(axis=1)
    return value, slope, (vectors @ vectors.T) ** 2


def _loadings(correlations: Floats, log: Floats) -> Floats:
    root = np.exp(-log / 2)
    values, vectors = np.linalg.eigh(correlations * np.outer(root, root))
    found: Floats = np.exp(log / 2) * vectors[:, -1] * math.sqrt(max(float(values[-1]) - 1, 0.0))
    return found if found.sum() >= 0 else -found
