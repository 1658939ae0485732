"""Pupils written twice, or of an unlikely age, are found on the roll."""

from datetime import date

import pytest

from sapat.check.data_quality import changes
from sapat.check.data_quality.models import QualityIssue
from sapat.check.data_quality.rolls import Pupil, alike, unlikely
from sapat.school.boundary import within
from tests.conftest import AT

BEGINS = date(2025, 9, 1)
TEN = date(2015, 5, 1)


def pupil(person, name="асан уулу", born=TEN, grade=5, mode="day", of=1):
    return Pupil(person, name, born, of, grade, mode)


def test_one_name_and_one_day_of_birth_are_alike():
    (same,) = alike([pupil(1), pupil(2), pupil(3, born=date(2015, 5, 2))])
    assert [each.person for each in same] == [1, 2]


def test_a_pupil_of_two_classes_is_no_double_and_a_family_name_alone_says_nothing():
    assert alike([pupil(1, of=1), pupil(1, of=2)]) == []
    assert alike([pupil(1, name="асанов"), pupil(2, name="асанов")]) == []


@pytest.mark.parametrize(
    ("born", "found"),
    [(date(2016, 8, 1), False), (date(2017, 1, 1), True), (date(2011, 10, 1), False),
     (date(2011, 7, 1), True), (None, False)],
)  # fmt: skip
def test_an_age_is_unlikely_beyond_the_span(born, found):
    assert bool(unlikely([pupil(1, born=born)], BEGINS, (4, 9))) is found


def test_learners_of_a_correspondence_class_are_of_any_age():
    assert not unlikely([pupil(1, born=date(1980, 1, 1), mode="correspondence")], BEGINS, (4, 9))


def test_both_are_told_of_the_running_year(village):
    row = village.open("7А", 3)
    for person, born in zip(row.pupils, (date(2013, 5, 1), date(2013, 5, 1), date(2005, 5, 1)),
                            strict=True):  # fmt: skip
        person.family_name, person.given_name, person.born_on = "Асанов", "Үсөн", born
        person.save()

    changes.look(village.school, by=None, at=AT)

    with within(village.school):
        found = {issue.rule: issue for issue in QualityIssue.objects.all()}
    assert set(found) == {"pupils_twice", "births_unlikely"}
    assert found["pupils_twice"].shown == [row.pupils[0].pk, row.pupils[1].pk]
    assert (found["births_unlikely"].wrong, found["births_unlikely"].out_of) == (1, 3)
