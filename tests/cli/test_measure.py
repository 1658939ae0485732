"""`sapat measure`: rows for other programs, sentences for people."""

import json

import pyarrow.parquet as pq
import pytest

from sapat.cli import main
from tests.check.conftest import Village, home, restart  # noqa: F401 (fixtures of that room)

KEYS = [
    "indicator", "school", "term", "class", "num", "den", "n", "value", "low", "high",
    "completeness", "status", "shown", "why_not", "version", "batches",
]  # fmt: skip
ASKED = ["measure", "--school", "S12", "--term", "2025-Q1", "--indicator", "R-02"]


@pytest.fixture
def marked(school):
    village = Village(school)
    village.marks(village.open("8А", 12), "algebra", [5] * 9 + [3] * 3)
    village.marks(village.open("8Б", 3), "algebra", [3] * 3)
    village.marks(village.open("9А", 10), "algebra", [4] * 10)
    return school


def printed(capsys, *words):
    assert main([*ASKED, *words]) == 0
    return capsys.readouterr().out


def test_json_rows_have_exactly_the_agreed_keys(marked, capsys):
    rows = json.loads(printed(capsys, "--by", "class", "--format", "json"))

    assert [list(row) for row in rows] == [KEYS] * 3
    assert rows[2]["class"] == "9А"
    assert (rows[2]["num"], rows[2]["den"], rows[2]["value"], rows[2]["shown"]) == (
        10,
        10,
        100,
        True,
    )


def test_a_hidden_row_holds_no_figure(marked, capsys):
    rows = json.loads(printed(capsys, "--by", "class", "--format", "json"))

    small = next(row for row in rows if row["class"] == "8Б")
    assert (small["shown"], small["why_not"]) == (False, "too_small")
    assert {small[key] for key in ("num", "den", "value", "low", "high", "status")} == {None}


def test_the_table_is_for_reading(marked, capsys):
    out = printed(capsys)
    assert out.splitlines()[0].split()[:3] == ["indicator", "num", "den"]
    assert "19   25" in out


def test_csv_and_parquet_hold_the_same(marked, capsys, tmp_path):
    csv = printed(capsys, "--by", "class", "--format", "csv")
    file = tmp_path / "figures.parquet"
    printed(capsys, "--by", "class", "--format", "parquet", "--out", str(file))

    rows = pq.read_table(file).to_pylist()
    assert csv.splitlines()[0].split(",") == KEYS
    assert [row["class"] for row in rows] == [line.split(",")[3] for line in csv.splitlines()[1:]]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--school", "NONE"], "NONE"),
        (["--term", "2025-Q9"], "2025-Q1"),
        (["--indicator", "R-99"], "R-99"),
        (["--by", "shoe"], "shoe"),
        (["--by", "class,subject,sex"], ""),
        (["--format", "parquet"], "--out"),
    ],
)
def test_what_makes_no_sense_gets_a_sentence(marked, capsys, words, named):
    assert main([*ASKED, *words]) == 2
    told = capsys.readouterr()
    assert named in told.err
    assert not told.out


@pytest.mark.parametrize("term", ["2025-H1", "2025-S1", "2025-Q5"])
def test_a_term_that_the_year_is_not_divided_into_is_refused(marked, capsys, term):
    assert main(["measure", "--school", "S12", "--term", term]) == 2
    assert "2025-Q1, 2025-Q2, 2025-Q3, 2025-Q4, 2025-Y" in capsys.readouterr().err
