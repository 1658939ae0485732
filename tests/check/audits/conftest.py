"""A school year with a process, and the people who audit and are audited."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sapat.check.audits import changes
from sapat.check.audits.changes import Invited, Plan
from sapat.check.audits.checklists import changes as checklists
from sapat.check.audits.checklists.changes import Found, Told
from sapat.check.audits.models import Audit
from sapat.check.audits.reports import changes as reports
from sapat.check.audits.reports import reads as written
from sapat.check.audits.reports.changes import Countersign, Said
from sapat.check.audits.rules import Frame, Kind, Part
from sapat.core.language import Text
from sapat.core.rights import Role
from sapat.plan.processes import changes as processes
from sapat.plan.processes.changes import CardText
from sapat.school.boundary import within
from sapat.school.calendar import changes as calendar
from sapat.school.calendar.rules import TermKind
from sapat.school.calendar.shipped import layout_for
from sapat.school.people.models import Person

AT = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)
DAY = date(2026, 9, 21)
FRAME = Frame("Жоболор", "Бардык процесстер", "Жылына бир жолу", "Документтер, аңгемелешүү")


@pytest.fixture
def year(school):
    """Two school years, the running one and the one before."""
    calendar.lay_out(school, layout_for(2025, TermKind.QUARTER), by=None, at=AT)
    return calendar.lay_out(school, layout_for(2026, TermKind.QUARTER), by=None, at=AT)


@pytest.fixture
def person(school):
    """Return the person behind a sign-in."""

    def find(user):
        with within(school):
            return Person.objects.get(user=user)

    return find


@pytest.fixture
def process(school):
    """Teaching; the deputy owns it."""
    text = CardText(
        name=Text("Окутуу", "Обучение", "Teaching"),
        purpose="Билим берүү",
        owner_role=Role.DEP_ACADEMIC,
        outputs=["Өтүлгөн сабактар"],
    )
    return processes.lay_down(school, text, since=date(2020, 9, 1), code="teaching", by=None, at=AT)


@pytest.fixture
def draft(school, year, process, deputy, person):
    """A programme of the running year that nobody has approved."""

    def draw(kind=Kind.INTERNAL, of=2026):
        row = changes.draw_up(school, kind, of, person=person(deputy), by=deputy, at=AT)
        return changes.frame(row, FRAME, "Мурунку аудит болгон эмес", by=deputy, at=AT)

    return draw


@pytest.fixture
def audit(draft, process, deputy):
    """Plan an audit of teaching in a programme."""

    def plan(programme=None, **more):
        usual = Plan("Окутуунун аудити", DAY, DAY, process=process, clauses=("A7.3-1",))
        row = programme or draft()
        why = "Даттануу болду" if row.is_approved else ""
        return changes.plan_audit(row, replace(usual, **more), why, by=deputy, at=AT)

    return plan


@pytest.fixture
def approved(director, person):
    """Approve the programme of an audit."""

    def approve(row):
        changes.approve(
            row.programme, order="71", on=DAY, person=person(director), by=director, at=AT
        )
        row.programme.refresh_from_db()
        return row

    return approve


@pytest.fixture
def ready(audit, approved, deputy, teacher, person):
    """An approved audit with a team and a checklist: the teacher audits the deputy's work."""

    def make(row=None, **more):
        row = row or audit(**more)
        changes.seat(row, Invited(Part.LEAD, person(teacher)), by=deputy, at=AT)
        changes.seat(row, Invited(Part.AUDITEE, person(deputy)), by=deputy, at=AT)
        if not row.programme.is_approved:
            approved(row)
        checklists.make(row, ["card", "clause"], by=deputy, at=AT)
        return row

    return make


@pytest.fixture
def begun(ready, teacher):
    """An audit under way."""

    def begin(**more):
        return changes.begin(ready(**more), by=teacher, at=AT)

    return begin


@pytest.fixture
def answered(teacher, person):
    """Answer every open question of an audit."""

    def answer(row):
        with within(row.school):
            questions = list(row.questions.all())
        for one in questions:
            told = Told("conforms", f"key-{one.pk}")
            checklists.answer(one, told, person=person(teacher), by=teacher, at=AT)
        return row

    return answer


@pytest.fixture
def signed(begun, answered, teacher, deputy, person):
    """An audit whose report both sides have signed, with one finding of a grade."""

    def sign(grade="minor", **more):
        row = answered(begun(**more))
        who = {"person": person(teacher), "by": teacher, "at": AT}
        if grade:
            checklists.find(row, Found("Көрсөткүч жазылган эмес", grade, clause="A7.3-1"), **who)
        checklists.finish(row, by=teacher, at=AT)
        report = reports.write(row, Said("Процесс картасына ылайык"), **who)
        with within(row.school):
            shown = written.digest(report)
        reports.sign(row, shown, **who)
        given = Countersign(person(deputy), DAY)
        reports.countersign(row, given, by=deputy, at=AT)
        with within(row.school):
            return Audit.objects.select_related("programme").get(pk=row.pk)

    return sign
