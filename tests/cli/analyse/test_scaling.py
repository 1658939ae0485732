"""`sapat analyse rasch | 2pl | pcm`: what an analyst gets, and what a wrong question gets."""

import json

import numpy as np
import pytest
from django.utils.translation import override

from sapat.cli import main


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setattr("sapat.cli.analyse.running.words", lambda: None)
    with override("en"):
        yield


def write(path, scores, names="abcdefgh", pupils=None):
    rows = [[str(int(x)) if x == x else "" for x in row] for row in np.asarray(scores, float)]
    head = list(names[: len(rows[0])])
    if pupils:
        head, rows = ["pupil", *head], [[p, *row] for p, row in zip(pupils, rows, strict=True)]
    path.write_text("\n".join(",".join(row) for row in [head, *rows]) + "\n")
    return path


@pytest.fixture
def answers():
    """Ninety made-up pupils, five questions of right or wrong."""
    chance = np.random.default_rng(4)
    odds = chance.normal(size=(90, 1)) - np.linspace(-1, 1, 5)
    return (chance.random((90, 5)) < 1 / (1 + np.exp(-odds))).astype(float)


def asked(capsys, *words):
    code = main(["analyse", *map(str, words)])
    return code, capsys.readouterr()


def found(capsys, *words):
    code, told = asked(capsys, *words, "--json")
    assert code == 0, told.err
    return json.loads(told.out)


def test_rasch_tells_what_is_documented(capsys, tmp_path, answers):
    told = found(capsys, "rasch", write(tmp_path / "a.csv", answers))
    keys = {"loglik", "separation", "andersen", "items", "persons", "method", "version", "notes"}
    assert set(told) == keys
    assert [item["item"] for item in told["items"]] == list("abcde")
    assert sum(item["difficulty"] for item in told["items"]) == pytest.approx(0, abs=1e-9)
    assert len(told["persons"]) == 90
    assert set(told["persons"][0]) == {"person", "score", "of", "ability", "se"}
    assert set(told["andersen"]) == {"statistic", "df", "p"}


def test_two_parameters_come_with_both_errors(capsys, tmp_path, answers):
    told = found(capsys, "2pl", write(tmp_path / "a.csv", answers))
    assert set(told) == {"loglik", "items", "persons", "method", "version", "notes"}
    assert set(told["items"][0]) == {
        "item", "difficulty", "discrimination", "se", "se_discrimination",
    }  # fmt: skip
    assert told["method"] == "2pl"


def test_partial_credit_has_a_threshold_for_each_point(capsys, tmp_path, answers):
    answers[:, 0] += answers[:, 1]
    told = found(capsys, "pcm", write(tmp_path / "a.csv", answers))
    assert [len(item["thresholds"]) for item in told["items"]] == [2, 1, 1, 1, 1]
    assert [len(item["se"]) for item in told["items"]] == [2, 1, 1, 1, 1]


def test_pupils_keep_their_names_and_are_no_item(capsys, tmp_path, answers):
    pupils = [f"p{at}" for at in range(90)]
    file = write(tmp_path / "a.csv", answers, pupils=pupils)
    told = found(capsys, "rasch", file, "--person", "pupil")
    assert [row["person"] for row in told["persons"]] == pupils
    assert len(found(capsys, "rasch", file)["items"]) == 5


def test_named_items_are_the_test(capsys, tmp_path, answers):
    told = found(capsys, "rasch", write(tmp_path / "a.csv", answers), "--items", "a, b, e")
    assert [item["item"] for item in told["items"]] == ["a", "b", "e"]


def test_items_all_solved_are_named(capsys, tmp_path, answers):
    answers[:, 2] = 1
    told = found(capsys, "rasch", write(tmp_path / "a.csv", answers))
    assert len(told["items"]) == 4
    assert told["notes"][0].endswith("left out: c.")


def test_an_answer_not_given_is_unknown_or_wrong(capsys, tmp_path, answers):
    answers[::4, 4] = np.nan
    file = write(tmp_path / "a.csv", answers)
    apart, wrong = found(capsys, "rasch", file), found(capsys, "rasch", file, "--missing", "wrong")
    assert apart["items"][4]["difficulty"] < wrong["items"][4]["difficulty"]
    assert (apart["persons"][0]["of"], wrong["persons"][0]["of"]) == (4, 5)


@pytest.mark.parametrize("method", ["rasch", "2pl", "pcm"])
def test_a_reader_gets_tables(capsys, tmp_path, answers, method):
    code, told = asked(capsys, method, write(tmp_path / "a.csv", answers))
    assert code == 0
    assert "loglik" in told.out
    assert "persons\n" in told.out


@pytest.mark.parametrize("method", ["rasch", "2pl", "pcm"])
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda scores: scores[:, :1], "two columns of items"),
        (lambda scores: scores[:1], "the answers of two persons"),
        (lambda scores: scores * 0 + 1, "differ on fewer than two"),
        (lambda scores: scores - 2, "Column a has"),
    ],
)
def test_what_cannot_be_scaled_gets_a_sentence(capsys, tmp_path, answers, method, change, sentence):
    code, told = asked(capsys, method, write(tmp_path / "a.csv", change(answers)))
    assert code == 2
    assert sentence in told.err
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda text: text.replace("\n1,", "\nwell,", 1), "Column a, row"),
        (lambda text: text.replace("a,b", "a,pupil"), None),
    ],
)
def test_text_where_a_number_belongs_is_named(capsys, tmp_path, answers, change, sentence):
    file = write(tmp_path / "a.csv", answers)
    file.write_text(change(file.read_text()))
    code, told = asked(capsys, "rasch", file)
    assert code == (2 if sentence else 0)
    assert (sentence or "") in told.err


def test_columns_that_are_not_there_or_twice_are_named(capsys, tmp_path, answers):
    file = write(tmp_path / "a.csv", answers)
    assert "no column z" in asked(capsys, "rasch", file, "--items", "a,z")[1].err
    assert "Column a is named twice." in asked(capsys, "rasch", file, "--items", "a,a")[1].err


def test_points_nobody_has_and_unconnected_items_are_named(capsys, tmp_path, answers):
    answers[:, 1] *= 2
    code, told = asked(capsys, "pcm", write(tmp_path / "a.csv", answers))
    assert code == 2
    assert "Column b: nobody who counts has the score 1" in told.err
    apart = np.full((180, 4), np.nan)
    apart[:90, :2], apart[90:, 2:] = answers[:, [0, 2]], answers[:, 3:]
    code, told = asked(capsys, "rasch", write(tmp_path / "b.csv", apart))
    assert code == 2
    assert "Nothing connects column a" in told.err


@pytest.mark.parametrize(
    ("method", "folder", "file", "key"),
    [
        ("rasch", "E1_irt_lsat6", "data.csv", "rasch_CML_eRm"),
        ("rasch", "E3_rasch_raschdat1", "data.csv", "rasch_CML_eRm"),
        ("pcm", "E4_pcm_pcmdat", "data_pcmdat2.csv", "PCM_pcmdat2"),
    ],
)
def test_it_equals_erm(capsys, reference, method, folder, file, key):
    """E1, E3, E4: log L 1e-6 relative."""
    told = json.loads((reference / folder / "expected.json").read_text("utf-8"))[key]
    ours = found(capsys, method, reference / folder / file)
    assert ours["loglik"] == pytest.approx(told["loglik"], rel=1e-6)


def test_options_are_points_by_a_key(capsys, tmp_path, answers):
    file, key = tmp_path / "a.csv", tmp_path / "key.csv"
    rows = [",".join("AB"[int(x)] for x in row) for row in answers]
    file.write_text("\n".join(["a,b,c,d,e", *rows]) + "\n")
    key.write_text("item,option\n" + "".join(f"{item},B\n" for item in "abcde"))
    by_key = found(capsys, "rasch", file, "--key", key)
    plain = found(capsys, "rasch", write(tmp_path / "b.csv", answers))
    assert by_key["items"] == plain["items"]
