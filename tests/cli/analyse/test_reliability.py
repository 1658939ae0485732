"""`sapat analyse reliability | dif | equate`: what a question gets, and a wrong one."""

import json

import numpy as np
import pytest
from django.utils.translation import override

from sapat.cli import main
from tests.analytics import classroom

FACE = {"n", "items", "alpha", "omega", "sem", "table", "method", "version", "notes"}


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setattr("sapat.cli.analyse.running.words", lambda: None)
    with override("en"):
        yield


@pytest.fixture
def written(tmp_path):
    """Write a table."""

    def written(name, rows):
        path = tmp_path / name
        path.write_text("\n".join(",".join(map(str, row)) for row in rows), "utf-8")
        return str(path)

    return written


@pytest.fixture
def asked(capsys):
    """Ask a method."""

    def asked(*words):
        return main(["analyse", *words]), capsys.readouterr()

    return asked


def header(items=20):
    return [f"q{at + 1}" for at in range(items)]


def numbers(points, names=None):
    return [names or header(points.shape[1]), *points.astype(int).tolist()]


def test_points_without_a_key(asked, written):
    code, told = asked("reliability", written("a.csv", numbers(classroom.points())), "--json")
    found = json.loads(told.out)

    assert code == 0
    assert set(found) == FACE
    assert set(found["table"][0]) == {
        "item", "difficulty", "item_total", "item_rest", "alpha_without", "flags", "options",
    }  # fmt: skip
    assert (found["n"], found["items"], found["table"][0]["options"]) == (200, 20, [])
    assert found["notes"] == ["The test is good enough to judge a class, not a pupil."]


@pytest.mark.parametrize("form", ["row", "pairs", "no head"])
def test_a_wrong_key_is_flagged(asked, written, form):
    rows, key = classroom.answers()
    key[6] = "A"
    table = [["pupil", *header()], *([f"p{at}", *row] for at, row in enumerate(rows))]
    pairs = [["item", "option"], *zip(header(), key, strict=True)]
    forms = {"row": [header(), key], "pairs": pairs, "no head": pairs[1:]}
    path = written("key.csv", forms[form])
    code, told = asked("reliability", written("a.csv", table), "--key", path, "--json")
    found = json.loads(told.out)["table"]

    assert code == 0
    assert [row["item"] for row in found if "miskeyed" in row["flags"]] == ["q7"]
    assert set(found[0]["options"][0]) == {"option", "share", "rest", "key"}
    assert [each["option"] for each in found[6]["options"] if each["key"]] == ["A"]


def test_few_pupils_are_said_to_be_few(asked, written):
    code, told = asked("reliability", written("a.csv", numbers(classroom.points(12))))

    assert code == 0
    assert "Too few pupils or items to judge the test." in told.out


@pytest.mark.parametrize(
    ("table", "options", "sentence"),
    [
        ([["a", "b"], [1, "x"]], [], "Column b, row 2: “x” is not a number."),
        ([["a", "b"], [1, 1]], ["--items", "a,c"], "no column c"),
        ([["pupil", "b"], ["x", 1]], [], "A test needs two columns of items at least."),
        ([["a", "b"], ["", ""]], [], "No row has an answer to any item."),
    ],
    ids=["text", "missing column", "one item", "all missing"],
)
def test_a_wrong_question_gets_a_sentence(asked, written, table, options, sentence):
    code, told = asked("reliability", written("a.csv", table), *options)

    assert code == 2
    assert sentence in told.err
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ([["x", "y"], ["A", "B"]], "names no column of the file."),
        ([["q1", "q2"], ["A", ""]], "The key has no option for column q2."),
        ([["q1", "zz"], ["A", "B"]], "no column zz"),
    ],
    ids=["other test", "gap", "column"],
)
def test_a_key_that_does_not_fit_gets_a_sentence(asked, written, key, sentence):
    rows, _ = classroom.answers(30, 2)
    path = written("a.csv", [header(2), *rows])
    code, told = asked("reliability", path, "--key", written("key.csv", key))

    assert code == 2
    assert sentence in told.err


def two_groups(points):
    sides = ["f" if at % 2 else "m" for at in range(len(points))]
    rows = zip(sides, points.astype(int).tolist(), strict=True)
    return [["sex", *header(points.shape[1])], *([side, *row] for side, row in rows)]


def test_differences_of_two_groups(asked, written):
    path = written("a.csv", two_groups(classroom.points()))
    code, told = asked("dif", path, "--group", "sex", "--reference", "m", "--json")
    found = json.loads(told.out)

    assert code == 0
    assert (found["reference"], found["focal"], found["n_focal"]) == ("m", "f", 100)
    assert set(found["items"][0]) == {"item", "odds_ratio", "delta", "se", "chi2", "p", "class"}
    assert {row["class"] for row in found["items"]} <= {"A", "B", "C"}


@pytest.mark.parametrize(
    ("pupils", "options", "sentence"),
    [
        (60, ["--group", "sex"], "Groups f and m need 50 pupils each"),
        (200, ["--group", "sex", "--reference", "x"], "Column sex has no group x, but f, m."),
        (200, ["--group", "none"], "no column none"),
        (200, ["--group", "sex", "--matching", "sex"], "is not a number."),
    ],
    ids=["small", "reference", "column", "text"],
)
def test_groups_that_cannot_be_compared_get_a_sentence(asked, written, pupils, options, sentence):
    code, told = asked("dif", written("a.csv", two_groups(classroom.points(pupils))), *options)

    assert code == 2
    assert sentence in told.err


def test_a_single_group_gets_a_sentence(asked, written):
    table = [["sex", "q1", "q2"], *(["f", 1, 0] for _ in range(4))]
    code, told = asked("dif", written("a.csv", table), "--group", "sex")

    assert code == 2
    assert "Column sex must have two groups, but has: f." in told.err


def test_two_forms_on_one_scale(asked, written):
    points = classroom.points(400, 24)
    new = written("new.csv", numbers(points[:200, :16], header(16)))
    old = written("old.csv", numbers(points[200:, 8:], header(24)[8:]))
    code, told = asked("equate", new, "--to", old, "--json")
    found = json.loads(told.out)

    assert code == 0
    assert found["common"] == header(24)[8:16]
    assert set(found["table"][0]) == {"score", "equated", "se"}
    assert [row["score"] for row in found["table"]] == list(range(17))
    assert found["table"][8]["equated"] < 8  # the later items are the harder ones


def test_forms_that_share_nothing_get_a_sentence(asked, written):
    points = classroom.points(40, 6)
    new, old = written("n.csv", numbers(points)), written("o.csv", numbers(points, list("abcdef")))
    code, told = asked("equate", new, "--to", old)

    assert code == 2
    assert "The tests need 5 items in common at least." in told.err
    assert asked("equate", new, "--to", old, "--common", "q1,a")[0] == 2


def test_pupils_without_every_answer_are_left_out(asked, written):
    points = classroom.points(100, 10)
    rows = numbers(points)
    rows[1][0] = ""
    path = written("n.csv", rows)
    found = json.loads(asked("equate", path, "--to", path, "--json")[1].out)

    assert found["n"] == {"new": 99, "old": 99}
    assert found["notes"] == ["Rows with something missing, left out: 2."]
    assert np.isclose(found["slope"], 1)
