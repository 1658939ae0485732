"""How sure a figure is: intervals for a share, a mean, a rate and a sum of shares."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sapat.analytics import quantiles


@dataclass(frozen=True)
class Estimate:
    """A figure with its interval, in the unit of its inputs: ``low <= value <= high``."""

    value: float
    low: float
    high: float

    def times(self, factor: float) -> Estimate:
        """Return the estimate in another unit; a negative factor turns the interval round."""
        ends = sorted((self.low * factor, self.high * factor))
        return Estimate(self.value * factor, ends[0], ends[1])


def wilson(reached: float, of: float, *, level: float = 0.95) -> Estimate:
    """Estimate a share with Wilson's score interval, without continuity correction.

    Not the textbook interval: it stays inside [0, 1] and keeps its coverage for one small class.

    Parameters
    ----------
    reached
        How many reached the standard, ``0 <= reached <= of``; need not be whole (hours).
    of
        Out of how many, above 0.
    level
        Confidence level, strictly between 0 and 1.

    Returns
    -------
    Estimate
        Fractions, not percent.

    Raises
    ------
    ValueError
        If a count or the level lies outside its range.

    References
    ----------
    Wilson (1927), JASA 22(158), 209-212. Checked against Newcombe (1998), Statistics in
    Medicine 17, 857-872, table I, method 3.
    """
    if not 0 <= reached <= of or of <= 0:
        raise ValueError("a share needs 0 <= reached <= of, and of above 0")
    z = _two_sided(level)
    share = reached / of
    square = z * z / of
    centre = (share + square / 2) / (1 + square)
    half = z * math.sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    low = 0.0 if reached == 0 else max(0.0, min(share, centre - half))
    high = 1.0 if reached == of else min(1.0, max(share, centre + half))
    return Estimate(share, low, high)


def mean_t(n: int, total: float, squares: float, *, level: float = 0.95) -> Estimate:
    """Estimate a mean with Student's t interval, from sums alone.

    Parameters
    ----------
    n
        How many values, at least 2.
    total, squares
        Their sum and the sum of their squares, in the unit and the unit squared.
    level
        Confidence level, strictly between 0 and 1.

    Returns
    -------
    Estimate
        In the unit of the values.

    Raises
    ------
    ValueError
        With fewer than two values, or if all are equal: then nothing is known of the spread,
        and an interval of no width would claim certainty.

    References
    ----------
    Student (1908), Biometrika 6, 1-25. Checked against ``t.test(sleep$extra[1:10])`` of R.
    """
    if n < 2:
        raise ValueError("the spread of fewer than two values is not known")
    mean = total / n
    variance = (squares - total * mean) / (n - 1)
    if variance <= 1e-12 * max(1.0, mean * mean):
        raise ValueError("all values are equal, so their spread is not known")
    half = quantiles.student(0.5 + level / 2, n - 1) * math.sqrt(variance / n)
    return Estimate(mean, mean - half, mean + half)


def poisson_exact(events: int, *, exposure: float = 1.0, level: float = 0.95) -> Estimate:
    """Estimate a rate of rare events with the exact interval of Garwood.

    Parameters
    ----------
    events
        How many happened, 0 or more.
    exposure
        Among how many, or over how long; above 0.
    level
        Confidence level, strictly between 0 and 1.

    Returns
    -------
    Estimate
        Events for one unit of exposure.

    Raises
    ------
    ValueError
        If a count, the exposure or the level lies outside its range.

    References
    ----------
    Garwood (1936), Biometrika 28, 437-442. Checked against ``poisson.test`` of R.
    """
    if events < 0 or exposure <= 0:
        raise ValueError("a rate needs events of at least 0 and an exposure above 0")
    _two_sided(level)
    tail = (1 - level) / 2
    low = quantiles.gamma(tail, events) if events else 0.0
    high = quantiles.gamma(1 - tail, events + 1)
    return Estimate(events / exposure, low / exposure, high / exposure)


def combined(parts: Sequence[tuple[float, Estimate]]) -> Estimate:
    """Estimate a weighted sum of independent estimates by their own intervals (MOVER).

    Parameters
    ----------
    parts
        Weight (any sign) and estimate, at least one.

    Returns
    -------
    Estimate
        For weights 1 and -1 on two Wilson shares this is Newcombe's interval of a difference.

    References
    ----------
    Zou and Donner (2008), Statistics in Medicine 27, 1693-1702; Newcombe (1998), Statistics in
    Medicine 17, 873-890, method 10 (56 of 70 against 48 of 80: 0.0524 to 0.3339).
    """
    if not parts:
        raise ValueError("nothing to combine")
    scaled = [estimate.times(weight) for weight, estimate in parts]
    value = math.fsum(part.value for part in scaled)
    below = math.sqrt(math.fsum((part.value - part.low) ** 2 for part in scaled))
    above = math.sqrt(math.fsum((part.high - part.value) ** 2 for part in scaled))
    return Estimate(value, value - below, value + above)


def _two_sided(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError("a confidence level lies strictly between 0 and 1")
    return quantiles.normal(0.5 + level / 2)
