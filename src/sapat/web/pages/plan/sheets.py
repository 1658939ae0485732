"""Paper sheets: printed by unit, signed by hand, scanned and closed line by line."""

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.core.rights import Role
from sapat.plan.acknowledgements import reads, staffing
from sapat.plan.acknowledgements.models import (
    Acknowledgement,
    ReadingSheet,
    SheetScan,
)
from sapat.plan.acknowledgements.sheets import changes
from sapat.plan.acknowledgements.sheets import reads as sheet_reads
from sapat.plan.acknowledgements.sheets.changes import Returned
from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.texts import files
from sapat.publish.papers.content import Paper
from sapat.publish.readings import sheet_paper
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right, seen
from sapat.web.forms.readings import ReasonForm, ReturnForm, SheetForm
from sapat.web.pages.plan.reading_tabs import is_mine, own_units, tabs
from sapat.web.papers import answer_with

ALL = "all"


@right("reading.follow")
@require_safe
def sheets(request: SchoolRequest) -> HttpResponse:
    """Show the printed sheets and how many lines are closed."""
    context = {
        "tabs": tabs(request),
        "sheets": list(sheet_reads.sheets()),
        "campaigns": reads.campaigns(localdate()),
        "can_run": request.may("reading.run"),
    }
    return render(request, "plan/sheets.html", context)


@right("reading.run")
@form_page
def new_sheet(request: SchoolRequest, document_edition_id: int) -> HttpResponse:
    """Print a sheet with the names of those who have not read, of one unit or of all."""
    edition = seen(request, DocumentEdition, document_edition_id)
    campaign = found_or_404(reads.campaign(edition, localdate()))
    units = own_units(request)
    asked = [one for one in campaign.lines if is_mine(one.colleague, units)]
    form = SheetForm(posted(request))
    named = staffing.units_of(one.colleague for one in asked)
    form.offer([(ALL, _("all units"))] if units is None else [], named)
    made: list[ReadingSheet] = []

    def change(given: dict[str, Any]) -> None:
        chosen = [
            one.colleague
            for one in asked
            if given["unit"] in {ALL, one.colleague.unit.key}
            and (one.missing or given["everybody"])
        ]
        names = {unit.key: unit.name for unit in named}
        made.append(
            changes.print_sheet(
                edition,
                chosen,
                unit_name=names.get(given["unit"], ""),
                printed_by=getattr(request.user, "person", None),
                by=request.user,
                at=now(),
            )
        )

    question = Question(
        heading=_("Print an acknowledgement sheet"),
        button=_("Make the sheet"),
        back=reverse("plan:campaign", args=[request.school.code, edition.pk]),
        pretitle=edition.document.title,
        lead=_("The sheet is kept as printed. The scan comes back to it and closes its lines."),
    )
    answer = ask(request, form, question, change)
    if made:
        return redirect("plan:sheet_paper", request.school.code, made[0].pk)
    return answer


@right("reading.follow")
@require_safe
def sheet(request: SchoolRequest, reading_sheet_id: int) -> HttpResponse:
    """Show one sheet: its lines, what was signed, its scans."""
    row = seen(request, ReadingSheet, reading_sheet_id)
    lines = sheet_reads.lines(row)
    units = sheet_reads.unit_names(localdate())
    context = {
        "sheet": row,
        "edition": row.edition,
        "lines": [
            (one, Role(one.line.role).label, units.get(one.line.unit_key, one.line.unit_name))
            for one in lines
        ],
        "scans": sheet_reads.scans(row),
        "open": sum(1 for one in lines if one.is_open),
        "can_run": request.may("reading.run"),
    }
    return render(request, "plan/sheet.html", context)


@right("reading.follow")
@require_safe
def sheet_page(request: SchoolRequest, reading_sheet_id: int) -> HttpResponse:
    """Show the sheet as it is printed, or hand it out."""
    row = seen(request, ReadingSheet, reading_sheet_id)

    def make(language: str) -> Paper:
        return sheet_paper(row, language=language, at=now())

    back = reverse("plan:sheet", args=[request.school.code, row.pk])
    return answer_with(request, make, back=back, back_to=row.edition.document.title)


@right("reading.run")
@form_page
def return_sheet(request: SchoolRequest, reading_sheet_id: int) -> HttpResponse:
    """Take the scan of a signed sheet; tick who signed and when."""
    row = seen(request, ReadingSheet, reading_sheet_id)
    lines = [one.line for one in sheet_reads.lines(row) if one.is_open]
    form = ReturnForm(posted(request), request.FILES or None, lines=lines)
    question = Question(
        heading=_("The signed sheet came back"),
        button=_("Keep the scan and close the lines"),
        back=reverse("plan:sheet", args=[request.school.code, row.pk]),
        pretitle=row.edition.document.title,
        done=_("The scan is kept and the lines are closed."),
        template="plan/return_sheet.html",
    )

    def change(given: dict[str, Any]) -> object:
        kept = files.keep(request.school.pk, given["scan"].chunks())
        returned = Returned(given["scan"].name, kept, form.signed(given))
        person = getattr(request.user, "person", None)
        return changes.take_back(row, returned, person=person, by=request.user, at=now())

    return ask(request, form, question, change, sheet=row)


@right("reading.follow")
@require_safe
def sheet_scan(request: SchoolRequest, sheet_scan_id: int) -> HttpResponse:
    """Hand out the scan of a sheet, to be saved and never run."""
    scan = seen(request, SheetScan, sheet_scan_id)
    path = found_or_404(sheet_reads.path_of(scan))
    answer = HttpResponse(path.read_bytes(), content_type="application/octet-stream")
    name = quote(f"{scan.name.rsplit('.', 1)[0]}.{scan.ending}")
    answer["Content-Disposition"] = (
        f"attachment; filename=\"scan.{scan.ending}\"; filename*=UTF-8''{name}"
    )
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@right("reading.run")
@form_page
def withdraw_reading(request: SchoolRequest, acknowledgement_id: int) -> HttpResponse:
    """Take back an entry from paper that was a mistake."""
    row = seen(request, Acknowledgement, acknowledgement_id)
    question = Question(
        heading=_("Withdraw the entry of %(name)s") % {"name": row.person.short_name},
        button=_("Withdraw the entry"),
        back=reverse("plan:campaign", args=[request.school.code, row.edition_id]),
        pretitle=row.edition.document.title,
        lead=_("The entry stays visible with your reason, and the person is asked again."),
        danger=True,
        done=_("The entry is withdrawn."),
    )
    return ask(
        request,
        ReasonForm(posted(request)),
        question,
        lambda given: changes.withdraw(row, given["reason"], by=request.user, at=now()),
    )
