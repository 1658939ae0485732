"""The runs rules of Anhøj: has a series shifted, whatever its distribution."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sapat.analytics.arrays import Array

RARE = 0.05


@dataclass(frozen=True)
class Runs:
    """Runs about a centre line, all of shape (series,)."""

    useful: Array
    longest: Array
    longest_allowed: Array
    crossings: Array
    crossings_needed: Array

    @property
    def signal(self) -> Array:
        """Return which series shifted: a run too long, or too few crossings."""
        return (self.longest > self.longest_allowed) | (self.crossings < self.crossings_needed)


def runs(values: Array, centre: Array) -> Runs:
    """Count the longest run and the crossings of the centre line.

    Parameters
    ----------
    values : array of shape (series, points)
        In order of time; NaN = missing.
    centre : array of shape (series,)
        Usually the median. Points on it are of no use and are dropped.

    Returns
    -------
    Runs

    References
    ----------
    Anhøj and Olesen (2014), PLoS ONE 9(11), e113825. Checked against qicharts2 0.8.1.
    """
    side = np.nan_to_num(np.sign(values - centre[:, None])).astype(np.int8)
    last = np.zeros(len(values), np.int8)
    run, longest, crossings = (np.zeros(len(values), int) for _ in range(3))
    for point in side.T:
        useful = point != 0
        same = useful & (point == last)
        crossings += useful & ~same & (last != 0)
        run = np.where(same, run + 1, np.where(useful, 1, run))
        longest = np.maximum(longest, run)
        last = np.where(useful, point, last)
    useful = (side != 0).sum(axis=1)
    bounds = np.array([bound(int(n)) for n in useful], int).reshape(-1, 2)
    return Runs(useful, longest, bounds[:, 0], crossings, bounds[:, 1])


@lru_cache(maxsize=4096)
def bound(useful: int) -> tuple[int, int]:
    """Return the longest run allowed and the fewest crossings needed for so many points.

    >>> bound(24)
    (8, 8)
    """
    if useful < 1:
        return 0, 0
    draws = useful - 1
    chance, crossings = 1, 0
    while chance < RARE * 2**draws:
        crossings += 1
        chance += math.comb(draws, crossings)
    return round(math.log2(useful)) + 3, crossings
