"""Write programmes, compare them with what is required, sign, approve; adopt technologies."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from sapat.core import trail
from sapat.core.language import Text
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.documents.models import Document
from sapat.plan.programmes import reads
from sapat.plan.programmes.models import Programme, ProgrammeLine, Technology, TechnologyUse
from sapat.plan.programmes.rules import (
    Cover,
    NotSo,
    Order,
    ProgrammeState,
    why_not_approve,
    why_not_sign,
)
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.subjects.models import Subject

CODE = re.compile(r"[a-z0-9-]{1,20}\Z")


@dataclass(frozen=True)
class Outline:
    """What a programme is: for whom, how long, its content, conditions and results."""

    kind: str
    title: str
    since_year: int
    until_year: int | None = None
    level: str = ""
    subject: Subject | None = None
    hours: int | None = None
    language: str = "ky"
    content: str = ""
    conditions: str = ""
    results: str = ""
    document: Document | None = None
    author: Person | None = None


@dataclass(frozen=True)
class Answer:
    """How a programme answers one requirement."""

    key: str
    cover: str
    where: str


@dataclass(frozen=True)
class Approval:
    """The director's order that approves a programme."""

    person: Person
    order_number: str
    on: date
    considered: str = ""


@dataclass(frozen=True)
class Adoption:
    """How a technology stands in a subject."""

    state: str
    since: date | None = None
    responsible: Person | None = None
    note: str = ""


@transaction.atomic
def draft(school: Organisation, outline: Outline, *, by: User | None, at: datetime) -> Programme:
    """Write a programme into the register, as a draft."""
    _refuse_outline(outline)
    with within(school):
        row: Programme = Programme.objects.create(
            school=school, drafted_on=localdate(at), **_columns(outline)
        )
    _note("programme.drafted", row, by=by, at=at)
    return row


@transaction.atomic
def restate(programme: Programme, outline: Outline, *, by: User | None, at: datetime) -> None:
    """Correct a draft; a signature under its sheet falls away."""
    row = _draft(programme)
    _refuse_outline(outline)
    for name, value in _columns(outline).items():
        setattr(row, name, value)
    row.signed_by = row.signed_on = None
    with within(row.school):
        row.save()
    _note("programme.restated", row, by=by, at=at)


@transaction.atomic
def compare(
    programme: Programme, answers: Sequence[Answer], *, by: User | None, at: datetime
) -> None:
    """Write the sheet: how far the programme meets each requirement, and where."""
    if not answers:
        raise Refused(NotSo.NOTHING)
    row = _taken(programme)
    if row.state == ProgrammeState.ENDED:
        raise Refused(NotSo.NOT_DRAFT, state=row.get_state_display())
    with within(row.school):
        wanted = {one.key: one for one in reads.asked(localdate(at))}
        changed = [one for one in answers if _answered(row, one, wanted, at)]
        if changed and row.state == ProgrammeState.DRAFT:
            row.signed_by = row.signed_on = None
            row.save(update_fields=["signed_by", "signed_on"])
    facts = {"lines": {one.key: one.cover for one in changed}}
    _note("programme.compared", row, by=by, at=at, facts=facts)


def _answered(
    row: Programme, answer: Answer, wanted: Mapping[str, reads.Asked], at: datetime
) -> bool:
    """Write one line if it says something new."""
    if answer.key not in wanted:
        return False
    if not answer.where.strip():
        raise Refused(NotSo.NO_WHERE, line=wanted[answer.key].text)
    what, pk = answer.key.split("-")
    place: dict[str, Any] = {"item_id" if what == "item" else "requirement_id": int(pk)}
    told = {"cover": Cover(answer.cover), "where": answer.where.strip()}
    line = row.lines.filter(**place).first()
    if line and (line.cover, line.where) == (told["cover"], told["where"]):
        return False
    ProgrammeLine.objects.update_or_create(
        school=row.school, programme=row, **place, defaults={**told, "noted_at": at}
    )
    return True


@transaction.atomic
def sign(programme: Programme, person: Person, *, on: date, by: User | None, at: datetime) -> None:
    """Let the deputy sign the sheet of a programme, once every line is marked."""
    row = _draft(programme)
    if on > localdate(at):
        raise Refused(NotSo.NOT_YET, day=on)
    with within(row.school):
        sheet = reads.sheet(row, on)
        if objection := why_not_sign(sheet.expected, sheet.marked, sheet.signed):
            raise Refused(objection, count=sheet.unmarked)
        row.signed_by, row.signed_on = person, on
        row.save(update_fields=["signed_by", "signed_on"])
    _note("programme.signed", row, by=by, at=at, facts={"person": person.pk})


@transaction.atomic
def approve(programme: Programme, approval: Approval, *, by: User | None, at: datetime) -> None:
    """Approve a programme by the director's order; its sheet must be complete and signed."""
    row = _draft(programme)
    by_signer = row.signed_by_id == approval.person.pk
    order = Order(approval.order_number, approval.on, by_signer)
    with within(row.school):
        sheet = reads.sheet(row, approval.on)
        objection = why_not_approve(row.signed_on, order, localdate(at))
        if objection is None and sheet.unmarked:
            objection = NotSo.NO_SHEET
        if objection:
            day = row.signed_on if objection == NotSo.BEFORE_SIGN else approval.on
            raise Refused(objection, count=sheet.unmarked, day=day)
        row.state, row.approved_by, row.approved_on = (
            ProgrammeState.APPROVED, approval.person, approval.on,
        )  # fmt: skip
        row.order_number, row.considered = approval.order_number.strip(), approval.considered
        row.save()
    _note("programme.approved", row, by=by, at=at, facts={"order": row.order_number})


@transaction.atomic
def end(programme: Programme, *, on: date, by: User | None, at: datetime) -> None:
    """End an approved programme."""
    row = _taken(programme)
    if row.state != ProgrammeState.APPROVED:
        raise Refused(NotSo.NOT_APPROVED)
    row.state, row.ended_on = ProgrammeState.ENDED, on
    with within(row.school):
        row.save(update_fields=["state", "ended_on"])
    _note("programme.ended", row, by=by, at=at)


@transaction.atomic
def add_technology(
    school: Organisation, code: str, name: Text, *, by: User | None, at: datetime
) -> Technology:
    """Add a technology of the school's own to the register."""
    if not CODE.match(code):
        raise Refused(NotSo.BAD_CODE)
    with within(school):
        if code in reads.technologies():
            raise Refused(NotSo.TAKEN, name=code)
        row: Technology = Technology.objects.create(
            school=school, code=code, **Technology.names(name)
        )
    facts = {"code": code, "name": name.ky}
    trail.note("technology.added", row, chain=school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def adopt(
    subject: Subject, technology: str, adoption: Adoption, *, by: User | None, at: datetime
) -> TechnologyUse:
    """Say how a technology stands in a subject from now on; what stood before is in the trail."""
    with within(subject.school):
        if technology not in reads.technologies():
            raise Refused(NotSo.UNKNOWN, name=technology)
        before = reads.use(subject, technology)
        facts: dict[str, object] = {
            "before": before.state if before else "",
            "since": f"{adoption.since or ''}",
        }
        row, _made = TechnologyUse.objects.update_or_create(
            school=subject.school,
            subject=subject,
            technology=technology,
            defaults=_columns(adoption),
        )
    facts |= {"code": technology, "subject": subject.pk, "state": row.state}
    trail.note("technology.adopted", row, chain=subject.school.chain, by=by, at=at, facts=facts)
    return row


def _columns(given: Outline | Adoption) -> dict[str, object]:
    return {field.name: getattr(given, field.name) for field in fields(given)}


def _refuse_outline(outline: Outline) -> None:
    if not outline.title.strip():
        raise Refused(NotSo.NO_TITLE)
    if outline.until_year and outline.until_year < outline.since_year:
        raise Refused(NotSo.YEARS)


def _taken(programme: Programme) -> Programme:
    """Take the programme for this change alone, as it stands now."""
    with within(programme.school):
        row: Programme = Programme.objects.select_for_update().get(pk=programme.pk)
    return row


def _draft(programme: Programme) -> Programme:
    row = _taken(programme)
    if row.state != ProgrammeState.DRAFT:
        raise Refused(NotSo.NOT_DRAFT, state=row.get_state_display())
    return row


def _note(
    what: str,
    row: Programme,
    *,
    by: User | None,
    at: datetime,
    facts: Mapping[str, object] | None = None,
) -> None:
    told = {"name": row.title, **(facts or {})}
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=told)
