"""Where a rising or falling line turns: two straight lines that meet, by least squares."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sapat.analytics.arrays import Array

LEAST = 5
"""Values needed: two slopes, a level and a place, and one for the doubt."""


@dataclass(frozen=True)
class Slope:
    """A slope and its standard error, for one unit of time."""

    estimate: float
    se: float


@dataclass(frozen=True)
class Bend:
    """Where the line turns, how sure the place is, and the slopes on both sides of it."""

    at: float
    se: float
    before: Slope
    after: Slope
    rss: float


def bend(times: Array, values: Array) -> Bend | None:
    """Find the place at which two lines that meet there leave the least over.

    Parameters
    ----------
    times, values
        Shape (values,), in order of time; a missing value is left out.

    Returns
    -------
    Bend
        None with fewer than `LEAST` values, where all of them lie on one line, or where no place
        inside the series divides it. With a doubt of the size of the series there is no turn.

    References
    ----------
    Hudson (1966), J American Statistical Association 61, 1097-1129: between two times the best
    place is where the lines of both sides cross, or one of the times. Checked against segmented.
    """
    there = np.isfinite(values)
    when, known = times[there], values[there]
    if len(known) < LEAST:
        return None
    middle, unit = float(when.mean()), float(np.ptp(when)) or 1.0
    scaled = (when - middle) / unit
    places = [*scaled[1:-1].tolist(), *_crossings(scaled, known)]
    best = min(places, key=lambda place: _left_over(scaled, known, place))
    design = _design(scaled, best)
    found = np.linalg.lstsq(design, known, rcond=None)[0]
    off = known - design @ found
    rss = float(off @ off)
    noise = 1e-20 * float(known @ known)
    if abs(found[2]) <= 1e-9 * float(np.ptp(known)) or len(known) <= 4:
        return None
    late = (scaled > best).astype(float)
    whole = np.column_stack([design, -found[2] * late])
    squares = whole.T @ whole
    if np.linalg.matrix_rank(squares) < 4:
        return None
    spread = np.linalg.inv(squares) * (0.0 if rss <= noise else rss / (len(known) - 4))
    second = np.array([0.0, 1.0, 1.0, 0.0])
    return Bend(
        best * unit + middle,
        math.sqrt(spread[3, 3]) * unit,
        Slope(float(found[1]) / unit, math.sqrt(spread[1, 1]) / unit),
        Slope(float(found[1] + found[2]) / unit, math.sqrt(second @ spread @ second) / unit),
        rss,
    )


def _design(times: Array, place: float) -> Array:
    return np.column_stack([np.ones(len(times)), times, np.maximum(times - place, 0)])


def _left_over(times: Array, values: Array, place: float) -> float:
    design = _design(times, place)
    found = np.linalg.lstsq(design, values, rcond=None)[0]
    off = values - design @ found
    return float(off @ off)


def _crossings(times: Array, values: Array) -> list[float]:
    """Return where the lines of both sides of a division cross between its neighbours."""
    found = []
    for at in range(2, len(times) - 1):
        (a, b), (c, d) = (_line(times[part], values[part]) for part in (slice(at), slice(at, None)))
        if b == d:
            continue
        place = (a - c) / (d - b)
        if times[at - 1] < place < times[at]:
            found.append(place)
    return found


def _line(times: Array, values: Array) -> tuple[float, float]:
    middle = float(times.mean())
    around = times - middle
    squares = float(around @ around)
    slope = float(around @ values) / squares if squares else 0.0
    return float(values.mean()) - slope * middle, slope
