"""Registers correct the school's records and stay facts besides; undoing restores both."""

import json
import zipfile
from datetime import date

import pytest
from django.utils import timezone

from sapat.cli import main
from sapat.evidence.imports import changes
from sapat.evidence.imports.models import Import
from sapat.evidence.store import reads
from sapat.school.bodies.models import Body, Sitting
from sapat.school.boundary import within
from sapat.school.classes.models import Enrolment, SchoolClass
from sapat.school.people.models import Person, Post, Qualification
from tests.papers import class_sheet, on_roll, workbook

PUPILS = [
    ["ФИО", "Класс", "Пол", "Дата рождения", "Личный номер", "ОВЗ", "Статус", "Дата выбытия"],
    ["Асанов Үсөн", "7А", "м", "12.03.2012", "P-1", "нет", "", None],
    ["Бекова Айгүл", "7А", "ж", "01.02.2012", "P-2", "да", "", None],
    ["Жумабаев Нурлан", "7Б", "м", "05.05.2012", "P-3", "нет", "выбыл", "15.10.2025"],
]
STAFF = [
    [
        "ФИО работника",
        "Должность",
        "Категория",
        "Методическое объединение",
        "Дата приёма на работу",
    ],
    ["Осмонова Гүлзат Асановна", "учитель", "высшая", "Так илимдер", "01.09.2010"],
    ["Токтосунов Бек", "завхоз", "нет", "", "01.09.2015"],
]


@pytest.fixture
def bring(taught, capsys, tmp_path):
    def bring(rows, *words, name="register.xlsx"):
        path = workbook(tmp_path / name, {"Тизме": rows}) if isinstance(rows, list) else rows
        code = main(["import", str(path), "--school", taught.code, "--json", *words])
        return code, json.loads(capsys.readouterr().out)

    return bring


def one(school, model, **wanted):
    with within(school):
        return model.objects.get(**wanted)


def undo_newest(school):
    with within(school):
        row = Import.objects.order_by("-pk").first()
    return changes.undo(row, by=None, at=timezone.now())


def test_a_register_of_pupils_opens_classes_and_enrols(bring, taught):
    code, answer = bring(PUPILS, "--year", "2025")

    assert (code, answer["dataset"], answer["errors"]) == (0, "pupils", [])
    assert on_roll(taught) == [
        ("7А", "Асанов Үсөн"), ("7А", "Бекова Айгүл"), ("7Б", "Жумабаев Нурлан")
    ]  # fmt: skip
    pupil = one(taught, Person, number="P-2")
    assert (pupil.sex, pupil.born_on, pupil.special_needs) == ("f", date(2012, 2, 1), True)
    assert one(taught, Enrolment, person__number="P-3").until == date(2025, 10, 15)


def test_what_was_not_asked_for_stays_out_of_the_facts(bring, taught):
    import duckdb

    from sapat.evidence.store.relation import facts_sql

    bring(PUPILS, "--year", "2025")
    sql = facts_sql("pupils", reads.live(taught).paths("pupils"))
    cursor = duckdb.execute(f"SELECT * FROM ({sql})")
    assert "born_on" not in [column[0] for column in cursor.description]


def test_undoing_a_register_takes_its_corrections_back(bring, taught, tmp_path, capsys):
    bring(class_sheet(tmp_path / "7Б.xlsx"))
    new = [PUPILS[0], ["Асанов Үсөн", "7Б", "м", "12.03.2012", "", "да", "", None]]
    assert bring(new, "--year", "2025")[0] == 0
    assert one(taught, Person, family_name="Асанов").special_needs

    undo_newest(taught)
    pupil = one(taught, Person, family_name="Асанов")
    assert (pupil.sex, pupil.special_needs, pupil.born_on) == ("", False, None)


def test_a_register_of_staff_gives_posts_but_no_rights(bring, taught):
    code, answer = bring(STAFF, "--year", "2025", "--dataset", "staff")

    assert (code, answer["errors"]) == (0, [])
    teacher = one(taught, Person, family_name="Осмонова")
    assert one(taught, Qualification, person=teacher).category == "highest"
    assert one(taught, Sitting, person=teacher).body.name_ky == "Так илимдер"
    with within(taught):
        assert [post.role for post in Post.objects.filter(person=teacher)] == ["teacher"]
        assert not Post.objects.filter(person__family_name="Токтосунов").exists()
    assert teacher.user is None


def test_undoing_a_register_of_staff_leaves_nobody(bring, taught):
    bring(STAFF, "--year", "2025", "--dataset", "staff")
    undo_newest(taught)
    with within(taught):
        assert not Person.objects.filter(family_name="Осмонова").exists()
        assert not Body.objects.exists()


def test_a_register_of_classes_corrects_them(bring, taught):
    rows = [["Класс", "Язык обучения", "Смена"], ["7А", "русский", 2], ["8А", "кыргызский", 1]]
    code, answer = bring(rows, "--year", "2025", "--dataset", "classes")

    assert (code, answer["errors"]) == (0, [])
    found = one(taught, SchoolClass, grade_label=7)
    assert (found.language, found.shift, found.level) == ("ru", 2, "basic")


def test_pupils_keep_their_history_from_year_to_year(bring, taught, tmp_path):
    title = "{0} класс, 1-чейрек, {1}-{2}-окуу жылы"
    first = class_sheet(tmp_path / "6.xlsx", title=title.format("6Б", 2024, 2025))
    second = class_sheet(tmp_path / "7.xlsx", title=title.format("7Б", 2025, 2026))
    assert bring(first)[0] == bring(second)[0] == 0

    with within(taught):
        assert Person.objects.filter(enrolments__isnull=False).distinct().count() == 4
        assert Enrolment.objects.count() == 8
        assert SchoolClass.objects.get(grade_label=7).continues.grade_label == 6


def test_a_roster_feeds_all_it_speaks_of(bring, taught, tmp_path):
    from tests.evidence.test_layouts_roster import FILES

    path = tmp_path / "roster.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in FILES.items():
            archive.writestr(f"{name}.csv", content)
    code, answer = bring(path)

    assert (code, answer["layout"], answer["errors"]) == (0, "roster", [])
    assert {name: one["rows_accepted"] for name, one in answer["datasets"].items()} == {
        "classes": 1, "pupils": 1, "staff": 1, "period_marks": 1, "current_marks": 2
    }  # fmt: skip
    assert on_roll(taught, 2024) == [("7Б", "Асанов Бакыт")]
    assert one(taught, Person, number="PIN1").sex == "m"
    assert bring(path)[1]["rows_unchanged"] == 6
