"""Did an action work: the smoking ban of Sicily, statsmodels, and laws that must hold."""

import csv
import json

import numpy as np
import pytest
import statsmodels.api as sm

from sapat.analytics.effect import (
    Better,
    Family,
    Line,
    Points,
    Reason,
    Unfit,
    Verdict,
    Versus,
    differences,
    interrupted,
)

CLOSE = 1e-5  # relative: R stops its iterations there
MONTHS = np.arange(1.0, 25)
NOISE = np.random.default_rng(11).normal(0, 2, 24)


@pytest.fixture(scope="module")
def sicily(reference):
    """Admissions by month, 2002 to 2006, and what R says of them."""
    case = reference / "F4_its_sicily"
    with (case / "data.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    time, events, people = (
        np.array([float(row[name]) for row in rows]) for name in ("time", "aces", "stdpop")
    )
    return Points(time, events, people), json.loads((case / "expected.json").read_text())


@pytest.mark.parametrize(
    ("case", "line"),
    [
        ("m1_poisson", Line(Family.POISSON, slope=False, quasi=False)),
        ("m2_quasipoisson", Line(Family.POISSON, slope=False)),
        ("m3_quasi_harmonic", Line(Family.POISSON, slope=False, season=12)),
        ("m4_level_slope", Line(Family.POISSON, season=12)),
    ],
)
def test_the_step_of_sicily_equals_the_authors(sicily, case, line):
    """Reference F4: step, its error and limits, dispersion, to 1e-5."""
    points, told = sicily
    told = told[case]
    found = interrupted(points, 37, line=line, better=Better.DECREASE)

    assert found.verdict is Verdict.WORKED
    assert (found.before, found.after) == (36, 23)
    assert found.level.estimate == pytest.approx(told["coef"]["smokban"], rel=CLOSE)
    assert found.level.se == pytest.approx(told["se"]["smokban"], rel=CLOSE)
    assert np.exp(found.level.low) == pytest.approx(told["RR_lo"]["smokban"], rel=CLOSE)
    assert np.exp(found.level.high) == pytest.approx(told["RR_hi"]["smokban"], rel=CLOSE)
    if line.quasi:
        assert found.dispersion == pytest.approx(told["dispersion"], rel=CLOSE)


def test_the_slope_of_sicily_equals_the_authors(sicily):
    """Reference F4, model 4: change of slope, to 1e-5."""
    points, told = sicily
    found = interrupted(points, 37, line=Line(Family.POISSON, season=12))

    name = "smokban:I(time - 36)"
    assert found.slope.estimate == pytest.approx(told["m4_level_slope"]["coef"][name], rel=CLOSE)
    assert found.slope.se == pytest.approx(told["m4_level_slope"]["se"][name], rel=CLOSE)


def test_the_rate_of_sicily_by_newey_west_equals_sandwich(sicily):
    """Reference F4: Gaussian, lag 3, step -24.84 (7.61), to 1e-9; ordinary errors as well."""
    points, told = sicily
    told = told["gaussian_segmented_NW3"]
    rates = Points(points.time, points.outcome / points.exposure * 1e5)
    found = interrupted(rates, 37, line=Line(lag=3))

    assert found.level.estimate == pytest.approx(told["coef"]["smokban"], rel=1e-9)
    assert found.level.se == pytest.approx(told["se_nw"]["smokban"], rel=1e-9)
    assert found.slope.se == pytest.approx(told["se_nw"]["I((time - 36) * smokban)"], rel=1e-9)
    careful = interrupted(rates, 37).level.se
    assert careful == pytest.approx(told["se_ols"]["smokban"], rel=1e-9)  # the larger of both


def design(time, start):
    late = time >= start
    last = time[~late].max()
    return np.column_stack([np.ones(len(time)), late, np.where(late, time - last, 0), time - last])


@pytest.mark.parametrize("family", [Family.POISSON, Family.BINOMIAL])
def test_counts_equal_statsmodels(family):
    chance = np.random.default_rng(3)
    of = chance.integers(20, 60, 24).astype(float)
    events = chance.binomial(of.astype(int), 0.3).astype(float)
    found = interrupted(Points(MONTHS, events, of), 15, line=Line(family))

    terms = design(MONTHS, 15)
    if family is Family.POISSON:
        model = sm.GLM(events, terms, family=sm.families.Poisson(), offset=np.log(of))
    else:
        model = sm.GLM(np.column_stack([events, of - events]), terms, family=sm.families.Binomial())
    told = model.fit(tol=1e-12)
    dispersion = told.pearson_chi2 / told.df_resid
    assert found.level.estimate == pytest.approx(told.params[1], rel=1e-8)
    assert found.level.se == pytest.approx(told.bse[1] * max(dispersion, 1) ** 0.5, rel=1e-8)
    assert found.dispersion == pytest.approx(dispersion, rel=1e-8)
    np.testing.assert_allclose(found.expected, told.mu, rtol=1e-7)


def test_the_gap_is_what_the_two_lines_are_apart_at_the_end():
    values = 50 + 0.5 * MONTHS + np.where(MONTHS >= 15, 6 + (MONTHS - 14), 0) + NOISE
    found = interrupted(Points(MONTHS, values), 15, better=Better.INCREASE)

    assert found.gap.estimate == pytest.approx(found.expected[-1] - found.without[-1])
    assert found.gap.estimate == pytest.approx(found.level.estimate + 10 * found.slope.estimate)
    assert found.gap.low < 16 < found.gap.high
    assert found.verdict is Verdict.WORKED


@pytest.mark.parametrize(
    ("better", "step", "verdict"),
    [
        (Better.INCREASE, 12, Verdict.WORKED),
        (Better.INCREASE, -12, Verdict.WORSE),
        (Better.DECREASE, -12, Verdict.WORKED),
        (Better.DECREASE, 12, Verdict.WORSE),
        (Better.NEUTRAL, 12, Verdict.HIGHER),
        (Better.NEUTRAL, -12, Verdict.LOWER),
        (Better.INCREASE, 0, Verdict.NO_CHANGE),
    ],
)
def test_the_verdict_asks_what_is_better(better, step, verdict):
    values = 60 + NOISE + np.where(MONTHS >= 15, step, 0)

    assert interrupted(Points(MONTHS, values), 15, better=better).verdict is verdict


@pytest.mark.parametrize(("before", "after"), [(7, 10), (8, 2), (1, 1)])
def test_a_few_values_are_too_early(before, after):
    time = np.arange(float(before + after))
    found = interrupted(Points(time, NOISE[: len(time)]), float(before))

    assert found.verdict is Verdict.TOO_EARLY
    assert (found.before, found.after, found.level, found.gap) == (before, after, None, None)


def test_three_values_after_have_a_level_and_no_slope():
    short = interrupted(Points(MONTHS[:12], NOISE[:12]), 10)
    longer = interrupted(Points(MONTHS[:13], NOISE[:13]), 10)

    assert (short.after, short.slope) == (3, None)
    assert longer.slope is not None


def test_noise_alone_is_seldom_called_a_change():
    chance = np.random.default_rng(8)
    called = 0
    for _ in range(400):
        found = interrupted(Points(MONTHS[:14], chance.normal(70, 4, 14)), 10)
        called += found.verdict is not Verdict.NO_CHANGE
    assert called < 400 * 0.08


@pytest.mark.parametrize("side", [slice(0, 14), slice(14, 24), slice(0, 24)])
def test_a_side_on_which_nothing_happened_cannot_be_told(side):
    events = np.full(24, 3.0)
    events[side] = 0
    found = interrupted(Points(MONTHS, events), 15, line=Line(Family.POISSON))

    assert (found.verdict, found.level) == (Verdict.CANNOT_TELL, None)


def test_a_series_that_never_moves_did_not_change():
    found = interrupted(Points(MONTHS, np.full(24, 70.1)), 15, better=Better.INCREASE)

    assert found.verdict is Verdict.NO_CHANGE
    assert found.level.estimate == pytest.approx(0, abs=1e-9)


def test_order_and_missing_values_change_nothing():
    whole = interrupted(Points(MONTHS, 50 + NOISE), 15)
    places = np.random.default_rng(2).permutation(24)
    time = np.append(MONTHS[places], 30.0)
    shuffled = interrupted(Points(time, np.append(50 + NOISE[places], np.nan)), 15)

    assert shuffled.level.estimate == pytest.approx(whole.level.estimate)
    assert shuffled.gap.low == pytest.approx(whole.gap.low)


@pytest.mark.parametrize("factor", [1e-4, 3.0, 1e5])
def test_other_units_change_no_verdict(factor):
    values = 60 + NOISE + np.where(MONTHS >= 15, 7, 0)
    ours = interrupted(Points(MONTHS, values), 15)
    other = interrupted(Points(MONTHS * factor, values * factor), 15 * factor)

    assert other.verdict is ours.verdict
    assert other.level.estimate == pytest.approx(ours.level.estimate * factor)
    assert other.slope.estimate == pytest.approx(ours.slope.estimate)
    assert other.level.p == pytest.approx(ours.level.p)


def test_a_season_is_not_taken_for_an_effect():
    time = np.arange(1.0, 37)
    rng = np.random.default_rng(5)
    values = 80 + 9 * np.sin(2 * np.pi * time / 12) + rng.normal(0, 1, 36)
    plain = interrupted(Points(time, values), 31)
    seasonal = interrupted(Points(time, values), 31, line=Line(season=12))

    assert seasonal.verdict is Verdict.NO_CHANGE
    assert abs(seasonal.level.estimate) < abs(plain.level.estimate) / 4
    assert seasonal.level.se < plain.level.se / 4


def test_quarters_have_three_terms_of_season():
    time = np.arange(1.0, 21)
    values = np.tile([3.0, 5, 4, 9], 5) + NOISE[:20] / 100
    found = interrupted(Points(time, values), 17, line=Line(season=4, slope=False))

    assert found.dispersion < 0.01


@pytest.mark.parametrize(
    ("points", "line", "reason", "row"),
    [
        (Points(MONTHS, np.full(24, np.nan)), Line(), Reason.NO_ROWS, None),
        (Points(MONTHS[:1], NOISE[:1]), Line(), Reason.ONE_SIDE, None),
        (
            Points(MONTHS, NOISE),
            Line(Family.POISSON),
            Reason.OUT_OF_RANGE,
            int(np.argmax(NOISE < 0)),
        ),
        (Points(MONTHS, MONTHS), Line(Family.BINOMIAL), Reason.NO_EXPOSURE, None),
        (Points(MONTHS, MONTHS, MONTHS - 1), Line(Family.POISSON), Reason.OUT_OF_RANGE, 0),
        (Points(MONTHS, MONTHS, MONTHS - 0.5), Line(Family.BINOMIAL), Reason.OUT_OF_RANGE, 0),
        (Points(MONTHS, NOISE), Line(season=12), Reason.SEASON, None),
        (Points(np.repeat([1.0, 20], 12), NOISE), Line(), Reason.SINGULAR, None),
    ],
    ids=["missing", "one point", "negative", "no size", "size 0", "above", "season", "two times"],
)
def test_what_cannot_be_estimated_is_refused(points, line, reason, row):
    with pytest.raises(Unfit) as no:
        interrupted(points, 15, line=line)

    assert (no.value.reason, no.value.row) == (reason, row)


def two_groups(step, *, drift=0.0, seed=4):
    """Two groups of one common up and down; the first has a step at 15."""
    chance = np.random.default_rng(seed)
    common = 60 + np.cumsum(chance.normal(0, 2, 24))
    ours = common + drift * MONTHS + np.where(MONTHS >= 15, step, 0) + chance.normal(0, 1, 24)
    theirs = common - 8 + chance.normal(0, 1, 24)
    acted = np.repeat([True, False], 24)
    return Versus(Points(np.tile(MONTHS, 2), np.concatenate([ours, theirs])), acted)


def test_a_comparable_group_takes_out_what_happened_to_both():
    found = differences(two_groups(5), 15, better=Better.INCREASE)

    assert found.verdict is Verdict.WORKED
    assert found.level.low < 5 < found.level.high
    assert found.gap.estimate == pytest.approx(found.level.estimate)
    assert differences(two_groups(0), 15).verdict is Verdict.NO_CHANGE


def test_groups_that_moved_apart_before_are_not_comparable():
    found = differences(two_groups(5, drift=0.6), 15)

    assert found.verdict is Verdict.CANNOT_TELL
    assert found.apart.low < 0.6 < found.apart.high


def test_differences_of_means_equal_statsmodels():
    versus = two_groups(3)
    late = (MONTHS >= 15).astype(float)
    ours, theirs = versus.points.outcome[:24], versus.points.outcome[24:]
    model = sm.OLS(ours - theirs, sm.add_constant(late))
    robust = model.fit(cov_type="HAC", cov_kwds={"maxlags": 2, "use_correction": True})
    found = differences(versus, 15)

    assert found.level.estimate == pytest.approx(robust.params[1], rel=1e-9)
    assert found.level.se == pytest.approx(max(robust.bse[1], model.fit().bse[1]), rel=1e-9)


@pytest.mark.parametrize("family", [Family.POISSON, Family.BINOMIAL])
def test_differences_of_counts_equal_statsmodels(family):
    chance = np.random.default_rng(9)
    of = chance.integers(40, 80, 48).astype(float)
    events = chance.binomial(of.astype(int), 0.4).astype(float)
    acted = np.repeat([True, False], 24)
    found = differences(Versus(Points(np.tile(MONTHS, 2), events, of), acted), 15, family=family)

    each = np.vstack([np.eye(24), np.eye(24)])
    step = acted * (np.tile(MONTHS, 2) >= 15)
    terms = np.column_stack([each, acted, step]).astype(float)
    if family is Family.POISSON:
        model = sm.GLM(events, terms, family=sm.families.Poisson(), offset=np.log(of))
    else:
        model = sm.GLM(np.column_stack([events, of - events]), terms, family=sm.families.Binomial())
    told = model.fit(tol=1e-12)
    wider = max(told.pearson_chi2 / told.df_resid, 1) ** 0.5
    assert found.level.estimate == pytest.approx(told.params[-1], rel=1e-7)
    assert found.level.se == pytest.approx(told.bse[-1] * wider, rel=1e-7)


def test_parts_of_a_group_add_up():
    chance = np.random.default_rng(9)
    events, of = chance.integers(5, 9, 96).astype(float), np.full(96, 20.0)
    time, acted = np.tile(MONTHS, 4), np.repeat([True, True, False, False], 24)
    apart = differences(Versus(Points(time, events, of), acted), 15, family=Family.BINOMIAL)
    sums = [events.reshape(2, 2, 24).sum(axis=1).ravel(), of.reshape(2, 2, 24).sum(axis=1).ravel()]
    versus = Versus(Points(time[:48], *sums), np.repeat([True, False], 24))
    together = differences(versus, 15, family=Family.BINOMIAL)

    assert together.level == apart.level


def test_without_common_times_nothing_is_compared():
    versus = two_groups(3)
    alone = Versus(versus.points, np.ones(48, bool))
    apart = Points(np.concatenate([MONTHS, MONTHS + 100]), versus.points.outcome)

    for wrong in (alone, Versus(apart, versus.acted)):
        with pytest.raises(Unfit) as no:
            differences(wrong, 15)
        assert no.value.reason is Reason.NO_CONTROL


def test_with_a_group_it_may_be_too_early_too():
    found = differences(two_groups(3), 24)

    assert (found.verdict, found.after) == (Verdict.TOO_EARLY, 1)
