"""The yearly cycle: looked at, its days changed, laid out in one step."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from sapat.core.refusal import Refused
from sapat.plan.planning.cycle import changes, reads
from sapat.plan.planning.cycle.rules import Proposal
from sapat.plan.regulations import reads as regulations
from sapat.school.calendar.rules import year_label
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right
from sapat.web.forms.cycle import CycleForm
from sapat.web.pages.plan.plan_tabs import tabs
from sapat.web.pages.plan.plans import around, chosen, tell


@right("plan.change")
@form_page
def cycle(request: SchoolRequest) -> HttpResponse:
    """Show what the adopted regulations ask of a school year, and write what is missing."""
    year = chosen(request)
    adopted = _adopted()
    refused, found = "", list[Proposal]()
    try:
        found = reads.proposals(year, adopted or None)
    except Refused as no:
        refused = no.sentence
    there = reads.written(year)
    form = CycleForm(posted(request), proposals=[one for one in found if one.key not in there])
    question = Question(
        heading=_("Yearly cycle %(year)s") % {"year": year_label(year)},
        button=_("Write it into the plans"),
        back=reverse("plan:plans", args=[request.school.code]) + f"?year={year}",
        template="plan/cycle.html",
    )

    def change(given: dict[str, Any]) -> object:
        rows = changes.lay_out(request.school, year, form.chosen(given), by=request.user, at=now())
        return tell(request, len(rows))

    return ask(
        request,
        form,
        question,
        change,
        tabs=tabs(request),
        year=year,
        years=around(year),
        objection=refused,
        written=[there[one.key] for one in found if one.key in there],
        whole=not adopted,
    )


def _adopted() -> frozenset[str]:
    """Return the clauses of the regulations that the school has taken on."""
    return frozenset(
        clause.code for reading in regulations.readings(localdate()) for clause in reading.clauses
    )
