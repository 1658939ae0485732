"""Rasch and two-parameter models of a school's test: the time each takes, against its bar.

No library in the development lock fits either; SciPy's search on the same likelihood of the
two-parameter model stands beside it. Answers are made up of normal abilities.
Run: `python benchmarks/item_response.py`.
"""

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command `sapat` has it
import numpy as np
from scipy import optimize, special

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from sapat.analytics.testing.pcm import partial_credit
from sapat.analytics.testing.rasch import rasch
from sapat.analytics.testing.twopl import NODES, two_parameter

LIMIT = 0.5


def answers(persons, items, sharp=0.0, seed=1):
    chance = np.random.default_rng(seed)
    odds = chance.normal(size=(persons, 1)) - chance.normal(size=items)
    odds *= np.exp(sharp * chance.normal(size=items))
    return (chance.random((persons, items)) < special.expit(odds)).astype(float)


def timed(work, *arguments, rounds=3):
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        found = work(*arguments)
        taken.append(time.perf_counter() - start)
    return min(taken), taken[0], found


def by_scipy(rows):
    """Leave the same likelihood and gradient to SciPy's BFGS; it gives no standard errors."""
    points, weights = np.polynomial.hermite.hermgauss(NODES)
    nodes, weights, items = points * np.sqrt(2), weights / np.sqrt(np.pi), rows.shape[1]

    def at(x):
        odds = x[:items, None] + x[items:, None] * nodes
        logs = rows @ odds - np.logaddexp(0, odds).sum(axis=0)
        joint = np.exp(logs) * weights
        total = joint.sum(axis=1)
        after = joint / total[:, None]
        off = rows.T @ after - after.sum(axis=0) * special.expit(odds)
        return -np.log(total).sum(), -np.concatenate([off.sum(axis=1), off @ nodes])

    start = np.concatenate([np.zeros(items), np.ones(items)])
    return optimize.minimize(at, start, jac=True, method="BFGS")


def main():
    told, first, _ = timed(rasch, answers(500, 30))
    print(f"Rasch, 500 x 30: {told:.3f} s (first call {first:.3f} s); at most {LIMIT} s")
    big, _, _ = timed(rasch, answers(1000, 100), rounds=1)
    print(f"Rasch, 1,000 x 100: {big:.2f} s")
    credit = answers(500, 15) + answers(500, 15, seed=2)
    several, _, _ = timed(partial_credit, credit)
    print(f"partial credit, 500 x 15 of two points: {several:.3f} s")
    rows = answers(600, 30, sharp=0.3)
    ours, early, found = timed(two_parameter, rows)
    print(f"2PL, 600 x 30: {ours:.3f} s (first call {early:.3f} s); at most {LIMIT} s")
    theirs, _, other = timed(by_scipy, rows, rounds=1)
    print(f"SciPy's search alone, without errors: {theirs:.2f} s, {theirs / ours:.1f} times")
    print(f"log likelihood: ours {found.loglik:.6f}, SciPy {-other.fun:.6f}")
    return int(max(told, first, ours, early) > LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
