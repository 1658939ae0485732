"""Where a line turns: segmented on a real series, and laws that must hold."""

import csv
import json

import numpy as np
import pytest

from sapat.analytics.bend import bend

TIMES = np.arange(30.0)
NOISE = np.random.default_rng(3).normal(0, 0.1, 30)
ROOF = NOISE + np.where(TIMES < 12.4, TIMES, 24.8 - TIMES)


def test_the_turn_of_a_trust_equals_segmented(reference):
    """Reference F3, RJZ: place 1e-5, its error and the slopes with theirs 1e-4."""
    case = reference / "F3_changepoints"
    with (case / "rjz_performance.csv").open(encoding="utf-8") as file:
        rows = [(float(row["t"]), float(row["y"])) for row in csv.DictReader(file)]
    told = json.loads((case / "expected.json").read_text())["rjz_segmented"]
    found = bend(*np.array(rows).T)

    assert found.at == pytest.approx(told["psi"], abs=1e-5)
    assert found.se == pytest.approx(told["se"], rel=1e-4)
    for ours, theirs in zip((found.before, found.after), told["slopes"], strict=True):
        assert (ours.estimate, ours.se) == pytest.approx(theirs[:2], rel=1e-4)


def test_no_place_leaves_less_over():
    found = bend(TIMES, ROOF)

    def left(place):
        design = np.column_stack([np.ones(30), TIMES, np.maximum(TIMES - place, 0)])
        off = ROOF - design @ np.linalg.lstsq(design, ROOF, rcond=None)[0]
        return off @ off

    assert found.rss <= min(left(place) for place in np.linspace(1, 28, 2701)) + 1e-12
    assert abs(found.at - 12.4) < 2 * found.se
    assert found.before.estimate == pytest.approx(1, abs=0.05)
    assert found.after.estimate == pytest.approx(-1, abs=0.05)


@pytest.mark.parametrize("factor", [1e-3, 5.0, 1e4])
def test_other_units(factor):
    found, other = bend(TIMES, ROOF), bend(TIMES * factor + 7, ROOF * 3)

    assert other.at == pytest.approx(found.at * factor + 7)
    assert other.se == pytest.approx(found.se * factor, rel=1e-4)
    assert other.after.estimate == pytest.approx(found.after.estimate * 3 / factor)


def test_a_missing_value_is_left_out():
    values = np.insert(ROOF, 5, np.nan)

    assert bend(np.insert(TIMES, 5, 4.5), values) == bend(TIMES, ROOF)


@pytest.mark.parametrize(
    "values", [[], [3.0], [1.0, 2, 3, 2], [np.nan] * 9, [4.0] * 9, list(range(9))],
    ids=["nothing", "one", "four", "missing", "constant", "straight"],
)  # fmt: skip
def test_where_no_turn_can_be_told_there_is_none(values):
    assert bend(np.arange(float(len(values))), np.array(values, float)) is None
