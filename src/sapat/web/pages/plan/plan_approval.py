"""A plan as a document: written from its measures, adopted by a body, approved by order."""

from typing import Any

from django.http import HttpResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from sapat.plan.documents import changes as documents
from sapat.plan.documents.changes import Adoption, Approval
from sapat.plan.planning import reads
from sapat.plan.planning.models import Plan
from sapat.plan.planning.paper import changes
from sapat.school.bodies import reads as bodies
from sapat.school.people import reads as people
from sapat.web.asking import ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right, seen
from sapat.web.forms.planning import SureForm
from sapat.web.forms.policy import AdoptForm, OrderForm
from sapat.web.pages.plan.plans import about


@right("plan.change")
@form_page
def write_plan(request: SchoolRequest, plan_id: int) -> HttpResponse:
    """Write the plan as a document to be adopted and approved."""
    row = seen(request, Plan, plan_id)
    question = about(
        row,
        _("Write the plan as a document"),
        _("Write the document"),
        _("The document is written: it can be adopted."),
        _("Its text is made from the measures. While it is a draft it can be written anew."),
    )
    return ask(
        request,
        SureForm(posted(request)),
        question,
        lambda _given: changes.write(row, by=request.user, at=now()),
    )


@right("document.adopt")
@form_page
def adopt_plan(request: SchoolRequest, plan_id: int) -> HttpResponse:
    """Record which body adopted the plan, by which protocol."""
    row = seen(request, Plan, plan_id)
    offered = {body.pk: body for body in bodies.bodies(localdate())}
    form = AdoptForm(posted(request))
    form.fields["body"].offer(offered.items())  # type: ignore[attr-defined]
    question = about(row, _("The plan is adopted"), _("Record it"), _("It is adopted."))

    def change(given: dict[str, Any]) -> object:
        adoption = Adoption(offered[given["body"]], given["protocol_number"], given["adopted_on"])
        edition = found_or_404(reads.paper_of(row))
        return documents.adopt(edition, adoption, by=request.user, at=now())

    return ask(request, form, question, change)


@right("document.approve")
@form_page
def approve_plan(request: SchoolRequest, plan_id: int) -> HttpResponse:
    """Approve the adopted plan by order."""
    row = seen(request, Plan, plan_id)
    question = about(row, _("Approve the plan"), _("Approve by order"), _("The plan is approved."))

    def change(given: dict[str, Any]) -> object:
        person = found_or_404(people.director(given["approved_on"]))
        approval = Approval(person, given["order_number"], given["approved_on"])
        return changes.approve(row, approval, since=given["since"], by=request.user, at=now())

    return ask(request, OrderForm(posted(request)), question, change)
