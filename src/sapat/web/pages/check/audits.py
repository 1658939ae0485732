"""Audits and in-school control of a school year: plan against fact, what is not covered."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from sapat.check.audits import reads
from sapat.check.audits.checklists.reads import tallies
from sapat.check.audits.checklists.rules import Tally
from sapat.check.audits.models import Audit, AuditProgramme
from sapat.check.audits.rules import AuditState, Kind, Part, plan_against_fact
from sapat.school.calendar.rules import year_label
from sapat.web.doors import SchoolRequest, right
from sapat.web.pages.check.audits_tabs import LOOKS, tabs

TOLERANCE = 14
"""Days by which an audit may be late before it counts as overdue, as the indicator counts."""


@right("audit.read")
@require_safe
def audits(request: SchoolRequest) -> HttpResponse:
    """Show the internal audits of a school year."""
    return _list(request, Kind.INTERNAL)


@right("audit.read")
@require_safe
def audits_control(request: SchoolRequest) -> HttpResponse:
    """Show the in-school control of a school year."""
    return _list(request, Kind.CONTROL)


def _list(request: SchoolRequest, kind: Kind) -> HttpResponse:
    known = list(reads.programmes(kind))
    asked = request.GET.get("year", "")
    row = next((one for one in known if str(one.year) == asked), known[0] if known else None)
    rows = list(reads.audits(row.pk)) if row else []
    day = localdate()
    context = {
        "tabs": tabs(request, kind),
        "kind": kind,
        "is_control": kind == Kind.CONTROL,
        "row": row,
        "years": [(one.year, year_label(one.year)) for one in known],
        "rows": shown(rows),
        "count": plan_against_fact([one.standing for one in rows], day, tolerance=TOLERANCE),
        "gaps": gaps(row, rows),
        "can_plan": request.may("audit.plan"),
    }
    return render(request, "check/audits.html", context)


def gaps(row: AuditProgramme | None, rows: list[Audit]) -> list[reads.Covered]:
    """Return what a programme leaves out without saying why."""
    return [one for one in reads.coverage(row, rows) if one.is_gap] if row else []


def shown(rows: list[Audit]) -> list[dict[str, Any]]:
    """Return audits as a table shows them (one query for all checklists)."""
    day = localdate()
    counted = tallies(row.pk for row in rows)
    return [
        {
            "row": row,
            "look": LOOKS[AuditState(row.state)],
            "lead": next((seat for seat in row.seats.all() if seat.part == Part.LEAD), None),
            "tally": counted.get(row.pk, Tally()),
            "late": row.state in {AuditState.PLANNED, AuditState.STARTED}
            and row.planned_until < day,
            "moved": row.planned_on != row.first_planned_on,
        }
        for row in rows
    ]
