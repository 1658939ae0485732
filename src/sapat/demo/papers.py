"""Files as schools have them: workbooks, text tables in two encodings, saved pages."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path

import xlsxwriter

Cell = str | int | float | date | None
MADE_ON = datetime(2026, 11, 5, 9, 0, tzinfo=UTC).replace(tzinfo=None)
"""One moment for all files, or the same seed would give other bytes each time."""
ZIP_DAY = (1980, 1, 1, 0, 0, 0)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS_SPACES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
)


@dataclass(frozen=True)
class Sheet:
    """One table of a file, its headers among the rows."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[tuple[int, int, int]] = ()
    """Row, first and last column of merged cells."""


@dataclass(frozen=True)
class Paper:
    """A file that a school has, and which data set is in it."""

    name: str
    data_set: str
    sheets: Sequence[Sheet]
    language: str = field(default="ky")

    def write(self, folder: Path) -> Path:
        """Write the file in the format its name says."""
        path = folder / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(WRITERS[path.suffix](self))
        return path


def table(
    name: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]], *, above: Sequence[str] = ()
) -> Sheet:
    """Return a sheet with titles above, a row of headers and the rows."""
    return Sheet(name, [*([title] for title in above), list(headers), *rows])


def printed(cell: Cell) -> str:
    """Return a cell as text tables have it: 02.09.2025; 4,25.

    >>> printed(date(2025, 9, 2)), printed(4.25), printed(None)
    ('02.09.2025', '4,25', '')
    """
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, float):
        return f"{cell:g}".replace(".", ",")
    return "" if cell is None else str(cell)


def workbook(paper: Paper) -> bytes:
    """Return an XLSX workbook."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd.mm.yyyy"})
    book.set_properties({"created": MADE_ON, "title": ""})
    for sheet in paper.sheets:
        page = book.add_worksheet(sheet.name[:31])
        for row, cells in enumerate(sheet.rows):
            _write_row(page, row, cells)
        for row, first, last in sheet.merged:
            if last > first:
                page.merge_range(row, first, row, last, sheet.rows[row][first])
    book.close()
    return out.getvalue()


def _write_row(page: xlsxwriter.worksheet.Worksheet, row: int, cells: Sequence[Cell]) -> None:
    for column, cell in enumerate(cells):
        if cell is None:
            continue
        if isinstance(cell, str):
            page.write_string(row, column, cell)
        elif isinstance(cell, date):
            page.write_datetime(row, column, cell)
        else:
            page.write_number(row, column, cell)


def open_document(paper: Paper) -> bytes:
    """Return an ODS workbook."""
    tables = "".join(
        f'<table:table table:name="{escape(sheet.name)}">'
        + "".join(f"<table:table-row>{_ods_row(row)}</table:table-row>" for row in sheet.rows)
        + "</table:table>"
        for sheet in paper.sheets
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{ODS_SPACES}'
        f' office:version="1.2"><office:body><office:spreadsheet>{tables}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest'
        ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        f' manifest:version="1.2"><manifest:file-entry manifest:full-path="/"'
        f' manifest:media-type="{ODS_TYPE}"/><manifest:file-entry'
        ' manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr(zipfile.ZipInfo("mimetype", ZIP_DAY), ODS_TYPE)
        for name, text in (("content.xml", content), ("META-INF/manifest.xml", manifest)):
            place = zipfile.ZipInfo(name, ZIP_DAY)
            place.compress_type = zipfile.ZIP_DEFLATED
            pack.writestr(place, text)
    return out.getvalue()


def _ods_row(cells: Sequence[Cell]) -> str:
    return "".join(_ods_cell(cell) for cell in cells)


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, str):
        kind = 'office:value-type="string"'
    elif isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    else:
        kind = f'office:value-type="float" office:value="{cell}"'
    return f"<table:table-cell {kind}><text:p>{escape(printed(cell))}</text:p></table:table-cell>"


def text_table(paper: Paper) -> bytes:
    """Return a text table: Russian ones in CP1251, others in UTF-8 with a mark at the start."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in paper.sheets[0].rows:
        writer.writerow([printed(cell) for cell in row])
    return out.getvalue().encode("cp1251" if paper.language == "ru" else "utf-8-sig")


def tabbed_table(paper: Paper) -> bytes:
    """Return a table as it is pasted from a spreadsheet."""
    lines = ("\t".join(printed(cell) for cell in row) for row in paper.sheets[0].rows)
    return "\n".join(lines).encode()


def saved_page(paper: Paper) -> bytes:
    """Return a page as a browser saves it: a table for each sheet."""
    tables = "".join(
        f"<h2>{escape(sheet.name)}</h2><table border='1'>"
        + "".join(
            "<tr>" + "".join(f"<td>{escape(printed(cell))}</td>" for cell in row) + "</tr>\n"
            for row in sheet.rows
        )
        + "</table>\n"
        for sheet in paper.sheets
    )
    title = escape(Path(paper.name).stem)
    head = f"<head><meta charset='utf-8'><title>{title}</title></head>"
    return f"<html>{head}<body>{tables}</body></html>".encode()


WRITERS = {
    ".xlsx": workbook,
    ".ods": open_document,
    ".csv": text_table,
    ".txt": tabbed_table,
    ".html": saved_page,
}
