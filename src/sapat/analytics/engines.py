"""The one port to whatever computes: `run(sql, args) -> rows`, and four adapters behind it."""

from __future__ import annotations

import math
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, TypeAlias

from sapat.analytics.sql import Dialect, quoted

Rows: TypeAlias = list[tuple[Any, ...]]


class EngineError(RuntimeError):
    """The engine could not answer; the sentence says why."""


class Engine(Protocol):
    """What the analytics need of a place where facts lie."""

    @property
    def dialect(self) -> Dialect:
        """In which SQL the engine is spoken to."""
        ...

    def run(self, sql: str, args: Mapping[str, str]) -> Rows:
        """Answer one SELECT with all its rows."""
        ...

    def keep(self, name: str, sql: str, args: Mapping[str, str]) -> None:
        """Keep the answer to a SELECT under a name, replacing what had it."""
        ...


class DuckEngine:
    """DuckDB in this process: reads Parquet, touches nothing outside the given directories.

    Parameters
    ----------
    directories
        The only places files may be read from; none means no files at all.
    memory
        Limit of memory, as DuckDB writes it.
    seconds
        A statement that takes longer is stopped.
    threads
        How many processors one statement may use.
    """

    dialect: Dialect = "duckdb"

    def __init__(
        self,
        directories: Sequence[Path] = (),
        *,
        memory: str = "500MB",
        seconds: float = 60,
        threads: int = 2,
    ) -> None:
        import duckdb  # noqa: PLC0415 (takes 0.2 s, and most pages need no engine)

        self.seconds = seconds
        self.failure: type[Exception] = duckdb.Error
        self.connection = duckdb.connect(
            ":memory:", config={"threads": threads, "memory_limit": memory}
        )
        self._shut_in(directories)

    def _shut_in(self, directories: Sequence[Path]) -> None:
        places = ", ".join(_text(f"{Path(place).resolve()}/") for place in directories)
        for setting in (
            f"allowed_directories = [{places}]",
            "temp_directory = ''",
            "autoinstall_known_extensions = false",
            "autoload_known_extensions = false",
            "enable_external_access = false",
            "lock_configuration = true",
        ):
            self.connection.execute(f"SET {setting}").fetchall()

    def run(self, sql: str, args: Mapping[str, str] | None = None) -> Rows:
        """Answer one statement, or raise `EngineError` when it fails or takes too long."""
        clock = threading.Timer(self.seconds, self.connection.interrupt)
        clock.start()
        try:
            cursor = self.connection.execute(sql, dict(args)) if args else None
            rows: Rows = (cursor or self.connection.execute(sql)).fetchall()
        except self.failure as wrong:
            raise EngineError(str(wrong)) from wrong
        finally:
            clock.cancel()
        return rows

    def keep(self, name: str, sql: str, args: Mapping[str, str] | None = None) -> None:
        """Keep the answer to a SELECT as a table in memory."""
        self.run(f"CREATE OR REPLACE TEMP TABLE {quoted(name, self.dialect)} AS {sql}", args)

    def facts(self, name: str, files: Sequence[Path], key: Sequence[str] = ()) -> None:
        """Keep the facts of Parquet files as a table, of each key only the row of the last batch.

        Parameters
        ----------
        name
            What the table is called.
        files
            Parquet files of the live batches, all with a column ``batch``.
        key
            The natural key; without it all rows are kept.
        """
        listed = ", ".join(_text(str(Path(file).resolve())) for file in files)
        sql = f"SELECT * FROM read_parquet([{listed}], union_by_name = true)"  # noqa: S608
        self.keep(name, latest_sql(sql, key) if key else sql)

    def close(self) -> None:
        """Let go of everything that was kept."""
        self.connection.close()

    def __enter__(self) -> DuckEngine:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        wrong: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class SqliteEngine:
    """An open SQLite connection; for small data and as an independent witness in tests."""

    dialect: Dialect = "sqlite"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        connection.create_function("floor", 1, _floor, deterministic=True)

    def run(self, sql: str, args: Mapping[str, str] | None = None) -> Rows:
        """Answer one SELECT."""
        try:
            return self.connection.execute(sql, dict(args or {})).fetchall()
        except sqlite3.Error as wrong:
            raise EngineError(str(wrong)) from wrong

    def keep(self, name: str, sql: str, args: Mapping[str, str] | None = None) -> None:
        """Keep the answer to a SELECT as a temporary table."""
        table = quoted(name, self.dialect)
        self.run(f"DROP TABLE IF EXISTS temp.{table}")
        self.run(f"CREATE TEMP TABLE {table} AS {sql}", args)


class PostgresqlEngine:
    """An open psycopg connection."""

    dialect: Dialect = "postgresql"

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def run(self, sql: str, args: Mapping[str, str] | None = None) -> Rows:
        """Answer one SELECT."""
        return list(self.connection.execute(sql, dict(args or {})).fetchall())

    def keep(self, name: str, sql: str, args: Mapping[str, str] | None = None) -> None:
        """Keep the answer to a SELECT as a temporary table."""
        import psycopg  # noqa: PLC0415 (only installations on PostgreSQL have it)

        table = quoted(name, self.dialect)
        # PostgreSQL takes no bound values in CREATE TABLE, so this cursor puts them in, escaped.
        cursor = psycopg.ClientCursor(self.connection)
        cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{table}")
        cursor.execute(f"CREATE TEMP TABLE {table} AS {sql}", dict(args or {}))


class SparkEngine:
    """A Spark session, classic or Connect, with the facts registered as views."""

    dialect: Dialect = "spark"

    def __init__(self, session: Any) -> None:
        self.session = session

    def run(self, sql: str, args: Mapping[str, str] | None = None) -> Rows:
        """Answer one SELECT."""
        return [tuple(row) for row in self.session.sql(sql, args=dict(args or {})).collect()]

    def keep(self, name: str, sql: str, args: Mapping[str, str] | None = None) -> None:
        """Keep a SELECT as a view, computed whenever it is read."""
        self.session.sql(sql, args=dict(args or {})).createOrReplaceTempView(name)


def _text(value: str) -> str:
    """Write a path as an SQL text; paths are ours, never a user's."""
    return "'" + value.replace("'", "''") + "'"


def _floor(number: float | None) -> int | None:
    return None if number is None else math.floor(number)


def latest_sql(rows: str, key: Sequence[str], columns: Sequence[str] = ()) -> str:
    """Return the DuckDB SELECT that keeps of each key the row of the last batch.

    A window over all rows sorts all their columns; few keys come in more than one batch, and a
    number made of each key tells which. Where two keys give one number, the window tells them
    apart.

    Parameters
    ----------
    rows
        A SELECT of rows with a column ``batch``; read three times.
    key
        The natural key.
    columns
        What is wanted of a row; nothing named: everything.
    """
    wanted = ", ".join(quoted(name, "duckdb") for name in columns) or "*"
    fields = ", ".join(quoted(name, "duckdb") for name in key)
    return (
        f"WITH every AS NOT MATERIALIZED ({rows}), "  # noqa: S608
        f"twice AS MATERIALIZED (SELECT mark FROM (SELECT hash({fields}) AS mark FROM every) "
        "GROUP BY mark HAVING count(*) > 1) "
        f"SELECT {wanted} FROM every WHERE hash({fields}) NOT IN (SELECT mark FROM twice) "
        f"UNION ALL (SELECT {wanted} FROM every WHERE hash({fields}) IN (SELECT mark FROM twice) "
        f"QUALIFY row_number() OVER (PARTITION BY {fields} ORDER BY batch DESC) = 1)"
    )
