"""The closed condition language: what it takes, what it refuses, and that it never breaks."""

import contextlib
import itertools
import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sapat.analytics.conditions import condition, conjuncts, expression
from sapat.analytics.syntax import Column, Compare, ConditionError, Field, Literal, OneOf

COLUMNS = {
    "mark": Column("num"), "subject": Column("str"), "grade": Column("num", whole=True),
    "quarter": Column("num", whole=True), "sen": Column("bool"), "due": Column("num", whole=True),
    "category": Column("str", values=frozenset({"excellent", "good"})),
}  # fmt: skip

GOOD = [
    "mark >= 4 and subject = 'math'", "grade between 5 and 9", "quarter in (1, 2)", "not sen",
    "mark is null", "mark is not null or (mark+1)*2 > -3", "subject not in ('a','b''c')",
    "subject = 'O''Brien'", "mark<>2", "not not sen", "mark not between 2 and 3", "sen = true",
    "category in ('excellent', 'good') and not sen", "mark / 2 >= 1.5",
    "mark in (-1, 2)", "sen", "(((sen)))", "subject = 'кыргыз тили'", "NOT sen AND mark > 1",
    "due between 20000 and 20100",
]  # fmt: skip

ATTACKS = [
    "1=1; drop table x", "mark >= (select max(mark) from users)", "exists(select 1)",
    "load_extension('x')", "mark >= 4 --", "mark /* */ = 4", "read_csv('/etc/passwd') = 1",
    "auth_user.password = 'x'", "password = 'x'", "mark = 4 union select 1", "subject like '%'",
    "pg_sleep(9)", "mark::text = '1'", "cast(mark as text)='1'", 'subject = "x"', "mark[1]=2",
    "case when 1=1 then true end", "mark in (select 1)", "mark = $1", "mark = ?",
    "'a'||'b' = 'ab'", "current_user = 'x'", "system('ls')", "__import__('os')",
    "mark = 4 limit 1", "@@version = 1", "mark = 0x41", "x'41' = 1", "e'\\n' = 'x'",
    "subject = 'a' 'b'", "interval '1 day' > 1", "mark = any([1])",
    "(" * 3000 + "1" + ")" * 3000, "(" * 900 + "sen" + ")" * 900, "mark=1 and " * 2000 + "mark=1",
    "", "   ", "mark", "4", "'", "mark = 'a\\'' or 1=1 --'", "ｍark = 1", "mark = 1\x00",
    "subject = '\x00'", "{{mark}}", "%(x)s = 1", "quarter = date '2020-01-01'",
    "struct_pack(a:=1).a=1", "lambda x: x", "mark = 1e400", "mark = " + "-" * 1500 + "1",
    "mark = " + "9" * 400, "not " * 400 + "mark", "mark = 1" + "+1" * 900, "mark > 'a'",
    "subject > 'a'", "sen < true", "mark = sen", "mark in ('a')", "subject in (mark)", "1 in ()",
    "mark = --1", "mark between 1", "mark is", "mark not 1", "sen and", "or sen", "mark = 1.",
    "mark = .5", "mark = 1.2.3", "mark = 1mark", "category = 'excelent'", "not mark", "-sen = 1",
    "mark > 1 > 0", "subject = 'a", "mark = ²", "mark = ٣",
    "sen = or", "sen = null", "not", "sen and not", "between", "sen is in (true)",
]  # fmt: skip


@pytest.mark.parametrize("text", GOOD)
def test_what_a_catalogue_may_write(text):
    assert condition(text, COLUMNS)


AT_ONCE = 3000
"""Calls that refusing may take: counted and not timed, so that a busy machine says the same."""


@pytest.mark.parametrize("text", ATTACKS, ids=range(len(ATTACKS)))
def test_attacks_are_refused_with_a_place_and_at_once(text):
    calls = itertools.count()
    sys.setprofile(lambda _frame, event, _arg: next(calls) if event == "call" else None)
    try:
        with pytest.raises(ConditionError) as refused:
            condition(text, COLUMNS)
    finally:
        sys.setprofile(None)

    assert 0 <= refused.value.position <= len(text)
    assert next(calls) < AT_ONCE


PIECES = [
    "mark", "subject", "sen", "category", "(", ")", "'", "''", "and", "or", "not", "in", ",", "4",
    "2.5", "=", ">=", "<>", "is", "null", "between", "--", ";", "select", " ", "\\", '"', "é",
    "*", "/", "%", "-", "+", "true", "limit", "$1", "\n", "\x00",
]  # fmt: skip


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from([" ", ""]))
def test_whatever_is_pieced_together_is_taken_or_refused(pieces, between):
    taken_or_refused(between.join(pieces))


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_typed_is_taken_or_refused(text):
    taken_or_refused(text)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["(", "not ", "-(", "mark=1 and ", "1+", "((1+", "sen or (", "mark in ("]),
       st.integers(1, 1500))  # fmt: skip
def test_no_depth_or_length_breaks_the_reader(piece, times):
    taken_or_refused(piece * times + "1" + ")" * times)


def taken_or_refused(text):
    for read in (condition, expression):
        with contextlib.suppress(ConditionError):
            assert read(text, COLUMNS)


def test_a_refusal_names_the_place():
    with pytest.raises(ConditionError, match=re.escape("unknown name 'gade' (at character 14)")):
        condition("mark > 1 and gade = 5", COLUMNS)


def test_a_code_that_never_occurs_is_a_slip():
    with pytest.raises(ConditionError, match="category is never 'excelent'"):
        condition("category in ('good', 'excelent')", COLUMNS)


def test_parameters_are_put_in_as_plain_values():
    params = {"least": 4, "wanted": ["a", "b"], "open": True}

    read = condition("mark >= least and subject in wanted and sen = open", COLUMNS, params)

    marks, subjects, _ = conjuncts(read)
    assert marks == Compare(">=", Field("mark"), Literal(4))
    assert subjects == OneOf(Field("subject"), (Literal("a"), Literal("b")))


@pytest.mark.parametrize(
    ("text", "value"),
    [("mark = p", "a' or 1=1"), ("mark = p", [1]), ("subject in p", "abc"), ("mark = p", None),
     ("mark = p", float("nan")), ("mark = p", 10**15), ("subject = p", "a\x00"),
     ("mark in p", []), ("mark in p", [[1]]), ("mark = p", {"x": 1})],
)  # fmt: skip
def test_a_parameter_of_the_wrong_kind_is_refused(text, value):
    with pytest.raises(ConditionError):
        condition(text, COLUMNS, {"p": value})
