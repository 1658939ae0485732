"""`sapat progress`: schools write sums, a district adds them."""

import json

import pytest

from sapat.cli import main
from tests.check.comparing.conftest import Growth
from tests.check.conftest import Village, home, restart  # noqa: F401 (fixtures of that room)


@pytest.fixture
def files(school, other_school, tmp_path):
    """Sums of two schools as files; one class of the second came further."""
    found = []
    for each, best in ((school, 0), (other_school, 9)):
        village = Village(each)
        tested = Growth(village)
        for at, label in enumerate(("5А", "6А", "7А", "8А", "9А")):
            tested.grown(village.open(label, 15), best if at == 0 else at % 2)
        file = tmp_path / f"{each.code}.json"
        asked = ["progress", "sums", "--school", each.code, "--year", "2025", "--out", str(file)]
        assert main(asked) == 0
        found.append(str(file))
    return found


def test_a_district_compares_schools_from_their_files(files, capsys):
    assert main(["progress", "add", *files, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert told["pupils"] == 150
    assert told["classes"][0]["group"] == "S7/5А"
    assert told["classes"][0]["verdict"] == "more"
    assert {line["group"] for line in told["schools"]} == {"S12", "S7"}


def test_the_table_speaks_in_words(files, capsys, monkeypatch):
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert main(["progress", "add", *files]) == 0
    told = capsys.readouterr().out
    assert "S7/5А" in told
    assert len(told.splitlines()) == 1 + 2 + 10


def test_a_file_of_something_else_is_named(files, tmp_path, capsys):
    other = tmp_path / "other.json"
    other.write_text("{}")
    assert main(["progress", "add", files[0], str(other)]) == 2
    assert "other.json" in capsys.readouterr().err


def test_one_school_is_not_added_to_itself(files, capsys):
    assert main(["progress", "add", files[0], files[0]]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "asked",
    [
        ["sums", "--school", "NOBODY", "--year", "2025"],
        ["sums", "--school", "S12", "--year", "2025", "--out", "/no/such/folder/x.json"],
        ["add", "/no/such/file.json"],
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(school, capsys, asked):
    assert main(["progress", *asked]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_without_tests_the_sums_are_empty_and_say_so(school, capsys):
    assert main(["progress", "sums", "--school", "S12", "--year", "2025"]) == 0
    assert json.loads(capsys.readouterr().out)["sums"] is None
