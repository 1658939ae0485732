"""The main job: a real class's journal in, the figures that others counted out."""

import json
from datetime import date

import pytest

from sapat.check.measuring.ground import ground_of
from sapat.check.measuring.objectivity import objectivity_of
from sapat.check.measuring.table import table_of
from sapat.cli import main
from sapat.core.language import Text
from sapat.plan.founding.changes import found_school
from sapat.school.boundary import within
from sapat.school.calendar.rules import parse_term
from sapat.school.organisations.changes import Standing
from tests.conftest import AT

pytestmark = pytest.mark.reference
TERM = parse_term("2024-Q1")


@pytest.fixture
def expected(reference):
    return json.loads((reference / "H1_kyrgyz_class_journal/expected.json").read_text("utf-8"))


@pytest.fixture
def imported(db, reference, capsys):
    standing = Standing(Text("Мектеп"), school_type="full")
    school = found_school("FRESH", standing, since=date(2020, 9, 1), years=[2024], by=None, at=AT)
    file = str(reference / "H1_kyrgyz_class_journal/8А-1.xlsx")
    words = ["import", file, "--school", "FRESH", "--year", "2024", "--enrol-new", "--json"]
    assert main(words) == 0
    capsys.readouterr()
    return school


def test_pass_rate_and_quality_are_those_counted_by_others(imported, expected, capsys):
    words = ["--indicator", "R-01,R-02", "--by", "class", "--format", "json"]
    assert main(["measure", "--school", "FRESH", "--term", "2024-Q1", *words]) == 0

    rows = {row["indicator"]: row for row in json.loads(capsys.readouterr().out)}
    counted = {"R-01": expected["pass_rate_by_marks"], "R-02": expected["quality_by_marks"]}
    for code, told in counted.items():
        assert (rows[code]["num"], rows[code]["den"]) == (told["num"], told["den"])
        assert rows[code]["class"] == "8А"
        assert rows[code]["n"] == expected["pupils"]


def test_the_table_counts_pupils_as_others_did(imported, expected):
    with within(imported):
        table = table_of(ground_of(imported), TERM)

    row = table.school.row
    told = expected["categories"]
    assert row.pupils == expected["pupils"]
    assert {name: getattr(row, name) for name in told} == told


def test_raised_and_lowered_marks_are_those_counted_by_others(imported, expected):
    with within(imported):
        found = objectivity_of(ground_of(imported), TERM, ["class", "subject"])

    told = expected["rounding"]
    assert found.school.pairs == told["pairs"]
    assert (found.school.raised, found.school.lowered) == (told["raised"], told["lowered"])
    assert [line.label for line in found.by["class"]] == ["8А"]
