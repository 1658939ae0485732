"""How full the rows of each data set are, by term: cells filled of the cells expected."""

from collections.abc import Mapping, Sequence

from sapat.analytics.engines import Rows
from sapat.check.measuring.counting import Statement
from sapat.plan.datasets.rules import DataSet, datasets

Place = tuple[str, int, int]
"""Data set, school year, term."""
Fill = Mapping[Place, tuple[int, int]]
"""Cells filled, cells expected."""


def cells_of(statement: Statement, rows: Rows) -> dict[Place, tuple[int, int]]:
    """Return how full the rows of a term are; a field that nobody fills was not in the file.

    The same cells are counted as when a batch is kept: see `evidence.store.parquet`.
    """
    declared = datasets()[statement.data]
    return {
        (statement.data, year, term): _cells(declared, size, filled)
        for year, term, size, *filled in rows
    }


def filling(code: str) -> Statement:
    """Return the question how full the current rows of a data set are."""
    declared = datasets()[code]
    counts = ", ".join(f'COUNT("{column}")' for column in _columns(declared))
    sql = (
        f'SELECT "year", "term", COUNT(*), {counts} FROM "{declared.code}"'  # noqa: S608
        ' GROUP BY "year", "term"'
    )
    return Statement(declared.code, (), sql, {})


def _columns(declared: DataSet) -> list[str]:
    """Return the columns that tell of each field; of a mark, its category."""
    return ["category" if field.type == "mark" else code for code, field in declared.facts.items()]


def _cells(declared: DataSet, size: int, filled: Sequence[int]) -> tuple[int, int]:
    there = expected = 0
    for field, count in zip(declared.facts.values(), filled, strict=True):
        if count or field.required or field.type == "mark":
            there, expected = there + count, expected + size
    return there, expected
