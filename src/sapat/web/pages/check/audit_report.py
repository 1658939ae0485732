"""The report of an audit: written, signed by both sides, confirmed or refused by management."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.audits import reads as audits
from sapat.check.audits.models import Audit
from sapat.check.audits.reports import changes, reads
from sapat.check.audits.reports.changes import Countersign, Heard, Said
from sapat.check.audits.reports.rules import Verdict
from sapat.check.audits.rules import Kind, Part
from sapat.check.findings.models import Finding
from sapat.check.findings.rules import Grade
from sapat.publish.audits.report import report_paper
from sapat.school.people import reads as people
from sapat.school.people.models import Person
from sapat.web.asking import ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right
from sapat.web.forms.audits import CountersignForm, HeardForm, ReportForm, SignForm, VerdictForm
from sapat.web.forms.findings import ReasonForm
from sapat.web.pages.check.audits_tabs import about, carried_out, looked_at, may_carry_out
from sapat.web.papers import answer_with


@right("audit.read")
@form_page
def audits_write(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """Write the report."""
    row = carried_out(request, audit_id)
    report = reads.report_of(row)
    names = (*reads.SAID, "again_on")
    initial = {name: getattr(report, name) for name in names} if report else {}
    lead = _("The findings stand in the report by themselves.")
    return ask(
        request,
        ReportForm(posted(request), initial=initial),
        about(row, _heading(row), _("Save"), _("The report is saved."), lead=lead),
        lambda given: changes.write(
            row, Said(**given), person=people.person_of(request.user), by=request.user, at=now()
        ),
    )


def _heading(row: Audit) -> str:
    is_control = row.programme.kind == Kind.CONTROL
    return _("Note on the control") if is_control else _("Report of the audit")


@right("audit.read")
@form_page
def audits_sign(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """Sign the report as the lead auditor."""
    row = carried_out(request, audit_id)
    report = found_or_404(reads.report_of(row))
    form = SignForm(posted(request), initial={"shown": reads.digest(report)})
    lead = _("After your signature the report and its findings stay as they are.")
    return ask(
        request,
        form,
        about(row, _("Sign the report"), _("Sign"), _("You have signed."), lead=lead),
        lambda given: changes.sign(
            row,
            given["shown"],
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )


@right("audit.read")
@form_page
def audits_countersign(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """Sign the report for the audited side, or record that it was signed on paper."""
    row = looked_at(request, audit_id)
    found_or_404(reads.report_of(row))
    offered = _audited(request, row)
    form = CountersignForm(posted(request), initial={"person": next(iter(offered), None)})
    form.fields["person"].offer([(pk, one.full_name) for pk, one in offered.items()])  # type: ignore[attr-defined]

    def write(given: dict[str, Any]) -> None:
        person = offered.get(given["person"])
        own = person is not None and person.pk == request.member.person_id
        given["on_paper"] = given["on_paper"] or not own
        changes.countersign(
            row, Countersign(**{**given, "person": person}), by=request.user, at=now()
        )

    return ask(
        request,
        form,
        about(row, _("Sign for the audited side"), _("Sign"), _("Both sides have signed.")),
        write,
    )


def _audited(request: SchoolRequest, row: Audit) -> dict[int, Person]:
    """Return who may sign here: oneself, or for those who audit anybody who signed on paper."""
    seats = [seat for seat in audits.seats(row) if seat.part == Part.AUDITEE and seat.person]
    known = {seat.person.pk: seat.person for seat in seats if seat.person}
    if may_carry_out(request, row):
        return known
    return {pk: one for pk, one in known.items() if pk == request.member.person_id}


@right("audit.approve")
@form_page
def audits_confirm(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """Confirm the report: each finding with owner and term, or refused with a reason."""
    row = looked_at(request, audit_id)
    staff = {person.pk: person for person in people.staff(localdate())}
    waiting = reads.waiting(row)
    parts = [(one, _verdict_form(request, one, staff, row)) for one in waiting]
    form = HeardForm(posted(request))

    def write(given: dict[str, Any]) -> None:
        verdicts = [_verdict(one, part.cleaned_data) for one, part in parts]
        changes.confirm(
            row,
            verdicts,
            staff,
            Heard(**given),
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        )

    question = about(
        row,
        _("Confirm the report"),
        _("Confirm the report"),
        _("The report is confirmed; actions follow from its findings."),
        template="check/confirm_audit.html",
    )
    forms = {f"finding_{one.pk}": part for one, part in parts}
    return ask(request, form, question, write, **forms, parts=parts)


def _verdict_form(
    request: SchoolRequest, one: Finding, staff: dict[int, Person], row: Audit
) -> VerdictForm:
    audited = [seat.person_id for seat in row.seats.all() if seat.part == Part.AUDITEE]
    initial = {"owner": audited[0] if audited and one.grade != Grade.GOOD else None}
    form = VerdictForm(posted(request), prefix=f"f{one.pk}", initial=initial)
    form.fields["owner"].offer([(pk, person.full_name) for pk, person in staff.items()])  # type: ignore[attr-defined]
    return form


def _verdict(one: Finding, given: dict[str, Any]) -> Verdict:
    return Verdict(
        one.pk,
        one.name,
        one.grade,
        given["confirmed"] == "yes",
        given["owner"],
        given["due_on"],
        given["reason"],
    )


@right("audit.approve")
@form_page
def audits_refuse(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """Refuse the report with a reason."""
    row = looked_at(request, audit_id)
    lead = _("Its findings that nobody confirmed are refused with it, for the same reason.")
    return ask(
        request,
        ReasonForm(posted(request)),
        about(row, _("Refuse the report"), _("Refuse"), _("The reason is kept."), lead=lead,
              danger=True),
        lambda given: changes.refuse(
            row,
            given["reason"],
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )  # fmt: skip


@right("audit.read")
@require_safe
def audits_report_paper(request: SchoolRequest, audit_id: int) -> HttpResponse:
    """Show the report as it is printed and signed, or hand it out."""
    row = looked_at(request, audit_id)
    report = found_or_404(reads.report_of(row))
    return answer_with(
        request,
        lambda language: report_paper(row, report, language=language, at=now()),
        back=reverse("check:audits_audit", args=[request.school.code, row.pk]),
        back_to=str(row)[:80],
    )
