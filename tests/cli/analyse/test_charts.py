"""`sapat analyse p | u | iprime | runs | changes`: answers, and what a wrong question gets."""

import json

import pytest
from django.utils.translation import override

from sapat.cli import main

COUNTS = ["--numerator", "part", "--denominator", "whole", "--date", "week"]
PARTS = [8, 9, 7, 8, 10, 9, 8, 7, 9, 8, 30, 9]
TABLE = "week,part,whole,class\n" + "".join(
    f"{week},{part},{40 + week % 3},5A\n" for week, part in enumerate(PARTS, 1)
)
RUNS = {
    "useful", "longest_run", "longest_allowed", "crossings", "crossings_needed", "shifted",
}  # fmt: skip


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


@pytest.mark.parametrize("kind", [["p"], ["p", "--laney"], ["u"], ["u", "--laney"], ["iprime"]])
def test_a_chart_has_what_is_documented(asked, kind):
    code, told = asked(kind[0], *COUNTS, *kind[1:], "--json")
    found = json.loads(told.out)

    assert code == 0
    (one,) = found["series"]
    assert set(one) == {"group", "centre", "rows"} | RUNS
    assert set(one["rows"][0]) == {"x", "y", "lower", "upper", "outside"}
    assert [row["x"] for row in one["rows"] if row["outside"]] == [11]
    assert one["rows"][0]["y"] == pytest.approx(8 / 41)


def test_series_come_apart_by_group_and_in_order_of_time(asked):
    head, *rows = TABLE.splitlines()
    other = [row.replace("5A", "5B") for row in rows[:5]]
    table = "\n".join([head, *reversed(rows), *other])
    found = json.loads(asked("p", *COUNTS, "--group", "class", "--json", table=table)[1].out)

    assert [one["group"] for one in found["series"]] == ["5A", "5B"]
    assert [row["x"] for row in found["series"][0]["rows"]] == list(range(1, 13))
    assert found["series"][1]["useful"] == 5


def test_the_centre_may_come_from_the_first_points(asked):
    found = json.loads(asked("u", *COUNTS, "--freeze", "10", "--json")[1].out)

    assert found["series"][0]["centre"] == pytest.approx(83 / sum(40 + w % 3 for w in range(1, 11)))


def test_runs_tell_a_shift(asked):
    table = "y\n" + "\n".join(["1", "2"] * 6 + ["8", "9"] * 6)
    code, told = asked("runs", "--value", "y", "--json", table=table)
    (one,) = json.loads(told.out)["series"]

    assert code == 0
    assert set(one) == {"group", "centre"} | RUNS
    assert one["shifted"] is True
    centred = json.loads(
        asked("runs", "--value", "y", "--centre", "0", "--json", table=table)[1].out
    )
    assert centred["series"][0]["crossings"] == 0


def test_changes_tell_when(asked):
    table = "year,y\n" + "\n".join(
        f"{1990 + at},{(10 if at < 12 else 20) + at % 3}" for at in range(24)
    )
    code, told = asked("changes", "--value", "y", "--date", "year", "--json", table=table)
    (one,) = json.loads(told.out)["series"]

    assert code == 0
    assert set(one) == {"group", "n", "f", "means", "changes", "numbers", "refused"}
    assert one["changes"] == [{"last_before": 2001, "after": 12, "low": 11, "high": 13}]
    assert one["means"] == [11, 21]


def test_a_bend_tells_where_the_line_turns(asked):
    table = "year,y\n" + "\n".join(f"{at},{min(at, 20 - at) + at % 2 / 10}" for at in range(20))
    options = ["--value", "y", "--date", "year", "--bend", "--json"]
    (one,) = json.loads(asked("changes", *options, table=table)[1].out)["series"]
    short = json.loads(asked("changes", *options, table="year,y\n1,2\n2,3\n")[1].out)

    assert set(one["bend"]) == {"at", "se", "before", "after", "rss"}
    assert one["bend"]["at"] == pytest.approx(10, abs=0.2)
    assert one["bend"]["after"]["estimate"] == pytest.approx(-1, abs=0.05)
    assert (short["series"][0]["bend"], len(short["notes"])) == (None, 1)


def test_a_short_series_has_no_changes_and_says_so(asked):
    code, told = asked("changes", "--value", "y", "--json", table="y\n1\n2\n3\n")
    found = json.loads(told.out)

    assert (code, found["series"][0]["refused"]) == (0, "too_short")
    assert found["notes"] == ["1 of 1 series are too short, or never change."]


@pytest.mark.parametrize(
    ("options", "table", "sentence"),
    [
        (["p", *COUNTS[:-1], "day"], TABLE, "no column day"),
        (["p", *COUNTS], TABLE.replace("1,8,", "1,many,", 1), "row 2: “many” is not a number."),
        (["p", *COUNTS], TABLE.replace("1,8,", "1,99,", 1), "Row 2: part or whole is outside"),
        (["u", *COUNTS], TABLE.replace("1,8,41", "1,8,0", 1), "Row 2: part or whole is outside"),
        (["u", *COUNTS], "week,part,whole\n1,,5\n2,3,\n", "No row has both part and whole."),
        (["p", *COUNTS], TABLE + "3,8,40,5A\n", "more than one row for 3."),
        (["p", *COUNTS, "--freeze", "1"], TABLE, "--freeze is at least 2."),
        (["runs", "--value", "y"], "y\n\n-\n", "Column y has no values."),
        (["changes", "--value", "part", "--most", "0"], TABLE, "--most is at least 1"),
    ],
    ids=[
        "missing column", "text", "above", "size 0", "nothing", "one date twice", "freeze",
        "no values", "most",
    ],
)  # fmt: skip
def test_a_wrong_question_gets_a_sentence(asked, options, table, sentence):
    code, told = asked(*options, table=table)

    assert code == 2
    assert sentence in told.err
    assert told.err.count("\n") == 1
