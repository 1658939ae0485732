"""Imports: what came in, and bringing in more."""

import tempfile
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.evidence.imports import changes, reads
from sapat.evidence.imports.examining import Asked, File
from sapat.evidence.imports.states import State
from sapat.evidence.store import reads as store
from sapat.plan.datasets.rules import datasets
from sapat.school.calendar import reads as calendar
from sapat.web.asking import form_page, posted
from sapat.web.doors import SchoolRequest, right
from sapat.web.forms.evidence import ImportForm
from sapat.web.pages.evidence.showing import STATUS
from sapat.web.pages.evidence.work import start

A_PAGE = 30


@right("evidence.read")
@require_safe
def imports(request: SchoolRequest) -> HttpResponse:
    """List the imports, and what evidence there is of each kind."""
    page = Paginator(reads.imports(), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, STATUS[State(row.state)], _rows_of(row.counts)) for row in page],
        "kept": [
            (datasets()[code].name, batches[-1], sum(batch.rows for batch in batches))
            for code, batches in store.live(request.school).files.items()
            if code in datasets()
        ],
        "can_import": request.may("evidence.import"),
    }
    return render(request, "evidence/imports.html", context)


def _rows_of(counts: dict[str, Any]) -> int:
    return sum(one.get("read", 0) for one in counts.values())


@right("evidence.import")
@form_page
def new_import(request: SchoolRequest) -> HttpResponse:
    """Take a file or a pasted table; reading it goes on beside the page."""
    years = [year.year for year in calendar.years()]
    form = ImportForm(posted(request), request.FILES or None, years=years)
    if request.method == "POST" and form.is_valid():
        return _receive(request, form.cleaned_data)
    current = calendar.year_on(localdate())
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "current": current}
    return render(request, "evidence/new_import.html", context, status=status)


def _receive(request: SchoolRequest, given: dict[str, Any]) -> HttpResponse:
    asked = Asked(
        data_set=given["data_set"],
        year=given["year"],
        term=given["term"],
        school_class=given["school_class"],
        enrol_new=given["enrol_new"],
    )
    with tempfile.TemporaryDirectory() as place:
        file = _file(given, Path(place))
        row = changes.receive(request.school, file, asked, by=request.user, at=now())
    start(row, lambda: changes.look(row, at=now()))
    return redirect("evidence:import", request.school.code, row.pk)


def _file(given: dict[str, Any], place: Path) -> File:
    """Return what was sent as a file on this machine."""
    sent = given["file"]
    path = place / "sent"
    if sent is None:
        path.write_text(given["pasted"], "utf-8")
        return File(path, _("pasted table"), pasted=True)
    with path.open("wb") as out:
        for chunk in sent.chunks():
            out.write(chunk)
    return File(path, sent.name)
