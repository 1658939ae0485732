"""A mistake is told in words, with its place; nothing a person writes is ever run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sapat.plan.indicators.mistakes import Wrong, condition_mistake, mistakes
from sapat.plan.indicators.sketch import Sketch


def wrong(text, data="period_marks"):
    return condition_mistake("num", text, data)


@pytest.mark.parametrize(
    ("text", "reason", "marked", "near"),
    [
        ("categori = 'good'", Wrong.NAME_NEAR, "categori", "category"),
        ("not exempt and пол = 'f'", Wrong.NAME, "пол", ""),
        ("предмет = 1", Wrong.NAME_NEAR, "предмет", "subject"),
        ("zzz > 1", Wrong.NAME, "zzz", ""),
        ("category = 'exellent'", Wrong.CODE_NEAR, "'exellent'", "excellent"),
        ("sex in ('f', 'q')", Wrong.CODE, "'q'", ""),
        ("grade = 'five'", Wrong.COMPARE, "'five'", None),
        ("category > 'good'", Wrong.SIZE, ">", None),
        ("value / 0 > 1", Wrong.ZERO, "/", None),
        ("grade >", Wrong.ENDS, "", None),
        ("grade", Wrong.KIND, "grade", None),
        ("grade in 5", Wrong.UNEXPECTED, "5", None),
        ("grade = 1; drop", Wrong.CHARACTER, ";", None),
        ("", Wrong.EMPTY, "", None),
        ("(" * 30, Wrong.LONG, "(", None),
    ],
)
def test_each_mistake_has_its_words_and_its_place(text, reason, marked, near):
    found = wrong(text)
    assert (found.reason, found.marked[1]) == (reason, marked)
    assert "".join(found.marked) == text
    assert near is None or found.facts.get("near", "") == near
    assert "%(" not in found.sentence


def test_a_code_is_suggested_as_schools_write_it():
    assert wrong("kind = 'Жарыш'", "activity_events").sentence


@given(st.text(max_size=80))
def test_whatever_is_written_gets_an_answer(text):
    found = wrong(text)
    assert found is None or found.sentence


def test_what_is_right_has_no_mistake(sketch):
    assert mistakes(sketch()) == []
    assert mistakes(sketch(kind="mean", field="value", by=())) == []
    assert mistakes(sketch(kind="count", den="")) == []
    assert mistakes(sketch(kind="per_100", den_data="pupils", den="true", by=("grade",))) == []


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"name_ky": " "}, "name_ky"),
        ({"criterion": "Z9"}, "criterion"),
        ({"data": "nothing"}, "data"),
        ({"den": ""}, "den"),
        ({"kind": "mean", "field": "category"}, "field"),
        ({"by": ("zone",)}, "by"),
        ({"target": 10}, "target"),
        ({"alarm": float("nan")}, "target"),
    ],
)
def test_what_is_missing_is_named(sketch, more, where):
    assert where in [one.where for one in mistakes(sketch(**more))]


def test_an_empty_sketch_breaks_nothing():
    assert mistakes(Sketch.of({}))
