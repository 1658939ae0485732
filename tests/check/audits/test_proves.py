"""What the audits prove, nearly prove and disprove; what waits, for whom; what is handed over."""

from datetime import date, timedelta

import pytest

from sapat.act.orders import changes as orders
from sapat.act.orders import reads as known
from sapat.act.orders.changes import Item, Wording
from sapat.act.orders.gates import order_is_in_force
from sapat.check.audits import belongings, changes, facts
from sapat.check.audits.checklists import changes as checklists
from sapat.check.audits.dues import open_audits
from sapat.check.audits.judging import Decided, Programme, Reason, judge_confirmed, judge_earlier
from sapat.check.audits.models import Audit
from sapat.check.audits.reports import changes as reports
from sapat.check.audits.reports import reads as written
from sapat.check.audits.reports.changes import Heard
from sapat.check.audits.reports.rules import Verdict
from sapat.check.audits.rules import Frame, NotSo, Part
from sapat.core.belongings import kinds
from sapat.core.proofs import Question, State, library
from sapat.core.refusal import Refused
from sapat.core.rights import Role
from sapat.school.boundary import within
from sapat.school.people import changes as people
from tests.check.audits.conftest import AT, DAY

NEVER = date(2026, 1, 1)
WHOLE = Frame("a", "b", "c", "d")


def ask(school, rule, day=DAY, **parameters):
    with within(school):
        return library()[f"audits.{rule}"].ask(Question(school, day), parameters)


RULES = ("programme", "carried_out", "earlier_results", "framed", "findings_confirmed")


@pytest.mark.parametrize("rule", RULES)
def test_nothing_is_proved_where_nothing_is(school, year, rule):
    assert ask(school, rule).state == State.MISSING


def test_a_draft_is_due_until_the_day_of_the_order(school, draft):
    draft()
    last = date(2026, 9, 1) + timedelta(days=40)
    assert ask(school, "programme", last).reason == Reason.DRAFT
    assert ask(school, "programme", last).state == State.DUE
    after = ask(school, "programme", last + timedelta(days=1))
    assert (after.state, after.reason) == (State.MISSING, Reason.NOT_APPROVED)


def test_a_programme_needs_teams_and_no_gap(school, audit, approved, ready):
    row = approved(audit())
    assert ask(school, "programme").reason == Reason.NO_TEAM
    ready(row)
    found = ask(school, "programme")
    assert (found.state, found.since) == (State.PROVED, DAY)
    assert found.records[0].page == "check:audits_programme"


def test_a_gap_without_a_reason_is_named(school, ready, process):
    ready(process=None)
    found = ask(school, "programme")
    assert (found.state, found.reason) == (State.DUE, Reason.GAPS)
    assert "Окутуу" in str(found.facts["names"]) or "Teaching" in str(found.facts["names"])


def test_an_audit_may_be_late_by_the_tolerance_and_no_day_more(school, ready):
    ready(planned_on=DAY, planned_until=DAY)
    assert ask(school, "carried_out", DAY - timedelta(days=1)).reason == Reason.NONE_YET
    assert ask(school, "carried_out", DAY + timedelta(days=14)).state == State.DUE
    late = ask(school, "carried_out", DAY + timedelta(days=15))
    assert (late.state, late.reason) == (State.MISSING, Reason.OVERDUE)


def test_what_was_held_is_carried_out(school, signed):
    signed()
    assert ask(school, "carried_out").state == State.PROVED


def test_four_fields_by_order_are_a_frame(school, audit, approved):
    row = audit()
    assert ask(school, "framed").state == State.DUE
    approved(row)
    found = ask(school, "framed")
    assert (found.state, found.facts["number"]) == (State.PROVED, "71")


def test_own_work_is_found_even_where_posts_changed_later(school, ready, teacher, person):
    ready()
    people.give_post(person(teacher), Role.DEP_ACADEMIC, since=DAY, by=None, at=AT)
    assert ask(school, "framed").reason == Reason.OWN_WORK


def of(**more):
    usual = {"approved_on": DAY, "order": "71", "frame": WHOLE, "earlier": "Жок"}
    return Programme("2026/27", **{**usual, **more})


@pytest.mark.parametrize(
    ("one", "state", "reason"),
    [
        (of(), "proved", Reason.CONSIDERED),
        (of(ignored=("Окутуу",)), "missing", Reason.IGNORED),
        (of(ignored=("Окутуу",), approved_on=None), "due", Reason.IGNORED),
        (of(earlier=" "), "missing", Reason.NO_EARLIER),
        (of(approved_on=None), "due", Reason.DRAFT),
    ],
)
def test_earlier_results_are_taken_into_account(one, state, reason):
    assert judge_earlier(one, "2026/27", DAY, DAY)[:2] == (state, reason)


def found(state="written", **more):
    return Decided(DAY, state, more.pop("faulty", True), **more)


@pytest.mark.parametrize(
    ("rows", "days", "state", "reason"),
    [
        ([found(waits_since=DAY)], 5, "due", Reason.TO_DECIDE),
        ([found(waits_since=DAY)], 6, "missing", Reason.UNDECIDED),
        ([found()], 60, "proved", Reason.CLEAN),
        ([found("confirmed")], 0, "missing", Reason.NO_TERM),
        ([found("confirmed", due_on=DAY, decided_on=DAY)], 0, "proved", Reason.DECIDED),
        ([found("confirmed", faulty=False, decided_on=DAY)], 0, "proved", Reason.DECIDED),
        ([found("refused", decided_on=DAY)], 0, "proved", Reason.DECIDED),
    ],
)
def test_management_confirms_or_refuses_in_five_days(rows, days, state, reason):
    day = DAY + timedelta(days=days)
    assert judge_confirmed(rows, [DAY], NEVER, 5, day=day)[:2] == (state, reason)


def test_a_confirmed_finding_with_a_term_proves_the_clause(
    school, signed, director, deputy, person
):
    row = signed()
    assert ask(school, "findings_confirmed").reason == Reason.TO_DECIDE
    owner = person(deputy)
    with within(school):
        (one,) = written.waiting(row)
    yes = Verdict(one.pk, one.name, one.grade, True, owner.pk, date(2026, 12, 1))
    more = {"person": None, "by": director, "at": AT}
    reports.confirm(row, [yes], {owner.pk: owner}, Heard(), **more)
    proved = ask(school, "findings_confirmed")
    assert (proved.state, proved.records[0].page) == (State.PROVED, "act:finding")


def dues(school, day=DAY):
    with within(school):
        return {one.key.split(":")[0]: one for one in open_audits(Question(school, day))}


def test_each_state_waits_for_somebody(school, ready, answered, teacher, deputy, person):
    row = ready()
    assert dues(school)["audit.begin"].persons == {person(teacher).pk}
    changes.begin(row, by=teacher, at=AT)
    assert "audit.fill" in dues(school)
    checklists.finish(answered(row), by=teacher, at=AT)
    assert dues(school)["audit.report"].by == date(2026, 9, 28)


def test_the_director_is_told_of_a_signed_report(school, signed, draft):
    signed()
    one = dues(school)["audit.decide"]
    assert (one.roles, one.by) == ({Role.DIRECTOR}, DAY + timedelta(days=5))


def test_a_draft_waits_for_its_order(school, draft):
    draft()
    assert dues(school)["audit_programme.approve"].by == DAY + timedelta(days=30)


def test_audits_become_facts_once_the_programme_is_approved(school, audit, approved):
    row = audit()
    question = Question(school, DAY)
    with within(school):
        assert list(facts.audits(question)) == []
    approved(row)
    with within(school):
        (fact,) = facts.audits(question)
    assert (fact["number"], fact["process"], fact["held_on"]) == ("2026/1", "teaching", None)


def test_a_leaver_hands_the_lead_over(school, ready, teacher, director, person):
    row = ready()
    kind = next(one for one in kinds() if one.name == "audits")
    assert kind.label == belongings._("audits")
    with within(school):
        assert kind.held(person(teacher).pk) == [row]
        kind.hand(row, person(director), director, AT)
        assert kind.held(person(teacher).pk) == []
        assert kind.held(person(director).pk) == [row]


def test_an_order_that_the_book_knows_has_to_be_in_force(school, audit, person, director, deputy):
    row = audit().programme
    wording = Wording("main", "Аудит программасы жөнүндө", "Сапат үчүн", person(deputy))
    order = orders.draft(school, wording, [Item("Бекитилсин")], drafter=None, by=None, at=AT)
    with within(school):
        shown = known.digest(order)
    order = orders.sign(order, shown, person=person(director), on=DAY, by=director, at=AT)
    row.order_number = order.number
    with within(school):
        assert order_is_in_force(row, DAY) is None
        assert order_is_in_force(row, DAY - timedelta(days=1)).reason == NotSo.OTHER_ORDER
        row.order_number = "900"
        assert order_is_in_force(row, DAY) is None


def test_the_lead_who_owns_the_work_cannot_take_it_over(school, ready, teacher, deputy, person):
    row = ready()
    with pytest.raises(Refused):
        changes.hand(row, person(deputy), by=deputy, at=AT)
    with within(school):
        assert Audit.objects.get().seats.get(part=Part.LEAD).person == person(teacher)
