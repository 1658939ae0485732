"""`sapat analyse value-added`: what an analyst gets, and the sentence for a wrong question."""

import json

import pytest
from django.utils.translation import override

from sapat.cli import main

OPTIONS = ["--outcome", "result", "--group", "class"]


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setattr("sapat.cli.analyse.running.words", lambda: None)
    with override("en"):
        yield


@pytest.fixture
def file(tmp_path):
    """Forty pupils of four classes in two schools, with a start and a sex."""
    lines = ["school,class,sex,start,result"]
    for at in range(40):
        start, noise = (at * 7) % 11, (at * 13) % 5
        result = 2 + start * 0.5 + at % 4 + noise
        lines.append(f"s{at % 4 // 2},c{at % 4},{'fm'[at % 3 == 0]},{start},{result}")
    path = tmp_path / "pupils.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def asked(capsys, *words):
    code = main(["analyse", "value-added", *map(str, words)])
    return code, capsys.readouterr()


def test_the_object_has_what_is_documented(capsys, file):
    code, told = asked(
        capsys, file, "--outcome", "result", "--group", "class,school",
        "--covariates", "start,sex", "--json",
    )  # fmt: skip
    found = json.loads(told.out)

    assert code == 0
    assert set(found) == {
        "n", "groups", "fixed", "variances", "minus2loglik", "residuals",
        "method", "version", "notes",
    }  # fmt: skip
    assert found["groups"] == {"school": 2, "class": 4}
    assert [row["term"] for row in found["fixed"]] == ["(Intercept)", "start", "sex[m]"]
    assert [row["component"] for row in found["variances"]] == ["class", "school", "residual"]
    assert set(found["residuals"]["class"][0]) == {"group", "estimate", "se"}


def test_columns_may_cross(capsys, tmp_path):
    rows = [f"p{at % 5},s{at % 3},{at % 5 + 2 * (at % 3) + at * 13 % 7}" for at in range(90)]
    path = tmp_path / "pupils.csv"
    path.write_text("\n".join(["primary,second,result", *rows]))
    options = ["--outcome", "result", "--group", "primary,second", "--crossed", "--json"]
    code, told = asked(capsys, path, *options)
    found = json.loads(told.out)

    assert code == 0
    assert found["groups"] == {"second": 3, "primary": 5}
    assert [row["component"] for row in found["variances"]] == ["primary", "second", "residual"]


def test_one_column_cannot_cross(capsys, file):
    code, told = asked(capsys, file, *OPTIONS, "--crossed")

    assert (code, told.err) == (2, "--crossed needs two columns of groups.\n")


def test_full_likelihood_differs_from_the_restricted_one(capsys, file):
    told = [
        json.loads(asked(capsys, file, *OPTIONS, "--method", method, "--json")[1].out)
        for method in ("reml", "ml")
    ]
    assert told[0]["minus2loglik"] != told[1]["minus2loglik"]
    assert told[0]["method"] == "value-added"


def test_a_reader_gets_tables(capsys, file):
    code, told = asked(capsys, file, *OPTIONS)

    assert code == 0
    assert "residuals: class" in told.out


def test_rows_left_out_are_told(capsys, file):
    file.write_text(file.read_text() + "s0,c0,f,,3\n")

    _, told = asked(capsys, file, *OPTIONS, "--covariates", "start", "--json")

    assert json.loads(told.out)["notes"] == ["Rows with something missing, left out: 1."]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--outcome", "score", "--group", "class"], "no column score"),
        (["--outcome", "sex", "--group", "class"], "Column sex, row 2: “m” is not a number."),
        ([*OPTIONS, "--covariates", "start,start"], "Column start is named twice."),
        (["--outcome", "result", "--group", "a,b,c"], "Name one or two columns of groups."),
        (["--outcome", "start", "--group", "result"], None),
    ],
    ids=["missing column", "text for a number", "twice", "three groups", "numbers as groups"],
)
def test_a_wrong_question_gets_a_sentence(capsys, file, options, sentence):
    code, told = asked(capsys, file, *options)

    assert code == (2 if sentence else 0)
    assert (sentence or "") in told.err


@pytest.mark.parametrize(
    ("change", "options", "sentence"),
    [
        (lambda line, at: line.replace(line.split(",")[1], "c0"), [], "a single group, c0"),
        (lambda line, at: f"{line},{at}", [], "Every group of column class has one row"),
        (lambda line, at: line, ["--covariates", "start,again"], "Column again follows from"),
        (lambda line, at: line, ["--covariates", "same"], "Column same has the same value"),
    ],
    ids=["single group", "groups of one", "follows", "constant"],
)
def test_what_cannot_be_estimated_is_named(capsys, file, change, options, sentence):
    head, *lines = file.read_text().split()
    made = [change(line, at) for at, line in enumerate(lines)]
    if "one row" in sentence:
        made = [
            f"s,c{at}," + line.split(",", 2)[2].rsplit(",", 1)[0] for at, line in enumerate(made)
        ]
    again = [f"{line},{2 * float(line.split(',')[3])},1" for line in made]
    file.write_text("\n".join([f"{head},again,same", *again]))

    code, told = asked(capsys, file, *OPTIONS, *options)

    assert code == 2
    assert sentence in told.err
    assert told.err.count("\n") == 1


def test_a_covariate_with_one_slip_is_not_taken_for_labels(capsys, file):
    file.write_text(file.read_text().replace("s0,c0,m,0,", "s0,c0,m,abc,", 1))

    code, told = asked(capsys, file, *OPTIONS, "--covariates", "start")

    assert code == 2
    assert "Column start, row 2: “abc” is not a number." in told.err


def test_it_equals_lme4_on_three_levels(capsys, reference):
    """Chem97: -2 log L 1e-6 relative, whichever group column is named first."""
    case = reference / "C2_mlm_chem97"
    expected = json.loads((case / "expected.json").read_text())["m2_three_level"]["REML"]
    _, told = asked(
        capsys, case / "data.csv.gz", "--outcome", "score", "--group", "school,lea",
        "--covariates", "gcsecnt,gender,age", "--json",
    )  # fmt: skip

    assert json.loads(told.out)["minus2loglik"] == pytest.approx(expected["minus2logL"], rel=1e-6)
