"""What is refused in a row, and how the right pupil is found."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sapat.core.language import Text
from sapat.evidence.imports.directory import (
    ClassInfo,
    Directory,
    PersonInfo,
    Seat,
    SubjectInfo,
    YearInfo,
)
from sapat.evidence.imports.errors import Code, Doubt, Error
from sapat.evidence.imports.examining import importable
from sapat.evidence.imports.policy import Policy
from sapat.evidence.imports.rules import Checker
from sapat.evidence.layouts import RawValue, Record
from sapat.school.scales.rules import Scale

FIVE = Scale(
    "five",
    1,
    5,
    whole=True,
    bands=((5, "excellent"), (4, "good"), (3, "satisfactory"), (1, "unsatisfactory")),
    not_attested=frozenset(["н/а"]),
    exempt=frozenset(["осв"]),
)
NONE = Scale("ungraded", 0, 0, True, (), frozenset(), frozenset())


def year(first):
    quarters = (
        (1, date(first, 9, 1), date(first, 11, 4)),
        (2, date(first, 11, 11), date(first, 12, 30)),
        (3, date(first + 1, 1, 12), date(first + 1, 3, 20)),
        (4, date(first + 1, 3, 29), date(first + 1, 5, 25)),
    )
    return YearInfo(first, date(first, 9, 1), date(first + 1, 5, 25), "Q", quarters)


def a_class(number, label, first=2025, continues=None):
    grade = int(label[:-1])
    return ClassInfo(number, first, label, grade, "basic", "ky", 1, "day", continues)


CLASSES = [a_class(1, "7А"), a_class(2, "7Б"), a_class(3, "8А"), a_class(4, "2А")]
PEOPLE = [
    PersonInfo(10, "Асанов Үсөн Болотович", "P-10", "m"),
    PersonInfo(11, "Бекова Айгүл", "", "f"),
    PersonInfo(12, "Асанов Үсөн", "P-12", "m"),
    PersonInfo(13, "Жумабаев Нурлан", "", "m"),
    PersonInfo(14, "Жумабаев Нурлан", "", "m"),
    PersonInfo(20, "Осмонова Гүлзат Асановна", "", "f"),
    PersonInfo(21, "Осмонов Бакыт", "", "m"),
]
SCHOOL = Directory(
    code="S12",
    names=("№12 мектеп",),
    school_type="basic",
    language="ky",
    years={2024: year(2024), 2025: year(2025)},
    classes={(one.year, one.label): one for one in CLASSES},
    rosters={
        1: [Seat(10, date(2025, 9, 1)), Seat(11, date(2025, 9, 1))],
        2: [Seat(12, date(2025, 9, 1)), Seat(13, date(2025, 9, 1)), Seat(14, date(2025, 9, 1))],
    },
    people={one.id: one for one in PEOPLE},
    staff={20: None, 21: None},
    subjects=[SubjectInfo(5, "algebra", Text("Алгебра", "Алгебра", "Algebra"), ("матем",))],
    scales={first: {grade: FIVE if grade > 3 else NONE for grade in range(1, 12)}
            for first in (2024, 2025)},
    has_staff_register=True,
)  # fmt: skip


def record(data_set="period_marks", row=2, **values):
    """A record whose cells are named by the field's place in it."""
    usual = {"year": 2025, "term": "1 чейрек", "class": "7А", "subject": "алгебра", "value": 5}
    usual |= {"pupil": "Бекова Айгүл"}
    told = {**(usual if data_set == "period_marks" else {}), **values}
    cells = {
        name.replace("__", "."): RawValue(value, f"{chr(65 + at)}{row}")
        for at, (name, value) in enumerate(told.items())
    }
    return Record(data_set, "Лист1", row, cells)


def check(*records, **policy):
    return Checker(importable(), SCHOOL, Policy(**policy)).check(records)


def codes(checked):
    return [error.code for error in checked.errors]


def test_a_right_row_becomes_a_fact():
    checked = check(record())
    rows = checked.rows["period_marks"].columns
    assert checked.errors == []
    assert (rows["pupil"], rows["class"], rows["subject"], rows["term"]) == ([11], [1], [5], [1])
    assert (rows["value"], rows["category"], rows["left"]) == ([5.0], ["excellent"], [False])


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"value": 6}, Code.NOT_A_MARK),
        ({"value": "пять"}, Code.NOT_A_MARK),
        ({"value": 4.5}, Code.NOT_A_MARK),
        ({"class": "8А", "pupil": "Бекова Айгүл"}, Code.OTHER_CLASS),
        ({"year": "давно"}, Code.NOT_A_YEAR),
        ({"year": 2019}, Code.UNKNOWN_YEAR),
        ({"year": None}, Code.NO_YEAR),
        ({"term": "5-чейрек"}, Code.NOT_A_TERM),
        ({"term": "H1"}, Code.WRONG_TERM),
        ({"term": "иногда"}, Code.NOT_A_TERM),
        ({"term": None}, Code.NO_TERM),
        ({"class": "седьмой"}, Code.NOT_A_CLASS),
        ({"class": "11А"}, Code.IMPOSSIBLE_CLASS),
        ({"class": "9Я"}, Code.UNKNOWN_CLASS),
        ({"subject": "Алхимия"}, Code.UNKNOWN_SUBJECT),
        ({"subject": "Алгебро"}, Code.LIKE_SUBJECT),
        ({"pupil": None}, Code.REQUIRED),
        ({"pupil": "Бекова Айгул Т"}, Code.LIKE_PUPIL),
        ({"pupil": "Неизвестная Анна"}, Code.UNKNOWN_PUPIL),
        ({"class": None}, Code.NAME_ALONE),
        ({"class": "7Б", "pupil": "Жумабаев Нурлан"}, Code.SAME_NAMES),
        ({"teacher": "Чоң Неизвестный"}, Code.UNKNOWN_TEACHER),
        ({"teacher": "Осмонова Гулзат Асановна"}, Code.LIKE_TEACHER),
        ({"average": "много"}, Code.NOT_NUMBER),
        ({"average": 101}, Code.TOO_BIG),
        ({"exempt": "возможно"}, Code.NOT_BOOLEAN),
        ({"reason": "просто так"}, Code.NOT_A_CHOICE),
    ],
)
def test_a_wrong_cell_is_named(values, code):
    checked = check(record(**values))
    assert codes(checked) == [code]
    assert checked.errors[0].cell
    assert checked.errors[0].message
    assert checked.accepted == 0


def test_every_wrong_cell_of_a_row_is_named():
    wrong = record(value=9, subject="Алхимия", term="никогда", teacher="Никто Никак")
    assert len(check(wrong).errors) == 4


def test_the_name_of_the_other_class_is_told():
    checked = check(record(pupil="Бекова Айгүл", **{"class": "7Б"}))
    assert checked.errors[0].facts["other"] == "7А"


def test_a_name_means_the_pupil_of_its_own_class():
    both = check(
        record(pupil="Асанов Үсөн"), record(row=3, pupil="Асанов Үсөн", **{"class": "7-б"})
    )
    assert both.rows["period_marks"].columns["pupil"] == [10, 12]


def test_a_number_decides_where_names_do_not():
    numbered = record(pupil="Асанов Үсөн", pupil__code="P-12", **{"class": None})
    assert check(numbered).rows["period_marks"].columns["pupil"] == [12]


def test_a_number_that_belongs_to_another_name_is_an_error():
    assert codes(check(record(pupil__code="P-12"))) == [Code.NAME_AND_NUMBER]


def test_a_number_in_another_class_is_an_error():
    wrong = record(pupil="Асанов Үсөн", pupil__code="P-12", **{"class": "7А"})
    assert codes(check(wrong)) == [Code.OTHER_CLASS]


def test_latin_letters_and_case_make_no_other_name():
    assert check(record(pupil="БEKOBA  айгүл")).errors == []


def test_a_teacher_may_be_written_with_initials():
    rows = check(record(teacher="Осмонова Г.А.")).rows["period_marks"].columns
    assert rows["teacher"] == [20]


@pytest.mark.parametrize(
    ("mark", "value", "category", "exempt"),
    [("н/а", None, "not_attested", False), ("осв", None, None, True), (None, None, None, False)],
)
def test_marks_that_are_no_numbers(mark, value, category, exempt):
    rows = check(record(value=mark)).rows["period_marks"].columns
    assert (rows["value"], rows["category"], rows["exempt"]) == ([value], [category], [exempt])


def test_a_class_without_pupils_takes_them_from_the_file():
    checked = check(record(pupil="Жаңы Окуучу", **{"class": "8А"}))
    assert checked.errors == []
    assert checked.news.told == {"pupils": 1, "enrolments": 1}


def test_grades_without_marks_refuse_them():
    assert codes(check(record(pupil="Кичинекей Бала", **{"class": "2А"}))) == [Code.UNGRADED]


def test_enrolling_has_to_be_said_where_a_class_has_pupils():
    new = record(pupil="Токтосунов Бек")
    assert codes(check(new)) == [Code.UNKNOWN_PUPIL]
    assert check(new, enrol_new=True).news.told == {"pupils": 1, "enrolments": 1}


def test_enrolling_a_name_like_another_is_doubted():
    checked = check(record(pupil="Бекова Айгулу"), enrol_new=True)
    assert [doubt.code for doubt in checked.doubts] == [Doubt.LIKE_NEW]


def test_a_journal_may_open_its_class():
    opening = record(pupil="Асан Үсөнов", **{"class": "9В"})
    assert codes(check(opening)) == [Code.UNKNOWN_CLASS]
    assert check(opening, whole_classes=True).news.told["classes"] == 1


def test_pupils_follow_their_class_into_the_next_year():
    before = a_class(30, "6А", 2024)
    seats = {30: [Seat(11, date(2024, 9, 1))]}
    school = replace(SCHOOL, classes={(2024, "6А"): before}, rosters=seats)
    checked = Checker(importable(), school, Policy(whole_classes=True)).check([record()])
    assert checked.news.people == {}
    assert [one.person for one in checked.news.enrolments] == [11]


def test_who_left_before_the_end_of_the_term_is_marked():
    left = record(pupil="Бекова Айгүл")
    left.left, left.left_on = True, date(2025, 10, 1)
    checked = check(left, record(row=3, term="2", pupil="Бекова Айгүл"))
    assert checked.rows["period_marks"].columns["left"] == [True, True]
    assert [one.until for one in checked.news.leavings.values()] == [date(2025, 10, 1)]


def test_the_same_row_twice_names_the_first():
    checked = check(record(), record(row=7))
    assert codes(checked) == [Code.DUPLICATE]
    assert checked.errors[0].facts["first"] == "A2"


def test_days_outside_the_year_are_errors():
    lesson = {"class": "7А", "pupil": "Бекова Айгүл", "subject": "алгебра", "value": 5}
    outside = record("current_marks", year=2025, date="15.09.2024", **lesson)
    never = record("current_marks", row=3, date="15.09.1999", **lesson)
    assert codes(check(outside, never)) == [Code.OUTSIDE_YEAR, Code.OUTSIDE_CALENDAR]


def test_holidays_belong_to_the_term_that_ended():
    lesson = {"class": "7А", "pupil": "Бекова Айгүл", "subject": "алгебра", "value": 5}
    checked = check(record("current_marks", date="06.11.2025", **lesson))
    assert checked.rows["current_marks"].columns["term"] == [1]


def test_a_score_cannot_exceed_its_maximum():
    told = {"year": 2025, "term": 1, "class": "7А", "pupil": "Бекова Айгүл", "wave": "Стартовая"}
    test = record("tests", subject="алгебра", score=12, max=10, **told)
    assert codes(check(test)) == [Code.TOO_BIG]


@given(st.text(max_size=30), st.text(max_size=30), st.integers(), st.text(max_size=12))
def test_no_cell_breaks_the_check(name, subject, mark, label):
    checked = check(record(pupil=name, subject=subject, value=mark, **{"class": label}))
    assert checked.read == 1
    assert checked.accepted + bool(checked.errors) == 1


@given(st.sampled_from(list(Code)), st.text(max_size=20))
def test_errors_survive_being_kept(code, value):
    error = Error("Лист1", "B2", code, {"value": value, "field": Text("а", "б", "c")})
    kept = Error.from_json(error.to_json())
    assert (kept, kept.facts) == (error, error.facts)
