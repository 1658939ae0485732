"""Forecasts: intervals that hold on real series, and what must hold by hand."""

import csv
import gzip
import json

import numpy as np
import pytest

from sapat.analytics.forecast import Errors, Rule, forecast, merged, past_errors, record

NAIVE, THETA = Rule.NAIVE, Rule.THETA


def walks(series, points, seed=1):
    return np.random.default_rng(seed).normal(size=(series, points)).cumsum(axis=1)


def ahead(values, *, horizon=2, rule=NAIVE):
    errors = past_errors(values, horizon=horizon, rule=rule)
    return forecast(values, horizon=horizon, rule=rule, errors=errors)


@pytest.fixture(scope="module")
def yearly():
    """The 645 yearly series of M3: what was known, and the six years after."""

    def read(reference):
        parts = {"train": {}, "test": {}}
        path = reference / "F2_forecast_m3_yearly" / "data.csv.gz"
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                own = parts["train" if row["set"] == "train" else "test"]
                own.setdefault(row["id"], []).append(float(row["y"]))
        known = np.full((645, max(len(own) for own in parts["train"].values())), np.nan)
        for at, own in enumerate(parts["train"].values()):
            known[at, : len(own)] = own
        return known, np.array([parts["test"][name] for name in parts["train"]])

    return read


def smape(value, actual):
    return np.mean(200 * np.abs(actual - value) / (np.abs(actual) + np.abs(value)))


@pytest.mark.parametrize("rule", [NAIVE, THETA])
def test_intervals_of_95_percent_hold_for_93_to_98_percent_of_real_series(reference, yearly, rule):
    """Reference F2: 645 series, 1 to 6 years ahead; every horizon by itself."""
    known, actual = yearly(reference)
    told = ahead(known, horizon=6, rule=rule)
    inside = ((actual >= told.low) & (actual <= told.high)).mean(axis=1)
    assert (inside[1] >= 0.93).all()
    assert (inside[1] <= 0.98).all()
    assert 0.78 <= inside[0].mean() <= 0.86


@pytest.mark.parametrize("last", [7, 8, 10])
def test_they_hold_for_the_short_series_of_schools(reference, yearly, last):
    """Reference F2, the last points only, two years ahead."""
    known, actual = yearly(reference)
    cut = np.array([row[np.isfinite(row)][-last:] for row in known])
    told = ahead(cut, horizon=2)
    inside = (actual[:, :2] >= told.low[1]) & (actual[:, :2] <= told.high[1])
    assert 0.93 <= inside.mean() <= 0.985


def test_the_points_are_as_good_as_those_of_the_reference(reference, yearly):
    """Reference F2: naive sMAPE to 1e-9; Theta within 0.5 % of R's, which fits it otherwise."""
    known, actual = yearly(reference)
    path = reference / "F2_forecast_m3_yearly" / "expected.json"
    told = json.loads(path.read_text("utf-8"))["full"]
    naive = smape(ahead(known, horizon=6).value, actual)
    assert naive == pytest.approx(told["naive"]["sMAPE"], rel=1e-9)
    theta = smape(ahead(known, horizon=6, rule=THETA).value, actual)
    assert theta == pytest.approx(told["theta"]["sMAPE"], rel=5e-3)


@pytest.mark.parametrize("rule", [NAIVE, THETA])
def test_intervals_hold_on_walks(rule):
    values = walks(600, 12)
    told = ahead(values[:, :10], rule=rule)
    inside = (values[:, 10:] >= told.low[1]) & (values[:, 10:] <= told.high[1])
    assert 0.92 <= inside.mean() <= 0.98


def test_under_five_points_nothing_is_forecast():
    values = np.vstack([walks(60, 8), np.full((1, 8), np.nan)])
    values[0, 4:] = np.nan
    told = ahead(values)
    assert list(np.flatnonzero(told.refused)) == [0, 60]
    assert np.isnan(told.value[told.refused]).all()
    assert np.isfinite(told.low[:, ~told.refused]).all()


def test_a_series_alone_has_a_value_but_no_interval_it_cannot_know():
    told = ahead(np.array([[1.0, 2, 1, 3, 2, 4, 3]]))
    assert told.value[0, 0] == 3
    assert np.isnan(told.low).all()


def test_a_series_that_never_moved_gets_no_interval():
    values = walks(60, 8)
    values[0] = 7
    told = ahead(values)
    assert told.value[0, 0] == 7
    assert np.isnan(told.low[:, 0]).all()


def test_theta_goes_on_by_half_of_the_slope():
    told = ahead(np.arange(12.0)[None] * 2, horizon=3, rule=THETA)
    assert np.diff(told.value[0]) == pytest.approx([1, 1])
    assert told.value[0, 0] == pytest.approx(23, abs=0.6)


@pytest.mark.parametrize("rule", [NAIVE, THETA])
def test_another_unit_scales_everything(rule):
    values = walks(60, 9)
    ours, other = ahead(values, rule=rule), ahead(values * 1024, rule=rule)
    np.testing.assert_allclose(other.value, ours.value * 1024)
    np.testing.assert_allclose(other.high, ours.high * 1024)


@pytest.mark.parametrize("rule", [NAIVE, THETA])
def test_the_order_of_series_and_gaps_change_nothing(rule):
    values = walks(60, 9)
    turned = ahead(values[::-1], rule=rule)
    np.testing.assert_array_equal(turned.low[:, ::-1], ahead(values, rule=rule).low)
    gaps = np.insert(values, 4, np.nan, axis=1)
    np.testing.assert_array_equal(ahead(gaps, rule=rule).low, ahead(values, rule=rule).low)


def test_errors_of_parts_join_to_those_of_the_whole():
    values = walks(60, 9)
    parts = [past_errors(part, horizon=2, rule=NAIVE) for part in (values[:20], values[20:])]
    whole = past_errors(values, horizon=2, rule=NAIVE)
    for ours, theirs in zip(merged(*parts).steps, whole.steps, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_95_percent_needs_19_errors():
    assert np.isnan(Errors((np.arange(18.0),)).reach(1, 0.95))
    assert Errors((np.arange(19.0),)).reach(1, 0.95) == 18


def test_the_record_tells_what_past_forecasts_were_worth():
    told = record(walks(400, 12), horizon=2, rule=NAIVE)
    assert list(told.forecasts) == [400 * 7, 400 * 6]
    assert told.inside[1] == pytest.approx([0.95, 0.95], abs=0.02)
    assert told.inside[0] == pytest.approx([0.8, 0.8], abs=0.03)


def test_one_short_series_has_no_record():
    told = record(walks(1, 6), horizon=2, rule=NAIVE)
    assert list(told.forecasts) == [1, 0]
    assert np.isnan(told.inside).all()
