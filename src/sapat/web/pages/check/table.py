"""The deputy head's table of a term."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.data_quality.trust import of_term
from sapat.check.measuring.table import table_of
from sapat.publish.class_changes import class_changes
from sapat.publish.pictures.drawing import for_page
from sapat.web.doors import SchoolRequest, right
from sapat.web.pages.check.terms import Chosen, chosen_term

MARKS = ("period_marks",)
"""What the table is made of."""


@right("indicator.read")
@require_safe
def table(request: SchoolRequest) -> HttpResponse:
    """Show the table as schools print it, with what moved since before."""
    chosen = chosen_term(request)
    found = table_of(chosen.ground, chosen.term) if chosen.term else None
    moved = class_changes(found) if found else None
    context = {
        "chosen": chosen,
        "table": found,
        "moved": for_page(moved, (get_language() or "ky")[:2]) if moved else None,
        "names": request.may("people.read"),
        "tabs": tabs(request, chosen, "check:table"),
        "may_import": request.may("evidence.import"),
        "trust": of_term(chosen.term, MARKS) if chosen.term else None,
        "may_read_issues": request.may("quality_issue.read"),
        "issues_query": f"?term={chosen.term.year}-{chosen.term.number}" if chosen.term else "",
    }
    return render(request, "check/table.html", context)


def tabs(request: SchoolRequest, chosen: Chosen, active: str) -> list[dict[str, object]]:
    """Return the tabs of the table and of what stands beside it."""
    pages = (
        ("check:table", _("Deputy head's table")),
        ("check:objectivity", _("Objectivity of marks")),
    )
    return [
        {
            "label": label,
            "url": reverse(page, args=[request.school.code]) + chosen.query,
            "active": page == active,
        }
        for page, label in pages
    ]
