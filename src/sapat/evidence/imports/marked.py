"""The same workbook with the wrong cells marked, to be corrected and given again."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sapat.evidence.imports.errors import Error
from sapat.evidence.imports.examining import File
from sapat.evidence.reading import Kind, Workbook, place
from sapat.evidence.reading.limits import MIB

MARK = "FFF2A6"
AUTHOR = "Sapat"
MOST_CELLS = 400_000
"""A bigger workbook is written anew, which needs less memory than opening it whole."""

MOST_BYTES = 40 * MIB
"""Likewise of what lies in the file beside its cells: styles without end need memory too."""

STRANGE = (ValueError, KeyError, TypeError, AttributeError, IndexError, zipfile.BadZipFile)

Said = Mapping[tuple[int, int], str]


def marked(file: File, errors: Sequence[Error]) -> bytes:
    """Return an XLSX file in which every wrong cell is coloured and says what is wrong."""
    workbook = file.workbook()
    said = _by_sheet(errors)
    cells = sum(len(row) for sheet in workbook.sheets for row in sheet.rows)
    if workbook.kind is Kind.XLSX and cells <= MOST_CELLS and _unpacked(file) <= MOST_BYTES:
        try:
            return _same(file, said)
        except STRANGE:
            pass  # what one library reads another may not open
    return _anew(workbook, said)


def _unpacked(file: File) -> int:
    """Return how much is in the file; the reader has counted that its parts do not lie."""
    with zipfile.ZipFile(file.path) as archive:
        return sum(part.file_size for part in archive.infolist())


def _by_sheet(errors: Sequence[Error]) -> dict[str, dict[tuple[int, int], str]]:
    """Return sheet -> cell -> its sentences; what has no cell stands in the first."""
    found: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
    for error in errors:
        at = place(error.cell) if error.cell else (0, 0)
        before = found[error.sheet].get(at)
        found[error.sheet][at] = f"{before}\n{error.message}" if before else error.message
    return found


def _same(file: File, said: Mapping[str, Said]) -> bytes:
    import openpyxl  # noqa: PLC0415 (takes 0.2 s, and only this needs it)
    from openpyxl.cell.cell import MergedCell  # noqa: PLC0415
    from openpyxl.comments import Comment  # noqa: PLC0415
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    book = openpyxl.load_workbook(io.BytesIO(file.path.read_bytes()), keep_links=False)
    fill = PatternFill("solid", start_color=MARK)
    for name, cells in said.items():
        if name not in book.sheetnames:
            continue
        for (row, column), sentence in cells.items():
            cell = book[name].cell(row + 1, column + 1)
            if not isinstance(cell, MergedCell):
                cell.fill = fill
                cell.comment = Comment(sentence, AUTHOR, height=120, width=320)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _anew(workbook: Workbook, said: Mapping[str, Said]) -> bytes:
    import xlsxwriter  # noqa: PLC0415

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        styles = {
            "wrong": book.add_format({"bg_color": f"#{MARK}"}),
            "day": book.add_format({"num_format": "dd.mm.yyyy"}),
            "wrong day": book.add_format({"num_format": "dd.mm.yyyy", "bg_color": f"#{MARK}"}),
        }
        for number, sheet in enumerate(workbook.sheets, 1):
            page = book.add_worksheet(_title(sheet.name, number))
            cells = said.get(sheet.name, {})
            for row, values in enumerate(sheet.rows):
                for column, value in enumerate(values):
                    _write(page, (row, column), value, styles, wrong=(row, column) in cells)
            for (row, column), sentence in cells.items():
                page.write_comment(row, column, sentence, {"author": AUTHOR, "x_scale": 2.5})
    return out.getvalue()


def _write(
    page: Any, at: tuple[int, int], value: Any, styles: Mapping[str, Any], *, wrong: bool
) -> None:
    style = styles["wrong"] if wrong else None
    if value is None:
        page.write_blank(*at, None, style) if wrong else None
    elif isinstance(value, bool):
        page.write_boolean(*at, value, style)
    elif isinstance(value, int | float):
        page.write_number(*at, value, style)
    elif isinstance(value, date):
        page.write_datetime(*at, value, styles["wrong day" if wrong else "day"])
    else:
        page.write_string(*at, str(value), style)


def _title(name: str, number: int) -> str:
    plain = "".join(sign for sign in name if sign not in "[]:*?/\\'")[:28].strip()
    return f"{plain or 'Sheet'} {number}" if number > 1 or not plain else plain
