"""The way of an audit: no step can be left out, on no way, and two at once are told apart."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sapat.check.audits import changes
from sapat.check.audits.changes import Invited, Plan
from sapat.check.audits.checklists import changes as checklists
from sapat.check.audits.checklists import reads as lists
from sapat.check.audits.checklists.changes import Found, Told
from sapat.check.audits.checklists.rules import NotSo as NotAsked
from sapat.check.audits.models import Audit, AuditAnswer
from sapat.check.audits.reports import changes as reports
from sapat.check.audits.reports import reads as written
from sapat.check.audits.reports.changes import Countersign, Heard, Said
from sapat.check.audits.reports.rules import NotSo as NotSigned
from sapat.check.audits.reports.rules import Verdict
from sapat.check.audits.rules import ALLOWED, AuditState, Frame, Kind, NotSo, Part, Step
from sapat.check.findings.rules import FindingState
from sapat.core.refusal import Refused
from sapat.school.boundary import within
from tests.check.audits.conftest import AT, DAY


def refusal(change, *args, **more):
    with pytest.raises(Refused) as no:
        change(*args, **more)
    return no.value.reason


def test_a_programme_takes_every_process_and_unit_in(draft, process, inside):
    row = draft()
    assert [line.process for line in row.lines.all()] == [process]
    assert refusal(draft) == NotSo.THERE


def test_nothing_is_approved_without_all_four(audit, deputy, director):
    row = audit().programme
    changes.frame(row, Frame("a", "b", " ", "d"), "жок", by=deputy, at=AT)
    more = {"order": "71", "on": DAY, "person": None, "by": director, "at": AT}
    assert refusal(changes.approve, row, **more) == NotSo.UNFRAMED


def test_an_approval_names_an_order_of_a_day_that_has_come(draft, director):
    more = {"person": None, "by": director, "at": AT}
    row = draft()
    assert refusal(changes.approve, row, order=" ", on=DAY, **more) == NotSo.NO_ORDER
    late = DAY + timedelta(days=1)
    assert refusal(changes.approve, row, order="71", on=late, **more) == NotSo.NOT_YET
    assert refusal(changes.approve, row, order="71", on=DAY, **more) == NotSo.NO_AUDITS


def test_an_approved_programme_is_not_reworded_and_asks_why_one_more(audit, approved, deputy):
    row = approved(audit())
    programme = row.programme
    frame = programme.frame
    assert refusal(changes.frame, programme, frame, "", by=deputy, at=AT) == NotSo.APPROVED
    plan = Plan("Дагы бир аудит", DAY, DAY)
    assert refusal(changes.plan_audit, programme, plan, by=deputy, at=AT) == NotSo.UNPLANNED
    assert changes.plan_audit(programme, plan, "Даттануу", by=deputy, at=AT).number == 2


def test_earlier_results_are_taken_into_account_before_approval(
    signed, draft, audit, director, deputy, process, school
):
    signed()
    later = AT + timedelta(days=320)
    row = changes.draw_up(school, Kind.INTERNAL, 2027, person=None, by=deputy, at=later)
    changes.frame(row, Frame("a", "b", "c", "d"), "Бир дал келбестик", by=deputy, at=later)
    on = date(2027, 9, 6)
    changes.plan_audit(row, Plan("Аудит", on, on, process=process), by=deputy, at=later)
    more = {"order": "80", "on": later.date(), "person": None, "by": director, "at": later}
    assert refusal(changes.approve, row, **more) == NotSo.NOT_CONSIDERED
    with within(school):
        (line,) = row.lines.all()
    said = {"importance": "high", "considered": "Эки жолу көрүлөт", "left_out": ""}
    changes.weigh(line, **said, by=deputy, at=later)
    assert changes.approve(row, **more).is_approved


def test_a_date_is_moved_only_with_a_reason_that_is_kept(audit, approved, deputy):
    row = approved(audit())
    new = DAY + timedelta(days=30)
    assert refusal(changes.move, row, new, new, " ", by=deputy, at=AT) == NotSo.NO_REASON
    changes.move(row, new, new, "Аудитор ооруп калды", by=deputy, at=AT)
    changes.restate(row, Plan("Башка", DAY, DAY), by=deputy, at=AT)
    with within(row.school):
        row.refresh_from_db()
        (move,) = row.moves.all()
    assert (row.planned_on, row.first_planned_on, row.title) == (new, DAY, "Башка")
    assert (move.was, move.reason) == (DAY, "Аудитор ооруп калды")


def test_an_audit_stays_in_its_year(draft, deputy):
    outside = Plan("Аудит", date(2027, 8, 1), date(2027, 8, 2))
    assert refusal(changes.plan_audit, draft(), outside, by=deputy, at=AT) == NotSo.OUTSIDE_YEAR


def test_the_owner_of_the_process_does_not_audit_it(audit, deputy, teacher, person):
    row = audit()
    own = Invited(Part.LEAD, person(deputy))
    assert refusal(changes.seat, row, own, by=deputy, at=AT) == NotSo.OWN_WORK
    excused = replace(own, exception="Башка аудитор жок")
    assert changes.seat(row, excused, by=deputy, at=AT).exception == "Башка аудитор жок"
    again = Invited(Part.AUDITEE, person(deputy))
    assert refusal(changes.seat, row, again, by=deputy, at=AT) == NotSo.SEATED
    second = Invited(Part.LEAD, person(teacher))
    assert refusal(changes.seat, row, second, by=deputy, at=AT) == NotSo.ONE_LEAD


def test_with_an_exception_somebody_comes_from_outside(audit, approved, deputy, teacher, person):
    row = audit()
    own = Invited(Part.LEAD, person(deputy), exception="Башка аудитор жок")
    changes.seat(row, own, by=deputy, at=AT)
    changes.seat(row, Invited(Part.AUDITEE, person(teacher)), by=deputy, at=AT)
    checklists.ask(row, "Карта барбы?", by=deputy, at=AT)
    approved(row)
    assert refusal(changes.begin, row, by=deputy, at=AT) == NotSo.NEEDS_OUTSIDER
    changes.seat(row, Invited(Part.MEMBER, outsider="Н. Осмонова"), by=deputy, at=AT)
    assert changes.begin(row, by=deputy, at=AT).state == AuditState.STARTED


def test_nothing_begins_before_the_order_and_without_a_team(audit, approved, deputy):
    row = audit()
    assert refusal(changes.begin, row, by=deputy, at=AT) == NotSo.NOT_APPROVED
    approved(row)
    assert refusal(changes.begin, row, by=deputy, at=AT) == NotSo.NO_LEAD


def told(key="one", judgement="conforms", **more):
    return Told(judgement, key, **more)


def test_an_answer_sent_twice_is_written_once(begun, teacher, person):
    row = begun()
    who = {"person": person(teacher), "by": teacher, "at": AT}
    with within(row.school):
        question = row.questions.first()
    first = checklists.answer(question, told(), **who)
    assert checklists.answer(question, told(), **who) == first
    with within(row.school):
        assert AuditAnswer.objects.count() == 1


def test_who_answers_second_is_told(begun, teacher, deputy, person):
    row = begun()
    with within(row.school):
        question, other = row.questions.all()[:2]
    first = checklists.answer(question, told(), person=person(teacher), by=teacher, at=AT)
    who = {"person": person(deputy), "by": deputy, "at": AT}
    late = told("two", "remark", note="Күнү жок")
    assert refusal(checklists.answer, question, late, **who) == NotAsked.CHANGED
    checklists.answer(question, replace(late, seen=first.pk), **who)
    assert refusal(checklists.answer, other, told(), **who) == NotAsked.KEY_OF_ANOTHER
    with within(row.school):
        assert lists.newest(question).judgement == "remark"
        assert question.answers.count() == 2


def test_what_is_not_right_is_shown(begun, teacher):
    row = begun()
    with within(row.school):
        question = row.questions.first()
    bare = told(judgement="fault")
    assert refusal(checklists.answer, question, bare, person=None, by=teacher, at=AT) == (
        NotAsked.NEEDS_NOTE
    )


def test_the_work_ends_when_every_question_has_an_answer(begun, answered, teacher):
    row = begun()
    assert refusal(checklists.finish, row, by=teacher, at=AT) == NotAsked.OPEN
    assert checklists.finish(answered(row), by=teacher, at=AT).held_on == DAY


def test_the_checklist_is_made_of_card_clauses_and_earlier_findings(signed, audit, deputy):
    before = signed()
    row = audit(before.programme, planned_on=date(2026, 12, 1), planned_until=date(2026, 12, 1))
    checklists.make(row, ["finding", "card", "clause"], by=deputy, at=AT)
    with within(row.school):
        origins = [one.origin for one in row.questions.all()]
    assert set(origins) == {"finding", "card", "clause"}
    again = refusal(checklists.make, row, ["card"], by=deputy, at=AT)
    assert again == NotAsked.NOTHING_NEW


def test_a_signed_report_stays_and_both_sides_sign(begun, answered, teacher, deputy, person):
    row = answered(begun())
    checklists.finish(row, by=teacher, at=AT)
    lead = {"person": person(teacher), "by": teacher, "at": AT}
    assert refusal(reports.sign, row, "", **lead) == NotSigned.NO_REPORT
    report = reports.write(row, Said("Ылайык"), **lead)
    assert refusal(reports.sign, row, "башка", **lead) == NotSigned.CHANGED
    given = Countersign(person(deputy), DAY)
    assert refusal(reports.countersign, row, given, by=deputy, at=AT) == NotSigned.LEAD_FIRST
    with within(row.school):
        shown = written.digest(report)
    no_lead = {**lead, "person": person(deputy)}
    assert refusal(reports.sign, row, shown, **no_lead) == NotSigned.NOT_LEAD
    reports.sign(row, shown, **lead)
    assert refusal(reports.write, row, Said("Башка"), **lead) == NotSigned.SIGNED
    wrong = Countersign(person(teacher), DAY)
    assert refusal(reports.countersign, row, wrong, by=teacher, at=AT) == NotSigned.NOT_AUDITED
    reports.countersign(row, given, by=deputy, at=AT)
    with within(row.school):
        assert Audit.objects.get(pk=row.pk).state == AuditState.SIGNED
        assert written.is_intact(written.report_of(row))


def confirm(row, verdicts, owners, director):
    return reports.confirm(row, verdicts, owners, Heard(), person=None, by=director, at=AT)


def test_management_confirms_with_owner_and_term(signed, director, deputy, person):
    row = signed()
    with within(row.school):
        (finding,) = written.waiting(row)
    owner = person(deputy)
    yes = Verdict(finding.pk, finding.name, finding.grade, True, owner.pk, date(2026, 12, 1))
    assert refusal(confirm, row, [], {}, director) == NotSigned.UNDECIDED
    confirm(row, [yes], {owner.pk: owner}, director)
    finding.refresh_from_db()
    assert (finding.state, finding.owner, finding.due_on) == (
        FindingState.CONFIRMED,
        owner,
        date(2026, 12, 1),
    )


def test_a_refusal_has_a_reason_and_takes_the_findings_with_it(signed, director):
    row = signed()
    more = {"person": None, "by": director, "at": AT}
    assert refusal(reports.refuse, row, " ", **more) == NotSigned.NO_REASON
    with within(row.school):
        (finding,) = written.waiting(row)
    reports.refuse(row, "Үлгү толук эмес", **more)
    finding.refresh_from_db()
    assert (finding.state, finding.reason) == (FindingState.REFUSED, "Үлгү толук эмес")


def test_two_directors_at_once_one_is_told(signed, director):
    row = signed(grade="")
    confirm(row, [], {}, director)
    more = {"person": None, "by": director, "at": AT}
    assert refusal(reports.refuse, row, "Кеч", **more) == NotSo.WRONG_STATE


STEPS = {
    Step.RESTATE: lambda row: changes.restate(row, Plan("a", DAY, DAY), by=None, at=AT),
    Step.SEAT: lambda row: changes.seat(
        row, Invited(Part.MEMBER, outsider="Н. Осмонова"), by=None, at=AT
    ),
    Step.MOVE: lambda row: changes.move(row, DAY, DAY, "себеп", by=None, at=AT),
    Step.CALL_OFF: lambda row: changes.call_off(row, "себеп", by=None, at=AT),
    Step.ASK: lambda row: checklists.ask(row, "Суроо?", by=None, at=AT),
    Step.START: lambda row: changes.begin(row, by=None, at=AT),
    Step.ANSWER: lambda row: checklists.answer(
        row.questions.first(), told("k"), person=None, by=None, at=AT
    ),
    Step.FIND: lambda row: checklists.find(
        row, Found("Кемчилик", "minor"), person=None, by=None, at=AT
    ),
    Step.FINISH: lambda row: checklists.finish(row, by=None, at=AT),
    Step.WRITE: lambda row: reports.write(row, Said("Жыйынтык"), person=None, by=None, at=AT),
    Step.SIGN: lambda row: reports.sign(row, "", person=None, by=None, at=AT),
    Step.DECIDE: lambda row: reports.refuse(row, "себеп", person=None, by=None, at=AT),
}


@pytest.mark.parametrize("state", AuditState)
def test_no_step_is_taken_out_of_turn(ready, state):
    row = ready()
    with within(row.school):
        Audit.objects.filter(pk=row.pk).update(state=state)
        for step in Step:
            if state not in ALLOWED[step]:
                assert refusal(STEPS[step], row) == NotSo.WRONG_STATE, step
