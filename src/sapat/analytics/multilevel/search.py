"""The least value of a function of one variance ratio."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

_GOLDEN = (3 - math.sqrt(5)) / 2
_SPAN = (-16.0, 12.0)  # logarithm of a group variance over the residual one


def least(value: Callable[[float], float]) -> float:
    """Return the ratio, 0 or more, with the least value: Brent's search on its logarithm."""

    def at(logarithm: float) -> float:
        return value(math.exp(logarithm))

    low, high = _SPAN
    grid = np.linspace(low, high, 8)
    seen = [at(float(point)) for point in grid]
    best = int(np.argmin(seen))
    left, right = float(grid[max(best - 1, 0)]), float(grid[min(best + 1, len(grid) - 1)])
    found, least = _brent(at, left, right)
    return math.exp(found) if least < value(0.0) else 0.0


def _brent(value: Callable[[float], float], low: float, high: float) -> tuple[float, float]:
    """Return where a function of one number is least between two ends, and how small it is.

    Brent (1973), Algorithms for Minimization without Derivatives, chapter 5.
    """
    x = w = v = low + _GOLDEN * (high - low)
    fx = fw = fv = value(x)
    step = last = 0.0
    for _ in range(100):
        middle = (low + high) / 2
        near = 1e-8 * abs(x) + 1e-9
        if abs(x - middle) <= 2 * near - (high - low) / 2:
            break
        r, q = (x - w) * (fx - fv), (x - v) * (fx - fw)
        p, q = (x - v) * q - (x - w) * r, 2 * (q - r)
        p, q = (-p, q) if q > 0 else (p, -q)
        if abs(p) < abs(q * last / 2) and q * (low - x) < p < q * (high - x):
            last, step = step, p / q
        else:
            last = (high if x < middle else low) - x
            step = _GOLDEN * last
        u = x + (step if abs(step) >= near else math.copysign(near, step))
        fu = value(u)
        low, high = _narrowed((low, high), (x, fx), (u, fu))
        if fu <= fx:
            v, fv, w, fw, x, fx = w, fw, x, fx, u, fu
        elif fu <= fw or w == x:
            v, fv, w, fw = w, fw, u, fu
        elif fu <= fv or v in (x, w):
            v, fv = u, fu
    return x, fx


def _narrowed(
    ends: tuple[float, float], best: tuple[float, float], new: tuple[float, float]
) -> tuple[float, float]:
    (low, high), (x, fx), (u, fu) = ends, best, new
    if fu <= fx:
        return (x, high) if u >= x else (low, x)
    return (u, high) if u < x else (low, u)
