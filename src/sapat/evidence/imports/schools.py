"""Rows that belong to another school: a column that names schools, a title that names one."""

import re
from collections.abc import Iterator

from sapat.evidence.imports.directory import Directory
from sapat.evidence.imports.errors import Code, Error
from sapat.evidence.imports.values import is_blank, shown
from sapat.evidence.layouts import Layout, SheetView, Understanding
from sapat.evidence.reading import Cell, Sheet, Workbook, address, column_of
from sapat.plan.datasets.rules import spelling

HEADERS = frozenset(
    map(
        spelling,
        [
            *("школа", "мектеп", "school", "школа №", "мектеп №", "наименование школы"),
            *("номер школы", "мектептин аталышы", "мектептин номери"),
            *("оо", "наименование оо", "school name"),
        ],
    )
)
NUMBER = re.compile(
    r"(?:№|N)\s*(\d{1,3})\b(?=.{0,40}(?:мектеп|школ|school|сш\b|оош))"
    r"|(?:мектеп|школ|school|сош|сш|оош)\w*\s{0,2}(?:№|N|#)\s*(\d{1,3})\b",
    re.IGNORECASE,
)
LEAST_NAME = 6
"""Shorter names of schools may be parts of other words."""


def foreign_cells(
    workbook: Workbook, understanding: Understanding, directory: Directory
) -> Iterator[Error]:
    """Yield an error for every cell that names a school other than this one.

    A column by which the person already keeps only certain rows is settled and not asked again.
    """
    if understanding.layout is Layout.ROSTER:
        return
    own = Own(directory)
    for view in understanding.used:
        sheet = workbook.sheets[view.index]
        yield from _titles(sheet, view, own)
        for column in view.columns:
            settled = column.meaning is not None or column.letter in view.only
            if not settled and spelling(column.header) in HEADERS:
                yield from _column(sheet, view, column_of(column.letter), own)


class Own:
    """What this school is called, and what the others are."""

    def __init__(self, directory: Directory) -> None:
        self.names = {spelling(name) for name in directory.names}
        self.numbers = {number for name in directory.names for number in re.findall(r"\d+", name)}
        self.others = directory.others

    def is_named(self, cell: Cell) -> bool:
        """Return whether a cell of a school column names this school."""
        written = spelling(shown(cell))
        if written in self.names:
            return True
        if written in self.others:
            return False
        found = re.findall(r"\d+", written)
        return len(found) == 1 and found[0] in self.numbers

    def names_another(self, text: str) -> bool:
        """Return whether a title names another school and not this one."""
        written = spelling(text)
        if any(name in written for name in self.names if len(name) >= LEAST_NAME):
            return False
        told = {one or other for one, other in NUMBER.findall(text)}
        if told & self.numbers:
            return False
        if any(name in written for name in self.others if len(name) >= LEAST_NAME):
            return True
        return bool(told) and bool(self.numbers)


def _titles(sheet: Sheet, view: SheetView, own: Own) -> Iterator[Error]:
    for row in range(min(view.header_row - 1, len(sheet.rows))):
        for column, cell in enumerate(sheet.rows[row]):
            if isinstance(cell, str) and own.names_another(cell):
                yield Error(view.name, address(row, column), Code.OTHER_SCHOOL, {"value": cell})


def _column(sheet: Sheet, view: SheetView, column: int, own: Own) -> Iterator[Error]:
    only = [(column_of(at), set(allowed)) for at, allowed in view.only.items()]
    for row in range(view.first_row - 1, len(sheet.rows)):
        if any(str(sheet.cell(row, at)) not in allowed for at, allowed in only):
            continue
        cell = sheet.cell(row, column)
        if not is_blank(cell) and not own.is_named(cell):
            place = address(row, column)
            yield Error(view.name, place, Code.OTHER_SCHOOL, {"value": shown(cell)})
