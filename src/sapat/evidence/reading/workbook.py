"""What a file says, whatever its format: sheets of rows of plain values."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple

Cell = str | float | int | bool | date | None
Row = list[Cell]

ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")


class Kind(StrEnum):
    """What a file really is, by its content and not by the ending of its name."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    HTML = "html"
    ONEROSTER = "oneroster"
    PASTED = "pasted"


class Span(NamedTuple):
    """A merged range: its first and last row and column, counted from 0, both included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """One sheet; blank cells are None, rows end at their last filled cell."""

    name: str
    rows: list[Row]
    merged: list[Span] = field(default_factory=list)
    hidden: bool = False

    def cell(self, row: int, column: int) -> Cell:
        """Return the value at a place counted from 0; None outside the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    @property
    def width(self) -> int:
        """Return how many columns the widest row has."""
        return max((len(row) for row in self.rows), default=0)


@dataclass
class Workbook:
    """All sheets of one file; `name` is the name the person knows it by."""

    kind: Kind
    name: str
    sheets: list[Sheet]
    title: str = ""


@cache
def letter(column: int) -> str:
    """Return the letters of a column counted from 0.

    >>> letter(0), letter(27)
    ('A', 'AB')
    """
    text = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def address(row: int, column: int) -> str:
    """Return the address of a place counted from 0.

    >>> address(4, 2)
    'C5'
    """
    return f"{letter(column)}{row + 1}"


def column_of(letters: str) -> int:
    """Return the number of a column, counted from 0, by its letters.

    >>> column_of("AB")
    27
    """
    number = 0
    for character in letters.upper():
        number = number * 26 + ord(character) - ord("A") + 1
    return number - 1


def place(text: str) -> tuple[int, int]:
    """Return row and column, counted from 0, of an address; ValueError if it is none.

    >>> place("C5")
    (4, 2)
    """
    found = ADDRESS.fullmatch(text)
    if not found:
        raise ValueError(text)
    return int(found[2]) - 1, column_of(found[1])
