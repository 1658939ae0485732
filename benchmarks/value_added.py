"""Value added of 1.4 million pupils in 2,410 schools, beside statsmodels on a 46th of them.

The rows are Chem97 (31,022 pupils) written 46 times; nothing is made up. "After loading" begins
with columns in memory: numbers, and categories as codes, as Parquet keeps them.
Run: `python benchmarks/value_added.py [FOLDER]`, the folder being the case `C2_mlm_chem97`.
"""

import csv
import gzip
import json
import sys
import time
import warnings
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from sapat.analytics.multilevel import Labels, fit, sums

TIMES, LIMIT, RATIO = 46, 0.3, 30
DEFAULT = Path(__file__).parent.parent.parent / "shared/reference/C2_mlm_chem97"


def loaded(folder):
    with gzip.open(folder / "data.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    numbers = {k: np.array([float(r[k]) for r in rows]) for k in ("score", "gcsecnt", "age")}
    numbers["gcsecnt_squared"] = numbers["gcsecnt"] ** 2
    return numbers, {k: Labels.of([row[k] for row in rows]) for k in ("gender", "school")}


def repeated(numbers, labels):
    longer = {name: np.tile(column, TIMES) for name, column in numbers.items()}
    coded = {name: Labels(np.tile(c.codes, TIMES), c.names) for name, c in labels.items()}
    return longer, coded


def ours(numbers, labels):
    covariates = {k: v for k, v in numbers.items() if k != "score"} | {"gender": labels["gender"]}
    return fit(sums(("score", numbers["score"]), covariates, {"school": labels["school"]}))


def theirs(numbers, labels):
    from statsmodels.regression.mixed_linear_model import MixedLM

    girl = (labels["gender"].codes == 0).astype(float)
    start = [numbers[k] for k in ("gcsecnt", "age", "gcsecnt_squared")]
    design = np.column_stack([np.ones(len(girl)), *start, girl])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return MixedLM(numbers["score"], design, labels["school"].codes).fit(reml=True)


def timed(work, *arguments, rounds=1):
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        answer = work(*arguments)
        taken.append(time.perf_counter() - start)
    return min(taken), taken[0], answer


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    numbers, labels = loaded(folder)
    long_numbers, long_labels = repeated(numbers, labels)
    best, first, whole = timed(ours, long_numbers, long_labels, rounds=5)
    small, _, short = timed(ours, numbers, labels, rounds=5)
    peer, _, other = timed(theirs, numbers, labels)
    print(
        f"{whole.n:,} pupils in {whole.groups['school']:,} schools: {best:.3f} s"
        f" (first call {first:.3f} s); at most {LIMIT} s"
    )
    print(f"statsmodels MixedLM on {short.n:,} pupils: {peer:.2f} s; ours {small:.4f} s")
    print(f"times faster, ours on {TIMES} times the rows: {peer / best:.0f}; at least {RATIO}")
    print(f"times faster on the same rows: {peer / small:.0f}")
    print(f"-2 log L: ours {short.minus2loglik:.4f}, statsmodels {-2 * other.llf:.4f}")
    expected = json.loads((folder / "expected.json").read_text())["m1"]["REML"]
    del numbers["gcsecnt_squared"]
    told = ours(numbers, labels).minus2loglik
    print(f"lme4's model: ours {told:.6f}, lme4 {expected['minus2logL']:.6f}")
    return int(best > LIMIT or peer / best < RATIO)


if __name__ == "__main__":
    raise SystemExit(main())
