"""What the audits prove."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from sapat.check.audits import reads
from sapat.check.audits.judging import (
    Decided,
    Judged,
    Programme,
    judge_carried_out,
    judge_confirmed,
    judge_earlier,
    judge_framed,
    judge_programme,
)
from sapat.check.audits.models import Audit, AuditFinding, AuditProgramme
from sapat.check.audits.rules import (
    DECIDE_DAYS,
    AuditState,
    Count,
    Kind,
    Part,
    of_their_own,
    plan_against_fact,
)
from sapat.check.findings.rules import NONCONFORMING
from sapat.core.days import months_after
from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.school.calendar import reads as calendar
from sapat.school.calendar.rules import year_label

SHOWN = 5
UNTIL = Parameter("days", _("days of the school year by which the order stands"), 40)


@dataclass(frozen=True, eq=False)
class Look:
    """What the four rules of a programme look at, read at once."""

    year: str
    starts: date
    row: AuditProgramme | None
    audits: tuple[Audit, ...]
    told: Programme | None


def look(day: date) -> Look:
    """Return the programme of the running school year with what is known of it."""
    year = calendar.year_on(day)
    number = year.year if year else day.year
    starts = year.starts if year else day
    row = reads.programme(Kind.INTERNAL, number)
    if row is None:
        return Look(year_label(number), starts, None, (), None)
    rows = tuple(reads.audits(row.pk))
    return Look(year_label(number), starts, row, rows, _programme(row, rows, day))


def _programme(row: AuditProgramme, rows: tuple[Audit, ...], day: date) -> Programme:
    live = [one for one in rows if one.state != AuditState.CALLED_OFF]
    owners = reads.owners_of(live, day)
    covered = reads.coverage(row, rows)
    led = [any(seat.part == Part.LEAD for seat in one.seats.all()) for one in live]
    return Programme(
        row.label,
        row.approved_on if row.is_approved else None,
        row.order_number,
        row.frame,
        row.earlier,
        teamless=led.count(False),
        audits=len(live),
        gaps=tuple(str(one.line) for one in covered if one.is_gap),
        ignored=tuple(str(one.line) for one in covered if one.lacks_words),
        with_earlier=sum(one.before.says_something for one in covered),
        own_work=sum(_audits_own(one, owners[one.pk]) for one in live),
        first_on=min((one.planned_on for one in live), default=None),
    )


def _audits_own(row: Audit, owners: set[int]) -> bool:
    """Answer whether somebody audits work of their own without a written exception."""
    own = of_their_own([seat.plain for seat in row.seats.all()], owners)
    return any(not seat.exception.strip() for seat in own)


@proof(
    "audits.programme",
    _("The audit programme of the year is approved and names objects, dates and teams"),
    UNTIL,
)
def programme(question: Question) -> Answer:
    """Judge the programme of the running school year."""
    told = question.once(look, question.day)
    judged = judge_programme(told.told, told.year, _until(question, told), question.day)
    return _answer(judged, _programme_record(told))


@proof(
    "audits.carried_out",
    _("Audits are held at their time; where a date is moved, the reason is kept"),
    UNTIL,
    Parameter("tolerance", _("days by which an audit may be late"), 14),
)
def carried_out(question: Question) -> Answer:
    """Compare plan and fact of the running school year."""
    told = question.once(look, question.day)
    days = question.number("tolerance")
    count: Count = plan_against_fact(
        [row.standing for row in told.audits], question.day, tolerance=days
    )
    until = _until(question, told)
    judged = judge_carried_out(told.told, count, told.year, days, until=until, day=question.day)
    held = [row for row in told.audits if row.held_on][-SHOWN:]
    return _answer(judged, [*_programme_record(told), *(_record(row) for row in held)])


@proof(
    "audits.earlier_results",
    _("The programme says how the results of earlier audits were taken into account"),
    UNTIL,
)
def earlier_results(question: Question) -> Answer:
    """Judge whether earlier results steer the programme."""
    told = question.once(look, question.day)
    judged = judge_earlier(told.told, told.year, _until(question, told), question.day)
    return _answer(judged, _programme_record(told))


@proof(
    "audits.framed",
    _("Criteria, scope, frequency and methods stand in an order; nobody audits their own work"),
    UNTIL,
)
def framed(question: Question) -> Answer:
    """Judge the frame of the programme and the independence of its teams."""
    told = question.once(look, question.day)
    judged = judge_framed(told.told, told.year, _until(question, told), question.day)
    return _answer(judged, _programme_record(told))


@proof(
    "audits.findings_confirmed",
    _("Management confirms what audits find, with a term, or refuses it with a reason"),
    Parameter("months", _("months that are looked at"), 12),
    Parameter("days", _("days in which management decides"), DECIDE_DAYS),
)
def findings_confirmed(question: Question) -> Answer:
    """Judge the findings of the audits of the last months."""
    since = months_after(question.day, -question.number("months"))
    links = question.once(_links, since, question.day)
    reported = question.once(_reported, since, question.day)
    found = [_decided(link) for link in links]
    days = question.number("days")
    judged = judge_confirmed(found, [day for _row, day in reported], since, days, day=question.day)
    records = [_finding(link) for link in links[:SHOWN]]
    return _answer(judged, records or [_record(row) for row, _day in reported[:SHOWN]])


def _links(since: date, until: date) -> list[AuditFinding]:
    rows = AuditFinding.objects.filter(
        finding__found_on__range=(since, until), audit__programme__kind=Kind.INTERNAL
    )
    return list(rows.select_related("finding", "audit__report").order_by("-finding__found_on"))


def _reported(since: date, until: date) -> list[tuple[Audit, date]]:
    states = [AuditState.SIGNED, AuditState.CONFIRMED, AuditState.REFUSED]
    rows = reads.audits().filter(
        state__in=states, held_on__range=(since, until), programme__kind=Kind.INTERNAL
    )
    return [(row, row.held_on) for row in rows.order_by("-held_on") if row.held_on]


def _decided(link: AuditFinding) -> Decided:
    row = link.finding
    report = getattr(link.audit, "report", None)
    signed = report.auditee_signed_on if report else None
    return Decided(
        row.found_on, row.state, row.grade in NONCONFORMING, row.decided_on, row.due_on, signed
    )


def _until(question: Question, told: Look) -> date:
    return told.starts + timedelta(days=question.number("days"))


def _programme_record(told: Look) -> list[Record]:
    if told.row is None:
        return []
    label = str(told.row)
    return [Record(label, "check:audits_programme", (told.row.pk,), "programme", told.row.pk)]


def _record(row: Audit) -> Record:
    return Record(str(row), "check:audits_audit", (row.pk,), "audit", row.pk)


def _finding(link: AuditFinding) -> Record:
    row = link.finding
    return Record(f"{row.name} {row.title}", "act:finding", (row.pk,), "finding", row.pk)


def _answer(judged: Judged, records: list[Record]) -> Answer:
    state, reason, facts, since = judged
    return Answer(State(state), reason, facts, since, records)
