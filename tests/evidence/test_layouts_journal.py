"""The dated journal: three data sets from one file, without touching it."""

import json
from collections import Counter, defaultdict
from datetime import date

import pytest
import xlsxwriter

from sapat.evidence.layouts import Known, Layout, Remark, understand
from sapat.evidence.reading import Kind, Sheet, Workbook, read
from sapat.plan.datasets.rules import datasets

CODES = {"Н": "absent_Н", "Б": "ill_Б", "У": "excused_У"}


def of(records, data_set):
    return [record for record in records if record.dataset == data_set]


def plain(record):
    return {name: raw.value for name, raw in record.values.items()}


def subject_counts(records):
    """Count a sheet's records the way `expected.json` does: who left is no longer marked."""
    staying = [record for record in records if not record.left]
    marks = Counter(str(record.values["value"].value or "none") for record in staying)
    averages = sum(record.values["average"].value is not None for record in staying)
    left = len(records) - len(staying)
    return {"rows": len(records), "left": left, "quarter_marks": marks, "averages": averages}


def counted(records):
    """Count all records the way `expected.json` does."""
    by_sheet = defaultdict(list)
    codes, quarter = Counter(), Counter()
    for record in of(records, "period_marks"):
        by_sheet[record.sheet].append(record)
        if not record.left and record.values["value"].value is not None:
            quarter[str(record.values["value"].value)] += 1
    for record in of(records, "attendance"):
        if record.values["lessons_missed"].value:
            codes[CODES[record.values["reason"].value]] += record.values["lessons_missed"].value
    current = Counter(str(plain(record)["value"]) for record in of(records, "current_marks"))
    return {
        "subjects": {sheet: subject_counts(found) for sheet, found in by_sheet.items()},
        "codes": codes,
        "current_marks": current,
        "quarter_total": quarter,
        "pupils": len({plain(record)["pupil"] for record in records if not record.left}),
    }


@pytest.mark.reference
def test_a_real_journal_is_read_as_it_was_exported(reference):
    folder = reference / "H1_kyrgyz_class_journal"
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    workbook = read(folder / "8А-1.xlsx", name="8А-1.xlsx")

    understanding = understand(workbook, data_sets=datasets())

    found = counted(list(understanding.records()))
    assert found == {name: expected[name] for name in found}
    assert {sheet.class_label for sheet in understanding.sheets} == {expected["class"]}
    assert {sheet.term for sheet in understanding.sheets} == {f"Q{expected['term']}"}
    assert {sheet.year for sheet in understanding.sheets} == {2024}


LEFT = "Бекова Айна Выбыл(а) 10.09.2024"
ALGEBRA = [
    ("Асанов Бакыт", ["5", None, "2·Н", None], 3.5, "4"),
    ("Үсөнова Гүл", ["Б", None, 4, "4·4"], 4.0, 4),
    ("Токтогулов Нур", [None, None, "Н", "У"], None, "Н/А"),
    (LEFT, ["3", None, None, None], 3, None),
]
PHYSICS = [
    ("Асанов Бакыт", ["Н", 5], 5, 5),
    ("Үсөнова Гүл", [None, 3], 3, None),
    ("Токтогулов Нур", ["2", None], 2, 2),
]


def journal_sheet(book, name, months, days, rows, term="1 ЧТ"):
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 1, ["Ученики"])
    sheet.write_row(1, 1, ["Ученики", *days, "СР", term])
    column = 2
    for month, width in months:
        sheet.merge_range(0, column, 0, column + width - 1, month)
        column += width
    sheet.write_row(0, column, ["СР", term])
    for number, (pupil, marks, average, final) in enumerate(rows):
        sheet.write_row(3 + number, 0, [number, pupil, *marks, average, final])


@pytest.fixture
def journal(tmp_path):
    path = tmp_path / "journal.xlsx"
    with xlsxwriter.Workbook(path) as book:
        months = [("Сентябрь", 2), ("Октябрь", 2)]
        journal_sheet(book, "Алгебра (1 гр.)", months, ["02", "06", "02", "04"], ALGEBRA)
        journal_sheet(book, "Физика", [("Аяк оона", 2)], ["03", "05"], PHYSICS)
    return read(path, name="7Б-1.xlsx")


def test_a_journal_gives_three_data_sets_at_once(journal):
    understanding = understand(journal, data_sets=datasets())

    assert understanding.layout is Layout.JOURNAL
    assert counted(list(understanding.records())) == {
        "subjects": {
            "Алгебра (1 гр.)": {
                "rows": 4,
                "left": 1,
                "quarter_marks": {"4": 2, "Н/А": 1},
                "averages": 2,
            },
            "Физика": {
                "rows": 3,
                "left": 0,
                "quarter_marks": {"5": 1, "none": 1, "2": 1},
                "averages": 3,
            },
        },
        "codes": {"absent_Н": 3, "ill_Б": 1, "excused_У": 1},
        "current_marks": {"5": 2, "2": 2, "4": 3, "3": 2},
        "quarter_total": {"4": 2, "Н/А": 1, "5": 1, "2": 1},
        "pupils": 3,
    }


def test_every_value_names_its_cell(journal):
    records = list(understand(journal, data_sets=datasets()).records())

    mark = of(records, "period_marks")[0]
    assert (mark.sheet, mark.row) == ("Алгебра (1 гр.)", 4)
    assert mark.values["pupil"] == ("Асанов Бакыт", "B4")
    assert mark.values["value"] == (4, "H4")
    assert mark.values["average"] == (3.5, "G4")
    assert plain(mark) | {"class": "7Б", "term": "Q1", "year": 2024} == plain(mark)


def test_double_marks_are_two_and_an_absence_beside_a_mark_counts(journal):
    records = list(understand(journal, data_sets=datasets()).records())

    twice = [plain(r) for r in of(records, "current_marks") if r.values["value"].address == "F5"]
    both = [r for r in of(records, "attendance") if r.values["reason"].address == "E4"]
    assert [(mark["number"], mark["value"]) for mark in twice] == [(1, 4), (2, 4)]
    assert [plain(each)["lessons_missed"] for each in both] == [1]
    assert plain(both[0])["date"] == date(2024, 10, 2)


def test_a_day_without_an_entry_was_no_lesson_and_who_left_is_not_present(journal):
    records = list(understand(journal, data_sets=datasets()).records())

    lessons = [r for r in of(records, "attendance") if r.sheet == "Алгебра (1 гр.)"]
    days = {plain(record)["date"] for record in lessons}
    after = [plain(r)["date"] for r in lessons if r.left]
    assert days == {date(2024, 9, 2), date(2024, 10, 2), date(2024, 10, 4)}
    assert after == [date(2024, 9, 2)]


def test_who_left_has_a_clean_name_and_a_day(journal):
    records = list(understand(journal, data_sets=datasets()).records())

    gone = [record for record in of(records, "period_marks") if record.left]
    assert [(plain(r)["pupil"], r.left_on) for r in gone] == [("Бекова Айна", date(2024, 9, 10))]


def grid(days, marks, *, name="Физика", header="1-чейрек", top=("Сентябрь",)):
    rows = [[None, "Окуучулар", *top], [None, None, *days, "Орто", header]]
    return Workbook(Kind.XLSX, "9В", [Sheet(name, [*rows, [1, "Асанов Бакыт", *marks, 4.5, 4]])])


def test_the_current_year_is_taken_where_the_file_names_none():
    workbook = grid(["2", "3"], [5, 4])  # 2 September 2024 is a Monday

    understanding = understand(workbook, data_sets=datasets(), known=Known(year=2024))

    assert understanding.sheets[0].year == 2024
    assert Remark.YEAR_FROM_SCHOOL in {note.remark for note in understanding.notes}


def test_lessons_on_a_sunday_show_that_the_journal_is_older():
    workbook = grid(["2", "3", "4", "5", "6", "7", "9"], [5] * 7)  # no Sunday in 2023 or 2024 only

    understanding = understand(workbook, data_sets=datasets(), known=Known(year=2025))

    assert understanding.sheets[0].year == 2024
    assert Remark.YEAR_FROM_WEEKDAYS in {note.remark for note in understanding.notes}


def test_without_a_year_there_are_no_dates_but_the_question_which_year():
    understanding = understand(grid(["2", "3"], [5, 4]), data_sets=datasets())

    assert Remark.NO_YEAR in {note.remark for note in understanding.notes}
    assert {record.dataset for record in understanding.records()} == {"period_marks"}


def test_real_dates_and_a_single_header_row_are_a_journal_too():
    days = [date(2025, 1, 13), date(2025, 1, 15), date(2025, 1, 20)]
    rows = [["Аты-жөнү", *days, "3-чейрек"], ["Асанов Бакыт", 5, "н", None, "5"]]
    workbook = Workbook(Kind.XLSX, "x", [Sheet("5а Математика", rows)])

    understanding = understand(workbook, data_sets=datasets())

    records = list(understanding.records())
    assert understanding.sheets[0].class_label == "5А"
    assert plain(of(records, "period_marks")[0])["term"] == "Q3"
    assert [plain(r)["lessons_missed"] for r in of(records, "attendance")] == [0, 1]


def test_what_a_person_corrects_is_what_counts(journal):
    mapping = json.loads(json.dumps(understand(journal, data_sets=datasets()).mapping()))
    mapping["sheets"]["Физика"] |= {"class": "7В", "subject": "Астрономия", "year": 2025}
    mapping["sheets"]["Алгебра (1 гр.)"]["use"] = False

    records = list(understand(journal, data_sets=datasets(), chosen=mapping).records())

    assert {record.sheet for record in records} == {"Физика"}
    first = plain(of(records, "attendance")[0])
    assert (first["class"], first["subject"], first["date"]) == (
        "7В", "Астрономия", date(2025, 9, 3),
    )  # fmt: skip


def test_totals_and_signatures_are_left_out_and_said(journal):
    journal.sheets[1].rows += [[None, "Средний балл", 3.5], [None, "Учитель: Асанова А."]]

    understanding = understand(journal, data_sets=datasets())

    skipped = [note.address for note in understanding.notes if note.remark is Remark.ROW_SKIPPED]
    assert skipped == ["B7", "B8"]
    assert len([r for r in understanding.records() if r.sheet == "Физика"]) == 3 + 3 + 6


PAGE = """<html><head><meta charset="windows-1251"><title>8А класс, 2024-2025</title></head><body>
<h3>Химия</h3><table>
<tr><th rowspan="2">№</th><th rowspan="2">Ученики</th><th colspan="2">Сентябрь</th>
<th>Октябрь</th><th rowspan="2">Ср. балл</th><th rowspan="2">1 четверть</th></tr>
<tr><th>02</th><th>09</th><th>07</th></tr>
<tr><td>1</td><td>Асанов Бакыт</td><td>5</td><td><span>4</span><span>Н</span></td><td></td>
<td>4.5</td><td>5</td></tr>
<tr><td>2</td><td>Бекова Айна</td><td></td><td>Б</td><td>3</td><td>3.0</td><td>3</td></tr>
</table></body></html>"""


def test_a_journal_saved_as_a_page_is_a_journal_too(tmp_path):
    (tmp_path / "page").write_bytes(PAGE.encode("cp1251"))

    understanding = understand(read(tmp_path / "page", name="журнал.xls"), data_sets=datasets())

    records = list(understanding.records())
    sheet = understanding.sheets[0]
    assert (sheet.class_label, sheet.subject, sheet.year) == ("8А", "Химия", 2024)
    assert [plain(record)["value"] for record in of(records, "period_marks")] == [5, 3]
    assert [plain(record)["value"] for record in of(records, "current_marks")] == [5, 4, 3]
    assert [plain(record)["lessons_missed"] for record in of(records, "attendance")] == [
        0, 1, 0, 0, 1, 0,
    ]  # fmt: skip
