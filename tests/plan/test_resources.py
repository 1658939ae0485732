"""Resources: asked for, decided by the director, provided; and what the clause map makes of it."""

from datetime import date, timedelta

import pytest

from sapat.core.proofs import Question, State, found
from sapat.plan.resources import changes, reads
from sapat.plan.resources.changes import Ruling, Wish
from sapat.plan.resources.models import ResourceRequest
from sapat.plan.resources.rules import Need, NotSo, Reason, RequestState, are_needs_met
from sapat.school.boundary import within
from tests.conftest import AT

DAY = AT.date()
HOME = "/schools/S12/plan/resources/"
SENT = {
    "kind": "equipment",
    "title": "Проектор",
    "why": "Сабактар үчүн",
    "asked_on": "2026-09-01",
    "needed_by": "2026-10-01",
}


@pytest.fixture
def wish():
    return Wish("room", "Бөлмө", "Кружоктор үчүн", DAY, DAY + timedelta(days=30))


@pytest.fixture
def asked(school, wish):
    return changes.ask(school, wish, asker=None, by=None, at=AT)


def judged(school, day=DAY):
    with within(school):
        return found("resources.provided").ask(Question(school, day), {})


def test_a_teacher_asks_and_the_director_grants(browser_of, school, teacher, director):
    browser_of(teacher).post(f"{HOME}new/", SENT)
    with within(school):
        row = ResourceRequest.objects.get()
    sent = {"granted": "yes", "on": "2026-09-02", "order_number": "48/2"}
    answer = browser_of(director).post(f"{HOME}{row.pk}/decide/", sent, follow=True)
    assert "48/2" in answer.text
    with within(school):
        row.refresh_from_db()
    assert row.state == RequestState.APPROVED
    assert row.asked_by.user == teacher


def test_a_deputy_reads_the_balance(browser_of, asked, deputy):
    page = browser_of(deputy).get(HOME)
    assert "Бөлмө" in page.text
    assert "Rooms" in page.text


def test_only_heads_decide(browser_of, asked, teacher):
    answer = browser_of(teacher).post(f"{HOME}{asked.pk}/decide/", {"granted": "yes"})
    assert answer.status_code == 403


def test_a_refusal_without_a_reason_is_refused(browser_of, asked, director):
    sent = {"granted": "no", "on": "2026-09-02"}
    answer = browser_of(director).post(f"{HOME}{asked.pk}/decide/", sent)
    assert answer.status_code == 409
    assert str(NotSo.NEEDS_REASON.label) in answer.text


def test_what_was_not_granted_cannot_be_provided(browser_of, asked, director):
    answer = browser_of(director).post(f"{HOME}{asked.pk}/provide/", {"on": "2026-09-01"})
    assert str(NotSo.NOT_GRANTED.label) in answer.text


def test_needed_before_asked_is_a_sentence(browser_of, school, teacher):
    answer = browser_of(teacher).post(f"{HOME}new/", {**SENT, "needed_by": "2026-08-31"})
    assert str(NotSo.NEEDED_BEFORE.label) in answer.text


def test_a_request_is_decided_once(asked):
    ruling = Ruling(granted=False, on=DAY, reason="Каражат жок")
    changes.decide(asked, ruling, decider=None, by=None, at=AT)
    with pytest.raises(changes.Refused) as no:
        changes.decide(asked, ruling, decider=None, by=None, at=AT)
    assert no.value.reason == NotSo.DECIDED


def test_the_list_asks_the_database_seldom(
    browser_of, school, wish, deputy, django_assert_max_num_queries
):
    for _number in range(20):
        changes.ask(school, wish, asker=None, by=None, at=AT)
    browser = browser_of(deputy)
    with django_assert_max_num_queries(14):
        browser.get(HOME)


def test_nothing_asked_proves_nothing(school):
    answer = judged(school)
    assert (answer.state, answer.reason) == (State.MISSING, Reason.NONE)


def test_a_provided_request_proves(school, asked):
    changes.decide(asked, Ruling(True, DAY, "48/2"), decider=None, by=None, at=AT)
    changes.provide(asked, changes.Arrival(DAY), by=None, at=AT)
    answer = judged(school)
    assert answer.state == State.PROVED
    assert answer.since == DAY
    assert [record.pk for record in answer.records] == [asked.pk]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 9, 16), State.PROVED),
        (date(2026, 9, 17), State.DUE),
        (date(2026, 10, 1), State.DUE),
        (date(2026, 10, 2), State.MISSING),
    ],
)
def test_an_undecided_request_becomes_due_then_missing(day, state):
    need = Need(RequestState.ASKED, date(2026, 9, 1), date(2026, 12, 1))
    assert are_needs_met([need], day, days=30, soon=14).state == state


def test_what_was_granted_and_is_late_disproves():
    need = Need(RequestState.APPROVED, date(2026, 9, 1), date(2026, 9, 30))
    verdict = are_needs_met([need], date(2026, 10, 1), days=30, soon=14)
    assert verdict.reason == Reason.LATE


def test_balances_sum_only_what_was_written(school, asked):
    with within(school):
        balance = {line.kind: line for line in reads.balances(reads.requests())}["room"]
    assert (balance.asked, balance.open, balance.needed_sum) == (1, 1, None)
