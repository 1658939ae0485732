"""`sapat analyse objectivity`: what an analyst gets, and what a wrong question gets."""

import json

import pytest
from django.utils.translation import override

from sapat.cli import main

PAIRS = [(5, 4), (5, 5), (4, 4), (4, 3), (3, 3), (3, 3), (4, 4), (5, 4), (2, 3), (4, 4), (3, 2)]
TABLE = "journal,exam,average\n" + "".join(f"{a},{b},{a - 0.4}\n" for a, b in PAIRS) + "4,,3.6\n"
ESTIMATE = {"value", "low", "high"}


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setattr("sapat.cli.analyse.running.words", lambda: None)
    with override("en"):
        yield


@pytest.fixture
def asked(tmp_path, capsys):
    """Ask how the marks of a table compare."""

    def asked(*options, table=TABLE):
        path = tmp_path / "table.csv"
        path.write_text(table)
        code = main(["analyse", "objectivity", str(path), *options])
        return code, capsys.readouterr()

    return asked


def test_the_marks_have_what_is_documented(asked):
    code, told = asked("--json")
    found = json.loads(told.out)

    assert code == 0
    assert set(found) == {
        "n", "confirmed", "raised", "lowered", "bias", "kappa", "table",
        "method", "version", "notes",
    }  # fmt: skip
    assert found["n"] == 11
    assert found["confirmed"]["value"] == pytest.approx(6 / 11)
    assert set(found["kappa"]) == set(found["bias"]) == ESTIMATE
    assert [row["journal"] for row in found["table"]] == [2, 3, 4, 5]
    assert found["table"][3] == {"journal": 5, "2": 0, "3": 0, "4": 2, "5": 1}
    assert "Rows with something missing, left out: 1." in found["notes"]


def test_averages_give_the_rounding(asked):
    found = json.loads(asked("--average", "average", "--json")[1].out)["rounding"]

    assert (found["pairs"], found["raised"], found["lowered"]) == (12, 0, 0)
    assert found["index"]["value"] == 0


def test_a_table_for_a_reader_accuses_nobody(asked):
    code, told = asked()

    assert code == 0
    assert "no proof of anything" in told.out


@pytest.mark.parametrize(
    ("options", "table", "sentence"),
    [
        (["--exam", "test"], TABLE, "no column test"),
        ([], TABLE.replace("5,4", "five,4", 1), "Column journal, row 2: “five” is not a number."),
        ([], TABLE.replace("5,4,", "5,4.5,", 1), "Column exam, row 2: 4.5 is not a whole mark."),
        ([], "journal,exam\n5,\n,4\n", "No row has both journal and exam."),
    ],
    ids=["missing column", "text", "broken mark", "no pair"],
)
def test_a_wrong_question_gets_a_sentence(asked, options, table, sentence):
    code, told = asked(*options, table=table)

    assert code == 2
    assert sentence in told.err
    assert told.err.count("\n") == 1
