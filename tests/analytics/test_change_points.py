"""When did a level change: strucchange on the Nile and on road deaths, brute force, and laws."""

import csv
import json
from itertools import combinations

import numpy as np
import pytest

from sapat.analytics.change_points import Reason, Undivided, changes, interval

NOISE = np.random.default_rng(21).normal(0, 1, 40)
STEP = NOISE + np.where(np.arange(40) < 25, 0, 6)


def column(reference, name, *columns):
    with (reference / "F3_changepoints" / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return np.array([[float(row[each]) for each in columns] for row in rows])


@pytest.fixture(scope="module")
def told(reference):
    return json.loads((reference / "F3_changepoints" / "expected.json").read_text())


def test_the_nile_fell_after_28_years(reference, told):
    """Reference F3: places and interval equal; sums, criterion and F to 1e-9."""
    found = changes(column(reference, "nile.csv", "y")[:, 0])
    expected = told["nile_breakpoints"]

    assert found.after == (expected["obs"],)
    assert [found.low[0], found.after[0], found.high[0]] == expected["ci_obs"]
    assert found.means == pytest.approx(expected["means"], rel=1e-9)
    assert found.by_number[0] == (28,)
    assert [list(each) for each in found.by_number[1:]] == expected["breakpoints_by_m"][1:]
    assert found.rss == pytest.approx(expected["RSS_by_m"], rel=1e-9)
    assert found.bic == pytest.approx(expected["BIC_by_m"], rel=1e-9)
    assert found.f == pytest.approx(told["nile_supF"]["stat"], rel=1e-9)


def test_road_deaths_by_their_own_past(reference, told):
    """Reference F3: a model in each part; places equal, criterion to 1e-9."""
    rows = column(reference, "ukdriverdeaths_lagged.csv", "y", "ylag1", "ylag12")
    terms = np.column_stack([np.ones(len(rows)), rows[:, 1:]])
    expected = told["ukdriver"]
    found = changes(rows[:, 0], terms, trim=0.1, most=8)

    assert found.after == ()
    assert found.by_number[0] == (expected["by_m"][0],)
    assert [list(each) for each in found.by_number[1:4]] == expected["by_m"][1:4]
    assert found.bic[: len(expected["BIC"])] == pytest.approx(expected["BIC"], rel=1e-9)


def test_the_best_places_are_those_of_every_try():
    values = np.random.default_rng(3).normal(size=16)

    def left(*places):
        return sum(part.var() * len(part) for part in np.split(values, places))

    found = changes(values, most=2, trim=0)
    tries = [(one, two) for one, two in combinations(range(2, 15), 2) if two - one >= 2]
    assert found.by_number[1] == min(tries, key=lambda places: left(*places))
    assert found.rss[2] == pytest.approx(left(*found.by_number[1]))


def test_a_step_is_found_and_noise_is_not():
    assert changes(STEP).after == (25,)
    assert changes(NOISE).after == ()


def test_missing_values_are_left_out():
    found = changes(np.insert(STEP, 10, np.nan))

    assert found == changes(STEP)


@pytest.mark.parametrize("factor", [1e-6, 7.0, 1e6])
def test_other_units_change_no_place(factor):
    found, other = changes(STEP), changes(STEP * factor + 1000 * factor)

    assert (other.after, other.low, other.high) == (found.after, found.low, found.high)


def test_the_mirrored_series_has_mirrored_places():
    found, other = changes(STEP), changes(STEP[::-1])

    assert other.after[0] == 40 - found.after[0]
    assert (40 - other.high[0], 40 - other.low[0]) == (found.low[0], found.high[0])


def test_the_law_of_the_place_is_that_of_bai():
    """Equal noise: 95 % lie within 11.033 units (Bai 1997)."""
    noise = np.tile([1.0, -1], 20)
    assert interval(noise, noise + 0.1) == (1104, 1104)
    assert interval(noise, noise) == (0, 0)
    early, late = interval(noise, 3 * noise + 0.1)
    assert late < early


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([], Reason.TOO_SHORT),
        ([3.0], Reason.TOO_SHORT),
        ([np.nan] * 30, Reason.TOO_SHORT),
        ([1.0, 2, 3], Reason.TOO_SHORT),
        ([4.1] * 30, Reason.CONSTANT),
    ],
)
def test_what_cannot_be_divided_is_refused(values, reason):
    with pytest.raises(Undivided) as no:
        changes(np.array(values, float))

    assert no.value.reason is reason
