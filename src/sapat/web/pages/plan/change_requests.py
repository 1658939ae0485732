"""Requests to change a document or a setting, decided by the director."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.change_requests import changes, reads
from sapat.plan.change_requests.changes import Proposal, Ruling
from sapat.plan.change_requests.models import ChangeRequest
from sapat.plan.change_requests.rules import ChangeState
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.registers import ChangeForm, ChangeRulingForm, DoneForm
from sapat.web.forms.shared import SureForm
from sapat.web.pages.plan.resource_tabs import REGISTERS, tabs

STATUSES = {
    ChangeState.ASKED: "waiting",
    ChangeState.APPROVED: "attention",
    ChangeState.REFUSED: "not_applicable",
    ChangeState.DONE: "normal",
    ChangeState.TAKEN_BACK: "not_applicable",
}


@right("change.ask")
@require_safe
def change_requests(request: SchoolRequest) -> HttpResponse:
    """Show the requests: who, what, why, and what was decided."""
    rows = [(row, STATUSES[ChangeState(row.state)]) for row in reads.requests()]
    context = {"tabs": tabs(request, REGISTERS), "rows": rows}
    return render(request, "plan/change_requests.html", context)


@right("change.ask")
@require_safe
def change_request(request: SchoolRequest, changerequest_id: int) -> HttpResponse:
    """Show one request and its way."""
    row = seen(request, ChangeRequest, changerequest_id)
    me = people.person_of(request.user)
    context = {
        "row": row,
        "status": STATUSES[ChangeState(row.state)],
        "can_decide": request.may("change.approve") and row.state == ChangeState.ASKED,
        "can_do": request.may("clause.change") and row.state == ChangeState.APPROVED,
        "mine": me is not None and me.pk == row.asked_by_id and row.state == ChangeState.ASKED,
    }
    return render(request, "plan/change_request.html", context)


@right("change.ask")
@form_page
def ask_change(request: SchoolRequest) -> HttpResponse:
    """Ask for a change."""
    documents = {row.pk: row for row in reads.documents()}
    form = ChangeForm(posted(request))
    form.fields["document"].offer([(pk, row.title) for pk, row in documents.items()])  # type: ignore[attr-defined]
    question = Question(
        heading=_("Ask for a change"),
        button=_("Ask"),
        back=reverse("plan:change_requests", args=[request.school.code]),
        pretitle=_("Change requests"),
        done=_("The request is written down; the director decides."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.ask(
            request.school,
            Proposal(
                given["subject"], given["what"], given["why"], documents.get(given["document"])
            ),
            asker=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )


@right("change.approve")
@form_page
def decide_change(request: SchoolRequest, changerequest_id: int) -> HttpResponse:
    """Approve a change or refuse it."""
    row = seen(request, ChangeRequest, changerequest_id)
    question = _about(row, _("Decide on the change"), _("Decide"), _("The decision is kept."))
    return ask(
        request,
        ChangeRulingForm(posted(request)),
        question,
        lambda given: changes.decide(
            row,
            Ruling(**given),
            decider=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )


@right("clause.change")
@form_page
def carry_out_change(request: SchoolRequest, changerequest_id: int) -> HttpResponse:
    """Write down that an approved change is made."""
    row = seen(request, ChangeRequest, changerequest_id)
    question = _about(row, _("The change is made"), _("Save"), _("The change is written down."))
    return ask(
        request,
        DoneForm(posted(request)),
        question,
        lambda given: changes.carry_out(
            row, given["note"], on=given["on"], by=request.user, at=now()
        ),
    )


@right("change.ask")
@form_page
def take_back_change(request: SchoolRequest, changerequest_id: int) -> HttpResponse:
    """Take one's own request back before it is decided."""
    row = seen(request, ChangeRequest, changerequest_id)
    question = _about(row, _("Take the request back"), _("Take back"), _("It is taken back."))
    return ask(
        request,
        SureForm(posted(request)),
        question,
        lambda _given: changes.take_back(
            row, people.person_of(request.user), by=request.user, at=now()
        ),
    )


def _about(row: ChangeRequest, heading: str, button: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("plan:change_request", args=[row.school.code, row.pk]),
        pretitle=row.what,
        done=done,
    )
