"""`sapat analyse funnel` and `ranks`: what an analyst gets, and what a wrong question gets."""

import json

import pytest
from django.utils.translation import override

from sapat.cli import main

COUNTS = ["--numerator", "part", "--denominator", "whole"]
TABLE = "class,part,whole,mean,se\n5A,8,20,0.1,0.5\n5B,15,25,1.2,0.4\n6A,9,30,-1,0.5\n7A,5,8,0,1\n"


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setattr("sapat.cli.analyse.running.words", lambda: None)
    with override("en"):
        yield


@pytest.fixture
def asked(tmp_path, capsys):
    """Ask a method about a table."""

    def asked(method, *options, table=TABLE):
        path = tmp_path / "table.csv"
        path.write_text(table)
        code = main(["analyse", method, str(path), *options])
        return code, capsys.readouterr()

    return asked


@pytest.mark.parametrize("kind", ["proportion", "ratio"])
@pytest.mark.parametrize("limits", [[], ["--limits", "exact"], ["--limits", "adjusted"]])
def test_a_funnel_has_what_is_documented(asked, kind, limits):
    code, told = asked("funnel", *COUNTS, "--kind", kind, *limits, "--json")
    found = json.loads(told.out)

    assert code == 0
    assert set(found) == {"centre", "phi", "tau2", "groups", "method", "version", "notes"}
    assert set(found["groups"][0]) == {
        "group", "n", "value", "low95", "high95", "low998", "high998", "outside",
    }  # fmt: skip
    assert [row["group"] for row in found["groups"]] == ["5A", "5B", "6A", "7A"]
    assert found["groups"][0]["outside"] is None


def test_rows_of_one_group_are_added(asked):
    table = TABLE + "5A,2,10,0,0\n8A,,3,0,0\n"
    found = json.loads(asked("funnel", *COUNTS, "--json", table=table)[1].out)

    assert (found["groups"][0]["n"], found["groups"][0]["value"]) == (30, pytest.approx(1 / 3))
    assert found["notes"] == ["Rows with something missing, left out: 1."]


@pytest.mark.parametrize(
    ("table", "options", "sentence"),
    [
        (TABLE, ["--numerator", "x", "--denominator", "whole"], "no column x"),
        (TABLE.replace("8,20", "8,many"), COUNTS, "Column whole, row 2: “many” is not a number."),
        ("class,part,whole\n5A,1,2\n", COUNTS, "There is a single group, 5A"),
        (TABLE.replace("8,20", "28,20"), COUNTS, "Group 5A: part or whole is outside its range."),
        (TABLE.replace("8,20", "8.5,20"), COUNTS, "Group 5A: counts must be whole numbers."),
        ("class,part,whole\n5A,0,2\n5B,0,3\n", COUNTS, "Column part is 0 in every group."),
    ],
    ids=["missing column", "text", "single group", "above", "broken", "no event"],
)
def test_a_wrong_question_gets_a_sentence(asked, table, options, sentence):
    code, told = asked("funnel", *options, table=table)

    assert code == 2
    assert sentence in told.err
    assert told.err.count("\n") == 1


def test_ranks_of_estimates_in_the_file(asked):
    code, told = asked("ranks", "--group", "class", "--estimate", "mean", "--se", "se", "--json")
    found = json.loads(told.out)["groups"]

    assert code == 0
    assert set(found[0]) == {"group", "rank", "low", "high"}
    assert max(found, key=lambda row: row["rank"])["group"] == "5B"


def test_ranks_of_the_residuals_of_a_model(asked):
    rows = [f"c{at % 4},{at % 4 + at * 13 % 5}" for at in range(40)]
    table = "\n".join(["class,result", *rows])
    found = json.loads(
        asked("ranks", "--group", "class", "--outcome", "result", "--json", table=table)[1].out
    )["groups"]

    assert [row["group"] for row in sorted(found, key=lambda row: row["rank"])][-1] == "c3"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--group", "class"], "Name --group, and either --outcome"),
        (["--group", "class", "--estimate", "mean"], "Name --group, and either --outcome"),
        (["--group", "class", "--estimate", "class", "--se", "se"], "“5A” is not a number."),
        (["--group", "class", "--estimate", "mean", "--se", "mean"], "Group 6A has no estimate"),
        (["--group", "class", "--outcome", "mean"], "Every group of column class has one row"),
    ],
    ids=["nothing", "half", "text", "negative", "groups of one"],
)
def test_a_wrong_question_about_ranks_gets_a_sentence(asked, options, sentence):
    code, told = asked("ranks", *options)

    assert code == 2
    assert sentence in told.err
