"""Trends against R (packages trend and Kendall) and SciPy, and by hand."""

import csv
import itertools
import json

import numpy as np
import pytest
from scipy import stats

from sapat.analytics.trend import seasonal, trend


def of(*values):
    return trend(np.array([values], float))


def rows(reference, file):
    with (reference / "F1_trend_mk_sen" / file).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_slopes_tests_and_intervals_are_those_of_r(reference):
    """Reference F1: 18 series; S equal, slope, interval and normal p to 1e-9 relative."""
    folder = reference / "F1_trend_mk_sen"
    told = json.loads((folder / "expected.json").read_text("utf-8"))["series"]
    data = rows(reference, "data.csv")
    for name, want in told.items():
        ours = of(*[float(row["y"]) for row in data if row["series"] == name])
        assert (ours.n[0], ours.s[0]) == (want["n"], want["S"])
        assert ours.slope[0] == pytest.approx(want["sen_slope"], rel=1e-9)
        bounds = (ours.low[0], ours.high[0])
        assert bounds == pytest.approx(want["sen_ci95"], rel=1e-9, abs=1e-12)
        exact = not want["ties"] and want["n"] <= 14
        p = want["cor_test_p" if exact else "p_continuity"]
        assert ours.p[0] == pytest.approx(p, rel=1e-9)


def test_short_series_have_the_exact_null(reference):
    """Reference F1: the table of all S for 3 to 14 points, to 1e-12."""
    from sapat.analytics.trend import _exact

    for row in rows(reference, "exact_S_two_sided_p.csv"):
        p = _exact(int(row["n"]))[int(row["S"])]
        assert p == pytest.approx(float(row["p_two"]), rel=1e-12)


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6])
def test_the_exact_null_counts_all_orders(n):
    orders = np.array(list(itertools.permutations(range(n))), float)
    found = trend(orders)
    for s, p in zip(found.s, found.p, strict=True):
        assert p == pytest.approx(np.mean(np.abs(found.s) >= abs(s)))


def test_four_points_are_never_significant_and_five_only_if_all_agree():
    assert of(1, 2, 3, 4).p[0] == pytest.approx(2 / 24)
    assert of(1, 2, 3, 4, 5).p[0] == pytest.approx(2 / 120)
    assert of(1, 2, 3, 5, 4).p[0] > 0.05


@pytest.mark.parametrize("n", [8, 14])
def test_without_ties_the_test_is_that_of_scipy(n):
    values = np.random.default_rng(n).normal(size=n)
    oracle = stats.kendalltau(np.arange(n), values, method="exact")
    assert of(*values).p[0] == pytest.approx(oracle.pvalue, rel=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_the_slope_is_that_of_scipy_between_uneven_times(seed):
    chance = np.random.default_rng(seed)
    times = np.cumsum(chance.integers(1, 5, 30)).astype(float)
    values = chance.normal(size=30) + times / 20
    ours = trend(values[None], times[None])
    oracle = stats.theilslopes(values, times)
    assert ours.slope[0] == pytest.approx(oracle.slope)
    assert ours.low[0] <= ours.slope[0] <= ours.high[0]


def test_a_constant_series_has_no_trend_and_no_interval():
    told = of(3, 3, 3, 3, 3, 3)
    assert (told.slope[0], told.s[0], told.p[0]) == (0, 0, 1)
    assert np.isnan(told.low[0])


def test_one_point_and_no_point_tell_nothing():
    told = trend(np.array([[1.0, np.nan], [np.nan, np.nan]]))
    assert list(told.n) == [1, 0]
    assert np.isnan([told.slope, told.p, told.s]).all()


def test_few_points_bound_no_slope():
    assert np.isnan(of(1, 2, 3, 4).low[0])
    assert of(1, 2, 3, 4).slope[0] == 1


def test_a_missing_point_keeps_the_time_of_the_others():
    assert of(1, 2, np.nan, 4, 5).slope[0] == 1


def test_another_unit_scales_the_slope_alone():
    values = np.random.default_rng(2).normal(size=(40, 12)).round(1)
    ours, other = trend(values), trend(values * 1024)
    np.testing.assert_allclose(other.slope, ours.slope * 1024)
    np.testing.assert_array_equal(other.p, ours.p)


def test_the_mirrored_series_has_the_mirrored_trend():
    values = np.random.default_rng(3).normal(size=(40, 12))
    ours, other = trend(values), trend(-values)
    np.testing.assert_allclose(other.low, -ours.high)
    np.testing.assert_array_equal(other.s, -ours.s)


def test_series_in_parts_are_the_same_as_together(monkeypatch):
    values = np.random.default_rng(1).integers(0, 9, size=(50, 10)).astype(float)
    values[::4, 3] = np.nan
    whole = trend(values)
    monkeypatch.setattr("sapat.analytics.trend._PAIRS_AT_ONCE", 100)
    for ours, other in zip(vars(whole).values(), vars(trend(values)).values(), strict=True):
        np.testing.assert_array_equal(ours, other)


def test_times_that_do_not_rise_are_refused():
    with pytest.raises(ValueError, match="rise"):
        trend(np.array([[1.0, 2]]), np.array([[3.0, 3]]))


def round_of(values, many):
    return np.broadcast_to(np.arange(values.shape[-1]) % many, values.shape)


def test_with_seasons_it_is_that_of_r(reference):
    """Reference F1: nottem S, variance of S through p, slope (1e-9); GuelphP S and variance."""
    folder = reference / "F1_trend_mk_sen"
    told = json.loads((folder / "expected.json").read_text("utf-8"))["seasonal"]
    for name in ("nottem", "GuelphP"):
        values = [float(row["y"] or "nan") for row in rows(reference, f"{name}.csv")]
        values = np.array([values])
        times = np.arange(1.0, values.shape[1] + 1)[None] / 12
        ours = seasonal(values, round_of(values, 12), times)
        want = told[name] if name == "nottem" else told[name]["smk"]
        assert ours.s[0] == want["S"]
        z = (abs(want["S"]) - 1) / np.sqrt(want["varS"])
        assert ours.p[0] == pytest.approx(2 * stats.norm.sf(z), rel=1e-6)
        if name == "nottem":
            assert ours.p[0] == pytest.approx(want["p"], rel=1e-9)
            assert ours.slope[0] == pytest.approx(want["sea_sens_slope"], rel=1e-9)


def test_one_season_is_the_plain_slope_and_s():
    values = np.random.default_rng(5).normal(size=(20, 30))
    values[::3, 4] = np.nan
    ours, plain = seasonal(values, np.zeros(values.shape)), trend(values)
    for name in ("n", "slope", "low", "high", "s", "p"):
        np.testing.assert_allclose(getattr(ours, name), getattr(plain, name), rtol=1e-12)


def test_a_season_hides_no_rise_and_makes_none():
    swing = np.tile([0.0, 10, 3, -6], 6)
    flat, rising = swing[None], (swing + 0.5 * (np.arange(24) // 4))[None]
    assert seasonal(flat, round_of(flat, 4)).p[0] == 1
    found = seasonal(rising, round_of(rising, 4), np.arange(24.0)[None] / 4)
    assert (found.s[0], found.slope[0]) == (60, pytest.approx(0.5))
    assert found.p[0] < 1e-6


def test_the_level_of_a_season_makes_no_difference():
    values = np.random.default_rng(6).normal(size=(10, 24))
    ours = seasonal(values, round_of(values, 4))
    other = seasonal(values + round_of(values, 4) * 100, round_of(values, 4))
    np.testing.assert_allclose(other.slope, ours.slope, atol=1e-9)
    np.testing.assert_array_equal(other.s, ours.s)


def test_seasons_of_one_point_each_tell_nothing():
    told = seasonal(np.array([[1.0, 2, 3, 4]]), np.array([[0, 1, 2, 3]]))
    assert told.n[0] == 4
    assert np.isnan([told.slope[0], told.s[0], told.p[0]]).all()
    assert np.isnan(seasonal(np.full((1, 8), np.nan), round_of(np.zeros((1, 8)), 4)).p[0])
