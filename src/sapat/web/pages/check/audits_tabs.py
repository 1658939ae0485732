"""What the pages of audits share: tabs, looks, who may see and do what."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sapat.check.audits import reads
from sapat.check.audits.models import Audit
from sapat.check.audits.rules import AuditState, Judgement, Kind
from sapat.web.asking import Question
from sapat.web.doors import SchoolRequest, found_or_404, seen

LOOKS = {
    AuditState.PLANNED: "waiting",
    AuditState.STARTED: "attention",
    AuditState.HELD: "attention",
    AuditState.SIGNED: "attention",
    AuditState.CONFIRMED: "normal",
    AuditState.REFUSED: "critical",
    AuditState.CALLED_OFF: "not_applicable",
}
JUDGED = {
    Judgement.CONFORMS: "normal",
    Judgement.REMARK: "attention",
    Judgement.FAULT: "critical",
    Judgement.SKIPPED: "not_applicable",
}
TABS = (
    (Kind.INTERNAL, _("Internal audits"), "check:audits"),
    (Kind.CONTROL, _("In-school control"), "check:audits_control"),
)


def tabs(request: SchoolRequest, kind: str) -> list[dict[str, Any]]:
    """Return the two kinds as tabs."""
    return [
        {
            "label": label,
            "url": reverse(page, args=[request.school.code]),
            "active": one == kind,
        }
        for one, label, page in TABS
    ]


def list_of(kind: str) -> tuple[Any, str]:
    """Return the words and the page of the list an audit stands in."""
    return next((label, page) for one, label, page in TABS if one == kind)


def shown_audit(request: SchoolRequest, audit_id: int) -> Audit:
    """Return an audit with what its page shows; 404 if it is not of this school."""
    seen(request, Audit, audit_id)
    row: Audit = found_or_404(reads.whole(audit_id))
    return row


def may_carry_out(request: SchoolRequest, row: Audit) -> bool:
    """Answer whether this member audits there, or plans audits."""
    return request.may("audit.plan") or reads.audits_in(row, request.member.person_id)


def may_look(request: SchoolRequest, row: Audit) -> bool:
    """Answer whether this member may read notes and report: they may speak of persons."""
    if may_carry_out(request, row) or reads.takes_part(row, request.member.person_id):
        return True
    return row.programme.kind == Kind.INTERNAL and request.may("audit.carry_out")


def carried_out(request: SchoolRequest, audit_id: int) -> Audit:
    """Return an audit of those who carry it out; nobody else finds the page."""
    row = shown_audit(request, audit_id)
    if not may_carry_out(request, row):
        raise Http404
    return row


def looked_at(request: SchoolRequest, audit_id: int) -> Audit:
    """Return an audit for those who may read its notes; nobody else finds the page."""
    row = shown_audit(request, audit_id)
    if not may_look(request, row):
        raise Http404
    return row


def about(row: Audit, heading: str, button: str, done: str = "", **more: Any) -> Question:
    """Return what a page around one audit says."""
    back = more.pop("back", "") or reverse("check:audits_audit", args=[row.school.code, row.pk])
    return Question(
        heading=heading, button=button, back=back, pretitle=str(row)[:80], done=done, **more
    )
