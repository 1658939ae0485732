"""Resources: what is needed, what was granted, what came."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.objectives.models import Objective
from sapat.plan.resources import changes, reads
from sapat.plan.resources.models import ResourceRequest
from sapat.plan.resources.rules import RequestState
from sapat.school.organisations import reads as organisations
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.resources import ArrivalForm, ResourceForm, ResourceRulingForm
from sapat.web.pages.plan.resource_tabs import RESOURCES, tabs

STATUSES = {
    RequestState.ASKED: "waiting",
    RequestState.APPROVED: "attention",
    RequestState.PROVIDED: "normal",
    RequestState.REFUSED: "not_applicable",
}


@right("resource.read")
@require_safe
def resources(request: SchoolRequest) -> HttpResponse:
    """Show the requests, and needed against provided by kind."""
    day = localdate()
    rows = list(reads.requests())
    context = {
        "tabs": tabs(request, RESOURCES),
        "rows": [(row, STATUSES[RequestState(row.state)], row.needed_by < day) for row in rows],
        "balances": reads.balances(reads.of_year(rows, day)),
        "can_ask": request.may("resource.ask"),
    }
    return render(request, "plan/resources.html", context)


@right("resource.read")
@require_safe
def resource(request: SchoolRequest, resourcerequest_id: int) -> HttpResponse:
    """Show one request and what came of it."""
    row = seen(request, ResourceRequest, resourcerequest_id)
    context = {
        "row": row,
        "status": STATUSES[RequestState(row.state)],
        "unit": row.unit.edition(localdate()).name if row.unit else "",
        "can_decide": request.may("resource.decide") and row.state == RequestState.ASKED,
        "can_provide": request.may("resource.decide") and row.state == RequestState.APPROVED,
    }
    return render(request, "plan/resource.html", context)


@right("resource.ask")
@form_page
def ask_resource(request: SchoolRequest) -> HttpResponse:
    """Ask for a resource."""
    objectives = _objectives()
    units = _units(request)
    form = ResourceForm(posted(request))
    form.fields["objective"].offer(  # type: ignore[attr-defined]
        [(pk, row.title) for pk, row in objectives.items()]
    )
    form.fields["unit"].offer(  # type: ignore[attr-defined]
        [(pk, unit.edition(localdate()).name) for pk, unit in units.items()],
        blank=_("the school as a whole"),
    )
    question = Question(
        heading=_("Ask for a resource"),
        button=_("Ask"),
        back=reverse("plan:resources", args=[request.school.code]),
        pretitle=_("Resources"),
        done=_("The request is written down; the director decides."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.ask(
            request.school,
            form.wish(given, objectives, units),
            asker=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )


@right("resource.decide")
@form_page
def decide_resource(request: SchoolRequest, resourcerequest_id: int) -> HttpResponse:
    """Grant a request or refuse it."""
    row = seen(request, ResourceRequest, resourcerequest_id)
    form = ResourceRulingForm(posted(request))
    question = _about(row, _("Decide on the request"), _("Decide"), _("The decision is kept."))
    return ask(
        request,
        form,
        question,
        lambda given: changes.decide(
            row,
            form.ruling(given),
            decider=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )


@right("resource.decide")
@form_page
def provide_resource(request: SchoolRequest, resourcerequest_id: int) -> HttpResponse:
    """Write down that what was granted is there."""
    row = seen(request, ResourceRequest, resourcerequest_id)
    form = ArrivalForm(posted(request))
    question = _about(row, _("It is provided"), _("Save"), _("It is written down as provided."))
    return ask(
        request,
        form,
        question,
        lambda given: changes.provide(row, form.arrival(given), by=request.user, at=now()),
    )


def _about(row: ResourceRequest, heading: str, button: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("plan:resource", args=[row.school.code, row.pk]),
        pretitle=row.title,
        done=done,
    )


def _objectives() -> dict[int, Objective]:
    return {row.pk: row for row in reads.objectives()}


def _units(request: SchoolRequest) -> dict[int, Organisation]:
    found = organisations.units(request.school, localdate())
    return {unit.organisation_id: unit.organisation for unit in found}
