"""`sapat analyse effect`: what an analyst gets, and what a wrong question gets."""

import json

import pytest
from django.utils.translation import override

from sapat.cli import main

ABOUT = ["--outcome", "late", "--exposure", "pupils", "--time", "month", "--start", "2026-01"]
LATE = [30, 34, 28, 31, 35, 29, 33, 30, 32, 31, 12, 14, 11, 15, 13, 12]
MONTHS = [f"{2025 + (at + 2) // 12}-{(at + 2) % 12 + 1:02}" for at in range(16)]
TABLE = "month,late,pupils,class\n" + "".join(
    f"{month},{late},400,5A\n" for month, late in zip(MONTHS, LATE, strict=True)
)
BOTH = TABLE + "".join(
    f"{month},{31 + at % 3},400,5B\n" for at, month in enumerate(MONTHS)
)  # fmt: skip


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setattr("sapat.cli.analyse.running.words", lambda: None)
    with override("en"):
        yield


@pytest.fixture
def asked(tmp_path, capsys):
    """Ask for the effect in a table."""

    def asked(*options, table=TABLE):
        path = tmp_path / "table.csv"
        path.write_text(table)
        code = main(["analyse", "effect", str(path), *options])
        return code, capsys.readouterr()

    return asked


@pytest.mark.parametrize("family", [[], ["--family", "binomial"], ["--family", "gaussian"]])
def test_an_effect_has_what_is_documented(asked, family):
    code, told = asked(*ABOUT, *family, "--direction", "decrease", "--json")
    found = json.loads(told.out)

    assert code == 0
    assert set(found) == {
        "level", "slope", "dispersion", "gap", "verdict", "method", "version", "notes",
    }  # fmt: skip
    assert set(found["level"]) == set(found["slope"]) == {"estimate", "se", "low", "high", "p"}
    assert set(found["gap"]) == {"estimate", "low", "high"}
    assert found["verdict"] == "worked"
    assert "The slope is for one month." in found["notes"]


def test_a_few_values_are_too_early(asked):
    code, told = asked(*ABOUT[:-1], "2026-05", "--json")
    found = json.loads(told.out)

    assert code == 0
    assert (found["verdict"], found["level"], found["gap"]) == ("too_early", None, None)
    assert found["notes"] == ["It is too early: 14 values before the start and 2 after."]


def test_a_class_without_the_action_is_compared(asked):
    options = ["--group", "class", "--control", "5B", "--direction", "decrease"]
    code, told = asked(*ABOUT, *options, "--json", table=BOTH)
    found = json.loads(told.out)

    assert code == 0
    assert (found["verdict"], found["slope"]) == ("worked", None)
    assert found["apart"]["p"] > 0.05


def test_a_table_for_a_reader(asked):
    code, told = asked(*ABOUT)

    assert code == 0
    assert "verdict" in told.out


@pytest.mark.parametrize(
    ("options", "table", "sentence"),
    [
        (["--outcome", "x", *ABOUT[2:]], TABLE, "no column x"),
        (ABOUT, TABLE.replace(",30,", ",many,", 1), "Column late, row 2: “many” is not a number."),
        (ABOUT, TABLE.replace(",30,400", ",-1,400", 1), "Row 2: late or its exposure is outside"),
        ([*ABOUT[:-1], "soon"], TABLE, "--start: “soon” is not a day."),
        ([*ABOUT[:-1], "2030-01"], TABLE, "Column month has values only on one side of 2030-01."),
        ([*ABOUT, "--season", "12"], TABLE, "--season 12: at least two whole seasons"),
        ([*ABOUT[:2], *ABOUT[4:], "--family", "binomial"], TABLE, "needs --exposure"),
        (ABOUT, BOTH, "more than once: name --group."),
        ([*ABOUT, "--group", "class"], BOTH, "Name --group and --control together."),
        ([*ABOUT, "--group", "class", "--control", "6A"], BOTH, "Column class has no group 6A."),
        ([*ABOUT, "--group", "class", "--control", "5A"], TABLE, "one group with the action"),
    ],
    ids=[
        "missing column", "text", "negative", "no day", "one side", "season", "no exposure",
        "two groups", "no control", "unknown control", "single group",
    ],
)  # fmt: skip
def test_a_wrong_question_gets_a_sentence(asked, options, table, sentence):
    code, told = asked(*options, table=table)

    assert code == 2
    assert sentence in told.err
    assert told.err.count("\n") == 1
