"""Plan trainings, write down who took part, approve the plan, appoint assessors."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.training import reads
from sapat.plan.training.models import Assessor, Training, TrainingPart, TrainingPlan
from sapat.plan.training.rules import NotSo, may_assess
from sapat.school.bodies.models import Body
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Course:
    """A training as the plan states it."""

    kind: str
    title: str
    year: int
    planned_on: date
    provider: str = ""
    body: Body | None = None
    hours: int | None = None


@transaction.atomic
def plan(school: Organisation, course: Course, *, by: User | None, at: datetime) -> Training:
    """Write a training into the plan of its year."""
    with within(school):
        row: Training = Training.objects.create(
            school=school,
            kind=course.kind,
            title=course.title,
            year=course.year,
            planned_on=course.planned_on,
            provider=course.provider,
            body=course.body,
            hours=course.hours,
        )
    _note("training.planned", row, row.title, by=by, at=at)
    return row


@transaction.atomic
def hold(
    row: Training, on: date, *, valid_until: date | None, by: User | None, at: datetime
) -> Training:
    """Write down that a training was held, and how long it counts."""
    row = _locked(row)
    if row.held_on:
        raise Refused(NotSo.HELD, day=row.held_on)
    if row.cancelled_on:
        raise Refused(NotSo.CANCELLED)
    if on > at.date():
        raise Refused(NotSo.LATER)
    if valid_until and valid_until <= on:
        raise Refused(NotSo.ENDS_BEFORE)
    row.held_on, row.valid_until = on, valid_until
    _save(row)
    _note("training.held", row, row.title, by=by, at=at)
    return row


@transaction.atomic
def call_off(row: Training, reason: str, *, on: date, by: User | None, at: datetime) -> Training:
    """Take a training out of the plan, with the reason."""
    row = _locked(row)
    if row.held_on:
        raise Refused(NotSo.HELD, day=row.held_on)
    if row.cancelled_on:
        raise Refused(NotSo.CANCELLED)
    if not reason:
        raise Refused(NotSo.NEEDS_REASON)
    row.cancelled_on, row.reason = on, reason
    _save(row)
    _note("training.called_off", row, row.title, by=by, at=at)
    return row


@transaction.atomic
def take_part(
    row: Training, people: Iterable[Person], *, by: User | None, at: datetime, certificate: str = ""
) -> list[TrainingPart]:
    """Write down who took part in a training that was held; those already there stay."""
    if not row.held_on:
        raise Refused(NotSo.NOT_HELD)
    with within(row.school):
        there = set(row.parts.values_list("person_id", flat=True))
        new = [person for person in people if person.pk not in there]
        if not new:
            raise Refused(NotSo.THERE)
        made = [
            TrainingPart.objects.create(
                school=row.school, training=row, person=person, certificate=certificate
            )
            for person in new
        ]
    for part in made:
        trail.note(
            "training.taken", row, chain=row.school.chain, by=by, at=at,
            facts={"name": row.title, "person": part.person_id},
        )  # fmt: skip
    return made


@dataclass(frozen=True)
class Protocol:
    """A decision of a body: which, under what number, on what day."""

    body: Body
    number: str
    on: date


@transaction.atomic
def approve_plan(
    school: Organisation, year: int, protocol: Protocol, *, by: User | None, at: datetime
) -> TrainingPlan:
    """Write down that the council approved the training plan of a year."""
    with within(school):
        if known := reads.plan(year):
            raise Refused(NotSo.PLAN_APPROVED, day=known.approved_on)
        if not Training.objects.filter(year=year, cancelled_on__isnull=True).exists():
            raise Refused(NotSo.NO_COURSES)
        row: TrainingPlan = TrainingPlan.objects.create(
            school=school,
            year=year,
            body=protocol.body,
            protocol_number=protocol.number,
            approved_on=protocol.on,
        )
    _note("training.plan_approved", row, str(year), by=by, at=at)
    return row


@dataclass(frozen=True)
class Trust:
    """With what somebody is entrusted, from when, by which order."""

    procedure: str
    since: date
    order_number: str
    until: date | None = None


@transaction.atomic
def appoint(person: Person, trust: Trust, *, by: User | None, at: datetime) -> Assessor:
    """Appoint an assessor; nobody without a valid training judges others."""
    if not trust.order_number:
        raise Refused(NotSo.NEEDS_ORDER)
    if trust.until and trust.until <= trust.since:
        raise Refused(NotSo.ENDS_BEFORE)
    with within(person.school):
        known = reads.taken(by={person.pk}).get(person.pk, [])
        if not may_assess(trust.procedure, known, trust.since):
            raise Refused(NotSo.UNTRAINED, name=person.short_name)
        open_then = Q(until__isnull=True) | Q(until__gt=trust.since)
        same = Assessor.objects.filter(open_then, person=person, procedure=trust.procedure)
        if same.exists():
            raise Refused(NotSo.APPOINTED, name=person.short_name)
        row: Assessor = Assessor.objects.create(
            school=person.school,
            person=person,
            procedure=trust.procedure,
            since=trust.since,
            until=trust.until,
            order_number=trust.order_number,
        )
    facts = {"person": person.pk, "procedure": trust.procedure, "order": trust.order_number}
    trail.note("assessor.appointed", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def release(row: Assessor, *, until: date, by: User | None, at: datetime) -> Assessor:
    """End an assessor's trust."""
    if until <= row.since:
        raise Refused(NotSo.ENDS_BEFORE)
    row.until = until
    with within(row.school):
        row.save(update_fields=["until"])
    facts = {"person": row.person_id, "procedure": row.procedure}
    trail.note("assessor.released", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return row


def _locked(row: Training) -> Training:
    with within(row.school):
        found: Training = Training.objects.select_for_update().get(pk=row.pk)
    return found


def _save(row: Training) -> None:
    with within(row.school):
        row.save()


def _note(
    what: str, row: Training | TrainingPlan, name: str, *, by: User | None, at: datetime
) -> None:
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts={"name": name})
