"""Classes and councils."""

from datetime import date

import pytest

from sapat.school.bodies.rules import NotSo as BodyNotSo
from sapat.school.bodies.rules import Seat
from sapat.school.boundary import within
from sapat.school.calendar import changes as calendar
from sapat.school.calendar.rules import TermKind
from sapat.school.calendar.shipped import layout_for
from sapat.school.classes import changes, reads
from sapat.school.classes.changes import ClassPlan
from sapat.school.classes.models import Enrolment, SchoolClass
from sapat.school.classes.rules import Level, NotSo
from sapat.school.people import changes as people
from sapat.school.people.changes import Identity
from tests.conftest import AT

SCHOOL = "/schools/S12/school/"
CLASSES = f"{SCHOOL}classes/"
PLAN = {
    "label": "8 «а»",
    "year_of_study": "8",
    "level": "basic",
    "language": "ky",
    "shift": "1",
    "mode": "day",
}


def test_without_a_year_the_list_says_what_to_do_first(browser_of, school, deputy):
    assert "Lay out a school year first." in browser_of(deputy).get(CLASSES).text


def test_the_list_shows_classes_with_their_size(browser_of, deputy, pupil):
    text = browser_of(deputy).get(CLASSES).text
    assert "7Б" in text
    assert '<td class="num">1</td>' in text


def test_a_class_is_opened_whatever_way_its_label_is_written(browser_of, school, deputy, pupil):
    browser_of(deputy).post(f"{CLASSES}new/", {**PLAN})
    with within(school):
        assert SchoolClass.objects.filter(grade_label=8, letter="А").exists()


@pytest.mark.parametrize(("label", "status"), [("seven", 422), ("7б", 409), ("", 422)])
def test_a_class_that_cannot_be(browser_of, deputy, pupil, label, status):
    answer = browser_of(deputy).post(f"{CLASSES}new/", {**PLAN, "label": label})
    assert answer.status_code == status
    assert 'role="alert"' in answer.text


def test_a_class_is_corrected(browser_of, school, deputy, school_class):
    answer = browser_of(deputy).post(
        f"{CLASSES}{school_class.pk}/restate/", {**PLAN, "label": "7В"}, follow=True
    )
    assert "Class 7В" in answer.text


def test_a_pupil_is_enrolled_and_leaves(browser_of, school, deputy, school_class):
    browser = browser_of(deputy)
    newcomer = people.take_on(school, Identity("Асанов"), by=None, at=AT)
    given = {"person": newcomer.pk, "since": "2026-10-01"}
    browser.post(f"{CLASSES}{school_class.pk}/enrol/", given)
    with within(school):
        row = Enrolment.objects.get()
    address = f"{SCHOOL}enrolments/{row.pk}/leave/"
    browser.post(address, {"until": "2026-10-20", "reason": "көчүп кетти"})
    assert "көчүп кетти" in browser.get(f"{CLASSES}{school_class.pk}/").text
    answer = browser.post(address, {"until": "2026-10-25"})
    assert answer.status_code == 409
    assert str(NotSo.LEFT.label).split("%")[0] in answer.text


def test_who_is_in_a_class_is_not_offered_again(browser_of, deputy, school_class, pupil):
    given = {"person": pupil.pk, "since": "2026-10-01"}
    answer = browser_of(deputy).post(f"{CLASSES}{school_class.pk}/enrol/", given)
    assert answer.status_code == 422


def test_the_same_pupils_are_followed_back(browser_of, deputy, school_class, school_year):
    plan = changes.ClassPlan(6, "Б", 6, "basic")
    before = changes.open_class(school_year, plan, by=None, at=AT)
    school_class.continues = before
    with within(school_class.school):
        school_class.save()
    assert ">6Б</a>" in browser_of(deputy).get(f"{CLASSES}{school_class.pk}/").text


def test_a_teacher_reads_and_an_inspector_does_not(browser_of, teacher, inspector, school_class):
    address = f"{CLASSES}{school_class.pk}/"
    assert browser_of(teacher).get(address).status_code == 200
    assert browser_of(teacher).get(f"{address}enrol/").status_code == 403
    assert browser_of(inspector).get(address).status_code == 403


def test_a_stranger_finds_no_class(browser_of, stranger, school_class):
    assert browser_of(stranger).get(f"{CLASSES}{school_class.pk}/").status_code == 404


def test_the_list_asks_as_much_for_one_class_as_for_nine(
    browser_of, deputy, school_year, pupil, django_assert_num_queries
):
    for grade in (1, 2, 3, 4, 5, 6, 8, 9):
        plan = changes.ClassPlan(grade, "А", grade, "basic")
        changes.open_class(school_year, plan, by=None, at=AT)
    browser = browser_of(deputy)
    with django_assert_num_queries(11):
        browser.get(CLASSES)


BODIES = f"{SCHOOL}bodies/"


def test_a_council_is_set_up_and_filled(browser_of, school, director, teacher, person_of, council):
    browser = browser_of(director)
    given = {"person": person_of(teacher).pk, "seat": Seat.CHAIR, "since": "2026-09-02"}
    answer = browser.post(f"{BODIES}{council.pk}/seat/", given, follow=True)
    assert "Teacher" in answer.text
    assert "Teacher" in browser.get(BODIES).text


def test_nobody_sits_twice(browser_of, director, teacher, person_of, council):
    browser = browser_of(director)
    given = {"person": person_of(teacher).pk, "seat": Seat.MEMBER, "since": "2026-09-02"}
    browser.post(f"{BODIES}{council.pk}/seat/", given)
    answer = browser.post(f"{BODIES}{council.pk}/seat/", given)
    assert answer.status_code == 409
    assert str(BodyNotSo.SEATED.label) in answer.text


def test_a_temporary_council_needs_its_end(browser_of, school, director):
    given = {"kind": "temp_group", "name_ky": "Аттестация тобу", "since": "2026-09-01"}
    answer = browser_of(director).post(f"{BODIES}new/", given)
    assert answer.status_code == 409
    assert str(BodyNotSo.NEEDS_END.label) in answer.text


def test_a_seat_and_a_council_end(browser_of, school, director, teacher, person_of, council):
    browser = browser_of(director)
    given = {"person": person_of(teacher).pk, "seat": Seat.MEMBER, "since": "2026-09-02"}
    browser.post(f"{BODIES}{council.pk}/seat/", given)
    with within(school):
        sitting = council.sittings.get()
    browser.post(f"{SCHOOL}seats/{sitting.pk}/end/", {"until": "2026-09-10"})
    assert "Sat here before" in browser.get(f"{BODIES}{council.pk}/").text
    browser.post(f"{BODIES}{council.pk}/end/", {"until": "2026-09-20"})
    assert "Ended" in browser.get(BODIES).text


def test_only_who_keeps_the_register_seats_people(browser_of, teacher, council):
    assert browser_of(teacher).get(f"{BODIES}{council.pk}/").status_code == 200
    assert browser_of(teacher).get(f"{BODIES}{council.pk}/seat/").status_code == 403


def test_who_finished_the_school_is_no_pupil_of_it_any_more(
    browser_of, school, deputy, school_class, pupil
):
    before = calendar.lay_out(school, layout_for(2025, TermKind.QUARTER), by=None, at=AT)
    plan = ClassPlan(grade_label=9, letter="А", year_of_study=9, level=Level.BASIC)
    ninth = changes.open_class(before, plan, by=None, at=AT)
    gone = people.take_on(school, Identity(family_name="Бүтүргөнов"), by=None, at=AT)
    changes.enrol(gone, ninth, since=date(2025, 9, 1), by=None, at=AT)
    with within(school):
        assert reads.pupils_on(date(2026, 11, 2)) == 1
        assert [one.pk for one in reads.pupils(date(2026, 11, 2))] == [pupil.pk]
        assert [one.pk for one in reads.pupils(date(2026, 7, 2))] == [gone.pk]
