"""A table as every page, report and file shows it: typed columns, rows, totals and notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from math import isfinite
from typing import TypeAlias

from sapat.core.figures import DASH as DASH
from sapat.core.figures import MINUS as MINUS
from sapat.core.figures import figure as figure


class Kind(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    COUNT = "count"
    FIGURE = "figure"
    CHANGE = "change"
    DATE = "date"


class Blank(Enum):
    """Why a cell has no figure; both print as a dash, and a note under the table says which."""

    HIDDEN = "hidden"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Beyond:
    """A change that chance does not explain; printed with a star."""

    value: float


@dataclass(frozen=True)
class Fine:
    """A figure with digits of its own, where a column holds figures in several units."""

    value: float
    digits: int


Cell: TypeAlias = str | int | float | date | Beyond | Fine | Blank


@dataclass(frozen=True)
class Column:
    """A column: its head, what stands in it, how many digits, and how wide it is beside others.

    `over` is a head that spans the neighbouring columns which carry the same one.
    """

    title: str
    kind: Kind = Kind.TEXT
    width: float = 8
    digits: int = 1
    over: str = ""

    @property
    def is_text(self) -> bool:
        """Whether its cells are set to the left, as words are."""
        return self.kind in {Kind.TEXT, Kind.DATE}


@dataclass(frozen=True)
class Table:
    """A table with its title; `totals` are the places of rows that sum up others.

    `row_height` in millimetres leaves room to write into its cells by hand: a sheet to be signed.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()
    totals: frozenset[int] = frozenset()
    row_height: float = 0

    @property
    def is_wide(self) -> bool:
        """Whether it needs a page turned on its side."""
        return sum(column.width for column in self.columns) > WIDE

    @property
    def lines(self) -> list[list[str]]:
        """Return the rows as they are printed, in the reader's language."""
        return [
            [shown(cell, column) for cell, column in zip(row, self.columns, strict=True)]
            for row in self.rows
        ]

    @property
    def printed(self) -> list["Line"]:
        """Return the rows as a page prints them."""
        words = [column.is_text for column in self.columns]
        return [
            Line(list(zip(cells, words, strict=True)), is_total=place in self.totals)
            for place, cells in enumerate(self.lines)
        ]

    @property
    def spans(self) -> list[tuple[str, int]]:
        """Return the heads over the columns and how many each spans; none if none is set."""
        if not any(column.over for column in self.columns):
            return []
        found: list[tuple[str, int]] = []
        for column in self.columns:
            if column.over and found and found[-1][0] == column.over:
                found[-1] = (column.over, found[-1][1] + 1)
            else:
                found.append((column.over, 1))
        return found


@dataclass(frozen=True)
class Line:
    """A row of a page's table: its cells with whether they are words, and whether it sums up."""

    cells: Sequence[tuple[str, bool]]
    is_total: bool


TO_SIGN = 9.0
"""Height in millimetres of a row that is signed by hand."""
WIDE = 125
"""Widths of the columns, in characters, that fit a page held upright."""


def day(value: date) -> str:
    """Write a day as papers do."""
    return f"{value:%d.%m.%Y}"


def shown(cell: Cell, column: Column) -> str:
    """Return the cell as it is printed, in the reader's language."""
    match cell:
        case Blank():
            return DASH
        case Beyond():
            return figure(cell.value, column.digits, signed=True) + "*"
        case Fine():
            return figure(cell.value, cell.digits)
        case str():
            return cell
        case date():
            return day(cell)
        case _:
            digits = 0 if column.kind == Kind.COUNT else column.digits
            return figure(cell, digits, signed=column.kind == Kind.CHANGE)


def number(cell: Cell) -> int | float | None:
    """Return the number in a cell, or None where there is none."""
    if isinstance(cell, Beyond | Fine):
        return cell.value
    if isinstance(cell, int | float) and isfinite(cell):
        return cell
    return None
