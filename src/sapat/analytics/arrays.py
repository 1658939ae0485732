"""What methods share on arrays of many series: one row for each series, NaN = missing."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


def mean(values: Array) -> Array:
    """Return the mean of each row without what is missing; NaN for a row without values."""
    there = np.isfinite(values)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(there, values, 0.0).sum(axis=1) / there.sum(axis=1))


def packed(values: Array) -> tuple[Array, Array | None]:
    """Move what is missing to the end of each row; return also where each value came from."""
    there = np.isfinite(values)
    if (there[:, 1:] <= there[:, :-1]).all():
        return np.where(there, values, np.nan), None
    places = np.argsort(~there, axis=1, kind="stable")
    return np.take_along_axis(np.where(there, values, np.nan), places, 1), places


def unpacked(values: Array, places: Array | None) -> Array:
    """Undo `packed`."""
    if places is None:
        return values
    back = np.empty_like(values)
    np.put_along_axis(back, places, values, 1)
    return back
