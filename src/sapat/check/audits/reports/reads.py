"""Questions about the reports of audits."""

import hashlib
import json
from typing import Any

from sapat.check.audits.models import Audit, AuditReport
from sapat.check.findings.models import Finding
from sapat.check.findings.rules import FindingState

SAID = ("volume", "facts", "strengths", "conclusions", "advice")


def report_of(audit: Audit) -> AuditReport | None:
    """Return the report of an audit, or None."""
    found: AuditReport | None = (
        AuditReport.objects.filter(audit=audit).select_related("lead", "auditee").first()
    )
    return found


def found_now(audit: Audit) -> list[dict[str, Any]]:
    """Return the findings of an audit as a report prints them."""
    rows = audit.found.select_related("finding").order_by("pk")
    return [
        {
            "pk": link.finding.pk,
            "name": link.finding.name,
            "title": link.finding.title,
            "text": link.finding.text,
            "grade": link.finding.grade,
            "clause": link.finding.clause,
        }
        for link in rows
    ]


def findings_in(report: AuditReport) -> list[dict[str, Any]]:
    """Return the findings as they were signed, or as they stand while nobody has."""
    return list(report.kept) if report.lead_signed_on else found_now(report.audit)


def digest(report: AuditReport) -> str:
    """Return the mark of what is read and signed."""
    told = [
        str(report.audit),
        *(getattr(report, name) for name in SAID),
        str(report.again_on or ""),
        findings_in(report),
    ]
    data = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(data.encode()).hexdigest()


def is_intact(report: AuditReport) -> bool:
    """Answer whether a signed report still says what was signed."""
    return not report.digest or report.digest == digest(report)


def waiting(audit: Audit) -> list[Finding]:
    """Return the findings of an audit that management has not decided on."""
    rows = audit.found.filter(finding__state=FindingState.WRITTEN).select_related("finding")
    return [link.finding for link in rows.order_by("pk")]
