"""Training: the plan of a year, who took part, and who may assess."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sapat.core.language import Text
from sapat.core.proofs import Question, State, found
from sapat.core.refusal import Refused
from sapat.plan.training import changes
from sapat.plan.training.changes import Course, Protocol, Trust
from sapat.plan.training.models import Assessor, Training
from sapat.plan.training.rules import (
    PREPARES,
    NotSo,
    Planned,
    Reason,
    Taken,
    TrainingKind,
    are_assessors_trained,
    is_plan_kept,
    may_assess,
)
from sapat.school.bodies import changes as bodies
from sapat.school.bodies.changes import Mandate
from sapat.school.boundary import within
from sapat.school.calendar import changes as calendar
from sapat.school.calendar.rules import TermKind
from sapat.school.calendar.shipped import layout_for
from sapat.school.people.models import Person
from tests.conftest import AT, FIRST_DAY

DAY = AT.date()
HOME = "/schools/S12/plan/"


@pytest.fixture
def year(school):
    return calendar.lay_out(school, layout_for(2026, TermKind.QUARTER), by=None, at=AT)


@pytest.fixture
def course(school, year):
    course = Course("audit", "Аудитти жүргүзүү", 2026, DAY)
    return changes.plan(school, course, by=None, at=AT)


@pytest.fixture
def person(school, teacher):
    with within(school):
        return Person.objects.get(user=teacher)


@pytest.fixture
def trained(course, person):
    changes.hold(course, DAY, valid_until=date(2028, 9, 1), by=None, at=AT)
    course.refresh_from_db()
    changes.take_part(course, [person], by=None, at=AT)
    return person


def judged(rule, school, day=DAY):
    with within(school):
        return found(rule).ask(Question(school, day), {})


def test_a_training_is_planned_held_and_attended(browser_of, school, year, deputy, person):
    browser = browser_of(deputy)
    sent = {"kind": "observation", "title": "Сабакка катышуу", "planned_on": "2026-08-25"}
    browser.post(f"{HOME}resources/trainings/new/?year=2026", sent)
    with within(school):
        row = Training.objects.get()
    browser.post(f"{HOME}resources/trainings/{row.pk}/hold/", {"on": "2026-08-26"})
    answer = browser.post(
        f"{HOME}resources/trainings/{row.pk}/people/", {"people": [person.pk]}, follow=True
    )
    assert person.full_name in answer.text


def test_the_future_is_not_written_as_held(course):
    with pytest.raises(Refused) as no:
        changes.hold(course, DAY + timedelta(days=1), valid_until=None, by=None, at=AT)
    assert no.value.reason == NotSo.LATER


def test_nobody_takes_part_before_it_was_held(course, person):
    with pytest.raises(Refused) as no:
        changes.take_part(course, [person], by=None, at=AT)
    assert no.value.reason == NotSo.NOT_HELD


def test_an_untrained_assessor_is_refused(browser_of, school, deputy, person):
    sent = {
        "person": person.pk, "procedure": "audit", "since": "2026-09-01", "order_number": "12",
    }  # fmt: skip
    answer = browser_of(deputy).post(f"{HOME}resources/assessors/new/", sent)
    assert answer.status_code == 409
    assert "no valid training" in answer.text


def test_a_trained_assessor_is_appointed_and_released(browser_of, school, deputy, trained):
    sent = {
        "person": trained.pk, "procedure": "audit", "since": "2026-09-01", "order_number": "12",
    }  # fmt: skip
    browser = browser_of(deputy)
    assert (
        trained.full_name in browser.post(f"{HOME}resources/assessors/new/", sent, follow=True).text
    )
    with within(school):
        row = Assessor.objects.get()
    browser.post(f"{HOME}resources/assessors/{row.pk}/release/", {"until": "2026-12-01"})
    row.refresh_from_db()
    assert row.until == date(2026, 12, 1)


def test_the_plan_is_approved_once(school, course, director):
    council = bodies.set_up(
        school, Mandate("ped_council", Text("Кеңеш"), FIRST_DAY), by=None, at=AT
    )
    protocol = Protocol(council, "1", DAY)
    changes.approve_plan(school, 2026, protocol, by=None, at=AT)
    with pytest.raises(Refused) as no:
        changes.approve_plan(school, 2026, protocol, by=None, at=AT)
    assert no.value.reason == NotSo.PLAN_APPROVED


def test_an_empty_plan_cannot_be_approved(school):
    council = bodies.set_up(
        school, Mandate("ped_council", Text("Кеңеш"), FIRST_DAY), by=None, at=AT
    )
    with pytest.raises(Refused) as no:
        changes.approve_plan(school, 2026, Protocol(council, "1", DAY), by=None, at=AT)
    assert no.value.reason == NotSo.NO_COURSES


def test_assessors_prove_nearly_prove_and_disprove(school, trained):
    assert judged("training.assessors", school).reason == Reason.NO_ASSESSORS
    changes.appoint(trained, Trust("audit", DAY, "12"), by=None, at=AT)
    assert judged("training.assessors", school).state == State.PROVED
    assert judged("training.assessors", school, date(2028, 8, 20)).state == State.DUE
    assert judged("training.assessors", school, date(2028, 9, 1)).state == State.MISSING


def test_the_plan_of_the_year_is_judged(school, year, course):
    assert judged("training.plan", school).reason == Reason.NOT_APPROVED
    assert judged("training.plan", school, DAY + timedelta(days=1)).reason == Reason.LATE


def test_teachers_without_training_disprove(school, year, person):
    assert judged("training.assessment", school).reason == Reason.NO_TRAINING


def test_trained_teachers_prove(school, trained):
    assert judged("training.assessment", school).state == State.PROVED


def test_a_silent_union_disproves(school, year):
    assert judged("training.unions", school).reason == Reason.NO_UNIONS
    union = bodies.set_up(school, Mandate("mo", Text("Бирикме"), FIRST_DAY), by=None, at=AT)
    assert judged("training.unions", school).reason == Reason.SILENT_UNIONS
    course = Course("assessment", "Баалоо", 2026, DAY, body=union)
    row = changes.plan(school, course, by=None, at=AT)
    changes.hold(row, DAY, valid_until=None, by=None, at=AT)
    assert judged("training.unions", school).state == State.PROVED


@given(
    st.sampled_from(sorted(PREPARES)),
    st.lists(
        st.builds(
            Taken,
            st.sampled_from(TrainingKind.values),
            st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        ),
        max_size=6,
    ),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_more_training_never_takes_a_right_away(procedure, taken, day):
    fewer = may_assess(procedure, taken[:-1], day)
    assert not fewer or may_assess(procedure, taken, day)


def test_a_plan_without_its_called_off_parts_is_empty():
    off = [Planned(DAY, cancelled=True)]
    assert is_plan_kept(off, True, DAY, year="2026").reason == Reason.NO_PLAN


def test_one_untrained_assessor_is_enough_to_disprove():
    verdict = are_assessors_trained([date.max, None], DAY, soon=30)
    assert (verdict.state, verdict.facts["count"]) == (State.MISSING, 1)
