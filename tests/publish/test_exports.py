"""What leaves the house as a table runs nothing and reads back as it was."""

import csv
import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sapat.publish.exports.delimited import delimited, restored
from sapat.publish.exports.names import LONGEST_SHEET, file_name, latin, sheet_names, writable
from sapat.publish.exports.tables import Beyond, Blank, Column, Kind, Table, figure
from sapat.publish.exports.workbook import workbook

HOSTILE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+996",
    "-5",
    "@SUM(A1)",
    "http://x.kg",
    "{=1}",
    "\t=1",
    "'=1",
]
texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=60),
    st.text(alphabet="=+-@'\t\r\n;,\"|%&<>[]:*?/\\өүң1", max_size=20),
)
numbers = st.one_of(st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9, allow_nan=False))


def sheet_of(content):
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def one_row(*cells, head="Head"):
    kinds = [Kind.TEXT if isinstance(cell, str) else Kind.FIGURE for cell in cells]
    return Table("T", [Column(head, kind) for kind in kinds], [cells])


def parts(content):
    """Every XML part of a workbook but its theme, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        return {name: files.read(name).decode() for name in files.namelist() if "theme" not in name}


@pytest.mark.filterwarnings("ignore:Cannot parse header")
@settings(max_examples=400, deadline=None)
@given(text=texts, title=texts, head=texts)
def test_no_text_becomes_a_formula_or_a_link(text, title, head):
    table = Table(title, [Column(head)], [[text]], notes=[text])

    content = workbook([table, table], title=title, head=head)

    inside = parts(content)
    assert not [name for name, xml in inside.items() if re.search(r"<f[ >]|hyperlink|<ext", xml)]
    sheet = sheet_of(content)
    assert (sheet["A4"].value or "") == as_read(text)
    assert (sheet["A3"].value or "") == as_read(head)


def as_read(text):
    """What openpyxl gives back: it forgets one escape of its own."""
    return writable(text).replace("x005F_", "")


@settings(max_examples=400, deadline=None)
@given(text=texts, head=texts, number=numbers)
def test_csv_reads_back_and_starts_no_formula(text, head, number):
    content = delimited(one_row(text, number, head=head)).decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))

    assert restored_if_marked(rows[0][0]) == writable(head)
    assert restored_if_marked(rows[1][0]) == writable(text)
    assert not rows[1][0].lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t"))
    assert float(rows[1][1].replace(",", ".")) == number


def restored_if_marked(text):
    return restored(text) if text.startswith("'") else text


@given(number=numbers)
@settings(max_examples=100, deadline=None)
def test_numbers_stay_numbers_and_negatives_whole(number):
    cell = sheet_of(workbook([one_row(number)], title="T", head="H"))["A4"]

    assert cell.data_type == "n"
    assert cell.value == pytest.approx(number, rel=1e-15)


@given(st.lists(texts, min_size=1, max_size=6))
def test_sheet_names_are_accepted_and_differ(titles):
    names = sheet_names(titles)

    assert len({name.casefold() for name in names}) == len(titles)
    assert all(0 < len(name) <= LONGEST_SHEET for name in names)
    assert not [name for name in names if re.search(r"[\[\]:*?/\\]", name) or name[0] == "'"]


@given(texts)
def test_file_names_start_no_formula_and_no_path(text):
    name = file_name(text, ending="csv")

    assert not re.search(r'[<>:"/\\|?*\r\n\x00]', name)
    assert name[0] not in "=+-@.'"
    assert latin(name).isascii()


def test_a_hidden_group_is_a_dash_and_a_starred_change_a_number():
    change = Column("±", Kind.CHANGE)
    table = Table("T", [Column("Class"), change, change], [["7А", Blank.HIDDEN, Beyond(-4.2)]])

    sheet = sheet_of(workbook([table], title="T", head="H"))

    assert [cell.value for cell in sheet[4]] == ["7А", "—", -4.2]
    assert "*" in sheet["C4"].number_format
    assert table.lines == [["7А", "—", "−4,2*"]]


def test_a_sheet_prints_on_its_side_and_keeps_its_heads():
    table = Table("T", [Column("Day", Kind.DATE)], [[date(2026, 3, 1)]])
    sheet = sheet_of(workbook([table], title="T", head="School & term"))

    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.freeze_panes == "B4"
    assert sheet["A4"].value.date() == date(2026, 3, 1)


def test_figures_are_rounded_half_up_with_a_true_minus():
    assert [figure(2.25), figure(-0.04), figure(-4.25), figure(1.5, 0), figure(3, signed=True)] == [
        "2,3", "0,0", "−4,3", "2", "+3,0",
    ]  # fmt: skip
