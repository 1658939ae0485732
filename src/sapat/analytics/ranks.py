"""How uncertain a rank is: the expected rank of each group, and the ranks it could well have."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

_DRAWS = 20_000
_AT_ONCE = 500_000  # numbers drawn together: 4 MB
_SEED = 20_051_996


@dataclass(frozen=True)
class Ranks:
    """Ranks of groups, shape (groups,); 1 is the lowest estimate, as many as groups the highest."""

    rank: Floats
    low: Floats
    high: Floats


def ranks(estimate: Floats, se: Floats, *, level: float = 0.95, draws: int = _DRAWS) -> Ranks:
    """Rank groups by what is known of them, with the doubt of each rank.

    Parameters
    ----------
    estimate, se
        Of each group and its comparative standard error (0 or more), shape (groups,), at least two.
    level
        Confidence level, strictly between 0 and 1.
    draws
        How often all groups are ranked anew; the seed is fixed, so the answer is the same again.

    Returns
    -------
    Ranks
        The expected rank in closed form, 1 + sum over others of Phi((u - u') / sqrt(v + v')), and
        the quantiles of the drawn ranks.

    Raises
    ------
    ValueError
        With fewer than two groups, a negative standard error or a missing number.

    References
    ----------
    Goldstein and Spiegelhalter (1996), JRSS A 159, 385-443.
    """
    if len(estimate) < 2:
        raise ValueError("one group has no rank")
    if not (np.isfinite(estimate).all() and (se >= 0).all() and np.isfinite(se).all()):
        raise ValueError("a rank needs an estimate and a standard error of at least 0")
    low, high = _drawn(estimate, se, (1 - level) / 2, draws)
    return Ranks(_expected(estimate, se), low, high)


def _expected(estimate: Floats, se: Floats) -> Floats:
    found = np.empty(len(estimate))
    for at, (own, spread) in enumerate(zip(estimate, se, strict=True)):
        away, doubt = own - estimate, np.sqrt(spread**2 + se**2)
        certain = np.where(away > 0, 1.0, np.where(away < 0, 0.0, 0.5))
        z = np.divide(away, doubt, out=np.zeros_like(away), where=doubt > 0)
        ahead = np.where(doubt > 0, _phi(z), certain)
        ahead[at] = 0
        found[at] = 1 + ahead.sum()
    return found


def _phi(z: Floats) -> Floats:
    return np.array([0.5 * math.erfc(-each / math.sqrt(2)) for each in z.tolist()])


def _drawn(estimate: Floats, se: Floats, tail: float, draws: int) -> tuple[Floats, Floats]:
    """Return the quantiles of the ranks each group has when all are drawn anew."""
    many = len(estimate)
    width = float(np.ptp(estimate)) or 1.0
    se = np.maximum(se, 1e-9 * width)  # ties fall either way, not by the order of the file
    chance = np.random.default_rng(_SEED)
    seen = np.zeros((many, many), np.int64)  # how often a group had a rank
    rank = np.arange(many)
    at_once = max(1, min(draws, _AT_ONCE // many))
    for _ in range(-(-draws // at_once)):
        drawn = estimate + se * chance.standard_normal((at_once, many))
        flat = (np.argsort(drawn, axis=1) * many + rank).ravel()
        seen += np.bincount(flat, minlength=many * many).reshape(many, many)
    share = np.cumsum(seen, axis=1) / seen.sum(axis=1, keepdims=True)
    low = 1.0 + (share < tail).sum(axis=1)
    high = 1.0 + (share < 1 - tail).sum(axis=1)
    return low, high
