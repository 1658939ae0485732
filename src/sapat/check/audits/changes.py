"""Draw up programmes, approve them by order, plan audits, seat their teams, move or begin them."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.check.audits import reads
from sapat.check.audits.checklists.reads import last_place
from sapat.check.audits.models import (
    Audit,
    AuditMove,
    AuditProgramme,
    AuditSeat,
    ProgrammeLine,
)
from sapat.check.audits.rules import (
    AuditState,
    Frame,
    Kind,
    NotSo,
    Part,
    ProgrammeState,
    Seat,
    Step,
    why_not_independent,
    why_not_start,
    year_of,
)
from sapat.check.audits.steps import facts_of, programme_taken, saved, taken
from sapat.core import trail
from sapat.core.gates import pass_through
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.processes.models import Process
from sapat.school.boundary import within
from sapat.school.calendar.rules import year_label
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person

APPROVE_GATE = "audit_programme.approve"
"""Rooms above watch it: an order that is named has to be in force."""


@transaction.atomic
def draw_up(
    school: Organisation,
    kind: str,
    year: int,
    *,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> AuditProgramme:
    """Begin the programme of a school year, with every process and unit that it has to cover."""
    day = localdate(at)
    Organisation.objects.select_for_update().get(pk=school.pk)
    with within(school):
        if reads.programme(kind, year) is not None:
            raise Refused(NotSo.THERE, year=year_label(year))
        row: AuditProgramme = AuditProgramme.objects.create(
            school=school, kind=kind, year=year, drawn_up_by=person, drawn_up_on=day
        )
        if kind == Kind.INTERNAL:
            _take_in(row, day)
    _tell("audit_programme.drawn_up", row, by=by, at=at)
    return row


@transaction.atomic
def take_in(programme: AuditProgramme, *, by: User | None, at: datetime) -> int:
    """Take processes and units in that came since the programme was drawn up."""
    row = programme_taken(programme)
    with within(row.school):
        added = _take_in(row, localdate(at))
    _tell("audit_programme.taken_in", row, by=by, at=at, count=added)
    return added


def _take_in(row: AuditProgramme, day: date) -> int:
    there = {line.place for line in row.lines.all()}
    added = 0
    for one in reads.auditable(row.school, day):
        line = ProgrammeLine(
            school=row.school,
            programme=row,
            process=one.process,
            unit=one.unit,
            name=one.name[:200],
            importance=one.importance,
        )
        if line.place not in there:
            line.save()
            added += 1
    return added


@transaction.atomic
def frame(
    programme: AuditProgramme, given: Frame, earlier: str, *, by: User | None, at: datetime
) -> AuditProgramme:
    """Set the criteria, the scope, the frequency and the methods of a draft."""
    row = _draft(programme)
    for name, words in asdict(given).items():
        setattr(row, name, words.strip())
    row.earlier = earlier.strip()
    with within(row.school):
        row.save()
    _tell("audit_programme.framed", row, by=by, at=at)
    return row


@transaction.atomic
def weigh(
    line: ProgrammeLine,
    *,
    importance: str,
    considered: str,
    left_out: str,
    by: User | None,
    at: datetime,
) -> ProgrammeLine:
    """Say how important something is and how its earlier results were taken into account."""
    _draft(line.programme)
    line.importance = importance
    line.considered, line.left_out = considered.strip(), left_out.strip()
    with within(line.school):
        line.save(update_fields=["importance", "considered", "left_out"])
    _tell("audit_programme.weighed", line.programme, by=by, at=at, line=line.name)
    return line


@transaction.atomic
def approve(
    programme: AuditProgramme,
    *,
    order: str,
    on: date,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> AuditProgramme:
    """Approve a programme by order; without frame, audits and earlier results it is refused."""
    row = _draft(programme)
    if not order.strip():
        raise Refused(NotSo.NO_ORDER)
    if on > localdate(at):
        raise Refused(NotSo.NOT_YET, day=on)
    if not row.frame.is_whole:
        raise Refused(NotSo.UNFRAMED)
    with within(row.school):
        _is_ready(row)
        row.order_number, row.approved_on, row.approved_by = order.strip(), on, person
        pass_through(APPROVE_GATE, row, on)
        row.state = ProgrammeState.APPROVED
        row.save()
    _tell("audit_programme.approved", row, by=by, at=at, order=row.order_number)
    return row


def _is_ready(row: AuditProgramme) -> None:
    planned = list(reads.audits(row.pk))
    if not planned:
        raise Refused(NotSo.NO_AUDITS)
    if row.kind != Kind.INTERNAL:
        return
    if not row.earlier.strip():
        raise Refused(NotSo.NO_EARLIER)
    for one in reads.coverage(row, planned):
        if one.lacks_words:
            raise Refused(NotSo.NOT_CONSIDERED, name=str(one.line))


@dataclass(frozen=True)
class Plan:
    """What is to be audited, where, by what, and when."""

    title: str
    planned_on: date
    planned_until: date
    purpose: str = ""
    process: Process | None = None
    unit: Organisation | None = None
    clauses: tuple[str, ...] = ()
    form: str = ""
    looked_at: str = ""
    methods: str = ""
    heard_at: str = ""


@transaction.atomic
def plan_audit(
    programme: AuditProgramme, plan: Plan, unplanned: str = "", *, by: User | None, at: datetime
) -> Audit:
    """Put an audit into a programme; an approved one asks why it is added."""
    row = programme_taken(programme)
    if row.is_approved and not unplanned.strip():
        raise Refused(NotSo.UNPLANNED)
    _is_sound(plan, row.year)
    with within(row.school):
        audit: Audit = Audit.objects.create(
            school=row.school,
            programme=row,
            number=reads.last_number(row) + 1,
            first_planned_on=plan.planned_on,
            unplanned=unplanned.strip() if row.is_approved else "",
            **{**vars(plan), "title": plan.title.strip(), "clauses": list(plan.clauses)},
        )
    _note("audit.planned", audit, by=by, at=at, day=plan.planned_on.isoformat())
    return audit


@transaction.atomic
def restate(audit: Audit, plan: Plan, *, by: User | None, at: datetime) -> Audit:
    """Reword the plan of an audit; the dates of an approved programme are moved, not reworded."""
    row = taken(audit, Step.RESTATE)
    _is_sound(plan, row.programme.year)
    days = {"planned_on", "planned_until"} if row.programme.is_approved else set()
    for name, value in vars(plan).items():
        if name not in days:
            setattr(row, name, list(value) if name == "clauses" else value)
    row.title = plan.title.strip()
    if not row.programme.is_approved:
        row.first_planned_on = plan.planned_on
    with within(row.school):
        row.save()
    _note("audit.restated", row, by=by, at=at)
    return row


@transaction.atomic
def move(
    audit: Audit, since: date, until: date, reason: str, *, by: User | None, at: datetime
) -> Audit:
    """Give an audit another date, for a reason that is kept."""
    row = taken(audit, Step.MOVE)
    if not reason.strip():
        raise Refused(NotSo.NO_REASON)
    _are_days(since, until, row.programme.year)
    with within(row.school):
        AuditMove.objects.create(
            school=row.school,
            audit=row,
            was=row.planned_on,
            now=since,
            reason=reason.strip(),
            moved_on=localdate(at),
        )
    row.planned_on, row.planned_until = since, until
    saved(row, "planned_on", "planned_until")
    _note("audit.moved", row, by=by, at=at, day=since.isoformat())
    return row


@transaction.atomic
def call_off(audit: Audit, reason: str, *, by: User | None, at: datetime) -> Audit:
    """Call an audit off that has not begun, for a reason that is kept."""
    row = taken(audit, Step.CALL_OFF)
    if not reason.strip():
        raise Refused(NotSo.NO_REASON)
    row.state, row.reason, row.decided_on = AuditState.CALLED_OFF, reason.strip(), localdate(at)
    saved(row, "state", "reason", "decided_on")
    _note("audit.called_off", row, by=by, at=at)
    return row


@dataclass(frozen=True)
class Invited:
    """Somebody who is to take part: of the school, or from outside."""

    part: str
    person: Person | None = None
    outsider: str = ""
    exception: str = ""


@transaction.atomic
def seat(audit: Audit, invited: Invited, *, by: User | None, at: datetime) -> AuditSeat:
    """Give somebody a place in an audit; nobody audits work of their own without an exception."""
    row = taken(audit, Step.SEAT)
    name = invited.person.short_name if invited.person else invited.outsider.strip()
    if not name:
        raise Refused(NotSo.NOBODY)
    if invited.person is None and invited.part not in {Part.MEMBER}:
        raise Refused(NotSo.OUTSIDER_LEADS)
    with within(row.school):
        there = reads.seats(row)
        _is_free(there, invited, name)
        coming = Seat(
            invited.person.pk if invited.person else None, invited.part, name, invited.exception
        )
        _judge(row, [*(one.plain for one in there), coming], localdate(at))
        made: AuditSeat = AuditSeat.objects.create(
            school=row.school,
            audit=row,
            part=invited.part,
            person=invited.person,
            outsider="" if invited.person else name,
            exception=invited.exception.strip(),
        )
    _note("audit.seated", row, by=by, at=at, part=invited.part)
    return made


@transaction.atomic
def unseat(one: AuditSeat, *, by: User | None, at: datetime) -> None:
    """Take somebody out of an audit."""
    row = taken(one.audit, Step.SEAT)
    part = one.part
    with within(row.school):
        left = [seat.plain for seat in reads.seats(row) if seat.pk != one.pk]
        if row.state == AuditState.STARTED:
            questions = last_place(row)
            _object(why_not_start(left, reads.owners(row, localdate(at)), questions))
        one.delete()
    _note("audit.unseated", row, by=by, at=at, part=part)


@transaction.atomic
def hand(audit: Audit, person: Person, *, by: User | None, at: datetime) -> Audit:
    """Let somebody else lead an audit in place of the one who does."""
    with within(audit.school):
        row: Audit = Audit.objects.select_for_update().get(pk=audit.pk)
        there = reads.seats(row)
        left = [one.plain for one in there if one.part != Part.LEAD and one.person_id != person.pk]
        _judge(row, [*left, Seat(person.pk, Part.LEAD, person.short_name)], localdate(at))
        row.seats.filter(person=person).exclude(part=Part.LEAD).delete()
        row.seats.filter(part=Part.LEAD).update(person=person, exception="")
    _note("audit.handed", row, by=by, at=at)
    return row


@transaction.atomic
def begin(audit: Audit, *, by: User | None, at: datetime) -> Audit:
    """Begin an audit of an approved programme whose team is independent."""
    row = taken(audit, Step.START)
    if not row.programme.is_approved:
        raise Refused(NotSo.NOT_APPROVED)
    day = localdate(at)
    with within(row.school):
        questions = last_place(row) if row.programme.kind == Kind.INTERNAL else 1
        _object(why_not_start(reads.judged_seats(row), reads.owners(row, day), questions))
    row.state, row.started_on = AuditState.STARTED, day
    saved(row, "state", "started_on")
    _note("audit.begun", row, by=by, at=at)
    return row


def _judge(row: Audit, seats: list[Seat], day: date) -> None:
    """Refuse work of one's own without an exception; who is from outside may still be named."""
    told = why_not_independent(seats, reads.owners(row, day))
    if told and told[0] == NotSo.OWN_WORK:
        raise Refused(told[0], **told[1])


def _object(told: tuple[NotSo, dict[str, object]] | None) -> None:
    if told:
        raise Refused(told[0], **told[1])


def _is_free(there: list[AuditSeat], invited: Invited, name: str) -> None:
    for one in there:
        if invited.person and one.person_id == invited.person.pk:
            raise Refused(NotSo.SEATED, name=name)
        if invited.part == Part.LEAD == one.part:
            raise Refused(NotSo.ONE_LEAD, name=str(one))


def _is_sound(plan: Plan, year: int) -> None:
    if not plan.title.strip():
        raise Refused(NotSo.NO_TITLE)
    _are_days(plan.planned_on, plan.planned_until, year)


def _are_days(since: date, until: date, year: int) -> None:
    if until < since:
        raise Refused(NotSo.ENDS_BEFORE)
    for day in (since, until):
        if year_of(day) != year:
            raise Refused(NotSo.OUTSIDE_YEAR, day=day)


def _draft(programme: AuditProgramme) -> AuditProgramme:
    row = programme_taken(programme)
    if row.is_approved:
        raise Refused(NotSo.APPROVED, day=row.approved_on or row.drawn_up_on)
    return row


def _tell(
    what: str, row: AuditProgramme, *, by: User | None, at: datetime, **facts: object
) -> None:
    told = {"name": row.label, "kind": row.kind, **facts}
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=told)


def _note(what: str, row: Audit, *, by: User | None, at: datetime, **facts: object) -> None:
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=facts_of(row, **facts))
