"""What waits in the room of audits."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from sapat.check.audits import reads
from sapat.check.audits.models import Audit, AuditProgramme
from sapat.check.audits.rules import (
    DECIDE_DAYS,
    SIGN_DAYS,
    AuditState,
    Part,
    ProgrammeState,
    report_by,
    working_days_after,
)
from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role

APPROVE_DAYS = 30
"""Days in which a programme that was drawn up is approved by order."""
PAGE = "check:audits_audit"
DEPUTY = frozenset({Role.DEP_ACADEMIC.value})
DIRECTOR = frozenset({Role.DIRECTOR.value})


@due("audits.open")
def open_audits(question: Question) -> Iterator[Due]:
    """List what auditors, the audited and the director have to do."""
    for programme in question.once(_drafts):
        yield Due(
            f"audit_programme.approve:{programme.pk}",
            _("Have the programme approved by order: %(name)s") % {"name": programme},
            programme.drawn_up_on + timedelta(days=APPROVE_DAYS),
            "check:audits_programme",
            (programme.pk,),
            roles=DIRECTOR | DEPUTY,
            phase="plan",
            clause="A7.2-4",
        )
    for row in question.once(_running):
        if row.programme.is_approved or row.state != AuditState.PLANNED:
            yield _waits(row)


def _waits(row: Audit) -> Due:
    lead = _seated(row, Part.LEAD)
    if row.state == AuditState.PLANNED:
        words = _("Prepare and begin the audit: %(title)s")
        return _due(row, "begin", words, row.planned_on, lead)
    if row.state == AuditState.STARTED:
        words = _("Fill in the checklist and end the audit: %(title)s")
        return _due(row, "fill", words, row.planned_until, lead)
    if row.state == AuditState.HELD:
        return _report(row, lead)
    by = _signed_on(row) + timedelta(days=DECIDE_DAYS)
    words = _("Confirm the report of the audit or refuse it: %(title)s")
    return _due(row, "decide", words, by, frozenset(), roles=DIRECTOR, clause="A3-3")


def _report(row: Audit, lead: frozenset[int]) -> Due:
    report = getattr(row, "report", None)
    if report is not None and report.lead_signed_on:
        by = working_days_after(report.lead_signed_on, SIGN_DAYS)
        words = _("Read and sign the report of the audit: %(title)s")
        return _due(row, "countersign", words, by, _seated(row, Part.AUDITEE))
    by = report_by(row.held_on or row.planned_until)
    return _due(row, "report", _("Write and sign the report: %(title)s"), by, lead)


def _due(
    row: Audit,
    what: str,
    words: str,
    by: date,
    persons: frozenset[int],
    *,
    roles: frozenset[str] = frozenset(),
    clause: str = "A7.2-2",
) -> Due:
    return Due(
        f"audit.{what}:{row.pk}:{by}",
        words % {"title": row.title},
        by,
        PAGE,
        (row.pk,),
        persons=persons,
        roles=roles or (frozenset() if persons else DEPUTY),
        phase="check",
        clause=clause,
    )


def _seated(row: Audit, part: Part) -> frozenset[int]:
    return frozenset(
        seat.person_id for seat in row.seats.all() if seat.part == part and seat.person_id
    )


def _signed_on(row: Audit) -> date:
    report = getattr(row, "report", None)
    signed = report.auditee_signed_on if report else None
    return signed or row.planned_until


def _running() -> list[Audit]:
    return list(reads.running())


def _drafts() -> list[AuditProgramme]:
    return list(AuditProgramme.objects.filter(state=ProgrammeState.DRAFT).order_by("-year"))
