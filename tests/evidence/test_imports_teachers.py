"""Journals name no teacher: who taught follows from the teaching load."""

from sapat.evidence.imports.changes import bring_in
from sapat.evidence.imports.examining import Asked, File
from sapat.school.boundary import within
from sapat.school.classes.models import SchoolClass
from sapat.school.people import changes as people
from sapat.school.people.changes import Identity
from sapat.school.subjects import changes as subjects
from sapat.school.subjects.models import Subject
from tests.conftest import AT
from tests.papers import MARKS, PUPILS, class_sheet

BETTER = [[5, 5, 5], *MARKS[1:]]
"""One mark in physics was corrected."""


def give_algebra(school, name, group=""):
    teacher = people.take_on(school, Identity(name), by=None, at=AT)
    with within(school):
        algebra, seventh = Subject.objects.get(code="algebra"), SchoolClass.objects.get()
    subjects.give_load(teacher, algebra, seventh, group=group, by=None, at=AT)
    return teacher


def teachers_of(school, path, marks):
    file = File(class_sheet(path, marks), path.name)
    examined, _row = bring_in(school, file, Asked(), by=None, at=AT)
    return examined.differences["period_marks"].table.column("teacher").to_pylist()


def test_the_load_says_who_teaches(taught, tmp_path):
    assert set(teachers_of(taught, tmp_path / "1.xlsx", MARKS)) == {None}

    teacher = give_algebra(taught, "Осмонова")

    found = teachers_of(taught, tmp_path / "2.xlsx", BETTER)
    assert found.count(teacher.pk) == len(PUPILS)
    assert found.count(None) == 1  # the corrected mark in physics


def test_of_two_teachers_none_is_guessed(taught, tmp_path):
    teachers_of(taught, tmp_path / "1.xlsx", MARKS)
    give_algebra(taught, "Осмонова", group="1")
    give_algebra(taught, "Асанова", group="2")

    assert set(teachers_of(taught, tmp_path / "2.xlsx", BETTER)) == {None}
