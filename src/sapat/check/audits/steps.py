"""What every change of an audit does: lock it, ask whether the step is its next one, save it."""

from sapat.check.audits.models import Audit, AuditProgramme
from sapat.check.audits.rules import NotSo, may_step
from sapat.core.refusal import Refused
from sapat.school.boundary import within


def taken(audit: Audit, step: str) -> Audit:
    """Return the audit locked, or refuse a step that is not its next one."""
    with within(audit.school):
        row: Audit = Audit.objects.select_for_update().get(pk=audit.pk)
    if not may_step(step, row.state):
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    return row


def programme_taken(programme: AuditProgramme) -> AuditProgramme:
    """Return the programme locked."""
    with within(programme.school):
        row: AuditProgramme = AuditProgramme.objects.select_for_update().get(pk=programme.pk)
    return row


def saved(row: Audit, *fields: str) -> None:
    """Write the fields of an audit."""
    with within(row.school):
        row.save(update_fields=list(fields))


def facts_of(row: Audit, **facts: object) -> dict[str, object]:
    """Return what the trail keeps of an audit beside what happened to it."""
    return {"name": row.title, "code": row.name, **facts}
