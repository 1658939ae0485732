"""Interrupted series beside statsmodels: 59 months of counts with exposure, season, step and slope.

Run: `python benchmarks/effect.py`.
"""

import sys
import time
import warnings
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from sapat.analytics.effect import Family, Line, Points, interrupted
from sapat.analytics.effect.series import designed

SERIES, BEFORE, AFTER = 200, 36, 23


def rows():
    chance = np.random.default_rng(1)
    months = np.arange(1.0, BEFORE + AFTER + 1)
    people = np.full(len(months), 400.0)
    return [Points(months, chance.poisson(30, len(months)).astype(float), people)
            for _ in range(SERIES)]  # fmt: skip


def ours(series):
    line = Line(Family.POISSON, season=12)
    return [interrupted(points, BEFORE + 1, line=line) for points in series]


def theirs(series):
    import statsmodels.api as sm

    found = []
    for points in series:
        late = points.time > BEFORE
        terms = designed(points.time, float(BEFORE), late, season=12, slope=True)
        family, offset = sm.families.Poisson(), np.log(points.exposure)
        found.append(sm.GLM(points.outcome, terms, family=family, offset=offset).fit(scale="X2"))
    return found


def timed(what, series):
    what(series[:2])
    start = time.perf_counter()
    found = what(series)
    return time.perf_counter() - start, found


def main():
    warnings.simplefilter("ignore")
    series = rows()
    mine, found = timed(ours, series)
    other, told = timed(theirs, series)
    apart = max(abs(a.level.estimate - b.params[1]) for a, b in zip(found, told, strict=True))
    print(f"{SERIES} series of {BEFORE + AFTER} months")
    print(f"ours        {mine * 1000 / SERIES:6.2f} ms a series, with gaps and both lines")
    print(f"statsmodels {other * 1000 / SERIES:6.2f} ms a series, the model alone")
    print(f"ratio       {other / mine:6.1f}    largest difference of a step {apart:.1e}")


if __name__ == "__main__":
    main()
