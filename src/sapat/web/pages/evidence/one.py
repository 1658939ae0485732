"""One import: understood, wrong cells, what will change, commit, undo."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sapat.check.monitoring import changes as monitoring
from sapat.core import background
from sapat.core.refusal import Refused
from sapat.evidence.imports import changes, originals, reads, summary
from sapat.evidence.imports.errors import Error
from sapat.evidence.imports.examining import Asked
from sapat.evidence.imports.marked import marked
from sapat.evidence.imports.models import Import
from sapat.evidence.reading import Unreadable
from sapat.evidence.store import reads as store
from sapat.school.subjects import reads as subjects
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.files import attachment
from sapat.web.forms.mapping import mapping_of, parts
from sapat.web.pages.evidence.showing import shown
from sapat.web.pages.evidence.work import check_data, start


@right("evidence.read")
@require_safe
def one_import(request: SchoolRequest, import_id: int) -> HttpResponse:
    """Show how far an import is, what was understood, what is wrong, what will change."""
    return _page(request, seen(request, Import, import_id))


@right("evidence.import")
@require_POST
def remap(request: SchoolRequest, import_id: int) -> HttpResponse:
    """Take over what a person changed of the understanding, and read again."""
    row = seen(request, Import, import_id)
    asked = _asked(row, request)
    try:
        row = changes.ask_again(row, asked, by=request.user, at=now())
    except Refused as no:
        return _page(request, row, refused=no)
    start(row, lambda: changes.look(row, at=now()))
    return redirect("evidence:import", request.school.code, row.pk)


@right("evidence.import")
@require_POST
def commit(request: SchoolRequest, import_id: int) -> HttpResponse:
    """Commit an import; writing goes on beside the page."""
    row = seen(request, Import, import_id)
    try:
        row = changes.start_commit(row, by=request.user, at=now())
    except Refused as no:
        return _page(request, row, refused=no)
    user, school = request.user, request.school

    def work() -> None:
        changes.commit(row, by=user, at=now())
        check_data(row, by=user)
        background.start(lambda: monitoring.watch(school, at=now()))

    start(row, work)
    return redirect("evidence:import", request.school.code, row.pk)


@right("evidence.undo")
@require_POST
def undo(request: SchoolRequest, import_id: int) -> HttpResponse:
    """Take a committed import back, in one step."""
    row = seen(request, Import, import_id)
    try:
        changes.undo(row, by=request.user, at=now())
    except Refused as no:
        return _page(request, row, refused=no)
    check_data(row, by=request.user)
    messages.success(request, _("The import was undone; figures stand as they did before it."))
    return redirect("evidence:import", request.school.code, row.pk)


@right("evidence.import")
@require_POST
def discard(request: SchoolRequest, import_id: int) -> HttpResponse:
    """Throw an import away that was not committed."""
    row = seen(request, Import, import_id)
    try:
        changes.discard(row, by=request.user, at=now())
    except Refused as no:
        return _page(request, row, refused=no)
    messages.success(request, _("The import was thrown away; nothing of it is kept."))
    return redirect("evidence:imports", request.school.code)


@right("evidence.read")
@require_safe
def wrong_cells(request: SchoolRequest, import_id: int) -> HttpResponse:
    """Download the same workbook with the wrong cells marked."""
    row = seen(request, Import, import_id)
    file = originals.of(row)
    if not row.errors or not file.path.is_file():
        raise Http404
    try:
        content = marked(file, [Error.from_json(one) for one in row.errors])
    except Unreadable as no:
        raise Http404 from no
    return attachment(content, row.name.rsplit(".", 1)[0], _("to correct"), ending="xlsx")


def _asked(row: Import, request: SchoolRequest) -> Asked:
    sent = request.POST
    known = {str(pk): pk for pk in subjects.names()}
    settled = {
        sent[f"written-{number}"]: known[chosen]
        for number in range(len(sent))
        if (chosen := sent.get(f"subject-{number}", "")) in known and sent.get(f"written-{number}")
    }
    before = summary.asked_of(row.choices, row.mapping)
    understood = row.understood if row.understood.get("sheets") else None
    return Asked(
        data_set="",
        enrol_new="enrol_new" in sent,
        subjects={**before.subjects, **settled},
        mapping=mapping_of(understood, sent) if understood else None,
    )


def _page(request: SchoolRequest, row: Import, *, refused: Refused | None = None) -> HttpResponse:
    view = shown(row)
    may_import = request.may("evidence.import")
    context: dict[str, Any] = {
        "view": view,
        "row": row,
        "batches": list(row.batches.order_by("number")),
        "can_import": may_import,
        "can_undo": request.may("evidence.undo"),
        "refused": refused.sentence if refused else "",
        "later": store.standing_on(row.pk),
    }
    if view.is_open and may_import and row.understood:
        known = reads.subject_choices()
        context["sheets"] = parts(row.understood, known.values())
        context["known_subjects"] = known
    template = "evidence/_import.html" if request.htmx else "evidence/import.html"  # type: ignore[attr-defined]
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.OK
    return render(request, template, context, status=status)
