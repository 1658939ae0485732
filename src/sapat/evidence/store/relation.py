"""Live batches as one relation: of each key the row of the latest batch."""

from collections.abc import Iterable
from pathlib import Path

from sapat.analytics.engines import latest_sql
from sapat.evidence.store.rules import LEFT, columns_of
from sapat.plan.datasets.rules import datasets

DUCK = {"integer": "INTEGER", "number": "DOUBLE", "boolean": "BOOLEAN", "text": "VARCHAR"}


def facts_sql(data_set: str, files: Iterable[Path], *, with_left: bool = False) -> str:
    """Return the DuckDB SELECT over the files that yields the current row of each key.

    Its columns are those of `columns_of`, whatever version of the declaration a file was
    written under; without files the relation is empty. A later row of a pupil who left before
    the term ended still supersedes, but is not part of the relation unless `with_left`.
    Names come from the catalogue and paths are ours: nothing of a user's is in the statement.
    """
    declared = datasets()[data_set]
    latest = latest_sql(versions_sql(data_set, files), declared.key, tuple(columns_of(declared)))
    if with_left:
        return latest
    return f'SELECT * FROM ({latest}) WHERE NOT coalesce("{LEFT}", false)'  # noqa: S608


def versions_sql(data_set: str, files: Iterable[Path]) -> str:
    """Return the SELECT over the files that yields every row, superseded ones as well."""
    columns = columns_of(datasets()[data_set])
    shape = ", ".join(f'NULL::{DUCK[kind]} AS "{name}"' for name, kind in columns.items())
    rows = f"SELECT {shape} WHERE 1 = 0"
    listed = ", ".join(_quoted(file) for file in files)
    if listed:
        read = f"read_parquet([{listed}], union_by_name = true)"
        rows += f" UNION ALL BY NAME SELECT * FROM {read}"  # noqa: S608
    return rows


def _quoted(file: Path) -> str:
    return "'" + str(file).replace("'", "''") + "'"
