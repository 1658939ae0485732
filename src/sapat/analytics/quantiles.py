"""Quantiles of Student's t and of the gamma distribution, in plain Python to 1e-10.

SciPy would bring 35 MB for two functions
(`docs/decisions/quantiles-are-our-own-instead-of-scipy.md`).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from statistics import NormalDist

_TINY = 1e-300
_EPSILON = 1e-16
_LARGE_DF = 300.0


def normal(probability: float) -> float:
    """Return the quantile of the standard normal distribution."""
    return NormalDist().inv_cdf(probability)


@lru_cache(maxsize=4096)
def student(probability: float, df: float) -> float:
    """Return the quantile of Student's t distribution.

    Parameters
    ----------
    probability
        Strictly between 0 and 1.
    df
        Degrees of freedom, above 0.

    References
    ----------
    Incomplete beta function by Lentz's continued fraction (Numerical Recipes 6.4); from 300
    degrees of freedom on, the expansion of Abramowitz and Stegun 26.7.5.
    """
    if not (0 < probability < 1 and df > 0):
        raise ValueError("probability must lie between 0 and 1, and df above 0")
    if probability == 0.5:
        return 0.0
    if probability < 0.5:
        return -student(1 - probability, df)
    if df >= _LARGE_DF:
        return _student_expanded(normal(probability), df)

    def above(t: float) -> float:
        return student_cdf(t, df) - probability

    near = _student_expanded(normal(probability), df) if df >= 4 else 1.0
    low, high = near * 0.99, near * 1.01
    if above(low) > 0:
        low = 0.0
    while above(high) < 0:
        high *= 2
    return _solved(above, low, high)


def student_cdf(t: float, df: float) -> float:
    """Return the probability that Student's t is at most ``t``."""
    tail = 0.5 * beta_regularised(df / 2, 0.5, df / (df + t * t))
    return 1 - tail if t > 0 else tail


@lru_cache(maxsize=4096)
def gamma(probability: float, shape: float) -> float:
    """Return the quantile of the gamma distribution with scale 1."""
    if not (0 < probability < 1 and shape > 0):
        raise ValueError("probability must lie between 0 and 1, and shape above 0")
    high = shape + 1.0
    while gamma_regularised(shape, high) < probability:
        high += 2 * math.sqrt(shape) + 2
    return _solved(lambda x: gamma_regularised(shape, x) - probability, 0.0, high)


@lru_cache(maxsize=4096)
def fisher(probability: float, df1: float, df2: float) -> float:
    """Return the quantile of Fisher's F distribution with `df1` and `df2` degrees of freedom."""
    if not (0 < probability < 1 and df1 > 0 and df2 > 0):
        raise ValueError("probability must lie between 0 and 1, and degrees of freedom above 0")
    part = _solved(lambda x: beta_regularised(df1 / 2, df2 / 2, x) - probability, 0.0, 1.0)
    return df2 * part / (df1 * (1 - part))


def beta_regularised(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(a, b, x) / a
    return 1 - front * _beta_fraction(b, a, 1 - x) / b


def gamma_regularised(a: float, x: float) -> float:
    """Return the regularised lower incomplete gamma function P(a, x)."""
    if x <= 0:
        return 0.0
    if x < a + 1:
        term = total = 1.0
        step = a
        while term > total * _EPSILON:
            step += 1
            term *= x / step
            total += term
        return _poisson_density(a, x) * total
    return 1 - _poisson_density(a, x) * a * _gamma_fraction(a, x)


def _poisson_density(a: float, x: float) -> float:
    """Return x^a e^-x / Gamma(a + 1), without the cancellation of large logarithms."""
    if a < 15:
        return math.exp(a * math.log(x) - x - math.lgamma(a + 1))
    off = (x - a) / a
    exponent = a * (math.log1p(off) - off)
    square = a * a
    stirling = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * square)) / square) / square) / a
    return math.exp(exponent - stirling) / math.sqrt(2 * math.pi * a)


def _gamma_fraction(a: float, x: float) -> float:
    """Continued fraction of Q(a, x) without its front factor, after Lentz."""
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b
    product = d
    for step in range(1, 100_000):
        an = -step * (step - a)
        b += 2
        d = 1 / _kept_off_zero(an * d + b)
        c = _kept_off_zero(b + an / c)
        product *= d * c
        if abs(d * c - 1) < _EPSILON * 4:
            break
    return product


def _beta_fraction(a: float, b: float, x: float) -> float:
    """Continued fraction of I_x(a, b) without its front factor, after Lentz."""
    c = 1.0
    d = 1 / _kept_off_zero(1 - (a + b) * x / (a + 1))
    product = d
    for step in range(1, 10_000):
        even = a + 2 * step
        for factor in (
            step * (b - step) * x / ((even - 1) * even),
            -(a + step) * (a + b + step) * x / (even * (even + 1)),
        ):
            d = 1 / _kept_off_zero(1 + factor * d)
            c = _kept_off_zero(1 + factor / c)
            product *= d * c
        if abs(d * c - 1) < _EPSILON * 4:
            break
    return product


def _kept_off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def _student_expanded(z: float, df: float) -> float:
    square = z * z
    terms = (
        z * (square + 1) / 4,
        z * ((5 * square + 16) * square + 3) / 96,
        z * (((3 * square + 19) * square + 17) * square - 15) / 384,
        z * ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92160,
    )
    return z + sum(term / df**power for power, term in enumerate(terms, 1))


def _solved(above: Callable[[float], float], low: float, high: float) -> float:
    """Find where a rising function crosses zero, by the Illinois method kept in a bracket."""
    at_low, at_high = above(low), above(high)
    last, side = math.inf, 0
    for _ in range(200):
        middle = high - at_high * (high - low) / (at_high - at_low)
        if not low < middle < high:
            middle = (low + high) / 2
        value = above(middle)
        if value == 0 or abs(middle - last) <= 1e-14 * abs(middle):
            return middle
        last = middle
        if value < 0:
            low, at_low, at_high = middle, value, at_high / (2 if side < 0 else 1)
        else:
            high, at_high, at_low = middle, value, at_low / (2 if side > 0 else 1)
        side = -1 if value < 0 else 1
    return (low + high) / 2
