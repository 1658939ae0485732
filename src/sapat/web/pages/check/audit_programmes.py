"""The programme of a school year: what management sets, what it covers, its approval."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.audits import changes, reads
from sapat.check.audits.changes import Plan
from sapat.check.audits.checklists.reads import clauses
from sapat.check.audits.models import Audit, AuditProgramme, ProgrammeLine
from sapat.check.audits.rules import Earlier, Frame, Kind, plan_against_fact, year_of
from sapat.plan.processes import reads as processes
from sapat.publish.audits.programme import programme_paper
from sapat.school.calendar.rules import year_label
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.audits import (
    ApproveForm,
    AuditForm,
    ControlForm,
    FrameForm,
    ProgrammeForm,
    UnplannedForm,
    WeighForm,
)
from sapat.web.forms.shared import SureForm
from sapat.web.pages.check.audits import TOLERANCE, shown
from sapat.web.pages.check.audits_tabs import list_of
from sapat.web.papers import answer_with


@right("audit.read")
@require_safe
def audits_programme(request: SchoolRequest, auditprogramme_id: int) -> HttpResponse:
    """Show a programme: its frame, what it covers, its audits, plan against fact."""
    row = seen(request, AuditProgramme, auditprogramme_id)
    rows = list(reads.audits(row.pk))
    label, page = list_of(row.kind)
    context = {
        "row": row,
        "is_control": row.kind == Kind.CONTROL,
        "back": reverse(page, args=[request.school.code]),
        "back_to": label,
        "covered": reads.coverage(row, rows),
        "rows": shown(rows),
        "count": plan_against_fact(
            [one.standing for one in rows], localdate(), tolerance=TOLERANCE
        ),
        "can_plan": request.may("audit.plan"),
        "can_write": request.may("audit.plan") and not row.is_approved,
        "can_approve": request.may("audit.approve") and not row.is_approved,
    }
    return render(request, "check/audit_programme.html", context)


@right("audit.read")
@require_safe
def audits_programme_paper(request: SchoolRequest, auditprogramme_id: int) -> HttpResponse:
    """Show the programme as it is printed and approved, or hand it out."""
    row = seen(request, AuditProgramme, auditprogramme_id)
    return answer_with(
        request,
        lambda language: programme_paper(row, language=language, at=now()),
        back=_page(row),
        back_to=str(row),
    )


@right("audit.plan")
@form_page
def audits_new_programme(request: SchoolRequest) -> HttpResponse:
    """Draw up the programme of a school year."""
    year = year_of(localdate())
    kind = request.GET.get("kind", Kind.INTERNAL)
    initial = {"kind": kind if kind in Kind.values else Kind.INTERNAL, "year": year}
    form = ProgrammeForm(posted(request), initial=initial)
    years = [(one, year_label(one)) for one in (year, year + 1)]
    form.fields["year"].choices = years  # type: ignore[attr-defined]
    made: list[AuditProgramme] = []
    label, page = list_of(str(initial["kind"]))
    question = Question(
        heading=_("New programme"),
        button=_("Draw up"),
        back=reverse(page, args=[request.school.code]),
        pretitle=str(label),
        lead=_("Every process and unit is taken in, so that nothing is forgotten."),
    )
    answer = ask(
        request,
        form,
        question,
        lambda given: made.append(
            changes.draw_up(
                request.school,
                given["kind"],
                given["year"],
                person=people.person_of(request.user),
                by=request.user,
                at=now(),
            )
        ),
    )
    if made:
        return redirect("check:audits_programme", request.school.code, made[0].pk)
    return answer


@right("audit.plan")
@form_page
def audits_frame(request: SchoolRequest, auditprogramme_id: int) -> HttpResponse:
    """Set the criteria, the scope, the frequency and the methods."""
    row = seen(request, AuditProgramme, auditprogramme_id)
    form = FrameForm(posted(request), initial={**vars(row.frame), "earlier": row.earlier})

    def write(given: dict[str, Any]) -> None:
        earlier = given.pop("earlier")
        changes.frame(row, Frame(**given), earlier, by=request.user, at=now())

    return ask(
        request,
        form,
        _about(row, _("What management sets"), _("Save"), _("The programme is changed.")),
        write,
    )


@right("audit.plan")
@form_page
def audits_take_in(request: SchoolRequest, auditprogramme_id: int) -> HttpResponse:
    """Take in processes and units that came since."""
    row = seen(request, AuditProgramme, auditprogramme_id)
    return ask(
        request,
        SureForm(posted(request)),
        _about(
            row,
            _("Take in new processes and units"),
            _("Take in"),
            _("What came since stands in the programme now."),
        ),
        lambda _given: changes.take_in(row, by=request.user, at=now()),
    )


@right("audit.plan")
@form_page
def audits_weigh(request: SchoolRequest, programmeline_id: int) -> HttpResponse:
    """Say how important something is and how earlier results were taken into account."""
    line = seen(request, ProgrammeLine, programmeline_id)
    initial = {
        "importance": line.importance,
        "considered": line.considered,
        "left_out": line.left_out,
    }
    before = reads.earlier(line.programme.drawn_up_on).get(line.place)
    return ask(
        request,
        WeighForm(posted(request), initial=initial),
        _about(line.programme, str(line), _("Save"), _("It is noted."), lead=_told(before)),
        lambda given: changes.weigh(line, **given, by=request.user, at=now()),
    )


def _told(before: Earlier | None) -> str:
    if before is None:
        return _("No audit of the last two years stands on record here.")
    facts = {
        "major": before.major,
        "minor": before.minor,
        "repeats": before.repeats,
        "open": before.still_open,
    }
    return (
        _(
            "Last two years: major nonconformities %(major)s, minor %(minor)s, repeats "
            "%(repeats)s, still open %(open)s."
        )
        % facts
    )


@right("audit.approve")
@form_page
def audits_approve(request: SchoolRequest, auditprogramme_id: int) -> HttpResponse:
    """Record the order that approves a programme."""
    row = seen(request, AuditProgramme, auditprogramme_id)
    question = _about(
        row,
        _("Approve by order"),
        _("Approve"),
        _("The programme is approved: its audits may begin."),
        lead=_("After the approval dates are moved with a reason, and audits are added with one."),
    )
    return ask(
        request,
        ApproveForm(posted(request)),
        question,
        lambda given: changes.approve(
            row,
            order=given["order"],
            on=given["on"],
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )


@right("audit.plan")
@form_page
def audits_plan(request: SchoolRequest, auditprogramme_id: int) -> HttpResponse:
    """Put an audit into a programme."""
    row = seen(request, AuditProgramme, auditprogramme_id)
    initial = {name: request.GET[name] for name in ("process", "unit") if name in request.GET}
    form = plan_form(request, row.kind, initial)
    why = UnplannedForm(posted(request)) if row.is_approved else None
    made: list[Audit] = []

    def write(given: dict[str, Any]) -> None:
        reason = why.cleaned_data["unplanned"] if why else ""
        plan = planned(request, given)
        made.append(changes.plan_audit(row, plan, reason, by=request.user, at=now()))

    heading = _("New check") if row.kind == Kind.CONTROL else _("New audit")
    question = _about(
        row, heading, _("Put into the programme"), "", template="check/plan_audit.html"
    )
    more = {"why": why} if why else {}
    answer = ask(request, form, question, write, **more)
    return redirect("check:audits_audit", request.school.code, made[0].pk) if made else answer


def plan_form(request: SchoolRequest, kind: str, initial: dict[str, Any]) -> AuditForm:
    """Return the form of an audit or a control, with what may be chosen."""
    made = ControlForm if kind == Kind.CONTROL else AuditForm
    form: AuditForm = made(posted(request), initial=initial)
    day = localdate()
    rows = [(one.pk, one.title) for one in processes.processes(day)]
    units = [(one.organisation_id, one.name) for one in reads.units(request.school, day)]
    form.fields["process"].offer(rows)  # type: ignore[attr-defined]
    form.fields["unit"].offer(units)  # type: ignore[attr-defined]
    known = [(code, f"{code} {one.heading}") for code, one in clauses(day).items()]
    form.fields["clauses"].choices = known  # type: ignore[attr-defined]
    return form


def planned(request: SchoolRequest, given: dict[str, Any]) -> Plan:
    """Return the plan that was written, with the rows it names."""
    day = localdate()
    process = next((one for one in processes.processes(day) if one.pk == given["process"]), None)
    units = {one.organisation_id: one.organisation for one in reads.units(request.school, day)}
    rest = {name: value for name, value in given.items() if name not in {"process", "unit"}}
    rest["clauses"] = tuple(rest["clauses"])
    return Plan(**rest, process=process, unit=units.get(given["unit"]))


def _page(row: AuditProgramme) -> str:
    return reverse("check:audits_programme", args=[row.school.code, row.pk])


def _about(row: AuditProgramme, heading: str, button: str, done: str, **more: Any) -> Question:
    return Question(
        heading=heading, button=button, back=_page(row), pretitle=str(row), done=done, **more
    )
