"""Lay out duties, give and re-assign them, approve and sign the matrix, confirm a contribution."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.core import trail
from sapat.core.language import Text
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.core.rights import Role
from sapat.plan.duties import reads, shipped
from sapat.plan.duties.contribution import contribution
from sapat.plan.duties.models import (
    ContributionReading,
    Duty,
    DutyHolder,
    DutyMatrix,
    DutySignature,
)
from sapat.plan.duties.rules import Letter, NotSo, Source
from sapat.plan.processes import reads as processes
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Holder:
    """Who holds a duty: a post or body, a unit, or a person; exactly one of them."""

    role: str = ""
    unit: Organisation | None = None
    person: Person | None = None

    @property
    def key(self) -> str:
        """Return the column of the matrix."""
        if self.person:
            return f"person:{self.person.pk}"
        return f"unit:{self.unit.pk}" if self.unit else f"role:{self.role}"

    @property
    def label(self) -> str:
        """Return who it is."""
        if self.person:
            return self.person.short_name
        return self.unit.code if self.unit else reads.role_label(self.role)


@dataclass(frozen=True)
class OrderLine:
    """The order by which a duty was given: its number, its day, and why."""

    number: str = ""
    day: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class DutyText:
    """What the school says of a duty in words of its own; empty: the words of its source."""

    text: str = ""
    powers: str = ""
    interfaces: str = ""


@transaction.atomic
def lay_out(
    school: Organisation,
    regulations: Collection[str],
    *,
    since: date,
    by: User | None,
    at: datetime,
) -> int:
    """Make the duties of clauses, processes and posts that are not there yet; return how many."""
    with within(school):
        there = set(Duty.objects.values_list("code", flat=True))
        wanted = [*_named(school), *_of_processes(school, since), *_of_clauses(school, regulations)]
        new = [(duty, held) for duty, held in wanted if duty.code not in there]
        for duty, _held in new:
            duty.since = since
        Duty.objects.bulk_create([duty for duty, _held in new])
        made = {duty.code: duty for duty in Duty.objects.filter(since=since)}
        DutyHolder.objects.bulk_create(
            DutyHolder(school=school, duty=made[duty.code], letter=letter, role=role, since=since)
            for duty, held in new
            for letter, role in held
        )
    facts = {"count": len(new), "regulations": sorted(regulations)}
    trail.note("duty.laid_out", school, chain=school.chain, by=by, at=at, facts=facts)
    return len(new)


@transaction.atomic
def write(
    school: Organisation,
    name: Text,
    text: DutyText,
    holder: Holder,
    *,
    since: date,
    by: User | None,
    at: datetime,
) -> Duty:
    """Write a duty of the school's own and give it to somebody."""
    if not name.ky.strip():
        raise Refused(NotSo.NO_NAME)
    with within(school):
        number = 1 + Duty.objects.filter(source=Source.OWN).count()
        duty: Duty = Duty.objects.create(
            school=school, code=f"own-{number}", source=Source.OWN, place=number, since=since,
            **Duty.names(name), **vars(text),
        )  # fmt: skip
    trail.note("duty.written", duty, chain=school.chain, by=by, at=at, facts={"name": duty.name_ky})
    give(duty, Letter.RESPONSIBLE, holder, since=since, by=by, at=at)
    return duty


@transaction.atomic
def reword(duty: Duty, text: DutyText, *, by: User | None, at: datetime) -> Duty:
    """Say a duty, its powers and interfaces in the school's own words."""
    if duty.until:
        raise Refused(NotSo.ENDED, day=duty.until)
    duty.text, duty.powers, duty.interfaces = text.text, text.powers, text.interfaces
    with within(duty.school):
        duty.save(update_fields=["text", "powers", "interfaces"])
    facts = {"name": duty.name_ky}
    trail.note("duty.reworded", duty, chain=duty.school.chain, by=by, at=at, facts=facts)
    return duty


@transaction.atomic
def give(
    duty: Duty,
    letter: str,
    holder: Holder,
    *,
    since: date,
    order: OrderLine | None = None,
    by: User | None,
    at: datetime,
) -> DutyHolder:
    """Give somebody a part in a duty."""
    order = order or OrderLine()
    if sum(map(bool, (holder.role, holder.unit, holder.person))) != 1:
        raise Refused(NotSo.NO_HOLDER)
    if duty.until:
        raise Refused(NotSo.ENDED, day=duty.until)
    with within(duty.school):
        there = duty.holders.filter(until__isnull=True, letter=letter)
        if any(one.key == holder.key for one in there):
            raise Refused(NotSo.HELD, name=holder.label)
        row: DutyHolder = DutyHolder.objects.create(
            school=duty.school, duty=duty, letter=letter, since=since, order_number=order.number,
            ordered_on=order.day, reason=order.reason, **vars(holder),
        )  # fmt: skip
    facts = {"name": duty.name_ky, "letter": letter, "holder": holder.key, "order": order.number}
    trail.note("duty.given", row, chain=duty.school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def reassign(
    duty: Duty, holder: Holder, order: OrderLine, *, since: date, by: User | None, at: datetime
) -> DutyHolder:
    """Pass a duty on to somebody else, by order; who held it before stays on record."""
    if not (order.number.strip() and order.day and order.reason.strip()):
        raise Refused(NotSo.NO_ORDER)
    if order.day > localdate(at):
        raise Refused(NotSo.NOT_YET, day=order.day)
    with within(duty.school):
        before = list(duty.holders.filter(letter=Letter.RESPONSIBLE, until__isnull=True))
        if [one for one in before if one.key == holder.key and one.order_number]:
            raise Refused(NotSo.SAME, name=holder.label)
        late = [one.since for one in before if one.since > since]
        if late:
            raise Refused(NotSo.BEFORE, day=max(late))
        for one in before:
            one.until = since
            one.save(update_fields=["until"])
    facts = {
        "name": duty.name_ky,
        "order": order.number,
        "from": [one.key for one in before],
        "to": holder.key,
    }
    trail.note("duty.reassigned", duty, chain=duty.school.chain, by=by, at=at, facts=facts)
    return give(duty, Letter.RESPONSIBLE, holder, since=since, order=order, by=by, at=at)


@transaction.atomic
def release(row: DutyHolder, *, until: date, by: User | None, at: datetime) -> DutyHolder:
    """Take a part in a duty back."""
    if row.until:
        raise Refused(NotSo.ENDED, day=row.until)
    if until < row.since:
        raise Refused(NotSo.BEFORE, day=row.since)
    row.until = until
    with within(row.school):
        row.save(update_fields=["until"])
    facts = {"name": row.duty.name_ky, "letter": row.letter, "holder": row.key}
    trail.note("duty.released", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def approve(school: Organisation, order: OrderLine, *, by: User | None, at: datetime) -> DutyMatrix:
    """Record the order that approves the matrix as it stands today."""
    day = localdate(at)
    if not order.number.strip() or order.day is None:
        raise Refused(NotSo.NO_ORDER)
    if order.day > day:
        raise Refused(NotSo.NOT_YET, day=order.day)
    with within(school):
        found = reads.matrix(day)
        if not found.lines:
            raise Refused(NotSo.NOTHING)
        last = reads.approved()
        if last and last.digest == found.digest:
            raise Refused(NotSo.APPROVED)
        row: DutyMatrix = DutyMatrix.objects.create(
            school=school,
            number=last.number + 1 if last else 1,
            order_number=order.number,
            ordered_on=order.day,
            approved_by=people.director(day),
            digest=found.digest,
            duties=len(found.lines),
        )
    facts = {"order": order.number, "duties": row.duties, "digest": row.digest}
    trail.note("duty.matrix_approved", row, chain=school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def sign(row: DutyMatrix, person: Person, *, by: User | None, at: datetime) -> DutySignature:
    """Let a head sign the matrix that was approved."""
    day = localdate(at)
    with within(row.school):
        if person.pk not in reads.heads(reads.matrix(day).rows, people.held(day)):
            raise Refused(NotSo.NOT_A_HEAD)
        signature, new = DutySignature.objects.get_or_create(
            school=row.school, matrix=row, person=person, defaults={"signed_at": at}
        )
    if not new:
        raise Refused(NotSo.SIGNED)
    facts = {"person": person.pk, "order": row.order_number}
    trail.note("duty.matrix_signed", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return signature


@transaction.atomic
def confirm(person: Person, digest: str, *, by: User | None, at: datetime) -> ContributionReading:
    """Record that a person has read their contribution in exactly these words."""
    if by is None or person.user_id != by.pk:
        raise Refused(NotSo.NOT_YOURS)
    with within(person.school):
        shown = contribution(person, localdate(at))
        if shown.year is None:
            raise Refused(NotSo.NO_YEAR)
        if shown.digest != digest:
            raise Refused(NotSo.CHANGED)
        row, _new = ContributionReading.objects.update_or_create(
            school=person.school, person=person, year=shown.year,
            defaults={"digest": digest, "confirmed_at": at},
        )  # fmt: skip
    facts = {"person": person.pk, "year": shown.year, "digest": digest}
    trail.note("duty.contribution_read", row, chain=person.school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def confirm_on_paper(
    school: Organisation, persons: Collection[Person], *, by: User | None, at: datetime
) -> int:
    """Record that people signed their printed contribution; who confirmed already is left out."""
    day = localdate(at)
    with within(school):
        _staff, read, _starts = reads.readers(day)
        found = reads.matrix(day)
        shown = [(one, contribution(one, day, found)) for one in persons if one.pk not in read]
        if any(told.year is None for _person, told in shown):
            raise Refused(NotSo.NO_YEAR)
        ContributionReading.objects.bulk_create(
            ContributionReading(
                school=school, person=person, year=told.year or 0, digest=told.digest,
                confirmed_at=at, on_paper=True,
            )
            for person, told in shown
        )  # fmt: skip
    facts = {"persons": [person.pk for person, _told in shown]}
    trail.note("duty.contribution_signed", school, chain=school.chain, by=by, at=at, facts=facts)
    return len(shown)


Wanted = list[tuple[Duty, list[tuple[str, str]]]]
"""Duties to be made, with who has what to do with each."""


def _named(school: Organisation) -> Wanted:
    made: Wanted = []
    for place, one in enumerate(shipped.named().values()):
        duty = Duty(
            school=school, code=one.code, source=Source.NAMED, place=place, **Duty.names(one.name)
        )
        beside = [(str(Letter.TAKES_PART), role) for role in one.beside]
        made.append((duty, [*_above(one.role), *beside]))
    return made


def _of_processes(school: Organisation, day: date) -> Wanted:
    """Return a duty for each process; who holds it follows from its card."""
    return [
        (
            Duty(
                school=school, code=f"process:{row.code}", source=Source.PROCESS, process=row,
                place=row.number, name_ky=row.name_ky, name_ru=row.name_ru, name_en=row.name_en,
            ),
            [],
        )
        for row in processes.processes(day)
    ]  # fmt: skip


def _of_clauses(school: Organisation, regulations: Collection[str]) -> Wanted:
    made: Wanted = []
    for place, one in enumerate(shipped.clauses().values()):
        if one.regulation in regulations:
            duty = Duty(
                school=school, code=one.code, source=Source.CLAUSE, place=place,
                **Duty.names(one.name),
            )  # fmt: skip
            made.append((duty, _above(one.role)))
    return made


def _above(role: str) -> list[tuple[str, str]]:
    """Return who answers, who approves and who is told: the deputy controls the system (A2-5)."""
    found = [(str(Letter.RESPONSIBLE), role)]
    for letter, above in ((Letter.APPROVES, Role.DIRECTOR), (Letter.INFORMED, Role.DEP_ACADEMIC)):
        if role != above:
            found.append((str(letter), str(above)))
    return found
