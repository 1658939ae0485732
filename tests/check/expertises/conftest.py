"""An expert review on its way, and the people of it."""

from datetime import UTC, date, datetime

import pytest

from sapat.check.expertises import changes
from sapat.check.expertises.changes import Said, Task
from sapat.check.expertises.models import ExpertiseCriterion, ExpertiseMember
from sapat.check.expertises.rules import Kind, Mark, Outcome, Seat
from sapat.core.language import Text
from sapat.school.bodies import changes as bodies
from sapat.school.bodies.changes import Mandate
from sapat.school.bodies.rules import BodyKind
from sapat.school.boundary import within
from sapat.school.calendar import changes as calendar
from sapat.school.calendar.rules import TermKind
from sapat.school.calendar.shipped import layout_for
from sapat.school.people.models import Person

AT = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)


@pytest.fixture
def year(school):
    return calendar.lay_out(school, layout_for(2026, TermKind.QUARTER), by=None, at=AT)


@pytest.fixture
def person(school):
    def find(user):
        with within(school):
            return Person.objects.get(user=user)

    return find


@pytest.fixture
def body(school):
    def form(kind=BodyKind.MO, name="Математика бирикмеси"):
        mandate = Mandate(kind, Text(ky=name, ru=name, en=name), date(2026, 9, 1))
        return bodies.set_up(school, mandate, by=None, at=AT)

    return form


@pytest.fixture
def planned(school, year, body):
    def plan(kind=Kind.ATTESTATION, **more):
        task = Task(kind, "9-класстын аттестациясы", body(), date(2026, 10, 20), **more)
        return changes.plan(school, task, by=None, at=AT)

    return plan


@pytest.fixture
def staffed(planned, person, deputy, teacher):
    def staff(**more):
        row = planned(**more)
        changes.name(row, person(deputy), Seat.LEAD, by=None, at=AT)
        changes.name(row, person(teacher), Seat.EXPERT, by=None, at=AT)
        return row

    return staff


@pytest.fixture
def begun(staffed):
    def begin(**more):
        return changes.begin(staffed(**more), by=None, at=AT)

    return begin


def marked(row, **marks):
    """Mark every criterion as met, but the sides that are named otherwise."""
    with within(row.school):
        found = list(ExpertiseCriterion.objects.filter(expertise=row))
    said = {one.pk: marks.get(one.part, Said(Mark.MET)) for one in found}
    return changes.judge(row, said, by=None, at=AT)


@pytest.fixture
def concluded(begun):
    def conclude(outcome=Outcome.AFTER, **more):
        row = begun(**more)
        marked(row, tasks=Said(Mark.PARTLY, "Варианттар тең эмес"))
        changes.advise(row, "Варианттарды теңдөө", by=None, at=AT)
        return changes.conclude(row, outcome, "Негизинен туура келет.", by=None, at=AT)

    return conclude


@pytest.fixture
def signed(concluded):
    def sign(**more):
        row = concluded(**more)
        with within(row.school):
            members = list(ExpertiseMember.objects.filter(expertise=row).exclude(seat="author"))
        for one in members:
            row = changes.sign(one, by=None, at=AT)
        return row

    return sign
