"""One audit: its plan, its team, its dates, its steps."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.audits import changes, reads
from sapat.check.audits.changes import Invited
from sapat.check.audits.checklists import changes as checklists
from sapat.check.audits.checklists.reads import clauses, tally_of
from sapat.check.audits.models import Audit, AuditSeat
from sapat.check.audits.reports import reads as reports
from sapat.check.audits.rules import (
    AuditState,
    Kind,
    Part,
    Step,
    may_step,
    report_by,
    why_not_independent,
    why_not_start,
)
from sapat.check.findings.rules import FindingState, Grade
from sapat.core.refusal import Refused
from sapat.publish.audits.plan import plan_paper
from sapat.school.people import reads as people
from sapat.web.asking import ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.audits import MoveForm, SeatForm
from sapat.web.forms.findings import ReasonForm
from sapat.web.forms.shared import SureForm
from sapat.web.pages.act.findings import GRADE_LOOKS
from sapat.web.pages.act.findings import LOOKS as FINDING_LOOKS
from sapat.web.pages.check.audit_programmes import plan_form, planned
from sapat.web.pages.check.audits_tabs import (
    LOOKS,
    about,
    carried_out,
    list_of,
    may_carry_out,
    may_look,
    shown_audit,
)
from sapat.web.papers import answer_with


@right("audit.read")
@require_safe
def audits_audit(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """Show one audit: plan, team, checklist, findings, report, what comes next."""
    row = shown_audit(request, audit_id)
    seats = reads.seats(row)
    can_look = may_look(request, row)
    report = reports.report_of(row)
    label, page = list_of(row.programme.kind)
    known = clauses(localdate())
    context = {
        "row": row,
        "is_control": row.programme.kind == Kind.CONTROL,
        "back": reverse(page, args=[request.school.code]),
        "back_to": label,
        "look": LOOKS[AuditState(row.state)],
        "clauses": [(code, known[code].heading if code in known else "") for code in row.clauses],
        "seats": seats,
        "untrained": reads.untrained(seats, localdate()) if can_look else [],
        "moves": list(row.moves.order_by("pk")),
        "tally": tally_of(row),
        "found": _found(row) if can_look else [],
        "report": report if can_look else None,
        "intact": report is None or reports.is_intact(report),
        "report_by": report_by(row.held_on) if row.held_on else None,
        "can_look": can_look,
        **_allowed(request, row),
        **_signing(request, row),
    }
    return render(request, "check/audit.html", context)


def _found(row: Audit) -> list[dict[str, Any]]:
    return [
        {
            "row": link.finding,
            "look": FINDING_LOOKS[FindingState(link.finding.state)],
            "grade": GRADE_LOOKS[Grade(link.finding.grade)],
        }
        for link in reads.found_by(row)
    ]


def _allowed(request: SchoolRequest, row: Audit) -> dict[str, Any]:
    """Return what this member may do now, and what keeps the audit from beginning."""
    works, plans = may_carry_out(request, row), request.may("audit.plan")
    objection = None
    if row.state == AuditState.PLANNED:
        asked = tally_of(row).asked if row.programme.kind == Kind.INTERNAL else 1
        owners = reads.owners(row, localdate())
        seats = reads.judged_seats(row)
        objection = why_not_start(seats, owners, asked) or why_not_independent(seats, owners)
    blocked = str(Refused(objection[0], **objection[1])) if objection else ""
    able = {f"can_{step}": works and may_step(step, row.state) for step in Step.values}
    return {
        **able,
        "can_restate": plans and able["can_restate"],
        "can_move": plans and able["can_move"],
        "can_call_off": plans and able["can_call_off"],
        "can_start": able["can_start"] and not blocked and row.programme.is_approved,
        "keeps_back": blocked,
        "can_decide": request.may("audit.approve") and may_step(Step.DECIDE, row.state),
    }


def _signing(request: SchoolRequest, row: Audit) -> dict[str, bool]:
    """Return which signature this member may give now."""
    report = reports.report_of(row)
    me = request.member.person_id
    open_ = report is not None and may_step(Step.SIGN, row.state)
    parts = {seat.part for seat in row.seats.all() if me is not None and seat.person_id == me}
    signed = bool(report and report.lead_signed_on)
    return {
        "can_write": may_carry_out(request, row) and may_step(Step.WRITE, row.state) and not signed,
        "can_sign": open_ and not signed and Part.LEAD in parts,
        "can_countersign": open_
        and signed
        and (Part.AUDITEE in parts or may_carry_out(request, row)),
    }


@right("audit.read")
@require_safe
def audits_paper(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """Show the plan of an audit as it is printed, or hand it out."""
    row = shown_audit(request, audit_id)
    return answer_with(
        request,
        lambda language: plan_paper(row, language=language, at=now()),
        back=reverse("check:audits_audit", args=[request.school.code, row.pk]),
        back_to=str(row)[:80],
    )


@right("audit.plan")
@form_page
def audits_restate(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """Reword the plan of an audit."""
    row = shown_audit(request, audit_id)
    names = ("title", "purpose", "planned_on", "planned_until", "methods", "form", "looked_at")
    initial = {name: getattr(row, name) for name in (*names, "heard_at", "clauses")}
    initial |= {"process": row.process_id, "unit": row.unit_id}
    form = plan_form(request, row.programme.kind, initial)
    lead = _("The dates of an approved programme are moved with a reason, not here.")
    return ask(
        request,
        form,
        about(
            row,
            _("Plan of the audit"),
            _("Save"),
            _("The plan is changed."),
            lead=lead if row.programme.is_approved else "",
        ),
        lambda given: changes.restate(row, planned(request, given), by=request.user, at=now()),
    )


@right("audit.plan")
@form_page
def audits_move(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """Give an audit another date."""
    row = shown_audit(request, audit_id)
    form = MoveForm(posted(request), initial={"since": row.planned_on, "until": row.planned_until})
    return ask(
        request,
        form,
        about(row, _("Set another date"), _("Move"), _("The date is moved; the reason is kept.")),
        lambda given: changes.move(row, **given, by=request.user, at=now()),
    )


@right("audit.plan")
@form_page
def audits_call_off(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """Call an audit off."""
    row = shown_audit(request, audit_id)
    return ask(
        request,
        ReasonForm(posted(request)),
        about(row, _("Call the audit off"), _("Call off"), _("It is called off."), danger=True),
        lambda given: changes.call_off(row, given["reason"], by=request.user, at=now()),
    )


@right("audit.read")
@form_page
def audits_seat(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """Name somebody who audits or is audited."""
    row = carried_out(request, audit_id)
    staff = {person.pk: person for person in people.staff(localdate())}
    form = SeatForm(posted(request), initial={"part": request.GET.get("part", Part.MEMBER)})
    form.fields["person"].offer([(pk, one.full_name) for pk, one in staff.items()])  # type: ignore[attr-defined]

    def write(given: dict[str, Any]) -> None:
        given["person"] = staff.get(given["person"])
        changes.seat(row, Invited(**given), by=request.user, at=now())

    lead = _("Nobody audits work they answer for.")
    return ask(request, form, about(row, _("Who takes part"), _("Add"), lead=lead), write)


@right("audit.read")
@form_page
def audits_unseat(request: SchoolRequest, auditseat_id: int) -> HttpResponse:
    """Take somebody out of an audit."""
    seat = seen(request, AuditSeat, auditseat_id)
    row = carried_out(request, seat.audit_id)
    return ask(
        request,
        SureForm(posted(request)),
        about(row, _("Take out of the audit"), _("Take out"), lead=str(seat), danger=True),
        lambda _given: changes.unseat(seat, by=request.user, at=now()),
    )


@right("audit.read")
@form_page
def audits_begin(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """Begin an audit."""
    row = carried_out(request, audit_id)
    return ask(
        request,
        SureForm(posted(request)),
        about(
            row,
            _("Begin the audit"),
            _("Begin"),
            _("The audit is under way."),
            lead=_("Open with a talk: what is looked at, how long, who goes along."),
        ),
        lambda _given: changes.begin(row, by=request.user, at=now()),
    )


@right("audit.read")
@form_page
def audits_finish(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """End the work on the spot."""
    row = carried_out(request, audit_id)
    return ask(
        request,
        SureForm(posted(request)),
        about(
            row,
            _("End the work on the spot"),
            _("End"),
            _("The report is written within five working days."),
            lead=_("Close with a talk: what was found, what follows."),
        ),
        lambda _given: checklists.finish(row, by=request.user, at=now()),
    )
