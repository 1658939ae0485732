"""Write the report of an audit, sign it for both sides, confirm it or refuse it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.check.audits.models import Audit, AuditReport
from sapat.check.audits.reports import reads
from sapat.check.audits.reports.rules import NotSo, Verdict, why_not_confirm
from sapat.check.audits.rules import AuditState, Part, Step
from sapat.check.audits.rules import NotSo as NotYet
from sapat.check.audits.steps import facts_of, saved, taken
from sapat.check.findings import changes as findings
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.boundary import within
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Said:
    """What a report says."""

    conclusions: str
    volume: str = ""
    facts: str = ""
    strengths: str = ""
    advice: str = ""
    again_on: date | None = None


@transaction.atomic
def write(
    audit: Audit, said: Said, *, person: Person | None, by: User | None, at: datetime
) -> AuditReport:
    """Write the report, or rewrite it while nobody has signed."""
    row = taken(audit, Step.WRITE)
    if not said.conclusions.strip():
        raise Refused(NotSo.EMPTY)
    with within(row.school):
        report = reads.report_of(row)
        if report and report.lead_signed_on:
            raise Refused(NotSo.SIGNED)
        report = report or AuditReport(school=row.school, audit=row)
        for name, words in asdict(said).items():
            setattr(report, name, words.strip() if isinstance(words, str) else words)
        report.written_by, report.written_on = person, localdate(at)
        report.save()
    _note("audit.reported", row, by=by, at=at)
    return report


@transaction.atomic
def sign(
    audit: Audit, shown: str, *, person: Person | None, by: User | None, at: datetime
) -> AuditReport:
    """Sign as the lead auditor; `shown` is the mark of what was read."""
    row = taken(audit, Step.SIGN)
    with within(row.school):
        report = _report(row)
        if report.lead_signed_on:
            raise Refused(NotSo.TWICE)
        if not _sits(row, person, Part.LEAD):
            raise Refused(NotSo.NOT_LEAD)
        if shown != reads.digest(report):
            raise Refused(NotSo.CHANGED)
        report.kept = reads.found_now(row)
        report.lead, report.lead_signed_on = person, localdate(at)
        report.digest = reads.digest(report)
        report.save()
    _note("audit.signed", row, by=by, at=at, digest=report.digest)
    return report


@dataclass(frozen=True)
class Countersign:
    """The signature of the audited side, with its own words if it does not agree."""

    person: Person | None
    on: date
    words: str = ""
    on_paper: bool = False


@transaction.atomic
def countersign(audit: Audit, given: Countersign, *, by: User | None, at: datetime) -> AuditReport:
    """Sign for the audited side; with both signatures the report goes to management."""
    row = taken(audit, Step.SIGN)
    with within(row.school):
        report = _report(row)
        if not report.lead_signed_on:
            raise Refused(NotSo.LEAD_FIRST)
        if not _sits(row, given.person, Part.AUDITEE):
            raise Refused(NotSo.NOT_AUDITED)
        if given.on > localdate(at):
            raise Refused(NotYet.NOT_YET, day=given.on)
        if given.on < report.lead_signed_on:
            raise Refused(NotSo.BEFORE_SIGNED, day=report.lead_signed_on)
        report.auditee, report.auditee_signed_on = given.person, given.on
        report.auditee_words, report.auditee_on_paper = given.words.strip(), given.on_paper
        report.save()
    row.state = AuditState.SIGNED
    saved(row, "state")
    _note("audit.countersigned", row, by=by, at=at, on_paper=given.on_paper)
    return report


@dataclass(frozen=True)
class Heard:
    """Where the report was heard."""

    on: date | None = None
    protocol: str = ""


@transaction.atomic
def confirm(
    audit: Audit,
    verdicts: Sequence[Verdict],
    owners: Mapping[int, Person],
    heard: Heard,
    *,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> Audit:
    """Confirm a report: each finding is confirmed with owner and term, or refused with a reason."""
    row = taken(audit, Step.DECIDE)
    with within(row.school):
        there = {one.pk: one for one in reads.waiting(row)}
        if told := why_not_confirm(verdicts, list(there)):
            raise Refused(told[0], **told[1])
        _not_before(row, heard.on, at)
        for one in verdicts:
            finding = there.get(one.finding)
            if finding is None:
                continue
            if one.confirmed:
                findings.confirm(
                    finding,
                    owner=owners.get(one.owner or 0),
                    due_on=one.due_on,
                    person=person,
                    by=by,
                    at=at,
                )
            else:
                findings.refuse(finding, one.reason, person=person, by=by, at=at)
        _hear(row, heard)
    _decide(row, AuditState.CONFIRMED, "", person, localdate(at))
    _note("audit.confirmed", row, by=by, at=at, findings=len(there))
    return row


@transaction.atomic
def refuse(
    audit: Audit, reason: str, *, person: Person | None, by: User | None, at: datetime
) -> Audit:
    """Refuse a report with a reason; what it found and nobody confirmed is refused with it."""
    row = taken(audit, Step.DECIDE)
    if not reason.strip():
        raise Refused(NotSo.NO_REASON)
    with within(row.school):
        for finding in reads.waiting(row):
            findings.refuse(finding, reason, person=person, by=by, at=at)
    _decide(row, AuditState.REFUSED, reason.strip(), person, localdate(at))
    _note("audit.refused", row, by=by, at=at)
    return row


def _decide(row: Audit, state: AuditState, reason: str, person: Person | None, on: date) -> None:
    row.state, row.reason, row.decided_on, row.decided_by = state, reason, on, person
    saved(row, "state", "reason", "decided_on", "decided_by")


def _hear(row: Audit, heard: Heard) -> None:
    report = _report(row)
    report.heard_on, report.protocol = heard.on, heard.protocol.strip()
    report.save(update_fields=["heard_on", "protocol"])


def _not_before(row: Audit, day: date | None, at: datetime) -> None:
    report = _report(row)
    if day and day > localdate(at):
        raise Refused(NotYet.NOT_YET, day=day)
    if day and report.lead_signed_on and day < report.lead_signed_on:
        raise Refused(NotSo.BEFORE_SIGNED, day=report.lead_signed_on)


def _report(row: Audit) -> AuditReport:
    report = reads.report_of(row)
    if report is None:
        raise Refused(NotSo.NO_REPORT)
    return report


def _sits(row: Audit, person: Person | None, part: Part) -> bool:
    return person is not None and row.seats.filter(person=person, part=part).exists()


def _note(what: str, row: Audit, *, by: User | None, at: datetime, **facts: object) -> None:
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=facts_of(row, **facts))
