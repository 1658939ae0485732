"""Classical test analysis: what psych of R says of the same answers, and laws that must hold."""

import csv
import gzip
import json

import numpy as np
import pytest
from scipy import stats

from sapat.analytics import quantiles
from sapat.analytics.testing.answers import Flag, flags, one_alphabet, options, scored
from sapat.analytics.testing.classical import (
    Missing,
    Reason,
    Untestable,
    Verdict,
    correlations,
    reliability,
)
from sapat.analytics.testing.factor import loadings, omega
from sapat.analytics.testing.thresholds import BOUNDS
from tests.analytics import classroom

ITEM_FIGURES = ("difficulty", "item_total", "item_rest", "alpha_without")


def test_the_law_school_test_equals_r(reference):
    """E1: 1e-9 throughout."""
    case = reference / "E1_irt_lsat6"
    theirs = json.loads((case / "expected.json").read_text())["classical"]
    ours = reliability(np.loadtxt(case / "data.csv", delimiter=",", skiprows=1))

    assert (ours.n, ours.items) == (theirs["n"], theirs["k"])
    assert ours.alpha == pytest.approx(theirs["alpha"], rel=1e-9)
    assert ours.sem == pytest.approx(theirs["SEM"], rel=1e-9)
    assert (ours.mean, ours.sd) == pytest.approx(
        (theirs["mean_total"], theirs["sd_total"]), rel=1e-9
    )
    names = ("difficulty_p", "r_item_total", "r_item_rest", "alpha_if_dropped")
    for figure, name in zip(ITEM_FIGURES, names, strict=True):
        expected = [item[name] for item in theirs["items"]]
        assert getattr(ours, figure) == pytest.approx(expected, rel=1e-9)


def of_scale(case, expected):
    """Answers from 1 to 6 with gaps, turned round where the scale says so."""
    with gzip.open(case / "data.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    turned = [key.startswith("-") for key in expected["keys"]]
    names = [key.strip("-") for key in expected["keys"]]
    points = np.array([[float(row[name] or "nan") for name in names] for row in rows])
    return np.where(turned, 7 - points, points)


@pytest.mark.parametrize(
    "scale", ["agree", "conscientious", "extraversion", "neuroticism", "openness"]
)
def test_scales_with_gaps_equal_psych(reference, scale):
    """E5: alpha, Feldt's interval, item figures 1e-9; omega of one factor by ML 1e-6."""
    case = reference / "E5_alpha_omega_bfi"
    theirs = json.loads((case / "expected.json").read_text())[scale]
    points = of_scale(case, theirs)
    ours = reliability(points)

    interval = theirs["feldt_ci"]
    assert ours.alpha == pytest.approx(theirs["alpha_total"]["raw_alpha"], rel=1e-9)
    assert ours.low == pytest.approx(interval["lower.ci.raw_alpha"], rel=1e-9)
    assert ours.high == pytest.approx(interval["upper.ci.raw_alpha"], rel=1e-9)
    assert ours.omega == pytest.approx(theirs["omega_1factor_ML_standardised"], abs=1e-6)
    items = theirs["item_stats"]
    assert ours.item_rest == pytest.approx([item["r.drop"] for item in items], rel=1e-9)
    assert ours.item_total == pytest.approx([item["raw.r"] for item in items], rel=1e-9)
    dropped = [item["raw_alpha"] for item in theirs["alpha_drop"]]
    assert ours.alpha_without == pytest.approx(dropped, rel=1e-9)
    whole = reliability(points, missing=Missing.COMPLETE)
    assert whole.alpha == pytest.approx(theirs["alpha_complete_cases"], rel=1e-9)


# -- without the reference ---------------------------------------------------------------------


def test_it_equals_the_formulas_written_out():
    points = classroom.points(80, 6)
    ours, total = reliability(points), points.sum(axis=1)
    alpha = 6 / 5 * (1 - points.var(axis=0, ddof=1).sum() / total.var(ddof=1))

    assert ours.alpha == pytest.approx(alpha)
    assert ours.sem == pytest.approx(total.std(ddof=1) * np.sqrt(1 - alpha))
    for at in range(6):
        rest = np.delete(points, at, axis=1)
        assert ours.item_rest[at] == pytest.approx(
            stats.pearsonr(points[:, at], rest.sum(axis=1))[0]
        )
        assert ours.alpha_without[at] == pytest.approx(reliability(rest).alpha)


def test_quantiles_of_f_equal_scipys():
    for probability in (0.025, 0.5, 0.975):
        for degrees in ((4, 16), (29, 551), (999, 3996)):
            ours = quantiles.fisher(probability, *degrees)
            assert ours == pytest.approx(stats.f.ppf(probability, *degrees), rel=1e-9)


def test_one_factor_is_found_again():
    true = np.array([0.9, 0.7, 0.6, 0.5, 0.3])
    correlations = np.outer(true, true) + np.diag(1 - true**2)

    assert loadings(correlations) == pytest.approx(true, abs=1e-7)


def test_a_clone_of_an_item_does_not_stop_omega():
    points = classroom.points(100, 5)
    points[:, 4] = points[:, 0]

    assert 0 < omega(points) < 1


@pytest.mark.parametrize(
    ("seed", "items", "spread", "verdict"),
    [(1, 40, 2.0, Verdict.PUPIL), (1, 20, 1.2, Verdict.CLASS), (1, 8, 0.4, Verdict.WEAK)],
)
def test_a_test_is_good_for_what_its_alpha_allows(seed, items, spread, verdict):
    assert reliability(classroom.points(300, items, seed, spread)).verdict is verdict


@pytest.mark.parametrize("shape", [(29, 20), (300, 4)])
def test_few_pupils_or_items_are_too_few_to_judge(shape):
    assert reliability(classroom.points(*shape)).verdict is Verdict.TOO_FEW


@pytest.mark.parametrize("pupils", [40, 200])
@pytest.mark.parametrize("at", [3, 10, 16])
def test_a_wrong_key_is_flagged_and_no_other(pupils, at):
    rows, key = classroom.answers(pupils)
    key[at] = "ABCD"[(at + 1) % 4]
    points = scored(rows, key)
    marked = flags(reliability(points), options(rows, key, points))

    assert [Flag.MISKEYED in each for each in marked] == [item == at for item in range(20)]


def test_a_true_key_is_hardly_ever_called_wrong():
    wrong = 0
    for seed in range(40):
        rows, key = classroom.answers(40, seed=seed)
        points = scored(rows, key)
        marked = flags(reliability(points), options(rows, key, points))
        wrong += sum(Flag.MISKEYED in each for each in marked)
    assert wrong <= 8  # of 800 items


def test_easy_hard_and_idle_options_are_flagged():
    rows, key = classroom.answers(100)
    for at, row in enumerate(rows):
        row[0] = key[0]
        row[1] = key[1] if at < 97 else "D"
        row[2] = key[2] if at % 9 == 0 else "D"
        row[3] = "C" if row[3] == "A" else row[3]
    points = scored(rows, key)
    marked = flags(reliability(points), options(rows, key, points))

    assert {Flag.NO_VARIETY, Flag.TOO_EASY} <= set(marked[0])
    assert Flag.TOO_EASY in marked[1]
    assert Flag.TOO_HARD in marked[2]
    assert Flag.DEAD_DISTRACTOR in marked[3]


def test_an_item_against_the_rest_is_flagged():
    points = classroom.points(200)
    points[:, 5] = 1 - points[:, 5]

    assert flags(reliability(points))[5] == (Flag.NEGATIVE,)


def test_options_tell_who_chose_them():
    rows, key = classroom.answers(200)
    points = scored(rows, key)
    item = options(rows, key, points)[7]
    own = reliability(points, missing=Missing.WRONG).item_rest[7]

    assert [each.option for each in item] == list("ABCD")
    assert sum(each.share for each in item) == pytest.approx(1)
    assert [each.rest for each in item if each.key] == pytest.approx([own])
    assert all(each.rest < 0 for each in item if not each.key)


def test_letters_of_two_alphabets_that_look_alike_are_one():
    assert one_alphabet([["А", "в"], ["D", "B"]]) == [["A", "B"], ["D", "B"]]
    assert one_alphabet([["A", "B"], ["Г", "б"]]) == [["А", "В"], ["Г", "Б"]]


def test_an_answer_not_given_earns_nothing_or_is_left_out():
    rows = [["A", "", "B"], ["A", "B", "B/C"]]
    got = scored(rows[:1], ["A", "B", "B/C"])

    assert got[0, 0] == got[0, 2] == 1
    assert np.isnan(got[0, 1])
    points = np.vstack([classroom.points(50, 3), got])
    assert reliability(points, missing=Missing.WRONG).n == 51
    assert reliability(points, missing=Missing.COMPLETE).n == 50


def test_every_bound_names_its_source():
    assert all(bound.source for bound in BOUNDS.values())


# -- the battery --------------------------------------------------------------------------------


def same(one, other, figures=(*ITEM_FIGURES, "alpha", "omega", "sem")):
    for figure in figures:
        assert getattr(one, figure) == pytest.approx(
            getattr(other, figure), rel=1e-6, abs=1e-9, nan_ok=True
        )


def test_one_pupil_is_no_figure_and_no_failure():
    ours = reliability(np.ones((1, 4)))

    assert np.isnan([ours.alpha, ours.omega, *ours.item_rest]).all()
    assert ours.verdict is Verdict.TOO_FEW


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        (np.full((5, 4), np.nan), Reason.NOBODY),
        (np.empty((0, 4)), Reason.NOBODY),
        (np.ones((5, 0)), Reason.NO_ITEM),
    ],
    ids=["all missing", "no row", "no item"],
)
def test_what_is_no_test_is_refused(points, reason):
    with pytest.raises(Untestable) as refused:
        reliability(points)
    assert refused.value.reason is reason


def test_a_single_item_has_a_difficulty_only():
    ours = reliability(np.array([[1.0], [0], [1], [1]]))

    assert ours.difficulty == pytest.approx([0.75])
    assert np.isnan([ours.alpha, *ours.item_rest, *ours.alpha_without]).all()
    assert ours.verdict is Verdict.TOO_FEW


def test_a_constant_test_has_no_alpha():
    ours = reliability(np.full((40, 5), 0.3))

    assert np.isnan([ours.alpha, ours.omega, *ours.item_rest, *ours.item_total]).all()


def test_a_column_without_answers_is_no_failure():
    points = classroom.points(60, 6)
    points[:, 2] = np.nan

    assert np.isnan(reliability(points).difficulty[2])
    assert flags(reliability(points))[2][0] is Flag.NO_VARIETY


def test_rows_in_another_order_change_nothing():
    points = classroom.points(60, 6)
    same(reliability(points), reliability(np.random.default_rng(2).permutation(points)))


def test_other_units_change_only_what_has_units():
    points = classroom.points(60, 6)
    one, other = reliability(points), reliability(10 * points)
    same(one, other, ("item_total", "item_rest", "alpha_without", "alpha", "omega", "difficulty"))
    assert other.sem == pytest.approx(10 * one.sem)


def test_rows_twice_change_only_degrees_of_freedom():
    points = classroom.points(60, 6)
    same(
        reliability(points),
        reliability(np.vstack([points, points])),
        (*ITEM_FIGURES, "alpha", "omega"),
    )


def test_parts_of_rows_with_gaps_correlate_as_scipy_says():
    chance = np.random.default_rng(3)
    one, other = chance.normal(size=(50, 3)), chance.normal(size=(50, 3))
    one[chance.random((50, 3)) < 0.2] = np.nan
    for at, ours in enumerate(correlations(one, other)):
        known = ~np.isnan(one[:, at])
        assert ours == pytest.approx(stats.pearsonr(one[known, at], other[known, at])[0])
