"""How full the rows of each data set are, by term: cells filled of the cells expected."""

from collections.abc import Iterable, Mapping, Sequence

from sapat.check.measuring.counting import Statement
from sapat.check.measuring.sums import Sums
from sapat.plan.datasets.rules import DataSet, datasets

Place = tuple[str, int, int]
"""Data set, school year, term."""
Fill = Mapping[Place, tuple[int, int]]
"""Cells filled, cells expected."""


def filling(sums: Sums, codes: Iterable[str]) -> dict[Place, tuple[int, int]]:
    """Return how full the current rows are; a field that nobody fills was not in the file.

    The same cells are counted as when a batch is kept: see `evidence.store.parquet`.
    """
    asked = [_statement(datasets()[code]) for code in codes]
    found: dict[Place, tuple[int, int]] = {}
    for statement, rows in sums.answers(asked):
        declared = datasets()[statement.data]
        for year, term, size, *filled in rows:
            found[statement.data, year, term] = _cells(declared, size, filled)
    return found


def _statement(declared: DataSet) -> Statement:
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
