"""Ethics: rules in force, promises, complaints that give nobody away."""

from datetime import timedelta

import pytest

from sapat.core.models import TrailEntry
from sapat.core.proofs import Question, State, found
from sapat.core.refusal import Refused
from sapat.plan.ethics import changes
from sapat.plan.ethics.models import EthicsCode, ProcedureComplaint
from sapat.plan.ethics.rules import NotSo, Reason, digest, shipped
from sapat.plan.training import changes as training
from sapat.plan.training.changes import Course, Trust
from sapat.school.boundary import within
from sapat.school.people.models import Person
from tests.conftest import AT

DAY = AT.date()
HOME = "/schools/S12/plan/resources/ethics/"


@pytest.fixture
def code(school):
    return changes.lay_down(school, ["Адамды эмес, ишти баалайм."], since=DAY, by=None, at=AT)


@pytest.fixture
def assessor(school, teacher):
    with within(school):
        person = Person.objects.get(user=teacher)
    row = training.plan(school, Course("audit", "Аудит", 2026, DAY), by=None, at=AT)
    row = training.hold(row, DAY, valid_until=None, by=None, at=AT)
    training.take_part(row, [person], by=None, at=AT)
    training.appoint(person, Trust("audit", DAY, "7"), by=None, at=AT)
    return person


def judged(school, day=DAY):
    with within(school):
        return found("ethics.rules").ask(Question(school, day), {})


def test_shipped_rules_speak_three_languages():
    assert len(shipped()) == 8
    assert all(rule.text.ky and rule.text.ru and rule.text.en for rule in shipped())


def test_the_director_takes_the_rules_over(browser_of, school, director):
    page = browser_of(director, language="ky").get(f"{HOME}rules/")
    assert shipped()[0].text.ky in page.text
    browser_of(director).post(f"{HOME}rules/", {"texts": "Бир\n\nЭки", "since": "2026-09-01"})
    with within(school):
        assert EthicsCode.objects.get().texts == ["Бир", "Эки"]


def test_a_person_promises_for_oneself_and_once(browser_of, school, code, teacher):
    browser = browser_of(teacher)
    assert browser.post(f"{HOME}promise/", follow=True).status_code == 200
    assert browser.post(f"{HOME}promise/").status_code == 409


def test_without_rules_there_is_nothing_to_promise(browser_of, school, teacher):
    answer = browser_of(teacher).post(f"{HOME}promise/")
    assert str(NotSo.NO_RULES.label) in answer.text


def test_a_complaint_keeps_no_name(browser_of, school, teacher):
    sent = {"procedure": "observe", "text": "Сабакка эскертүүсүз кирди", "on": "2026-09-01"}
    browser_of(teacher).post(f"{HOME}complain/", sent)
    with within(school):
        row = ProcedureComplaint.objects.get()
    line = TrailEntry.objects.get(what="ethics.complaint_received")
    assert row.text == sent["text"]
    assert line.by is None


def test_only_heads_read_complaints(browser_of, school, teacher, director):
    row = changes.receive(school, "audit", "Кандайдыр бир арыз", on=DAY, by=None, at=AT)
    assert browser_of(teacher).get(f"{HOME}complaints/{row.pk}/").status_code == 403
    assert "арыз" in browser_of(director).get(f"{HOME}complaints/{row.pk}/").text
    assert f"complaints/{row.pk}" not in browser_of(teacher).get(HOME).text


def test_a_complaint_is_answered_once(school):
    row = changes.receive(school, "audit", "Арыз", on=DAY, by=None, at=AT)
    changes.answer(row, "Карап чыктык", breach=True, on=DAY, by=None, at=AT)
    with pytest.raises(Refused) as no:
        changes.answer(row, "Дагы", breach=False, on=DAY, by=None, at=AT)
    assert no.value.reason == NotSo.ANSWERED


def test_the_proof_needs_rules_assessors_and_promises(school, code, assessor):
    assert judged(school).reason == Reason.UNPROMISED
    changes.promise(code, assessor, on=DAY, by=None, at=AT)
    assert judged(school).state == State.PROVED


def test_a_new_edition_asks_for_new_promises(school, code, assessor):
    changes.promise(code, assessor, on=DAY, by=None, at=AT)
    later = DAY + timedelta(days=1)
    changes.lay_down(school, ["Башка эреже"], since=later, by=None, at=AT)
    assert judged(school).state == State.PROVED
    assert judged(school, later).reason == Reason.UNPROMISED


def test_an_unanswered_complaint_disproves(school, code, assessor):
    changes.promise(code, assessor, on=DAY, by=None, at=AT)
    changes.receive(school, "audit", "Арыз", on=DAY, by=None, at=AT)
    assert judged(school, DAY + timedelta(days=14)).state == State.PROVED
    assert judged(school, DAY + timedelta(days=15)).reason == Reason.UNANSWERED


def test_no_rules_prove_nothing(school):
    assert judged(school).reason == Reason.NO_RULES


def test_a_digest_tells_where_one_rule_ends():
    assert digest(["a", "b"]) != digest(["ab"])
