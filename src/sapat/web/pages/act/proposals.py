"""Proposals of unions and of administration: made, answered with a reason, carried out."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.act.decisions import reads as decisions
from sapat.act.proposals import changes, reads
from sapat.act.proposals.changes import Reply, Wish
from sapat.act.proposals.models import Proposal
from sapat.act.proposals.rules import ProposalState
from sapat.school.bodies import reads as bodies
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.proposals import AnswerForm, OutcomeForm, ProposalForm
from sapat.web.forms.shared import SureForm
from sapat.web.pages.act.meeting_tabs import tabs

LOOKS = {
    ProposalState.MADE: "waiting",
    ProposalState.ACCEPTED: "attention",
    ProposalState.DECLINED: "not_applicable",
    ProposalState.DONE: "normal",
    ProposalState.TAKEN_BACK: "not_applicable",
}


@right("meeting.read")
@require_safe
def proposals(request: SchoolRequest) -> HttpResponse:
    """Show every proposal with its answer, what waits first."""
    day = localdate()
    rows = [(row, LOOKS[ProposalState(row.state)], _late(row, day)) for row in reads.proposals()]
    context = {"tabs": tabs(request), "rows": rows, "can_keep": request.may("meeting.keep")}
    return render(request, "act/proposals.html", context)


def _late(row: Proposal, day: date) -> bool:
    by = {ProposalState.MADE: row.answer_by, ProposalState.ACCEPTED: row.do_by}
    until = by.get(ProposalState(row.state))
    return until is not None and until < day


@right("meeting.read")
@require_safe
def proposal(request: SchoolRequest, proposal_id: int) -> HttpResponse:
    """Show one proposal and its way."""
    row = seen(request, Proposal, proposal_id)
    context = {
        "row": row,
        "look": LOOKS[ProposalState(row.state)],
        "late": _late(row, localdate()),
        "can_answer": request.may("finding.confirm") and row.state == ProposalState.MADE,
        "can_do": request.may("meeting.keep") and row.state == ProposalState.ACCEPTED,
        "can_take_back": request.may("meeting.keep") and row.state == ProposalState.MADE,
    }
    return render(request, "act/proposal.html", context)


@right("meeting.keep")
@form_page
def propose(request: SchoolRequest) -> HttpResponse:
    """Make a proposal."""
    offered = {body.pk: body for body in bodies.bodies(localdate())}
    form = ProposalForm(posted(request))
    form.fields["body"].offer(  # type: ignore[attr-defined]
        [(pk, body.name) for pk, body in offered.items()], blank=_("administration itself")
    )
    question = Question(
        heading=_("New proposal"),
        button=_("Propose"),
        back=reverse("act:proposals", args=[request.school.code]),
        pretitle=_("Proposals"),
        done=_("The proposal waits for its answer."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.propose(
            request.school,
            Wish(given["text"], given["result"], given["made_on"], offered.get(given["body"]),
                 given["answer_by"]),
            author=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )  # fmt: skip


@right("finding.confirm")
@form_page
def answer_proposal(request: SchoolRequest, proposal_id: int) -> HttpResponse:
    """Answer a proposal with a reason."""
    row = seen(request, Proposal, proposal_id)
    staff = {person.pk: person for person in people.staff(localdate())}
    taken = {one.pk: one for one in decisions.open_decisions(request.school, localdate())}
    form = AnswerForm(posted(request))
    form.fields["owner"].offer([(pk, one.full_name) for pk, one in staff.items()])  # type: ignore[attr-defined]
    form.fields["decision"].offer([(pk, one.text[:90]) for pk, one in taken.items()])  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        _about(row, _("Answer the proposal"), _("Answer"), _("The answer is given.")),
        lambda given: changes.answer(
            row,
            Reply(given["accepted"], given["reason"], staff.get(given["owner"]), given["do_by"],
                  taken.get(given["decision"])),
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )  # fmt: skip


@right("meeting.keep")
@form_page
def carry_out_proposal(request: SchoolRequest, proposal_id: int) -> HttpResponse:
    """Write down that an accepted proposal was carried out."""
    row = seen(request, Proposal, proposal_id)
    return ask(
        request,
        OutcomeForm(posted(request)),
        _about(row, _("It is carried out"), _("Save"), _("The outcome is written down.")),
        lambda given: changes.carry_out(
            row, given["outcome"], on=given["on"], by=request.user, at=now()
        ),
    )


@right("meeting.keep")
@form_page
def take_back_proposal(request: SchoolRequest, proposal_id: int) -> HttpResponse:
    """Take a proposal back before it is answered."""
    row = seen(request, Proposal, proposal_id)
    return ask(
        request,
        SureForm(posted(request)),
        _about(row, _("Take the proposal back"), _("Take back"), _("It is taken back.")),
        lambda _given: changes.take_back(row, by=request.user, at=now()),
    )


def _about(row: Proposal, heading: str, button: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("act:proposal", args=[row.school.code, row.pk]),
        pretitle=_("Proposal"),
        lead=row.text,
        done=done,
    )
