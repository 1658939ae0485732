"""`sapat clauses`: every line, for people and for programs."""

import json

import pytest

from sapat.cli import main

KEYS = ["id", "regulation", "priority", "role", "rule", "waiting", "state", "reason"]


@pytest.fixture
def listed(school, capsys):
    """Run the command and return its lines as a program reads them."""

    def listed(*words):
        assert main(["clauses", "--school", school.code, "--format", "json", *words]) == 0
        return json.loads(capsys.readouterr().out)

    return listed


def test_every_line_is_listed_before_adoption(listed):
    rows = listed("--regulation", "A")
    assert len(rows) == 90
    assert list(rows[0]) == [*KEYS, "since", "proofs"]


def test_what_waits_says_for_what(listed):
    row = next(row for row in listed("--language", "ru") if row["id"] == "A4-10")
    assert (row["waiting"], row["state"], row["rule"]) == (True, "missing", "surveys.waves")
    assert row["reason"].startswith("ждёт")


def test_the_table_is_for_reading(school, capsys):
    assert main(["clauses", "--school", school.code, "--regulation", "a"]) == 0
    out = capsys.readouterr().out
    assert "A5-8" in out
    assert "waiting:" in out


@pytest.mark.parametrize("words", [["--school", "NO"], ["--school", "S12", "--regulation", "C"]])
def test_what_does_not_exist_is_said_in_one_sentence(school, capsys, words):
    assert main(["clauses", *words]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
