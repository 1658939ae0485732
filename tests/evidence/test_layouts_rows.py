"""Long tables, class sheets, wide tables: found by themselves, changed by a person."""

import csv
import json
from datetime import date

import pytest

from sapat.evidence.layouts import Known, Layout, Remark, understand
from sapat.evidence.reading import Kind, Sheet, Workbook, paste, read
from sapat.plan.datasets.rules import datasets

SUBJECTS = {"Алгебра": ["математика"], "Кыргыз тили": ["кырг. яз."], "Физика": []}
KNOWN = Known(subjects=SUBJECTS, classes=["7Б", "8А"], year=2025)


def book(*sheets, name="таблица"):
    return Workbook(Kind.XLSX, name, [Sheet(title, rows) for title, rows in sheets])


def plain(record):
    return {name: raw.value for name, raw in record.values.items()}


def understood(workbook, **more):
    return understand(workbook, data_sets=datasets(), **{"known": KNOWN} | more)


def remarks(understanding):
    return {note.remark for note in understanding.notes}


MARKS = [
    ["№64 мектеп", None, None],
    [],
    ["Окуучунун аты-жөнү", "Класс", "Cабак", "Окуу жылы", "Чейрек", "БААСЫ:"],
    ["Асанов Бакыт", "7Б", "Алгебра", 2024, "I чейрек", 5],
    ["Үсөнова Гүл", "7Б", "Алгебра", 2024, "I чейрек", "4"],
    [],
    ["Бардыгы: 2"],
]


def test_a_long_table_is_found_below_its_title_and_without_its_total():
    understanding = understood(book(("Баалар", MARKS)))

    records = list(understanding.records())
    assert understanding.layout is Layout.LONG
    assert understanding.data_sets == ["period_marks"]
    assert understanding.sheets[0].header_row == 3
    assert [plain(record)["pupil"] for record in records] == ["Асанов Бакыт", "Үсөнова Гүл"]
    assert records[1].values["value"] == ("4", "F5")
    assert records[1].row == 5


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (["ФИО ученика", "Предмет", "Год", "Четверть", "Оценка"], 5),
        (["Pupil", "SUBJECT", "School year", "Term", "Mark"], 5),
        (["Окуучу", "Сабак", "Окуу жылы", "Чейрек", "Баа"], 5),
        (["Ф.И.О.", "Предметы", "Учебный год", "Четверть", "Отметка"], 5),
        (["Окуучу", "Caбaк", "Oкуу жылы", "Чейpек", "Баа"], 5),  # some letters are Latin
    ],
)
def test_headers_are_understood_in_three_languages(headers, fields):
    understanding = understood(book(("x", [headers, ["Асанов Б.", "Алгебра", 2024, 1, 5]])))

    found = [column.field for column in understanding.sheets[0].columns]
    assert found == ["pupil", "subject", "year", "term", "value"]


def test_sheets_of_one_shape_join():
    second = [MARKS[2], ["Токтогулов Нур", "8А", "Физика", 2024, "I чейрек", 3]]

    records = list(understood(book(("7Б", MARKS), ("8А", second))).records())

    assert [(record.sheet, record.row) for record in records] == [("7Б", 4), ("7Б", 5), ("8А", 2)]


def test_a_name_in_three_columns_becomes_one():
    rows = [["Фамилия", "Имя", "Отчество", "ПИН", "Класс", "Пол"]]
    rows += [["Асанов", "Бакыт", "Үсөнович", "123", "7Б", "м"]]

    understanding = understood(book(("x", rows)))

    (record,) = understanding.records()
    assert understanding.data_sets == ["pupils"]
    assert record.values["pupil"] == ("Асанов Бакыт Үсөнович", "A2")
    assert record.values["pupil.code"] == ("123", "D2")
    assert plain(record)["year"] == 2025


def test_the_data_set_can_be_named():
    rows = [["Окуучу", "Предмет", "Балл"], ["Асанов Бакыт", "Алгебра", 17]]

    understanding = understood(book(("x", rows)), chosen={"data_sets": ["tests"]})

    assert understanding.data_sets == ["tests"]
    assert plain(next(understanding.records()))["score"] == 17
    missing = [n.facts["code"] for n in understanding.notes if n.remark is Remark.MISSING_FIELD]
    assert missing == ["wave"]


def test_what_is_not_recognised_waits_for_a_person():
    understanding = understood(book(("x", [["foo", "bar"], [1, 2]])))

    assert understanding.layout is Layout.UNKNOWN
    assert Remark.NOT_RECOGNISED in remarks(understanding)
    assert list(understanding.records()) == []


def test_a_person_can_say_what_the_columns_hold():
    chosen = {
        "layout": "long",
        "data_sets": ["period_marks"],
        "given": {"term": "Q2", "class": "7Б"},
        "sheets": {"x": {"columns": {"A": "pupil", "B": "value"}, "given": {"subject": "Алгебра"}}},
    }

    understanding = understood(book(("x", [["foo", "bar"], ["Асанов", 2]])), chosen=chosen)

    (record,) = understanding.records()
    assert plain(record) == {
        "pupil": "Асанов", "value": 2, "class": "7Б", "subject": "Алгебра", "term": "Q2",
        "year": 2025,
    }  # fmt: skip


def test_a_mapping_given_back_changes_nothing():
    workbook = book(("Баалар", MARKS))
    first = understood(workbook)

    again = understood(workbook, chosen=json.loads(json.dumps(first.mapping())))

    assert list(again.records()) == list(first.records())
    assert again.mapping() == first.mapping()


def test_the_next_file_of_the_same_layout_needs_no_correction():
    rows = [["Окуучу", "Сабак", "Окуу жылы", "Чейрек", "Ы"], ["Асанов", "Алгебра", 2024, 1, 5]]
    first = understood(book(("Лист1", rows)))
    mapping = first.mapping()
    mapping["sheets"]["Лист1"]["columns"]["E"] = "value"
    corrected = understood(book(("Лист1", rows)), chosen=mapping)
    memory = json.loads(json.dumps(corrected.memory()))

    another = understood(book(("Башка", [[], *rows])), chosen=memory)

    assert another.fingerprint() == first.fingerprint() == corrected.fingerprint()
    assert plain(next(another.records()))["value"] == 5


def test_a_pasted_table_is_a_long_table():
    text = "Окуучу\tСабак\tОкуу жылы\tЧейрек\tБаа\nАсанов\tАлгебра\t2024\t1\t5\n"

    (record,) = understood(paste(text)).records()

    assert record.values["value"] == ("5", "E2")


CLASS_SHEET = [
    ["2024-2025-окуу жылы, 7 «Б» класс, 1-чейректин жыйынтык ведомосту"],
    ["№", "Окуучунун аты-жөнү", "Алгебра", "Кырг. яз.", "Адеп", "Орточо", "Калтырган сабак"],
    [1, "Асанов Бакыт", 5, 4, 5, 4.7, 3],
    [2, "Үсөнова Гүл", "4", None, 4, 4, None],
    [3, "Бекова Айна (чыкты 12.10.2024)", None, None, None, None, None],
    [None, "Билим сапаты, %", 100, 100, 100, None, None],
    [None, "Класс жетекчи: Асанова А.", None, None, None, None, None],
]


def test_a_class_sheet_gives_one_mark_per_pupil_and_subject():
    understanding = understood(book(("Лист1", CLASS_SHEET)))

    records = list(understanding.records())
    assert understanding.layout is Layout.SUMMARY
    assert len(records) == 3 * 3
    assert plain(records[0]) == {
        "pupil": "Асанов Бакыт", "class": "7Б", "subject": "Алгебра", "term": "Q1", "year": 2024,
        "value": 5,
    }  # fmt: skip
    assert records[1].values["subject"].value == "Кыргыз тили"
    assert records[0].values["class"].address == "A1"
    assert {record.left_on for record in records[6:]} == {date(2024, 10, 12)}


def test_a_class_sheet_reports_the_columns_it_left_out():
    notes = understood(book(("Лист1", CLASS_SHEET))).notes

    skipped = {n.address: n.facts["header"] for n in notes if n.remark is Remark.COLUMN_SKIPPED}
    assert skipped == {"F2": "Орточо", "G2": "Калтырган сабак"}


def test_one_class_sheet_per_class():
    header = ["Ученик", "Алгебра", "Физика"]
    sheets = [("7-Б", [header, ["Асанов", 5, 4]]), ("8 «А» класс", [header, ["Бекова", 3, 3]])]

    understanding = understood(book(*sheets, name="I четверть.xlsx"))

    labels = [(sheet.class_label, sheet.term) for sheet in understanding.sheets]
    assert labels == [("7Б", "Q1"), ("8А", "Q1")]


def test_a_class_sheet_may_have_terms_under_its_subjects():
    rows = [
        ["Окуучу", "Алгебра", None, None, "Физика", None, None],
        [None, "I", "II", "Жылдык", "I", "II", "Жылдык"],
        ["Асанов Бакыт", 5, 4, 5, 3, 3, 3],
    ]
    records = list(understood(book(("7Б", rows))).records())

    found = [(r.values["subject"].value, r.values["term"].value, r.values["value"].value)
             for r in records]  # fmt: skip
    assert found[:3] == [("Алгебра", "Q1", 5), ("Алгебра", "Q2", 4), ("Алгебра", "Y", 5)]
    assert len(found) == 6


def wide_mapping(columns, **more):
    sheet = {"header_row": 1, "first_row": 2, "columns": columns, **more}
    return {"layout": "long", "data_sets": ["period_marks"], "sheets": {"*": sheet}}


def test_a_wide_table_gives_a_record_for_every_column_of_marks():
    rows = [["school", "G1", "G2"], ["GP", 5, 6], ["MS", 7, 8]]
    columns = {
        "A": None,
        "B": {"field": "value", "given": {"term": "Q1", "subject": "Математика"}},
        "C": {"field": "value", "given": {"term": "Q2", "subject": "Математика"}},
    }
    chosen = wide_mapping(columns, compose={"pupil": ["A", "#"]}, only={"A": ["GP"]})

    records = list(understood(book(("", rows)), chosen=chosen).records())

    assert [plain(record)["value"] for record in records] == [5, 6]
    assert [plain(record)["term"] for record in records] == ["Q1", "Q2"]
    assert {plain(record)["pupil"] for record in records} == {"GP-2"}


TERMS = {"AE": "Q1", "AF": "Q2", "AG": "Q3"}
UCI = {
    letters: {"field": "value", "given": {"term": term, "subject": "Mathematics"}}
    for letters, term in TERMS.items()
}


@pytest.mark.reference
def test_the_marks_of_two_real_schools_come_through_the_same_door(reference):
    folder = reference / "G2_uci_student_performance"
    expected = json.loads((folder / "expected.json").read_text("utf-8"))["math"]
    workbook = read(folder / "student-mat.csv", name="student-mat.csv")
    chosen = wide_mapping(UCI | {"B": "sex"}, compose={"pupil": ["A", "#"]}, only={"A": ["GP"]})

    records = list(understood(workbook, chosen=chosen).records())

    marks = [int(plain(r)["value"]) for r in records if plain(r)["term"] == "Q3"]
    assert len(marks) == expected["n_by_school"]["GP"]
    assert sum(marks) / len(marks) == pytest.approx(expected["by_school"][0]["G3"])


def pisa_mapping(year):
    scores = {
        letters: {"field": "score", "given": {"subject": subject}}
        for letters, subject in {"J": "Mathematics", "K": "Reading", "L": "Science"}.items()
    }
    sheet = {
        "header_row": 1,
        "first_row": 2,
        "columns": {"A": None, "D": None, "G": None, "C": "class", **scores},
        "compose": {"pupil": ["A", "C", "D"]},
        "only": {"A": [str(year)]},
        "given": {"wave": "external", "term": "Y", "year": year},
    }
    return {"layout": "long", "data_sets": ["tests"], "sheets": {"*": sheet}}


@pytest.mark.reference
def test_an_external_test_comes_through_the_same_door(reference):
    folder = reference / "G1_pisa_kgz_2006_2009"
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    workbook = read(folder / "students.csv", name="students.csv")
    with (folder / "students.csv").open(encoding="utf-8") as file:
        weights = {
            f"{row['year']}-{row['school_id']}-{row['student_id']}": float(row["stu_wgt"])
            for row in csv.DictReader(file)
        }

    records = list(understood(workbook, chosen=pisa_mapping(2006)).records())

    maths = [plain(r) for r in records if plain(r)["subject"] == "Mathematics"]
    total = sum(weights[mark["pupil"]] * float(mark["score"]) for mark in maths)
    mean = total / sum(weights[mark["pupil"]] for mark in maths)
    assert len({mark["pupil"] for mark in maths}) == expected["n_students"]["2006"]
    assert mean == pytest.approx(expected["weighted_means"]["2006"]["math"])


def columns_of(data_set):
    """The columns a person would fill: the fields, when, and whose they are."""
    own = [f for f in data_set.fields.values() if f.code != data_set.person or f.headers]
    persons = [f for f in data_set.identifying if f.code in ("full_name", "class")]
    return [*persons, *own, *data_set.when]


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize("code", [code for code, one in datasets().items() if one.is_imported])
def test_every_data_set_is_known_by_its_own_headers(code, language):
    fields = columns_of(datasets()[code])
    headers = [getattr(field.name, language) for field in fields]
    imported = {name: one for name, one in datasets().items() if one.is_imported}

    found = understand(book(("x", [headers, ["а"] * len(headers)])), data_sets=imported)

    person = {"full_name": datasets()[code].person}
    assert found.data_sets == [code]
    assert [column.field for column in found.sheets[0].columns] == [
        person.get(field.code, field.code) for field in fields
    ]
