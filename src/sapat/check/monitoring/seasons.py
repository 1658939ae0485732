"""Like with like: a season that returns every year is taken out before anything is judged."""

import numpy as np

from sapat.analytics.arrays import Array, mean

EACH = 3
"""Values of every season that are needed to know the season."""


def without_season(values: Array, seasons: Array, *, each: int = EACH) -> tuple[Array, Array]:
    """Take the usual difference between the terms of a year out of many series.

    Parameters
    ----------
    values : array of shape (series, points)
        In order of time; NaN = missing.
    seasons : array of shape (points,)
        Which term of its year each point is.
    each
        How many values of every season are needed.

    Returns
    -------
    tuple of (series, points) and (series, points)
        What is left, at the level of the whole series, and what was taken away; both NaN in a
        series where a season is known too rarely.
    """
    codes = np.unique(seasons)
    if len(codes) < 2:
        return values, np.zeros(values.shape)
    of_season = [seasons == code for code in codes]
    counts = np.stack([np.isfinite(values[:, at]).sum(axis=1) for at in of_season], axis=1)
    means = np.stack([mean(values[:, at]) for at in of_season], axis=1)
    means -= mean(means)[:, None]
    known = ((counts >= each) | (counts == 0)).all(axis=1)
    shift = np.empty(values.shape)
    for at, place in enumerate(of_season):
        shift[:, place] = means[:, at : at + 1]
    shift[~known] = np.nan
    return values - shift, shift
