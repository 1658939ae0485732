"""Write findings, confirm or refuse them, name their causes, close and reopen them."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from sapat.check.findings import reads
from sapat.check.findings.models import Finding, FindingCause, FindingStep
from sapat.check.findings.rules import (
    NONCONFORMING,
    FindingState,
    Grade,
    Happened,
    NotSo,
    may_become,
    repeats,
    root_causes,
)
from sapat.core import trail
from sapat.core.gates import pass_through
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.processes.models import Process
from sapat.school.boundary import within
from sapat.school.calendar import reads as calendar
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person

CLOSE_GATE = "finding.close"
"""Rooms above watch it: a finding with unfinished actions does not pass."""


@dataclass(frozen=True)
class Source:
    """The record a finding was written from: its key, its words and its page."""

    key: str = ""
    label: str = ""
    page: str = ""
    args: tuple[object, ...] = ()
    query: str = ""


@dataclass(frozen=True)
class Seen:
    """What somebody found."""

    title: str
    grade: str
    origin: str
    found_on: date
    text: str = ""
    source: Source = field(default_factory=Source)
    indicator: str = ""
    group: str = ""
    clause: str = ""
    process: Process | None = None
    unit: Organisation | None = None


@transaction.atomic
def write(
    school: Organisation, seen: Seen, *, person: Person | None, by: User | None, at: datetime
) -> Finding:
    """Write a finding down; the same within two years is recognised as a repeat."""
    if not seen.title.strip():
        raise Refused(NotSo.NO_TITLE)
    _not_tomorrow(seen.found_on, at)
    Organisation.objects.select_for_update().get(pk=school.pk)  # one number at a time
    with within(school):
        for there in reads.of_source(seen.source.key):
            if there.state in {FindingState.WRITTEN, FindingState.CONFIRMED}:
                raise Refused(NotSo.BUSY, label=seen.source.label, number=there.number)
        year = _year_of(seen.found_on)
        row = Finding(
            school=school,
            year=year,
            number=reads.last_number(year) + 1,
            title=seen.title.strip(),
            text=seen.text.strip(),
            grade=seen.grade,
            origin=seen.origin,
            source=seen.source.key,
            source_label=seen.source.label,
            source_page=seen.source.page,
            source_args=list(seen.source.args),
            source_query=seen.source.query,
            indicator=seen.indicator,
            group=seen.group,
            clause=seen.clause,
            process=seen.process,
            unit=seen.unit,
            found_on=seen.found_on,
            found_by=person,
        )
        row.repeat_of_id = repeats(row.likeness, row.found_on, reads.earlier(row.found_on))
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            raise Refused(NotSo.BUSY, label=seen.source.label, number="?") from None
        _step(row, Happened.WRITTEN, seen.found_on, person, at=at)
    _note("finding.written", row, by=by, at=at, origin=row.origin)
    return row


@transaction.atomic
def correct(
    finding: Finding,
    *,
    title: str,
    text: str,
    grade: str,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> Finding:
    """Reword a finding that nobody has confirmed yet."""
    row = _taken(finding)
    if row.state != FindingState.WRITTEN:
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    if not title.strip():
        raise Refused(NotSo.NO_TITLE)
    row.title, row.text, row.grade = title.strip(), text.strip(), grade
    return _kept(row, Happened.CORRECTED, localdate(at), person, "", by=by, at=at)


@transaction.atomic
def confirm(
    finding: Finding,
    *,
    owner: Person | None,
    due_on: date | None,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> Finding:
    """Confirm a finding: management agrees, and somebody answers for it by a day."""
    row = _moving(finding, FindingState.CONFIRMED)
    if row.state == FindingState.CLOSED:
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    if owner is None and row.grade != Grade.GOOD:
        raise Refused(NotSo.NO_OWNER)
    day = localdate(at)
    if due_on and due_on < row.found_on:
        raise Refused(NotSo.BEFORE, day=row.found_on)
    row.state, row.owner, row.due_on = FindingState.CONFIRMED, owner, due_on
    row.decided_on, row.decided_by = day, person
    return _kept(row, Happened.CONFIRMED, day, person, "", by=by, at=at)


@transaction.atomic
def refuse(
    finding: Finding, reason: str, *, person: Person | None, by: User | None, at: datetime
) -> Finding:
    """Refuse a finding; the reason stays beside it."""
    row = _moving(finding, FindingState.REFUSED)
    if not reason.strip():
        raise Refused(NotSo.NO_REASON)
    row.state, row.reason = FindingState.REFUSED, reason.strip()
    row.decided_on, row.decided_by = localdate(at), person
    return _kept(row, Happened.REFUSED, localdate(at), person, row.reason, by=by, at=at)


@transaction.atomic
def hand(
    finding: Finding, owner: Person, *, person: Person | None, by: User | None, at: datetime
) -> Finding:
    """Make somebody else answer for an open finding."""
    row = _taken(finding)
    if row.state != FindingState.CONFIRMED:
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    row.owner = owner
    words = owner.short_name
    return _kept(row, Happened.HANDED, localdate(at), person, words, by=by, at=at)


@dataclass(frozen=True)
class Why:
    """An answer to “why?”: of the finding, or of a cause named before."""

    text: str
    above: FindingCause | None = None
    factor: str = ""
    is_root: bool = False


@transaction.atomic
def name_cause(
    finding: Finding, why: Why, *, person: Person | None, by: User | None, at: datetime
) -> FindingCause:
    """Hang a cause into the tree; the root is what has to change so that it does not return."""
    row = _taken(finding)
    if row.state != FindingState.CONFIRMED:
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    if not why.text.strip():
        raise Refused(NotSo.ROOT_NEEDS_WORDS)
    if why.above is not None and why.above.finding_id != row.pk:
        raise Refused(NotSo.NOT_ITS_CAUSE)
    day = localdate(at)
    with within(row.school):
        cause: FindingCause = FindingCause.objects.create(
            school=row.school,
            finding=row,
            above=why.above,
            text=why.text.strip(),
            factor=why.factor,
            is_root=why.is_root,
            named_on=day,
            named_by=person,
        )
        _step(row, Happened.CAUSE, day, person, cause.text, at=at)
    _note("finding.cause", row, by=by, at=at)
    return cause


@transaction.atomic
def drop_cause(cause: FindingCause, *, by: User | None, at: datetime) -> None:
    """Take a cause away that proved wrong; what hangs on it must go first."""
    row = _taken(cause.finding)
    if row.state != FindingState.CONFIRMED:
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    with within(row.school):
        if FindingCause.objects.filter(above=cause).exists():
            raise Refused(NotSo.HAS_BELOW)
        FindingCause.objects.filter(pk=cause.pk, finding=row).delete()
    _note("finding.cause_dropped", row, by=by, at=at)


@transaction.atomic
def close(
    finding: Finding, words: str, *, person: Person | None, by: User | None, at: datetime
) -> Finding:
    """Close a finding: its cause is known, and every room that has a say agrees."""
    row = _moving(finding, FindingState.CLOSED)
    if not words.strip():
        raise Refused(NotSo.NO_REASON)
    with within(row.school):
        causes = reads.judged_causes([row.pk]).get(row.pk, [])
        if row.grade in NONCONFORMING and not root_causes(causes):
            raise Refused(NotSo.NO_CAUSE)
        pass_through(CLOSE_GATE, row, localdate(at))
    row.state, row.closed_on, row.reason = FindingState.CLOSED, localdate(at), words.strip()
    return _kept(row, Happened.CLOSED, localdate(at), person, row.reason, by=by, at=at)


@transaction.atomic
def reopen(
    finding: Finding, reason: str, *, person: Person | None, by: User | None, at: datetime
) -> Finding:
    """Open a closed finding again: what was done did not help, or it came back."""
    row = _taken(finding)
    if row.state != FindingState.CLOSED:
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    if not reason.strip():
        raise Refused(NotSo.NO_REASON)
    row.state, row.closed_on, row.reason = FindingState.CONFIRMED, None, ""
    return _kept(row, Happened.REOPENED, localdate(at), person, reason.strip(), by=by, at=at)


def _taken(finding: Finding) -> Finding:
    with within(finding.school):
        row: Finding = Finding.objects.select_for_update().get(pk=finding.pk)
    return row


def _moving(finding: Finding, then: str) -> Finding:
    row = _taken(finding)
    if not may_become(row.state, then):
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    return row


def _kept(
    row: Finding,
    happened: Happened,
    on: date,
    person: Person | None,
    text: str,
    *,
    by: User | None,
    at: datetime,
) -> Finding:
    with within(row.school):
        row.save()
        _step(row, happened, on, person, text, at=at)
    _note(f"finding.{happened}", row, by=by, at=at)
    return row


def _step(
    row: Finding,
    happened: Happened,
    on: date,
    person: Person | None,
    text: str = "",
    *,
    at: datetime,
) -> None:
    FindingStep.objects.create(
        school=row.school,
        finding=row,
        happened=happened,
        on=on,
        person=person,
        text=text,
        noted_at=at,
    )


def _year_of(day: date) -> int:
    year = calendar.year_on(day)
    return year.year if year else day.year


def _not_tomorrow(day: date, at: datetime) -> None:
    if day > localdate(at):
        raise Refused(NotSo.NOT_YET, day=day)


def _note(what: str, row: Finding, *, by: User | None, at: datetime, **facts: object) -> None:
    told = {"name": row.title, "code": row.name, **facts}
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=told)
