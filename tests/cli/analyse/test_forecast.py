"""`sapat analyse forecast` as an analyst uses it."""

import json

import numpy as np
import pytest

from sapat.cli import main


@pytest.fixture
def table(tmp_path):
    """Thirty classes over nine years, and a new one of three."""
    walks = np.random.default_rng(1).normal(size=(30, 9)).cumsum(axis=1)
    lines = [
        f"{at},{2017 + year},{value}"
        for at, row in enumerate(walks)
        for year, value in enumerate(row)
    ]
    lines += [f"new,{year},1.{year}" for year in range(2017, 2020)]
    path = tmp_path / "t.csv"
    path.write_text("\n".join(["class,year,v", *lines]) + "\n", "utf-8")
    return str(path)


def run(capsys, path, *options):
    code = main(["analyse", "forecast", path, "--value", "v", *options])
    return code, capsys.readouterr()


def test_each_class_has_its_next_values(capsys, table):
    code, told = run(capsys, table, "--group", "class", "--date", "year", "--json")
    answer = json.loads(told.out)
    assert code == 0
    assert len(answer["series"]) == 31
    first = answer["series"][0]
    assert [one["step"] for one in first["horizon"]] == [1, 2, 3]
    step = first["horizon"][0]
    assert step["low95"] < step["low80"] < step["value"] < step["high80"] < step["high95"]
    assert first["refused"] is None


def test_a_new_class_is_refused_and_the_record_is_told(capsys, table):
    _, told = run(capsys, table, "--group", "class", "--date", "year", "--json", "--rule", "theta")
    answer = json.loads(told.out)
    assert answer["series"][-1] == {"group": "new", "horizon": [], "refused": "too_short"}
    assert "1 of 31 series" in answer["notes"][0]
    assert "Of 120 past forecasts" in answer["notes"][-1]


def test_a_horizon_of_nothing_is_refused(capsys, table):
    code, told = run(capsys, table, "--group", "class", "--date", "year", "--horizon", "0")
    assert code == 2
    assert "--horizon" in told.err


def test_a_reader_gets_a_table(capsys, table):
    code, told = run(capsys, table, "--group", "class", "--date", "year")
    assert code == 0
    assert "too_short" in told.out
