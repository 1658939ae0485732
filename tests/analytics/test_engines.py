"""The embedded engine: shut in, stopped in time, and reading only the last word on each fact."""

import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sapat.analytics.engines import DuckEngine, EngineError, latest_sql


def written(folder, name, rows):
    path = folder / name
    parquet.write_table(arrow.table(rows), path)
    return path


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '{outside}'",
        "SELECT * FROM '{inside}/../secret.parquet'",
        "COPY (SELECT 1) TO '{outside}.csv'",
        "ATTACH '{outside}.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '50GB'",
        "SELECT * FROM glob('/etc/*')",
    ],
)
def test_nothing_outside_its_directories_can_be_touched(tmp_path, sql):
    inside = tmp_path / "facts"
    inside.mkdir()
    outside = written(tmp_path, "secret.parquet", {"a": [1]})

    with DuckEngine([inside]) as engine, pytest.raises(EngineError):
        engine.run(sql.format(inside=inside, outside=outside))


def test_a_statement_that_takes_too_long_is_stopped():
    with DuckEngine(seconds=0.2) as engine, pytest.raises(EngineError, match=r"(?i)interrupt"):
        engine.run("SELECT SUM(a.i * b.i) FROM range(9000000) a(i), range(9000000) b(i)")


def test_an_engine_goes_on_after_an_error():
    with DuckEngine() as engine:
        with pytest.raises(EngineError):
            engine.run("SELECT 1 / 'x'")

        assert engine.run("SELECT $p0", {"p0": "a"}) == [("a",)]


def test_of_each_key_the_row_of_the_last_batch_counts(tmp_path):
    old = written(tmp_path, "it's old.parquet", {"batch": [1, 1], "pupil": [7, 8], "value": [2, 3]})
    new = written(tmp_path, "new.parquet", {"batch": [2], "pupil": [7], "value": [4]})

    with DuckEngine([tmp_path]) as engine:
        engine.facts("marks", [new, old], key=["pupil"])

        assert sorted(engine.run("SELECT pupil, value FROM marks")) == [(7, 4), (8, 3)]


@given(
    st.lists(
        st.tuples(st.sampled_from([None, 1, 2]), st.sampled_from([None, "a"]), st.integers(1, 4)),
        unique=True,
    )
)
def test_the_last_rows_are_those_that_a_window_over_all_would_find(rows):
    listed = "".join(
        f" UNION ALL SELECT {pupil or 'NULL'}, {repr(work) if work else 'NULL'}, {batch}"
        for pupil, work, batch in rows
    )
    every = f"SELECT NULL::INT AS pupil, NULL::VARCHAR AS work, 0 AS batch WHERE 1 = 0{listed}"
    plain = (
        f"SELECT * FROM ({every}) "
        "QUALIFY row_number() OVER (PARTITION BY pupil, work ORDER BY batch DESC) = 1"
    )
    with DuckEngine() as engine:
        found = engine.run(latest_sql(every, ["pupil", "work"]))
        assert sorted(found, key=str) == sorted(engine.run(plain), key=str)


def test_without_a_key_all_rows_count(tmp_path):
    one = written(tmp_path, "one.parquet", {"batch": [1], "value": [2]})
    two = written(tmp_path, "two.parquet", {"batch": [2], "value": [2]})

    with DuckEngine([tmp_path]) as engine:
        engine.facts("marks", [one, two])

        assert engine.run("SELECT COUNT(*) FROM marks") == [(2,)]


def test_what_is_kept_can_be_replaced(all_engines):
    for engine in all_engines:
        for text in ("a'b", "c"):
            emitted = {
                "duckdb": "SELECT $p0 AS word",
                "sqlite": "SELECT :p0 AS word",
                "postgresql": "SELECT %(p0)s::text AS word",
            }[engine.dialect]
            engine.keep("kept", emitted, {"p0": text})

        assert [tuple(row) for row in engine.run("SELECT word FROM kept", {})] == [("c",)]
