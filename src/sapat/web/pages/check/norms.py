"""Set the school's own norm for an indicator."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from sapat.check.measuring.ground import ground_of
from sapat.plan.indicators import changes
from sapat.plan.indicators.norms import Approval
from sapat.plan.indicators.rules import Levels
from sapat.school.calendar.rules import year_label
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right
from sapat.web.forms.norms import NormForm


@right("norm.change")
@form_page
def norm(request: SchoolRequest, indicator: str) -> HttpResponse:
    """Ask for the levels and the protocol; put the norm in force."""
    ground = ground_of(request.school)
    found = ground.current.indicators.get(indicator)
    if found is None:
        raise Http404
    year = ground.latest.year if ground.latest else localdate().year
    levels = ground.norm(indicator, year).levels
    years = [(each, year_label(each)) for each in sorted({*ground.years, year}, reverse=True)]
    form = NormForm(
        posted(request),
        years=years,
        initial={**vars(levels), "since_year": year, "basis": "regulation"},
    )

    def change(given: dict[str, Any]) -> None:
        changes.set_norm(
            request.school,
            indicator,
            Levels(given["target"], given["ok"], given["alarm"]),
            Approval(given["body"], given["protocol"], given["decided_on"]),
            since_year=given["since_year"],
            basis=given["basis"],
            by=request.user,
            at=now(),
        )

    question = Question(
        heading=_("Norm of “%(name)s”") % {"name": found.name},
        button=_("Put in force"),
        back=reverse("check:indicator", args=[request.school.code, indicator]),
        pretitle=f"{found.code} {found.name}",
        lead=_("A norm is set by a body of the school and holds from a school year on."),
        done=_("The norm is in force."),
    )
    return ask(request, form, question, change)
