"""Lessons and teachers: each subject with itself, and nobody without a peer."""

import pytest

from sapat.check.comparing import reads
from sapat.check.comparing.parts import Reach
from sapat.check.comparing.rules import Basis, NotYet, Verdict
from sapat.check.comparing.teachers import alone
from sapat.check.measuring.ground import ground_of
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode, TermKind

YEAR = TermCode(2025, 0, TermKind.YEAR)


@pytest.fixture
def staff(village, tested):
    """Five teachers of algebra with two classes each; those of the first come further."""
    people = [village.person(f"Teacher{n}") for n in range(5)]
    labels = [f"{grade}{letter}" for grade in range(5, 10) for letter in "АБ"]
    for at, label in enumerate(labels):
        who = people[at // 2]
        tested.grown(village.open(label, 12), 9 if at < 2 else at % 3 - 1, by=who)
    return people


def by_teacher(school):
    with within(school):
        return reads.by_teacher(ground_of(school), Basis.TESTS, YEAR)


def test_a_teacher_whose_pupils_came_further_is_told_from_the_others(school, staff):
    found = by_teacher(school)
    assert found.lines[0].group == str(staff[0].pk)
    assert found.lines[0].verdict == Verdict.MORE
    assert {line.verdict for line in found.lines[1:]} <= {Verdict.LIKE, Verdict.LESS}


def test_who_is_alone_in_a_subject_is_not_compared(school, village, tested, staff):
    lonely = village.person("Lonely")
    tested.grown(village.open("4А", 12), 30, code="art", by=lonely)
    found = by_teacher(school)
    assert found.line(str(lonely.pk)) is None
    assert [line.place.of for line in found.lines] == [5] * 5


def test_a_school_of_lonely_teachers_compares_nobody(school, village, tested):
    for at, label in enumerate(("5А", "6А", "7А", "8А", "9А")):
        tested.grown(village.open(label, 12), 0, code=f"s{at}", by=village.person(f"T{at}"))
    assert by_teacher(school).refused == NotYet.FEW_TEACHERS


def test_one_lesson_each_is_compared_as_two_levels(school, village, tested):
    for at, label in enumerate(("5А", "6А", "7А", "8А", "9А")):
        tested.grown(village.open(label, 12), 8 * (at == 0), by=village.person(f"T{at}"))
    found = by_teacher(school)
    assert len(found.lines) == 5
    assert found.lines[0].verdict == Verdict.MORE


def test_lessons_of_a_teacher_are_found_by_the_person(school, staff):
    with within(school):
        found = reads.by_lesson(ground_of(school), Basis.TESTS, YEAR)
        mine = reads.own_lessons(found, staff[0].pk)
        names = reads.lesson_names(mine)
    assert names == ["5А · Algebra", "5Б · Algebra"]


def test_a_lesson_without_pupils_makes_nobody_a_peer():
    reach = {"1/1/9": Reach(9, 9), "2/2/9": Reach(9, 0), "3/3/8": Reach(5, 5), "4/4/8": Reach(5, 5)}
    assert alone(reach) == {"1"}
