"""`sapat analyse trend` as an analyst uses it."""

import json

import pytest

from sapat.cli import main

ROWS = [("7А", year, year - 2010 + 0.1 * (year % 3)) for year in range(2018, 2026)]
ROWS += [("8Б", year, 4.0) for year in range(2018, 2026)]


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "t.csv"
    lines = [f"{group},{year},{year}-09-01,{value}" for group, year, value in ROWS]
    path.write_text("\n".join(["class,year,day,v", *reversed(lines)]) + "\n", "utf-8")
    return str(path)


def run(capsys, path, *options):
    code = main(["analyse", "trend", path, "--value", "v", *options])
    return code, capsys.readouterr()


def answer(capsys, path, *options):
    code, told = run(capsys, path, "--json", *options)
    assert code == 0, told.err
    return json.loads(told.out)


def test_each_class_has_its_trend(capsys, table):
    told = answer(capsys, table, "--date", "year", "--group", "class")
    seven = next(one for one in told["series"] if one["group"] == "7А")
    assert seven["slope"] == pytest.approx(1, abs=0.1)
    assert seven["low"] <= seven["slope"] <= seven["high"]
    assert (seven["n"], seven["s"]) == (8, 28)
    assert seven["p"] < 0.001
    flat = next(one for one in told["series"] if one["group"] == "8Б")
    assert (flat["slope"], flat["p"], flat["low"]) == (0, 1, None)


def test_between_dates_the_slope_is_for_a_year(capsys, table):
    told = answer(capsys, table, "--date", "day", "--group", "class")
    seven = next(one for one in told["series"] if one["group"] == "7А")
    assert seven["slope"] == pytest.approx(1, abs=0.1)
    assert told["notes"] == ["The slope is the change in a year."]


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (["--date", "when"], "when"),
        (["--date", "year"], "more than one row"),
        (["--level", "95"], "--level"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(capsys, table, options, names):
    code, told = run(capsys, table, *options)
    assert code == 2
    assert names in told.err


@pytest.fixture
def quarters(tmp_path):
    """Six years of quarters with a strong season, rising by 0.5 a year."""
    path = tmp_path / "q.csv"
    days = [(year, month) for year in range(2019, 2025) for month in (9, 11, 1, 4)]
    rows = [
        f"{year + (month < 9)}-{month:02d}-05,{(year - 2019) * 0.5 + month}" for year, month in days
    ]
    path.write_text("\n".join(["day,v", *rows]) + "\n")
    return str(path)


@pytest.mark.parametrize("options", [(), ("--date", "day")])
def test_with_seasons_a_quarter_is_set_against_the_same_quarter(capsys, quarters, options):
    told = answer(capsys, quarters, "--season", "4", *options)
    found = told["series"][0]
    assert (found["n"], found["s"]) == (24, 60)
    assert found["slope"] == pytest.approx(0.5, abs=0.01)
    assert found["p"] < 1e-6
    assert told["notes"][0].startswith("The slope is the change in")


@pytest.mark.parametrize(
    "options", [("--season", "1"), ("--season", "5", "--date", "day"), ("--season", "-4")]
)
def test_seasons_that_make_no_year_are_refused(capsys, quarters, options):
    code, told = run(capsys, quarters, *options)
    assert code == 2
    assert told.err.startswith("--season is 2 or more")
