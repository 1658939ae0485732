"""Lines of the builder and the text of a condition say the same, there and back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sapat.analytics.conditions import condition
from sapat.plan.datasets.schema import schema
from sapat.plan.indicators.builder import ALONE, Operator, Row, Rows, rows_of, text_of
from sapat.plan.indicators.mistakes import condition_mistake

COLUMNS = schema().columns["attendance"] | schema().columns["period_marks"]
DATES = frozenset({"date"})
KIND = {name: column.kind for name, column in COLUMNS.items()}
NUMBERS = st.one_of(
    st.integers(-9999, 9999).map(str),
    st.tuples(st.integers(0, 999), st.integers(1, 9)).map(lambda pair: f"{pair[0]}.{pair[1]}"),
)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(date.isoformat)
WORDS = st.text("абвгabc' -_/()=<>", min_size=1, max_size=12).filter(
    lambda text: text == text.strip()
)


def values_of(name):
    if name in DATES:
        return DAYS
    if KIND[name] == "num":
        return NUMBERS
    known = COLUMNS[name].values
    return st.sampled_from(sorted(known)) if known else WORDS


@st.composite
def rows(draw):
    name = draw(st.sampled_from(sorted(COLUMNS)))
    if KIND[name] == "bool":
        return Row(name, draw(st.sampled_from(["yes", "no", "known", "unknown"])))
    offered = ["=", "!=", "in", "known", "unknown"]
    offered += [">=", "<=", ">", "<"] if KIND[name] == "num" else []
    operator = draw(st.sampled_from(offered))
    if Operator(operator) in ALONE:
        return Row(name, operator)
    values = draw(st.lists(values_of(name), min_size=1, max_size=3 if operator == "in" else 1))
    return Row(name, operator, ", ".join(values))


@given(st.lists(rows(), min_size=1, max_size=5), st.sampled_from(["and", "or"]))
def test_what_the_lines_write_is_read_back_as_the_same_lines(lines, joined):
    written = Rows(tuple(lines), joined if len(lines) > 1 else "and")
    text = text_of(written, COLUMNS, DATES)
    condition(text, COLUMNS)
    assert rows_of(text, COLUMNS, DATES) == written


@given(st.text(max_size=60))
def test_no_value_can_break_out_of_its_quotes(value):
    row = Row("lang", "=", value)
    if any(ord(sign) < 32 for sign in value):
        return
    read = condition(text_of(Rows((row,)), COLUMNS), COLUMNS)
    assert read.right.value == value.strip()


@pytest.mark.parametrize(
    "text",
    ["grade + 1 > 5", "grade > term", "(sex = 'f' or sen) and grade > 5", "not (sen or exempt)"],
)
def test_what_no_lines_can_say_stays_a_text(text):
    assert condition_mistake("num", text, "period_marks") is None
    assert rows_of(text, COLUMNS) is None


def test_a_decimal_comma_is_understood():
    assert text_of(Rows((Row("value", ">=", "3,5"),)), COLUMNS) == "value >= 3.5"


def test_no_line_means_nothing_was_said():
    assert text_of(Rows(), COLUMNS) == ""
    assert rows_of("  ", COLUMNS) == Rows()
