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


@dataclass(frozen=True)
class Likeness:
    """How far the rows of one person are alike, in the units of numerator and denominator.

    ``persons`` counts those in the denominator; the others are sums over persons of the squares
    and the product of their parts of the numerator and of the denominator.
    """

    persons: int
    num_num: float
    num_den: float
    den_den: float

    def variance(self, ratio: float, of: float) -> float:
        """Return the variance of a ratio over ``of`` rows, persons being what is drawn."""
        spread = self.num_num - 2 * ratio * self.num_den + ratio * ratio * self.den_den
        return max(spread, 0.0) / (of * of) * self.persons / (self.persons - 1)


def share_of_persons(
    reached: float, of: float, likeness: Likeness, *, level: float = 0.95
) -> Estimate:
    """Estimate a share of rows of which each person has several, alike among themselves.

    Wilson's interval at the number of independent rows that would say as much: n divided by how
    much larger the variance between persons is than that between independent rows, and by the
    square of the ratio of Student's t for the persons and for the rows.

    Parameters
    ----------
    reached, of
        As for `wilson`, in rows.
    likeness
        Of the persons whose rows they are.
    level
        Confidence level, strictly between 0 and 1.

    Returns
    -------
    Estimate
        Fractions. With one row a person exactly that of `wilson`; never narrower. Where every row
        or none reached, or a single person is behind them, likeness cannot be seen and is taken as
        complete: as many rows as persons.

    Raises
    ------
    ValueError
        If a count or the level lies outside its range.

    References
    ----------
    Korn and Graubard (1998), Survey Methodology 24, 193-201; Dean and Pagano (2015), Journal of
    Survey Statistics and Methodology 3, 484-503. Variance checked against statsmodels.
    """
    if not 0 <= reached <= of or of <= 0:
        raise ValueError("a share needs 0 <= reached <= of, and of above 0")
    share = reached / of
    persons = likeness.persons
    if reached in (0, of) or persons < 2 or of <= persons:
        worth = min(of * of / likeness.den_den, of) if likeness.den_den else of
    else:
        independent = share * (1 - share) / (of - 1)
        worth = of / max(1.0, likeness.variance(share, of) / independent)
        tails = (quantiles.student(0.5 + level / 2, df) for df in (of - 1, persons - 1))
        worth *= math.prod(t**power for t, power in zip(tails, (2, -2), strict=True))
    found = wilson(min(reached * worth / of, worth), worth, level=level)
    return Estimate(share, min(found.low, share), max(found.high, share))


def mean_of_persons(
    plain: Estimate, n: int, likeness: Likeness, *, level: float = 0.95
) -> Estimate:
    """Estimate a mean of rows of which each person has several, alike among themselves.

    Parameters
    ----------
    plain
        As `mean_t` gives it for independent rows.
    n
        How many rows, at least 2.
    likeness
        Of the persons whose rows they are.
    level
        Confidence level of ``plain``, strictly between 0 and 1.

    Returns
    -------
    Estimate
        In the unit of the values. With one row a person that of `mean_t`; never narrower.

    Raises
    ------
    ValueError
        With a single person: nothing is known of how persons differ.

    References
    ----------
    Liang and Zeger (1986), Biometrika 73, 13-22. Checked against statsmodels.
    """
    if likeness.persons < 2:
        raise ValueError("the spread of fewer than two persons is not known")
    alone = (plain.high - plain.value) / quantiles.student(0.5 + level / 2, n - 1)
    between = math.sqrt(likeness.variance(plain.value, n))
    half = quantiles.student(0.5 + level / 2, likeness.persons - 1) * max(alone, between)
    return Estimate(plain.value, plain.value - half, plain.value + half)


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
