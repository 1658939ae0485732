"""A policy in force since 1 September, and staff who have to read it."""

from datetime import UTC, date, datetime

import pytest

from sapat.core.language import Text
from sapat.core.rights import Role
from sapat.plan.documents import changes as documents
from sapat.plan.documents.changes import Adoption, Approval, Outline
from sapat.plan.documents.texts import changes as texts
from sapat.plan.documents.texts.changes import Written
from sapat.school.bodies import changes as bodies
from sapat.school.bodies.changes import Mandate
from sapat.school.bodies.rules import BodyKind
from sapat.school.people import changes as people
from sapat.school.people.changes import Identity
from tests.conftest import FIRST_DAY

DAY = date(2026, 9, 1)
TERM = date(2026, 9, 15)
SIGNED = date(2026, 8, 31)


def at(day, hour=8):
    """A moment on a day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.fixture
def put_in_force(school, director, deputy, inside):
    """Bring a document into force on a day: put_in_force("policy", since=...)."""
    mandate = Mandate(BodyKind.PED_COUNCIL, Text("Педагогикалык кеңеш"), FIRST_DAY)
    council = bodies.set_up(school, mandate, by=None, at=at(SIGNED))

    def put_in_force(about="policy", *, kind="policy", since=DAY, edition=None):
        noted = {"by": None, "at": at(since)}
        if edition is None:
            outline = Outline(kind, f"Документ: {about or kind}", about=about)
            edition = documents.draft(school, outline, prepared_by=deputy.person, **noted)
            texts.write(edition, "ky", Written("Биз сапаттуу билим беребиз."), **noted)
        signed = min(since, SIGNED) if since < DAY else SIGNED
        edition = documents.adopt(edition, Adoption(council, "1", signed), **noted)
        approval = Approval(director.person, "45", signed)
        edition = documents.approve(edition, approval, **noted)
        return documents.put_in_force(edition, since=since, **noted)

    return put_in_force


@pytest.fixture
def policy(put_in_force):
    """The policy, in force since 1 September."""
    return put_in_force()


@pytest.fixture
def union(school, teacher, inside):
    """A methodical union that the teacher heads."""
    mandate = Mandate(BodyKind.MO, Text("Математика бирикмеси"), FIRST_DAY)
    row = bodies.set_up(school, mandate, by=None, at=at(SIGNED))
    bodies.seat(row, teacher.person, "chair", since=FIRST_DAY, by=None, at=at(SIGNED))
    return row


@pytest.fixture
def hire(school, inside):
    """Take somebody on from a day: hire("Жаңы", since=...)."""

    def hire(name, since, role=Role.TEACHER, person=None):
        noted = {"by": None, "at": at(DAY)}
        person = person or people.take_on(school, Identity(name, "Айбек"), **noted)
        people.give_post(person, role, since=since, **noted)
        return person

    return hire
