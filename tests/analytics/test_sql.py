"""Conditions as SQL: the same answer on every engine, and nothing but white-listed names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sapat.analytics.conditions import condition
from sapat.analytics.sql import Emitter, scale_of
from sapat.analytics.syntax import Calculate, Column, Field, Literal, OneOf
from tests.analytics import oracle
from tests.analytics.conftest import engines, place

COLUMNS = {
    "id": Column("num", whole=True),
    "a": Column("num", whole=True),
    "b": Column("num"),
    "word": Column("str"),
    "yes": Column("bool"),
}
WORDS = ["x", "o'brien", 'a"b', "back\\slash", "ө ү ң", "%s", "$p0"]
ROWS = [
    {"id": at, "a": a, "b": b, "word": word, "yes": yes}
    for at, (a, b, word, yes) in enumerate(
        (a, b, word, yes)
        for a in (None, -3, 0, 2, 127)
        for b in (None, 0.0, 2.5, -0.1)
        for word in (None, *WORDS[:4])
        for yes in (None, True, False)
    )
]


@pytest.fixture(scope="module")
def filled():
    found = [place(engine, "facts", COLUMNS, ROWS) for engine in engines()]
    yield found
    for engine in found:
        engine.connection.close()


numbers = st.sampled_from(["a", "b", "2", "0", "2.5", "0.1", "127", "(-3)"])
sums = st.recursive(
    numbers,
    lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(
        lambda part: f"({part[0]} {part[1]} {part[2]})"
    ),
    max_leaves=4,
)
words = st.sampled_from(["word", *("'" + word.replace("'", "''") + "'" for word in WORDS)])
signs = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
simple = st.one_of(
    st.tuples(sums, signs, sums).map(" ".join),
    st.tuples(words, st.sampled_from(["=", "!="]), words).map(" ".join),
    st.tuples(sums, sums, sums).map(lambda part: f"{part[0]} between {part[1]} and {part[2]}"),
    st.lists(words.filter(lambda word: word != "word"), min_size=1, max_size=3).map(
        lambda listed: f"word in ({', '.join(listed)})"
    ),
    st.sampled_from(["yes", "yes = true", "yes != false", "true", "a not in (2, 127)"]),
    st.sampled_from(["a", "b", "word", "yes"]).map(lambda name: f"{name} is not null"),
)
conditions = st.recursive(
    simple,
    lambda inner: st.one_of(
        inner.map(lambda part: f"not ({part})"),
        st.tuples(inner, st.sampled_from([" and ", " or "]), inner).map(
            lambda part: f"({''.join(part)})"
        ),
    ),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(text=conditions)
def test_every_engine_agrees_with_a_plain_reading(filled, text):
    node = condition(text, COLUMNS)
    expected = {row["id"] for row in ROWS if oracle.truth(node, row, COLUMNS) is True}

    for engine in filled:
        emitter = Emitter(engine.dialect, COLUMNS)
        sql = f'SELECT "id" FROM "facts" WHERE {emitter.condition(node)}'
        assert {row[0] for row in engine.run(sql, emitter.args)} == expected, engine.dialect


@settings(max_examples=60, deadline=None)
@given(text=sums)
def test_sums_are_whole_numbers_and_equal_everywhere(filled, text):
    node = condition(f"{text} = 0", COLUMNS).left
    expected = oracle.total(node, ROWS, COLUMNS)

    for engine in filled:
        emitter = Emitter(engine.dialect, COLUMNS)
        sql = f'SELECT {emitter.summed(node, None)} FROM "facts"'
        assert int(engine.run(sql, emitter.args)[0][0] or 0) == expected, engine.dialect


def test_small_integers_do_not_overflow(filled):
    node = Calculate("*", Field("a"), Literal(1_000_000_000))

    for engine in filled:
        sql = f'SELECT {Emitter(engine.dialect, COLUMNS).summed(node, None)} FROM "facts"'
        assert int(engine.run(sql, {})[0][0]) == 60 * 126 * 1_000_000_000


@pytest.mark.parametrize("dialect", ["duckdb", "sqlite", "postgresql", "spark"])
def test_no_text_is_ever_part_of_the_statement(dialect):
    emitter = Emitter(dialect, COLUMNS)

    sql = emitter.condition(OneOf(Field("word"), (Literal("o'b"), Literal("x"), Literal("o'b"))))

    assert "o'b" not in sql
    assert list(emitter.args.values()) == ["o'b", "x"]


@pytest.mark.parametrize("name", ["", "a b", 'a"b', "A", "a;b", "é", "a" * 64, "1a", "a`"])
def test_only_plain_names_are_written(name):
    with pytest.raises(ValueError, match="name"):
        Emitter("duckdb", {name: Column("num")}).column(name)


def test_a_column_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="unknown column"):
        Emitter("duckdb", COLUMNS).value(Field("password"))


@pytest.mark.parametrize(
    ("text", "scale"),
    [("a", 1), ("a * 2 - a", 1), ("b", 10**6), ("a / 2", 10**6), ("a + 0.5", 10**6)],
)
def test_what_may_be_fractional_is_counted_in_millionths(text, scale):
    assert scale_of(condition(f"{text} = 0", COLUMNS).left, COLUMNS) == scale
