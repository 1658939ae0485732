"""Tables as an XLSX workbook: numbers are numbers, text is text, nothing is ever a formula."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter

from sapat.publish.exports.names import sheet_names, writable
from sapat.publish.exports.tables import (
    DASH,
    Beyond,
    Blank,
    Cell,
    Column,
    Fine,
    Kind,
    Table,
    number,
)

OPTIONS = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_date_format": "dd.mm.yyyy",
}
A4 = 9
WIDEST = 60
LONGEST_HEAD = 200
GREY = "#E5E7EB"
POINTS = 72 / 25.4
"""In a millimetre."""


def workbook(tables: Sequence[Table], *, title: str, head: str) -> bytes:
    """Return the tables as one workbook, a sheet each, ready to print on A4.

    `head` runs along the top of each printed page: the school, the term, the day.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"title": writable(title)})
        styles = _Styles(book)
        names = sheet_names(table.title for table in tables)
        for table, name in zip(tables, names, strict=True):
            _sheet(book.add_worksheet(name), table, styles, head=head)
    return out.getvalue()


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.made: dict[tuple[str, bool], Any] = {}
        thin = {"border": 1, "border_color": "#BFBFBF"}
        head = {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": GREY, **thin}
        self.head = book.add_format(head)
        self.span = book.add_format({**head, "align": "center"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.note = book.add_format({"italic": True, "font_color": "#4B5563"})
        self.thin = thin

    def cell(self, pattern: str, *, total: bool) -> Any:
        """Return the format of a cell with this number pattern."""
        if (pattern, total) not in self.made:
            look: dict[str, Any] = {"bold": total, "valign": "top", **self.thin}
            look |= {"num_format": pattern} if pattern != "@" else {"text_wrap": True}
            self.made[pattern, total] = self.book.add_format(look)
        return self.made[pattern, total]


def _sheet(sheet: Any, table: Table, styles: _Styles, *, head: str) -> None:
    sheet.write_string(0, 0, writable(table.title), styles.title)
    first = _heads(sheet, table, styles)
    for place, row in enumerate(table.rows):
        total = place in table.totals
        if table.row_height:
            sheet.set_row(first + place, table.row_height * POINTS)
        for left, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            _write(sheet, (first + place, left), cell, (column, styles, total))
    for place, note in enumerate(table.notes):
        line = first + len(table.rows) + 1 + place
        sheet.write_string(line, 0, writable(note), styles.note)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, min(WIDEST, column.width + 2))
    _paper(sheet, first, head)


def _heads(sheet: Any, table: Table, styles: _Styles) -> int:
    """Write the heads below the title; return the row where the figures begin."""
    row, left = 2, 0
    for text, width in table.spans:
        if width > 1:
            sheet.merge_range(row, left, row, left + width - 1, "", styles.span)
        sheet.write_string(row, left, writable(text), styles.span)
        left += width
    row += 1 if table.spans else 0
    for place, each in enumerate(table.columns):
        sheet.write_string(row, place, writable(each.title), styles.head)
    return row + 1


def _paper(sheet: Any, first: int, head: str) -> None:
    sheet.freeze_panes(first, 1)
    sheet.repeat_rows(first - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    plain = writable(head).replace("\n", " ")[:LONGEST_HEAD].replace("&", "&&")
    sheet.set_header(f"&L{plain}" if len(plain) < LONGEST_HEAD else "")
    sheet.set_footer("&R&P / &N")


def _write(
    sheet: Any, place: tuple[int, int], cell: Cell, look: tuple[Column, _Styles, bool]
) -> None:
    column, styles, total = look
    value = number(cell)
    if isinstance(cell, str):
        sheet.write_string(*place, writable(cell), styles.cell("@", total=total))
    elif isinstance(cell, date):
        sheet.write_datetime(*place, cell, styles.cell("dd.mm.yyyy", total=total))
    elif value is not None:
        pattern = _pattern(column, cell)
        sheet.write_number(*place, value, styles.cell(pattern, total=total))
    else:
        empty = DASH if isinstance(cell, Blank) else ""
        sheet.write_string(*place, empty, styles.cell("@", total=total))


def _pattern(column: Column, cell: Cell) -> str:
    digits = 0 if column.kind == Kind.COUNT else column.digits
    digits = cell.digits if isinstance(cell, Fine) else digits
    plain = "0" if digits == 0 else "0." + "0" * digits
    starred = isinstance(cell, Beyond)
    if column.kind != Kind.CHANGE and not starred:
        return plain
    star = '"*"' if starred else ""
    return f"+{plain}{star};-{plain}{star};{plain}{star}"
