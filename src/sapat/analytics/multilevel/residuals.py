"""What is left of a group beyond its members' start, and its picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sapat.analytics.multilevel.sums import Floats


@dataclass(frozen=True)
class Residuals:
    """How far each group of a column lies from what its members' start lets expect.

    `estimate` is shrunken towards 0; `se` is its comparative standard error, the fixed part taken
    as known (what all groups share does not blur their comparison); `se_whole` adds the doubt of
    the fixed part. All of shape (groups,), in the unit of the outcome.
    """

    groups: tuple[str, ...]
    estimate: Floats
    se: Floats
    se_whole: Floats


@dataclass(frozen=True)
class Caterpillar:
    """Groups from the lowest residual to the highest, with 95 % ends; shapes (groups,)."""

    groups: tuple[str, ...]
    estimate: Floats
    low: Floats
    high: Floats


def caterpillar(residuals: Residuals, *, times: float = 1.959964) -> Caterpillar:
    """Return what a caterpillar plot draws.

    Parameters
    ----------
    residuals
        Of one group column.
    times
        Standard errors to either side: 1.96 against the average of all groups; 1.4046 where pairs
        are compared by whether their bars overlap (Goldstein and Healy 1995).
    """
    order = np.argsort(residuals.estimate, kind="stable")
    middle, half = residuals.estimate[order], times * residuals.se[order]
    names = tuple(residuals.groups[at] for at in order)
    return Caterpillar(names, middle, middle - half, middle + half)
