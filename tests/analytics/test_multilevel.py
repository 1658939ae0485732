"""Value added: models others estimated with lme4, and laws that must hold."""

import csv
import gzip
import json

import numpy as np
import pytest

from sapat.analytics.multilevel import Labels, Reason, Unfit, caterpillar, fit, sums

# A model of a case: outcome, numbers, categories with lme4's reference level, groups (outer first).
EXAM = ("C1_mlm_exam", "normexam")
CHEM = ("C2_mlm_chem97", "score")
GROWTH = ("C4_mlm_egsingle", "math")
ETHNIC = {"female": "Female", "retained": "0", "black": "0", "hispanic": "0"}
MODELS = [
    (*EXAM, "m0", [], {}, ["school"]),
    (*EXAM, "m1", ["standLRT"], {}, ["school"]),
    (*EXAM, "m2", ["standLRT", "schavg"], {"sex": "F", "schgend": "mixed"}, ["school"]),
    (*CHEM, "m0", [], {}, ["school"]),
    (*CHEM, "m1", ["gcsecnt", "age"], {"gender": "M"}, ["school"]),
    (*CHEM, "m2_three_level", ["gcsecnt", "age"], {"gender": "M"}, ["lea", "school"]),
    (*GROWTH, "m0_three_level", ["year"], {}, ["schoolid", "childid"]),
    (*GROWTH, "m1_three_level", ["year"], ETHNIC, ["schoolid", "childid"]),
    (*GROWTH, "m2_two_level", ["year"], {}, ["schoolid"]),
]


@pytest.fixture(scope="module")
def rows_of(reference):
    """Read a case once: a column as texts."""
    read = {}

    def rows_of(case):
        if case not in read:
            with gzip.open(reference / case / "data.csv.gz", "rt", encoding="utf-8") as file:
                read[case] = list(csv.DictReader(file))
        return lambda name: [row[name] for row in read[case]]

    return rows_of


def said_by_lme4(found, categories):
    """Our fixed part by lme4's names and reference levels."""
    fixed = dict(zip(found.terms, found.estimate, strict=True))
    told = {"(Intercept)": fixed["(Intercept)"]}
    for column, base in categories.items():
        of_base = fixed.get(f"{column}[{base}]", 0.0)
        told["(Intercept)"] += of_base
        levels = {t.split("[")[1][:-1]: v for t, v in fixed.items() if t.startswith(f"{column}[")}
        first = {"sex": "F", "schgend": "boys", "gender": "F"}.get(column, base)
        told |= {
            f"{column}{lv}": v - of_base for lv, v in {first: 0.0, **levels}.items() if lv != base
        }
    return told | {t: v for t, v in fixed.items() if "[" not in t and t != "(Intercept)"}


def variance_of(answer, name):
    (found,) = (row["vcov"] for row in answer["varcomp"] if row["grp"].split(":")[0] == name)
    return found


@pytest.mark.parametrize("method", ["REML", "ML"])
@pytest.mark.parametrize("model", MODELS, ids=lambda model: f"{model[0]}-{model[2]}")
def test_it_equals_lme4(reference, rows_of, model, method):
    """-2 log L 1e-6 relative, fixed part 1e-6, variances 1e-4 relative, residuals 1e-5."""
    case, outcome, key, numbers, categories, groups = model
    column = rows_of(case)
    expected = json.loads((reference / case / "expected.json").read_text())[key][method]
    covariates = {name: np.array(column(name), float) for name in numbers}
    covariates |= {name: Labels.of(column(name)) for name in categories}
    labels = {name: Labels.of(column(name)) for name in groups}

    found = fit(sums((outcome, np.array(column(outcome), float)), covariates, labels),
                method=method.lower())  # fmt: skip

    assert found.n == expected["nobs"]
    assert found.minus2loglik == pytest.approx(expected["minus2logL"], rel=1e-6)
    assert said_by_lme4(found, categories) == pytest.approx(expected["fixef"], rel=1e-6, abs=1e-6)
    for name, variance in found.variances[:-1]:
        assert variance == pytest.approx(variance_of(expected, name), rel=1e-4)
    assert found.variances[-1][1] == pytest.approx(variance_of(expected, "Residual"), rel=1e-4)
    for name, theirs in expected["blups"].items():
        ours = found.residuals[name.split(":")[0]]
        at = {group: place for place, group in enumerate(ours.groups)}
        assert found.groups[name.split(":")[0]] == theirs["n_groups"]
        for row in theirs["rows"]:
            place = at[row["group"].split(":")[0]]
            assert ours.estimate[place] == pytest.approx(row["(Intercept)"], abs=1e-5)
            assert ours.se[place] ** 2 == pytest.approx(row["condVar"], rel=1e-4, abs=1e-5)


SCOTS = "C5_mlm_scotssec_crossed"


@pytest.mark.parametrize("method", ["REML", "ML"])
@pytest.mark.parametrize("turned", [False, True])
def test_groups_that_cross_equal_lme4(reference, rows_of, method, turned):
    """Reference C5: -2 log L 1e-6, fixed 1e-6, its errors 1e-5, variances 1e-4, residuals 1e-5."""
    column = rows_of(SCOTS)
    expected = json.loads((reference / SCOTS / "expected.json").read_text())["m2_crossed"][method]
    covariates = {name: np.array(column(name), float) for name in ("verbal", "social")}
    covariates["sex"] = Labels.of(["0" if sex == "M" else "F" for sex in column("sex")])
    names = ["second", "primary"] if turned else ["primary", "second"]
    labels = {name: Labels.of(column(name)) for name in names}
    rows = sums(("attain", np.array(column("attain"), float)), covariates, labels)
    found = fit(rows, method=method.lower(), crossed=True)

    fixed = dict(zip([t.replace("[F]", "F") for t in found.terms], found.estimate, strict=True))
    errors = dict(zip([t.replace("[F]", "F") for t in found.terms], found.se, strict=True))
    assert found.minus2loglik == pytest.approx(expected["minus2logL"], rel=1e-6)
    assert fixed == pytest.approx(expected["fixef"], rel=1e-6, abs=1e-6)
    assert errors == pytest.approx(expected["se"], rel=1e-5)
    for name, variance in found.variances[:-1]:
        assert variance == pytest.approx(variance_of(expected, name), rel=1e-4)
    for name, theirs in expected["blups"].items():
        ours = found.residuals[name]
        at = {group: place for place, group in enumerate(ours.groups)}
        for row in theirs["rows"]:
            place = at[row["group"]]
            assert ours.estimate[place] == pytest.approx(row["(Intercept)"], abs=1e-5)
            assert ours.se[place] ** 2 == pytest.approx(row["condVar"], rel=1e-4, abs=1e-5)


def crossed_rows(seed=2):
    """Twelve hundred pupils of six schools who came from fifteen others."""
    rng = np.random.default_rng(seed)
    one, other = rng.integers(0, 6, 1200), rng.integers(0, 15, 1200)
    start = rng.normal(size=1200)
    result = start + rng.normal(0, 0.8, 6)[one] + rng.normal(0, 0.5, 15)[other]
    result += rng.normal(0, 1, 1200)
    return start, result, [f"s{x}" for x in one], [f"p{x}" for x in other]


def crossed_sums(places, rows, factor=1.0):
    start, result, one, other = rows
    labels = {
        "school": Labels.of([one[at] for at in places]),
        "primary": Labels.of([other[at] for at in places]),
    }
    return sums(("y", factor * result[places]), {"x": start[places]}, labels)


def test_sums_of_crossed_groups_merge_and_order_does_not_matter():
    rows = crossed_rows()
    places = np.random.default_rng(1).permutation(1200)
    whole = fit(crossed_sums(np.arange(1200), rows), crossed=True)
    parts = crossed_sums(places[:500], rows) + crossed_sums(places[500:], rows)
    merged = fit(parts, crossed=True)

    assert merged.minus2loglik == pytest.approx(whole.minus2loglik)
    assert merged.residuals["primary"].estimate == pytest.approx(
        whole.residuals["primary"].estimate, abs=1e-6
    )


def test_crossed_groups_in_other_units():
    rows = crossed_rows()
    places = np.arange(1200)
    ours = fit(crossed_sums(places, rows), crossed=True)
    other = fit(crossed_sums(places, rows, factor=100.0), crossed=True)

    assert dict(other.variances) == pytest.approx(
        {name: 1e4 * value for name, value in ours.variances}, rel=1e-4
    )
    assert other.residuals["school"].se == pytest.approx(
        100 * ours.residuals["school"].se, rel=1e-4
    )


def test_columns_that_divide_alike_do_not_cross():
    labels = Labels.of(["a", "a", "b", "b", "c", "c"])
    same = Labels.of(["x", "x", "y", "y", "z", "z"])
    rows = sums(("y", np.array([1.0, 2, 4, 5, 3, 9])), {}, {"one": labels, "two": same})
    with pytest.raises(Unfit) as no:
        fit(rows, crossed=True)
    assert no.value.reason is Reason.NOT_NESTED


def test_the_doubt_of_the_fixed_part_equals_lme4(reference, rows_of):
    column = rows_of("C1_mlm_exam")
    expected = json.loads((reference / "B3_rank_uncertainty_exam" / "expected.json").read_text())
    school = {"school": Labels.of(column("school"))}
    start = {"standLRT": np.array(column("standLRT"), float)}

    found = fit(sums(("normexam", np.array(column("normexam"), float)), start, school))

    ours = found.residuals["school"]
    at = {group: place for place, group in enumerate(ours.groups)}
    for row in expected["schools"]:
        assert ours.se_whole[at[row["school"]]] ** 2 == pytest.approx(
            row["comparativeVar"], rel=1e-5
        )


# -- without the reference ---------------------------------------------------------------------


def made(seed=3, classes=30, pupils=12):
    """Pupils in classes in schools, with a start and a sex; as columns."""
    chance = np.random.default_rng(seed)
    n = classes * pupils
    unit = np.arange(n) % classes
    start, sex = chance.normal(50, 10, n), chance.integers(0, 2, n)
    effect = chance.normal(0, 2, 6)[unit % 6] + chance.normal(0, 1.5, classes)[unit]
    result = 10 + 0.7 * start + 2 * sex + effect + chance.normal(0, 3, n)
    return {
        "result": result, "start": start, "sex": np.array(["f", "m"])[sex],
        "class": np.array([f"c{at}" for at in unit]),
        "school": np.array([f"s{at % 6}" for at in unit]),
    }  # fmt: skip


def summed(rows, groups=("school", "class"), kept=slice(None)):
    return sums(
        ("result", rows["result"][kept]),
        {"start": rows["start"][kept], "sex": Labels.of(rows["sex"][kept].tolist())},
        {name: Labels.of(rows[name][kept].tolist()) for name in groups},
    )


def same(one, two, *, rel=1e-6):
    assert one.terms == two.terms
    assert one.estimate == pytest.approx(two.estimate, rel=rel)
    assert one.minus2loglik == pytest.approx(two.minus2loglik, rel=1e-10)
    assert dict(one.variances) == pytest.approx(dict(two.variances), rel=1e-5)


@pytest.mark.parametrize("method", ["reml", "ml"])
def test_two_levels_equal_the_whole_likelihood(method):
    """The density of the outcome written out with its whole covariance matrix."""
    rows = made(classes=8, pupils=6)
    found = fit(summed(rows, ["class"]), method=method)
    design = np.column_stack([np.ones(48), rows["start"], rows["sex"] == "m"])
    variance = dict(found.variances)
    alike = rows["class"][:, None] == rows["class"][None, :]
    whole = variance["class"] * alike + variance["residual"] * np.eye(48)
    inverse = np.linalg.inv(whole)
    information = design.T @ inverse @ design
    fixed = np.linalg.solve(information, design.T @ inverse @ rows["result"])
    left = rows["result"] - design @ fixed
    deviance = np.linalg.slogdet(whole)[1] + left @ inverse @ left
    deviance += (48 - (3 if method == "reml" else 0)) * np.log(2 * np.pi)
    deviance += np.linalg.slogdet(information)[1] if method == "reml" else 0

    assert found.estimate == pytest.approx(fixed, rel=1e-9)
    assert found.covariance == pytest.approx(np.linalg.inv(information), rel=1e-9)
    assert found.minus2loglik == pytest.approx(deviance, rel=1e-10)


@pytest.mark.parametrize("groups", [["class"], ["school", "class"]], ids=["two", "three"])
def test_merged_parts_equal_the_whole(groups):
    rows = made()
    parts = [summed(rows, groups, slice(at, None, 3)) for at in range(3)]

    same(fit(parts[0] + parts[1] + parts[2]), fit(summed(rows, groups)))


def test_parts_may_know_different_levels_and_groups():
    rows = made()
    girls = rows["sex"] == "f"
    early = (np.char.str_len(rows["class"]) == 2) & ~girls
    parts = [summed(rows, kept=kept) for kept in (girls, early, ~girls & ~early)]

    same(fit(parts[2] + parts[0] + parts[1]), fit(summed(rows)))


def test_the_order_of_rows_is_of_no_account():
    rows = made()
    order = np.random.default_rng(1).permutation(len(rows["result"]))

    same(fit(summed(rows)), fit(summed({name: column[order] for name, column in rows.items()})))


def test_other_units_give_the_same_answer_in_those_units():
    rows = made()
    plain = fit(summed(rows))
    moved = fit(summed({**rows, "result": 1e6 + 100 * rows["result"], "start": rows["start"] / 7}))

    assert moved.estimate[1] == pytest.approx(700 * plain.estimate[1], rel=1e-6)
    assert moved.residuals["class"].estimate == pytest.approx(
        100 * plain.residuals["class"].estimate, rel=1e-4, abs=1e-4
    )


def test_rows_written_twice_leave_the_fixed_part_of_full_classes():
    rows = made()
    once = fit(summed(rows, ["class"]), method="ml")
    twice = fit(summed({n: np.tile(c, 2) for n, c in rows.items()}, ["class"]), method="ml")

    assert twice.n == 2 * once.n
    assert twice.estimate == pytest.approx(once.estimate, rel=0.02)
    assert (twice.se < once.se).all()


def test_a_row_with_something_missing_is_left_out():
    rows = made()
    rows["start"][0], rows["result"][1], rows["sex"][2] = np.nan, np.nan, ""
    kept = slice(3, None)

    same(fit(summed(rows)), fit(summed(rows, kept=kept)))


def test_groups_without_a_difference_have_no_variance():
    rows = made()
    rows["result"] = rows["start"] + np.where(np.arange(360) // 30 % 2, 1.0, -1.0)
    found = fit(summed(rows, ["class"]))

    assert dict(found.variances)["class"] == 0
    assert (found.residuals["class"].estimate == 0).all()


def test_classes_of_one_name_in_two_schools_are_two():
    rows = made()
    rows["class"] = np.array([f"{5 + at % 5}A" for at in range(360)])
    found = fit(summed(rows))

    assert found.groups["class"] == 30
    assert "s0/5A" in found.residuals["class"].groups


def test_a_caterpillar_stands_from_low_to_high():
    drawn = caterpillar(fit(summed(made())).residuals["class"])

    assert (np.diff(drawn.estimate) >= 0).all()
    assert (drawn.low < drawn.estimate).all()
    assert (drawn.estimate < drawn.high).all()


@pytest.mark.parametrize(
    ("change", "reason", "column"),
    [
        (lambda rows: {name: c[:1] for name, c in rows.items()}, Reason.SINGLE_GROUP, "school"),
        (lambda rows: rows | {"result": np.full(360, np.nan)}, Reason.NO_ROWS, "result"),
        (lambda rows: rows | {"result": np.full(360, 3.0)}, Reason.CONSTANT, "result"),
        (lambda rows: rows | {"start": np.full(360, 0.1)}, Reason.CONSTANT, "start"),
        (lambda rows: rows | {"sex": np.full(360, "f")}, Reason.CONSTANT, "sex"),
        (lambda rows: rows | {"start": 3.0 * (rows["sex"] == "m")}, Reason.SINGULAR, "sex[m]"),
        (lambda rows: rows | {"result": 2 * rows["start"]}, Reason.NO_NOISE, "result"),
        (lambda rows: rows | {"school": np.full(360, "s0")}, Reason.SINGLE_GROUP, "school"),
        (lambda rows: rows | {"class": np.arange(360).astype(str)}, Reason.GROUPS_OF_ONE, "class"),
        (lambda rows: rows | {"class": rows["school"]}, Reason.NOT_NESTED, "class"),
    ],
    ids=["one pupil", "all missing", "constant", "constant start", "one level", "follows",
         "no noise", "single group", "groups of one", "alike"],
)  # fmt: skip
def test_what_cannot_be_estimated_is_named(change, reason, column):
    with pytest.raises(Unfit) as no:
        fit(summed(change(made())))

    assert (no.value.reason, no.value.column) == (reason, column)


def test_sums_of_other_columns_are_not_merged():
    with pytest.raises(ValueError, match="different columns"):
        summed(made()) + summed(made(), ["class"])
