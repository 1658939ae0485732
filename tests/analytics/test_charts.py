"""Control charts against NHSRplotthedots 0.2.2 and qicharts2 0.8.1, and by hand."""

import csv
import json

import numpy as np
import pytest

from sapat.analytics.charts import shewhart
from sapat.analytics.charts.runs import bound, runs
from sapat.analytics.charts.xmr import ASSURANCES, CAUSES, KINDS, NONE, Assurance, Cause, Kind, xmr

EXACT = 1e-9  # relative; the references are printed with 15 digits
CAUSE = {
    "Above UCL": Cause.ABOVE_LIMIT,
    "Below LCL": Cause.BELOW_LIMIT,
    "7 Point Trend (Increasing)": Cause.TREND_UP,
    "7 Point Trend (Decreasing)": Cause.TREND_DOWN,
    "2 in 3 Above CL": Cause.TWO_OF_THREE_ABOVE,
    "2 in 3 Below CL": Cause.TWO_OF_THREE_BELOW,
    "7 Points Above CL": Cause.SEVEN_ABOVE,
    "7 Points Below CL": Cause.SEVEN_BELOW,
    "Common Cause": None,
}
KIND = {
    "common_cause": Kind.COMMON,
    "special_cause_improvement": Kind.IMPROVEMENT,
    "special_cause_concern": Kind.CONCERN,
    "special_cause_neutral_high": Kind.HIGH,
    "special_cause_neutral_low": Kind.LOW,
}
MAY = [5.0, 7, 6, 8, 5, 6, 7, 5, 8, 6, 7, 6, 5, 7, 6, 20]


def one(values, **more):
    return xmr(np.array([values], float), **more)


def causes(chart):
    return [CAUSES[code].value if code != NONE else None for code in chart.cause[0]]


def expected(reference, case):
    return json.loads((reference / case / "expected.json").read_text("utf-8"))


def column(rows, name):
    return np.array([[np.nan if row[name] is None else row[name] for row in rows]], float)


def data(reference, case, file="data.csv"):
    with (reference / case / file).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    "option",
    [
        "decrease",
        "increase",
        "neutral",
        "no_outlier_screen",
        "fix_after_18",
        "rebase_2018_01",
        "target_1200",
        "target_6000",
        "target_4000",
    ],
)
def test_every_row_is_as_making_data_count_has_it(reference, option):
    """Reference A1: limits to 1e-9, every label equal."""
    case = expected(reference, "A1_spc_xmr_single")[option]
    told = case["options"]
    for piece in sorted({row["rebase_group"] for row in case["rows"]}):
        rows = [row for row in case["rows"] if row["rebase_group"] == piece]
        chart = xmr(
            column(rows, "y"),
            direction=told["improvement_direction"],
            target=told.get("target"),
            fix_after=told.get("fix_after_n_points"),
            screen=told.get("screen_outliers", True),
        )
        for ours, theirs in (("mean", "mean_col"), ("lower", "lpl"), ("upper", "upl")):
            assert getattr(chart, ours)[0] == pytest.approx(rows[0][theirs], rel=EXACT)
        assert causes(chart) == [CAUSE[row["special_cause_type"]] for row in rows]
        kinds = [KINDS[code] for code in chart.kind[0]]
        assert kinds == [KIND[row["point_type"]] for row in rows]
        assert chart.short[0] == rows[0]["short_group_warning"]
    assert KINDS[chart.variation[0]] == KIND[case["variation_icon_from_last_point"]]
    if case["assurance"]:
        assert ASSURANCES[chart.assurance[0]] == case["assurance"]


def same_limits(chart, rows, factor=1.0):
    for ours, theirs in ((chart.value, "y"), (chart.lower, "lcl"), (chart.upper, "ucl")):
        want = column(rows, theirs)
        np.testing.assert_allclose(ours * factor, want, rtol=EXACT, atol=1e-12)
    np.testing.assert_allclose(chart.centre * factor, rows[0]["cl"], rtol=EXACT)


def same_runs(values, centre, rows):
    told = runs(values, centre)
    assert told.useful[0] == rows[0]["n_useful"]
    assert told.longest[0] == rows[0]["longest_run"]
    assert told.longest_allowed[0] == rows[0]["longest_run_max"]
    assert told.crossings[0] == rows[0]["n_crossings"]
    assert told.crossings_needed[0] == rows[0]["n_crossings_min"]
    assert told.signal[0] == rows[0]["runs_signal"]


def test_shares_have_the_limits_of_qicharts(reference):
    """Reference A3: a p chart of large groups, with and without Laney's correction, to 1e-9."""
    told = expected(reference, "A3_spc_p_laney_nhs_accidents")
    rows = data(reference, "A3_spc_p_laney_nhs_accidents")
    reached, of = (np.array([[float(row[name]) for row in rows]]) for name in "rn")
    plain = shewhart.p(reached, of)
    same_limits(plain, told["p"])
    assert plain.outside.sum() == 16
    corrected = shewhart.laney(plain)
    same_limits(corrected, told["pp"])
    assert not corrected.outside.any()
    same_limits(shewhart.p(reached, of, freeze=12), told["p_freeze12"])
    same_limits(shewhart.i(reached / of), told["i"])
    for name, chart in (("p", plain), ("pp", corrected)):
        same_runs(chart.value, chart.centre, told[name])
    same_runs(plain.value, np.median(plain.value, axis=1), told["run"])


def test_rates_have_the_limits_of_qicharts(reference):
    """Reference A4: u, u' and c, whole, in parts and frozen at 24, to 1e-9."""
    told = expected(reference, "A4_spc_u_cdi_intervention")
    rows = data(reference, "A4_spc_u_cdi_intervention")
    events, days = (np.array([[float(row[name]) for row in rows]]) for name in ("n", "days"))
    for freeze, tail in ((None, ""), (24, "_freeze24")):
        chart = shewhart.u(events, days, freeze=freeze)
        same_limits(chart, told["u" + tail], 10_000)
        same_limits(shewhart.laney(chart, freeze=freeze), told["up" + tail], 10_000)
        same_runs(chart.value, chart.centre, told["u" + tail])
    for part in (slice(0, 24), slice(24, None)):
        chart = shewhart.u(events[:, part], days[:, part])
        same_limits(chart, told["u_part24"][part], 10_000)
        same_limits(shewhart.laney(chart), told["up_part24"][part], 10_000)
    same_limits(shewhart.c(events), told["c"])
    same_runs(events, np.median(events, axis=1), told["run_count"])
    same_runs(events, np.median(events[:, :24], axis=1), told["run_freeze24"])


def test_means_spreads_and_gaps_have_the_limits_of_qicharts(reference):
    """Reference A6: x-bar, s, p, p', g and t of 2,205 operations, to 1e-9."""
    told = expected(reference, "A6_spc_cabg_xbar_s_p_g_t")
    means, spreads = column(told["xbar_los"], "y"), column(told["s_los"], "y")
    sizes = column(told["p_readmission"], "n")
    same_limits(shewhart.x_bar(means, spreads, sizes), told["xbar_los"])
    same_limits(shewhart.s(spreads, sizes), told["s_los"])
    chart = shewhart.p(column(told["p_readmission"], "y_sum"), sizes)
    same_limits(chart, told["p_readmission"])
    same_limits(shewhart.laney(chart), told["pp_readmission"])
    same_limits(shewhart.g(np.array([told["g_input"]], float)), told["g_death_gaps"])
    gaps = shewhart.t(np.array([told["t_input"]], float))
    first = told["t_death_days"][0]
    assert gaps.upper[0, 0] ** 3.6 == pytest.approx(first["ucl"], rel=EXACT)
    assert gaps.lower[0, 0] ** 3.6 == pytest.approx(first["lcl"], rel=EXACT)
    assert gaps.centre[0] ** 3.6 == pytest.approx(first["cl"], rel=EXACT)


def test_means_of_unequal_groups_have_the_limits_of_taylor(reference):
    """Reference A7: I' of lots and complaints, to 1e-9."""
    told = expected(reference, "A7_spc_iprime_taylor")
    for name in ("lots_ip", "complaints_ip"):
        chart = shewhart.i_prime(column(told[name], "y_sum"), column(told[name], "n"))
        same_limits(chart, told[name])
        same_runs(chart.value, chart.centre, told[name])


def test_the_bounds_of_runs_and_the_constants_are_those_of_the_table(reference):
    """Reference A8: bounds for 1 to 200 points, equal; c4 to 1e-12."""
    told = expected(reference, "A8_anhoej_runs_table")
    for row in told["anhoej"]:
        assert bound(row["n_useful"]) == (row["longest_run_max"], abs(row["n_crossings_min"]))
    rows = data(reference, "A8_anhoej_runs_table", "shewhart_constants.csv")
    sizes = np.array([float(row["n"]) for row in rows])
    ours = shewhart.c4(sizes)
    np.testing.assert_allclose(ours, [float(row["c4"]) for row in rows], rtol=1e-12)


def test_limits_come_from_moving_ranges():
    chart = one([1, 2, 1, 2, 1, 2])
    assert (chart.mean[0], chart.upper[0]) == pytest.approx((1.5, 1.5 + 2.66))
    assert chart.short[0]


def test_a_leap_does_not_widen_the_limits_that_show_it():
    screened, open_ = one(MAY), one(MAY, screen=False)
    assert causes(screened)[-1] == "above_limit"
    assert open_.upper[0] > screened.upper[0]


def test_seven_on_one_side_are_marked_and_six_are_not():
    low, high = [1, 1.5, 1.2, 1.4, 1.1, 1.3, 1.2], [2, 2.5, 2.2, 2.4, 2.1, 2.3, 2.2]
    assert {"seven_below", "seven_above"} <= set(causes(one(low + high)))
    assert "seven_above" not in causes(one([9, 9.1, *low[:4], *high[:6], 0]))


def test_seven_rising_points_are_a_trend_and_six_are_not():
    rising = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
    before, after = [9, -9, 8], [-8, 9, -9, 8]
    assert causes(one(before + rising + after)).count("trend_up") == 7
    assert "trend_up" not in causes(one(before + rising[1:] + after))


def test_a_turning_point_goes_with_what_follows():
    up_and_down = [1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1]
    found = causes(one([*up_and_down, 30, -30, 30, -30, 30, -30]))
    assert found[6] == "trend_down"
    assert found[5] == "trend_up"


def test_two_of_three_far_points_are_marked_alone():
    found = causes(one([*([1, -1] * 20), 4.8, 0.6, 4.7, *([-1, 1] * 5)]))
    assert found[39:44] == [None, "two_of_three_above", None, "two_of_three_above", None]


@pytest.mark.parametrize(
    ("direction", "kind"),
    [("increase", "improvement"), ("decrease", "concern"), ("neutral", "high")],
)
def test_the_last_point_gives_the_variation(direction, kind):
    assert KINDS[one(MAY, direction=direction).variation[0]] == kind


@pytest.mark.parametrize(
    ("target", "assurance"),
    [(100, Assurance.MISSED), (-100, Assurance.MET), (6, Assurance.INCONSISTENT)],
)
def test_a_target_beyond_the_limits_is_met_always_or_never(target, assurance):
    assert ASSURANCES[one(MAY, target=target).assurance[0]] == assurance
    assert one(MAY, target=target, direction="neutral").assurance[0] == NONE


def test_limits_may_be_fixed_but_not_by_a_few_points():
    chart = one([*MAY[:12], 100, 200], fix_after=12)
    assert chart.mean[0] == pytest.approx(np.mean(MAY[:12]))
    with pytest.raises(ValueError, match="at least 12"):
        one(MAY, fix_after=5)


def test_one_point_and_no_point_have_no_limits():
    chart = xmr(np.array([[3.0, np.nan], [np.nan, np.nan]]), target=1)
    assert np.isnan(chart.upper).all()
    assert chart.mean[0] == 3
    assert list(chart.variation) == [KINDS.index(Kind.COMMON), NONE]
    assert list(chart.assurance) == [NONE, NONE]


def test_a_series_that_never_moves_has_no_signal():
    chart = one([0.1] * 20)
    assert chart.lower[0] == chart.mean[0] == chart.upper[0] == 0.1
    assert set(causes(chart)) == {None}


def test_a_missing_point_is_skipped():
    gaps = [*MAY[:5], np.nan, *MAY[5:]]
    whole, with_gap = one(MAY), one(gaps)
    assert with_gap.upper[0] == whole.upper[0]
    assert causes(with_gap)[-1] == causes(whole)[-1]
    assert with_gap.kind[0, 5] == NONE


def test_many_series_in_one_pass_are_the_same_as_one_by_one():
    many = np.random.default_rng(4).normal(size=(200, 30))
    many[::3, ::7] = np.nan
    together = xmr(many, target=0.1)
    for at in range(0, 200, 17):
        alone = xmr(many[at : at + 1], target=0.1)
        assert np.array_equal(alone.cause[0], together.cause[at])
        assert alone.assurance[0] == together.assurance[at]


@pytest.mark.parametrize("factor", [1e-6, 7.3, 1e8])
def test_another_unit_changes_no_signal(factor):
    many = np.random.default_rng(5).normal(size=(100, 30)).round(1)
    ours, other = xmr(many), xmr(many * factor)
    assert np.array_equal(ours.cause, other.cause)
    np.testing.assert_allclose(other.upper, ours.upper * factor)


def test_a_mirrored_series_has_mirrored_signals():
    many = np.random.default_rng(6).normal(size=(300, 30))
    ours, other = xmr(many).cause, xmr(-many).cause
    assert np.array_equal(np.where(ours == NONE, NONE, ours ^ 1), other)


def test_groups_side_by_side_are_corrected_by_their_spread():
    chart = shewhart.p(np.array([[10.0, 50, 90]]), np.full((1, 3), 100.0))
    z = (np.array([0.1, 0.5, 0.9]) - 0.5) / 0.05
    corrected = shewhart.laney(chart, ordered=False)
    assert corrected.width[0, 0] == pytest.approx(0.05 * z.std(ddof=1))


def test_a_run_is_counted_without_the_points_on_the_line():
    told = runs(np.array([[1.0, 0, 1, np.nan, 1, -1, 1]]), np.zeros(1))
    assert (told.useful[0], told.longest[0], told.crossings[0]) == (5, 3, 2)
