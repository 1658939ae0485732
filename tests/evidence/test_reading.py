"""Reading every format schools have; the kind is what the content says, not the name."""

import struct
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sapat.evidence.reading import (
    Kind,
    Reason,
    Span,
    Unreadable,
    address,
    column_of,
    letter,
    paste,
    place,
    read,
)

TABLE = [["Аты", "Баасы"], ["Үсөн, Асан", "4,5"], ['Гүл "кыз"\nБеков', "5"]]


def rows_of(tmp_path, content, name="file.xlsx"):
    path = tmp_path / "file"
    path.write_bytes(content)
    return read(path, name=name).sheets[0].rows


@pytest.fixture
def excel(tmp_path):
    """Write cells with xlsxwriter and read them back."""

    def written(fill, **options):
        path = tmp_path / "table.bin"
        with xlsxwriter.Workbook(path, options) as book:
            fill(book)
        return read(path, name="таблица.txt")

    return written


def test_a_spreadsheet_keeps_numbers_texts_days_and_addresses(excel):
    def fill(book):
        sheet = book.add_worksheet("7Б")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row("C5", ["Асанов", 4, 4.5, True])
        sheet.write_datetime("G5", datetime(2024, 9, 2), day)  # noqa: DTZ001

    workbook = excel(fill)

    assert (workbook.kind, workbook.name) == (Kind.XLSX, "таблица.txt")
    assert workbook.sheets[0].rows[:4] == [[], [], [], []]
    assert workbook.sheets[0].rows[4] == [None, None, "Асанов", 4, 4.5, True, date(2024, 9, 2)]
    assert address(4, 2) == "C5"


def test_a_formula_is_read_as_its_last_value(excel):
    workbook = excel(lambda book: book.add_worksheet().write_formula("A1", "=1+1", None, 2))

    assert workbook.sheets[0].rows == [[2]]


def test_an_error_in_a_cell_is_blank_and_a_time_is_a_text(excel):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=1/0", None, "#DIV/0!")
        sheet.write_datetime("B1", time(8, 30), book.add_format({"num_format": "hh:mm"}))

    assert excel(fill).sheets[0].rows == [[None, "08:30"]]


def test_merged_cells_and_hidden_sheets_are_told(excel):
    def fill(book):
        book.add_worksheet("көрүнгөн").merge_range("B1:D1", "Сентябрь")
        hidden = book.add_worksheet("жашыруун")
        hidden.write("A1", "x")
        hidden.hide()

    seen, hidden = excel(fill).sheets

    assert seen.rows == [[None, "Сентябрь"]]
    assert seen.merged == [Span(0, 1, 0, 3)]
    assert (seen.hidden, hidden.hidden) == (False, True)


def test_macros_are_no_obstacle_and_are_not_run(excel, tmp_path):
    project = tmp_path / "vbaProject.bin"
    project.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(500))

    def fill(book):
        book.add_vba_project(project)
        book.add_worksheet().write("A1", 5)

    assert excel(fill).sheets[0].rows == [[5]]


def test_invisible_marks_of_direction_do_not_make_names_differ(excel):
    workbook = excel(lambda book: book.add_worksheet().write("A1", "\u200fАсан\u00a0Үсөн\u202c "))

    assert workbook.sheets[0].rows == [["Асан Үсөн"]]


ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="7Б"><table:table-row>
<table:table-cell office:value-type="string"><text:p>Асан</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def test_an_open_document_is_read(tmp_path):
    path = tmp_path / "table.xls"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.replace("\n", ""))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")

    workbook = read(path, name="table.xls")

    assert (workbook.kind, workbook.sheets[0].name) == (Kind.ODS, "7Б")
    assert workbook.sheets[0].rows == [["Асан", 5]]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_text_is_read_in_every_encoding_with_every_separator(tmp_path, encoding, separator):
    table = TABLE if encoding != "cp1251" else [["Аты", "Баасы"], ["Асан, Эсен", "4,5"]]
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in table]
    text = "\r\n".join(separator.join(row) for row in quoted)

    assert rows_of(tmp_path, text.encode(encoding)) == table


def test_a_decimal_comma_is_no_separator(tmp_path):
    rows = rows_of(tmp_path, "Аты;Орто;Баа\nАсан;4,5;5\nЭсен;3,7;4\n".encode("cp1251"))

    assert rows[1] == ["Асан", "4,5", "5"]


def test_a_lone_quote_swallows_nothing(tmp_path):
    lines = ["Мектеп;Баа", *['"Чоң Алай" мектеби;5'] * 3, '"Ак-Суу;4', *["Асан;5"] * 9000]

    rows = rows_of(tmp_path, "\n".join(lines).encode())

    assert len(rows) == len(lines)


def test_excel_says_its_separator_in_the_first_line(tmp_path):
    assert rows_of(tmp_path, b"sep=;\r\na;b,c\r\n") == [["a", "b,c"]]


PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>Журнал</title></head><body><h2>7Б Алгебра</h2><table><tr><td>
<table><tr><th rowspan="2">Ученик</th><th colspan="2">Сентябрь</th></tr>
<tr><td>02</td><td>04</td></tr>
<tr><td>Асан&nbsp;Эсен</td><td><span>4</span><span>5</span></td><td></td></tr></table>
</td></tr></table></body></html>"""


@pytest.mark.parametrize("charset", ["windows-1251", "utf-8"])
def test_a_saved_page_is_read_even_if_it_is_named_as_a_spreadsheet(tmp_path, charset):
    path = tmp_path / "journal.xls"
    path.write_bytes(PAGE.format(charset=charset).encode(charset))

    workbook = read(path, name="journal.xls")

    (sheet,) = workbook.sheets
    assert (workbook.kind, workbook.title, sheet.name) == (Kind.HTML, "Журнал", "7Б Алгебра")
    assert sheet.rows == [["Ученик", "Сентябрь"], [None, "02", "04"], ["Асан Эсен", "4 5"]]
    assert sheet.merged == [Span(0, 0, 1, 0), Span(0, 1, 0, 2)]


def test_a_page_that_names_the_wrong_encoding_is_read_all_the_same(tmp_path):
    page = PAGE.format(charset="utf-8").encode("cp1251")

    assert rows_of(tmp_path, page)[0] == ["Ученик", "Сентябрь"]


def test_a_pasted_table_is_cut_at_its_tabs():
    workbook = paste("Аты\tБаасы\r\nАсан\t5\r\n\t\r\n", name="коюлган")

    assert (workbook.kind, workbook.name) == (Kind.PASTED, "коюлган")
    assert workbook.sheets[0].rows[:2] == [["Аты", "Баасы"], ["Асан", "5"]]


def test_pasting_nothing_is_refused():
    with pytest.raises(Unreadable) as no:
        paste("  \n\t\n")

    assert no.value.reason is Reason.EMPTY


def record(number, body):
    return struct.pack("<2H", number, len(body)) + body


def old_text(row, column, text):
    body = struct.pack("<3H", row, column, 0) + struct.pack("<HB", len(text), 1)
    return record(0x204, body + text.encode("utf-16-le"))


def old_workbook():
    """Return a workbook as Excel 97 writes it, as small as it can be."""
    begin = [record(0x809, struct.pack("<4H2I", 0x600, kind, 0, 0, 0, 0)) for kind in (5, 16)]
    name = "7Б".encode("utf-16-le")
    start = len(begin[0]) + len(record(0x85, bytes(8) + name)) + 4
    sheet = record(0x85, struct.pack("<IH2B", start, 0, 2, 1) + name)
    number = record(0x203, struct.pack("<3Hd", 0, 1, 0, 4.5))
    cells = old_text(0, 0, "Үсөн") + number + old_text(1, 0, "Асан")
    return begin[0] + sheet + record(10, b"") + begin[1] + cells + record(10, b"")


def old_file(stream):
    """Return a stream named Workbook in the container of old office files."""
    stream = stream.ljust(4096, b"\0")
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    table = [0xFFFFFFFD, end, *range(3, 10), end]
    table += [free] * (128 - len(table))
    entries = b""
    for name, kind, child, first, size in (
        ("Root Entry", 5, 1, end, 0),
        ("Workbook", 2, free, 2, len(stream)),
    ):
        text = name.encode("utf-16-le")
        entries += text.ljust(64, b"\0") + struct.pack("<H2B", len(text) + 2, kind, 1)
        entries += (
            struct.pack("<3I", free, free, child) + bytes(36) + struct.pack("<IQ", first, size)
        )
    return head + struct.pack("<128I", *table) + entries.ljust(512, b"\0") + stream


def test_an_old_workbook_is_read(tmp_path):
    (tmp_path / "old").write_bytes(old_file(old_workbook()))

    workbook = read(tmp_path / "old", name="old.xlsx")

    assert (workbook.kind, workbook.sheets[0].name) == (Kind.XLS, "7Б")
    assert workbook.sheets[0].rows == [["Үсөн", 4.5], ["Асан"]]


def test_what_openpyxl_writes_is_read(tmp_path):
    book = openpyxl.Workbook()
    book.active["B2"] = date(2025, 5, 25)
    book.save(tmp_path / "x.xlsx")

    assert read(tmp_path / "x.xlsx", name="x").sheets[0].rows == [[], [None, date(2025, 5, 25)]]


@given(st.integers(0, 20_000), st.integers(0, 20_000))
def test_an_address_leads_back_to_its_place(row, column):
    assert place(address(row, column)) == (row, column)
    assert column_of(letter(column)) == column


cells = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)


@settings(max_examples=50)
@example([["0", "|"], ["0", "|"]])
@given(st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1))
def test_what_was_copied_from_a_table_is_pasted_as_it_was(table):
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in table]

    rows = paste("\n".join("\t".join(row) for row in quoted)).sheets[0].rows

    assert rows == table
