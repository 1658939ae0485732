"""XmR charts, trends and forecasts of 100,000 series of 8 points, beside SciPy one by one.

Run: `python benchmarks/series.py`. The bar is one second for the charts and one for the trends.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

import numpy as np
from scipy import stats

from sapat.analytics import forecast
from sapat.analytics.charts.xmr import xmr
from sapat.analytics.trend import trend

SERIES, POINTS, PEER = 100_000, 8, 500
BAR = 1.0


def seconds(work: Callable[[], object]) -> float:
    """Return the best time of three."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def forecasts(values: np.ndarray, rule: forecast.Rule) -> forecast.Forecasts:
    """Calibrate and forecast three steps."""
    errors = forecast.past_errors(values, horizon=3, rule=rule)
    return forecast.forecast(values, horizon=3, rule=rule, errors=errors)


def peer(values: np.ndarray) -> None:
    """Test and estimate the trends one by one with SciPy."""
    times = np.arange(values.shape[1])
    for row in values:
        stats.kendalltau(times, row)
        stats.theilslopes(row, times)


def main() -> None:
    """Print the times."""
    values = np.random.default_rng(1).normal(size=(SERIES, POINTS)).cumsum(axis=1)
    charts, trends = seconds(lambda: xmr(values, target=1.0)), seconds(lambda: trend(values))
    one_by_one = seconds(lambda: peer(values[:PEER])) * SERIES / PEER
    print(f"{SERIES:,} series of {POINTS} points")
    print(
        f"xmr              {charts:7.3f} s   bar {BAR} s: {'kept' if charts <= BAR else 'MISSED'}"
    )
    print(
        f"trend            {trends:7.3f} s   bar {BAR} s: {'kept' if trends <= BAR else 'MISSED'}"
    )
    ratio = one_by_one / trends
    print(f"  SciPy          {one_by_one:7.1f} s   (from {PEER} series), ratio {ratio:.0f}")
    for rule in forecast.Rule:
        took = seconds(lambda rule=rule: forecasts(values, rule))
        print(f"forecast {rule:<7} {took:7.3f} s")


if __name__ == "__main__":
    main()
