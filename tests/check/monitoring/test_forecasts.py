"""Forecasts are honest: their intervals hold as often as they say, with a season too."""

import numpy as np
import pytest

from sapat.analytics.forecast import Rule, forecast, past_errors
from sapat.check.monitoring.forecasting import widened
from sapat.check.monitoring.seasons import without_season


def held(years, *, season, seed):
    """Return the share of 95 % intervals that held one step ahead, in many schools."""
    luck, hits, all_of_them = np.random.default_rng(seed), 0, 0
    for _school in range(60):
        n = 4 * years + 1
        usual = season * luck.normal(size=(30, 4))
        values = luck.normal(size=(30, n + 1)) + usual[:, np.arange(n + 1) % 4]
        seasons = np.arange(n) % 4
        adjusted, shift = without_season(values[:, :n], seasons, each=2)
        errors = past_errors(adjusted, horizon=1, rule=Rule.NAIVE)
        found = forecast(adjusted, horizon=1, rule=Rule.NAIVE, errors=errors)
        found = widened(found, adjusted, list(seasons))
        back = shift[:, n % 4]
        low, high = found.low[1, :, 0] + back, found.high[1, :, 0] + back
        hits += int(((low <= values[:, n]) & (values[:, n] <= high)).sum())
        all_of_them += len(values)
    return hits / all_of_them


@pytest.mark.parametrize("years", [2, 3, 5])
@pytest.mark.parametrize("season", [0.0, 3.0])
def test_intervals_hold_in_about_95_of_100_schools(years, season):
    assert 0.93 <= held(years, season=season, seed=years) <= 0.995


def test_a_season_is_taken_out_and_nothing_else():
    values = np.array([[10.0, 4, 8, 6, 10, 4, 8, 6, 10, 4, 8, 6]])
    left, taken = without_season(values, np.arange(12) % 4)
    assert left == pytest.approx(np.full((1, 12), 7.0))
    assert taken[0, :4] == pytest.approx([3, -3, 1, -1])


def test_a_season_known_too_rarely_leaves_nothing_to_judge():
    left, _taken = without_season(np.ones((1, 7)), np.arange(7) % 4)
    assert np.isnan(left).all()


def test_what_is_missing_stays_missing():
    values = np.array([[1.0, np.nan, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3]])
    left, _taken = without_season(values, np.arange(12) % 3)
    assert np.isnan(left[0, 1])
    assert np.isfinite(left).sum() == 11
