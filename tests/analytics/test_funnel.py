"""Funnel plots: limits that FunnelPlotR drew, and laws that must hold."""

import csv
import json

import numpy as np
import pytest
from scipy import stats

from sapat.analytics.funnel import Kind, Limits, Reason, Undrawable, funnel, interpolated

PART, WHOLE = np.array([4.0, 9, 30, 55, 14, 80]), np.array([8.0, 15, 60, 90, 40, 100])
ENDS = ("low95", "high95", "low998", "high998")


@pytest.fixture(scope="module")
def chemistry(reference):
    """Share of pupils with a score of 8 and more in 2,067 schools; what FunnelPlotR says."""
    case = reference / "B2_funnel_chem97_pass"
    with (case / "data.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    counts = (np.array([float(row[name]) for row in rows]) for name in ("pass", "n"))
    return (
        [row["school"] for row in rows],
        *counts,
        json.loads((case / "expected.json").read_text()),
    )


def test_it_equals_funnelplotr(chemistry):
    """phi and tau2 1e-9, limits 1e-6, outliers exactly (limits from z of 1.96 and 3.09)."""
    names, part, whole, expected = chemistry
    drawn = funnel(part, whole, limits=Limits.ADJUSTED)
    theirs = {row["group"]: row for row in expected["PR_99"]["groups"]}

    assert drawn.phi == pytest.approx(expected["PR_99"]["phi"], rel=1e-9)
    assert drawn.tau2 == pytest.approx(expected["PR_99"]["tau2"], rel=1e-9)
    for end, name in zip(ENDS, ("OD95LCL", "OD95UCL", "OD99LCL", "OD99UCL"), strict=True):
        assert getattr(drawn, end) == pytest.approx([theirs[g][name] for g in names], abs=1e-6)
    wide = (drawn.value < drawn.low998) | (drawn.value > drawn.high998)
    near = (drawn.value < drawn.low95) | (drawn.value > drawn.high95)
    assert int(wide.sum()) == expected["PR_99"]["n_outliers"] == 18
    assert int(near.sum()) == expected["PR_95"]["n_outliers"] == 396


def test_exact_limits_equal_spiegelhalters_interpolation(chemistry):
    """1e-9; computed with base R."""
    for row in chemistry[-1]["exact_binomial_interpolated"]:
        below = stats.binom.cdf(np.arange(row["n"] + 1), row["n"], row["p0"])
        for probability, end in (
            (0.025, "l025"),
            (0.975, "u975"),
            (0.001, "l001"),
            (0.999, "u999"),
        ):
            assert interpolated(below, probability) / row["n"] == pytest.approx(row[end], abs=1e-9)


def test_small_schools_are_not_called_exceptional_by_the_transformation(chemistry):
    _, part, whole, _ = chemistry
    fitting, adjusted = funnel(part, whole), funnel(part, whole, limits=Limits.ADJUSTED)
    small = (whole >= 6) & (whole < 20)

    def share(drawn):
        off = (drawn.value < drawn.low95) | (drawn.value > drawn.high95)
        return off[small].mean()

    assert share(adjusted) > 0.12
    assert 0.01 < share(fitting) < 0.06
    assert not any(out for out, size in zip(fitting.outside, whole, strict=True) if size < 10)


# -- without the reference ---------------------------------------------------------------------


def test_exact_limits_equal_scipys_binomial():
    drawn = funnel(PART, WHOLE, limits=Limits.EXACT)
    centre = PART.sum() / WHOLE.sum()
    for at, size in enumerate(WHOLE):
        below = stats.binom.cdf(np.arange(size + 1), size, centre)
        assert drawn.high95[at] == pytest.approx(
            min(interpolated(below, 0.975) / size, 1), abs=1e-9
        )


def test_limits_of_a_small_varied_group_equal_scipys_beta_binomial():
    drawn = funnel(PART, WHOLE)
    assert drawn.tau2 > 0
    strength = 1 / (4 * drawn.tau2) - 1
    a, b = drawn.centre * strength, (1 - drawn.centre) * strength
    below = stats.betabinom.cdf(np.arange(9), 8, a, b)
    assert drawn.high95[0] == pytest.approx(min(interpolated(below, 0.975) / 8, 1), abs=1e-9)


def test_exact_limits_of_a_ratio_are_garwoods():
    drawn = funnel(PART, WHOLE, kind=Kind.RATIO, limits=Limits.EXACT)
    expected = WHOLE[0] * drawn.centre
    assert drawn.low95[0] == pytest.approx(stats.chi2.ppf(0.025, 2 * expected) / 2 / 8)
    assert drawn.high95[0] == pytest.approx(stats.chi2.ppf(0.975, 2 * expected + 2) / 2 / 8)


def test_limits_of_a_small_varied_rate_equal_scipys_negative_binomial():
    drawn = funnel(
        np.array([2.0, 30, 90, 20, 160]), np.array([8.0, 40, 60, 50, 80]), kind=Kind.RATIO
    )
    assert drawn.tau2 > 0
    shape, expected = 1 / (4 * drawn.tau2), 8 * drawn.centre
    below = stats.nbinom.cdf(np.arange(500), shape, shape / (shape + expected))
    assert drawn.high95[0] == pytest.approx(interpolated(below, 0.975) / 8, rel=1e-9)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("limits", list(Limits))
def test_limits_hold_the_centre_and_nest(kind, limits):
    drawn = funnel(PART, WHOLE, kind=kind, limits=limits)
    assert (drawn.low998 <= drawn.low95).all()
    assert (drawn.low95 < drawn.centre).all()
    assert (drawn.centre < drawn.high95).all()
    assert (drawn.high95 <= drawn.high998).all()


@pytest.mark.parametrize("kind", list(Kind))
def test_the_order_of_groups_is_of_no_account(kind):
    order = np.array([3, 0, 5, 1, 4, 2])
    one, two = funnel(PART, WHOLE, kind=kind), funnel(PART[order], WHOLE[order], kind=kind)
    assert two.phi == pytest.approx(one.phi)
    assert two.low95 == pytest.approx(one.low95[order])
    assert two.outside == tuple(one.outside[at] for at in order)


def test_a_rate_for_a_thousand_is_a_thousand_times_the_rate():
    one = funnel(PART, WHOLE, kind=Kind.RATIO, limits=Limits.ADJUSTED)
    two = funnel(PART, WHOLE / 1000, kind=Kind.RATIO, limits=Limits.ADJUSTED)
    assert two.high95 == pytest.approx(1000 * one.high95)
    assert two.tau2 == pytest.approx(one.tau2)


def test_groups_written_twice_keep_their_limits():
    one, two = (funnel(np.tile(PART, n), np.tile(WHOLE, n)) for n in (1, 2))
    assert two.centre == one.centre
    assert two.value[6:] == pytest.approx(one.value)


def test_groups_alike_are_not_over_dispersed():
    drawn = funnel(np.full(8, 10.0), np.full(8, 40.0))
    assert (drawn.phi, drawn.tau2) == (0, 0)
    assert set(drawn.outside) == {""}


@pytest.mark.parametrize(("part", "outside"), [(20, ""), (40, "99.8")])
def test_only_what_lies_beyond_its_limits_is_outside(part, outside):
    part = np.append(np.full(20, 20.0) + np.arange(20) % 3 - 1, part)
    drawn = funnel(part, np.full(21, 40.0))
    assert drawn.outside[-1] == outside


@pytest.mark.parametrize(
    ("part", "whole", "reason", "group"),
    [
        ([1], [1], Reason.SINGLE_GROUP, 0),
        ([], [], Reason.SINGLE_GROUP, None),
        ([1, 6], [5, 5], Reason.OUT_OF_RANGE, 1),
        ([1, 0], [5, 0], Reason.OUT_OF_RANGE, 1),
        ([np.nan, 1], [5, 5], Reason.OUT_OF_RANGE, 0),
        ([1, 1.5], [5, 5], Reason.NOT_WHOLE, 1),
        ([0, 0], [5, 5], Reason.NOTHING, None),
    ],
    ids=["one pupil", "none", "above", "of nothing", "missing", "broken", "no event"],
)
def test_what_cannot_be_drawn_is_named(part, whole, reason, group):
    with pytest.raises(Undrawable) as no:
        funnel(np.array(part, float), np.array(whole, float))
    assert (no.value.reason, no.value.group) == (reason, group)


def test_all_reached_it_everywhere():
    drawn = funnel(np.array([5.0, 30]), np.array([5.0, 30]))
    assert drawn.centre == 1
    assert set(drawn.outside) == {""}


def test_a_usual_count_of_a_small_group_is_not_outside():
    """Where 17 of 18 pass everywhere, a class of which all 18 pass is as usual as any."""
    passed = np.array([18.0, 17, 17, 17, 17, 17, 17, 16])
    for limits in (Limits.FITTING, Limits.EXACT):
        found = funnel(passed, np.full(8, 18.0), kind=Kind.PROPORTION, limits=limits)
        assert set(found.outside) == {""}


def test_a_count_that_chance_does_not_explain_still_is():
    passed = np.array([5.0, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17])
    found = funnel(passed, np.full(12, 18.0), kind=Kind.PROPORTION, limits=Limits.EXACT)
    assert found.outside[0] == "99.8"
