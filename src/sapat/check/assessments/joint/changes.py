"""Write down discussions with other institutions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.check.assessments.joint.models import JointDiscussion
from sapat.check.assessments.joint.rules import NotSo
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.registers.models import Partner
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Discussed:
    """What was discussed with whom, and what came of it."""

    topic: str
    held_on: date
    place: str = ""
    participants: int | None = None
    conclusions: str = ""
    taken_home: str = ""


@transaction.atomic
def keep(
    school: Organisation,
    discussed: Discussed,
    partners: Sequence[Partner],
    *,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> JointDiscussion:
    """Write a discussion down, held or still to come."""
    _is_whole(discussed, partners, localdate(at))
    with within(school):
        row: JointDiscussion = JointDiscussion.objects.create(
            school=school, kept_on=localdate(at), kept_by=person, **vars(discussed)
        )
        row.partners.set(partners)
    _note("joint.kept", row, by=by, at=at)
    return row


@transaction.atomic
def restate(
    discussion: JointDiscussion,
    discussed: Discussed,
    partners: Sequence[Partner],
    *,
    by: User | None,
    at: datetime,
) -> JointDiscussion:
    """Write down what came of a discussion, or correct it."""
    _is_whole(discussed, partners, localdate(at))
    with within(discussion.school):
        row: JointDiscussion = JointDiscussion.objects.select_for_update().get(pk=discussion.pk)
        for name, value in vars(discussed).items():
            setattr(row, name, value)
        row.save()
        row.partners.set(partners)
    _note("joint.restated", row, by=by, at=at)
    return row


def _is_whole(discussed: Discussed, partners: Sequence[Partner], day: date) -> None:
    if not discussed.topic.strip():
        raise Refused(NotSo.NO_TOPIC)
    if not partners:
        raise Refused(NotSo.NO_PARTNER)
    if discussed.held_on > day and discussed.conclusions.strip():
        raise Refused(NotSo.WRONG_END)


def _note(what: str, row: JointDiscussion, *, by: User | None, at: datetime) -> None:
    facts = {"name": row.topic}
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=facts)
