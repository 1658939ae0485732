"""Record that somebody read an edition on screen, declined to, or was talked with about it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.acknowledgements import reads
from sapat.plan.acknowledgements.asking import asked_colleague, look_at
from sapat.plan.acknowledgements.models import Acknowledgement, CheckTry, DeclineTalk
from sapat.plan.acknowledgements.rules import (
    Checked,
    NotSo,
    Way,
    check,
)
from sapat.plan.acknowledgements.staffing import Colleague
from sapat.plan.documents.models import DocumentEdition
from sapat.school.boundary import within
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Reading:
    """What somebody did in front of the text: answers by question, and who handed it to them."""

    shown_digest: str = ""
    answers: tuple[tuple[int, int | None], ...] = ()
    handed_by: Person | None = None


@transaction.atomic
def read_on_screen(
    edition: DocumentEdition, person: Person, reading: Reading, *, by: User | None, at: datetime
) -> Checked:
    """Record a reading if the check of understanding is passed; every try is kept."""
    with within(edition.school):
        colleague = _asked_today(edition, person, localdate(at))
        questions = reads.questions(edition.document)
        rights = {one.number: one.right for one in questions}
        needed = reads.audience_of(edition.document).needed
        outcome = check(rights, dict(reading.answers), needed)
        if rights:
            _keep_try(edition, person, outcome, by=by, at=at)
        if not outcome.passed:
            return outcome
        row = _record(
            edition,
            colleague,
            at=at,
            way=Way.SCREEN,
            handed_by=reading.handed_by,
            shown_digest=reading.shown_digest,
            tries=reads.tries(edition, person.pk),
        )
    facts = {"person": person.pk, "edition": edition.pk, "digest": reading.shown_digest}
    if reading.handed_by:
        facts |= {"handed_by": reading.handed_by.pk, "unit": colleague.unit.name}
    _note("reading.read", row, by=by, at=at, **facts)
    return outcome


@transaction.atomic
def decline(
    edition: DocumentEdition, person: Person, reason: str, *, by: User | None, at: datetime
) -> Acknowledgement:
    """Record that somebody does not acknowledge an edition, and why."""
    with within(edition.school):
        colleague = _asked_today(edition, person, localdate(at))
        if not reason.strip():
            raise Refused(NotSo.NO_REASON)
        if reads.entries([edition], person_id=person.pk):
            raise Refused(NotSo.DECLINED_ALREADY, name=person.short_name)
        row = _record(edition, colleague, at=at, way=Way.DECLINED, reason=reason.strip())
    _note("reading.declined", row, by=by, at=at, person=person.pk, edition=edition.pk)
    return row


@transaction.atomic
def note_talk(
    record: Acknowledgement,
    outcome: str,
    *,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> DeclineTalk:
    """Record what came of talking with somebody who declined."""
    if record.way != Way.DECLINED:
        raise Refused(NotSo.NOT_DECLINED)
    if not outcome.strip():
        raise Refused(NotSo.NO_REASON)
    with within(record.school):
        row, _new = DeclineTalk.objects.update_or_create(
            record=record,
            defaults={
                "school": record.school,
                "on": localdate(at),
                "person": person,
                "outcome": outcome.strip(),
            },
        )
    _note("reading.talked", record, by=by, at=at, outcome=row.outcome)
    talk: DeclineTalk = row
    return talk


def _asked_today(edition: DocumentEdition, person: Person, day: date) -> Colleague:
    look = look_at(edition, day, person_id=person.pk)
    return asked_colleague(edition, look, person, on=day, day=day)


def _record(
    edition: DocumentEdition, colleague: Colleague, *, at: datetime, **more: object
) -> Acknowledgement:
    row: Acknowledgement = Acknowledgement.objects.create(
        school=edition.school,
        edition=edition,
        person_id=colleague.person_id,
        on=localdate(at),
        noted_at=at,
        first_day=colleague.first_day,
        role=colleague.role,
        unit_key=colleague.unit.key,
        unit_name=colleague.unit.name,
        **more,
    )
    return row


def _keep_try(
    edition: DocumentEdition, person: Person, outcome: Checked, *, by: User | None, at: datetime
) -> None:
    row = CheckTry.objects.create(
        school=edition.school,
        edition=edition,
        person=person,
        tried_at=at,
        right=outcome.right,
        asked=outcome.asked,
        passed=outcome.passed,
    )
    facts = {"person": person.pk, "right": outcome.right, "of": outcome.asked}
    trail.note("reading.tried", row, chain=edition.school.chain, by=by, at=at, facts=facts)


def _note(
    what: str, row: Acknowledgement, *, by: User | None, at: datetime, **facts: object
) -> None:
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=facts)
