"""Change requests: anybody asks, the director decides, the trail keeps it."""

from datetime import date, timedelta

import pytest

from sapat.core.proofs import Question, State, found
from sapat.core.refusal import Refused
from sapat.plan.change_requests import changes
from sapat.plan.change_requests.changes import Proposal, Ruling
from sapat.plan.change_requests.models import ChangeRequest
from sapat.plan.change_requests.rules import (
    Asked,
    ChangeState,
    NotSo,
    Reason,
    are_changes_decided,
)
from sapat.school.boundary import within
from tests.conftest import AT

DAY = AT.date()
HOME = "/schools/S12/plan/registers/changes/"


@pytest.fixture
def asked(school):
    proposal = Proposal("setting", "Норманы өзгөртүү", "Эскирди")
    return changes.ask(school, proposal, asker=None, by=None, at=AT)


def test_a_teacher_asks_and_the_director_approves(browser_of, school, teacher, director):
    sent = {"subject": "document", "what": "Жобону жаңыртуу", "why": "Мыйзам өзгөрдү"}
    browser_of(teacher).post(f"{HOME}new/", sent)
    with within(school):
        row = ChangeRequest.objects.get()
    today = row.asked_on.isoformat()
    sent = {"approved": "yes", "on": today}
    page = browser_of(director).post(f"{HOME}{row.pk}/decide/", sent, follow=True)
    assert "approved, to be carried out" in page.text


def test_only_the_director_decides(browser_of, asked, deputy):
    assert browser_of(deputy).get(f"{HOME}{asked.pk}/decide/").status_code == 403


def test_a_refusal_needs_its_reason(browser_of, asked, director):
    answer = browser_of(director).post(
        f"{HOME}{asked.pk}/decide/", {"approved": "no", "on": "2026-09-02"}
    )
    assert str(NotSo.NEEDS_REASON.label) in answer.text


@pytest.mark.parametrize("state", [s for s in ChangeState if s != ChangeState.APPROVED])
def test_only_an_approved_change_is_carried_out(school, asked, state):
    asked.state = state
    with within(school):
        asked.save()
    with pytest.raises(Refused) as no:
        changes.carry_out(asked, "Жасалды", on=DAY, by=None, at=AT)
    assert no.value.reason == NotSo.NOT_APPROVED


@pytest.mark.parametrize("state", [s for s in ChangeState if s != ChangeState.ASKED])
def test_only_a_waiting_request_is_decided(school, asked, state):
    asked.state, asked.decided_on = state, DAY
    with within(school):
        asked.save()
    with pytest.raises(Refused) as no:
        changes.decide(asked, Ruling(True, DAY), decider=None, by=None, at=AT)
    assert no.value.reason == NotSo.DECIDED


def test_nobody_takes_back_what_another_asked(browser_of, asked, teacher):
    answer = browser_of(teacher).post(f"{HOME}{asked.pk}/take-back/")
    assert str(NotSo.NOT_YOURS.label) in answer.text


def test_one_takes_back_ones_own(browser_of, school, teacher):
    sent = {"subject": "other", "what": "Бир нерсе", "why": "Себеби"}
    browser = browser_of(teacher)
    browser.post(f"{HOME}new/", sent)
    with within(school):
        row = ChangeRequest.objects.get()
    assert browser.post(f"{HOME}{row.pk}/take-back/", follow=True).status_code == 200
    row.refresh_from_db()
    assert row.state == ChangeState.TAKEN_BACK


def test_the_proof_follows_the_requests(school, asked):
    def judged(day):
        with within(school):
            return found("change_requests.approved").ask(Question(school, day), {})

    assert judged(DAY).state == State.PROVED
    assert judged(DAY + timedelta(days=8)).state == State.DUE
    assert judged(DAY + timedelta(days=15)).reason == Reason.UNDECIDED


def test_no_request_proves_nothing():
    assert are_changes_decided([], DAY, days=14, soon=7).reason == Reason.NONE


def test_an_approved_change_past_its_day_disproves():
    late = Asked(ChangeState.APPROVED, DAY, date(2026, 9, 10))
    assert are_changes_decided([late], date(2026, 9, 10), days=14, soon=7).state == State.PROVED
    verdict = are_changes_decided([late], date(2026, 9, 11), days=14, soon=7)
    assert verdict.reason == Reason.NOT_CARRIED_OUT
