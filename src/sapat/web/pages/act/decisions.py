"""Decisions: what is open, how one goes, its report, its term, its effect."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.act.actions import reads as actions
from sapat.act.decisions import changes, reads
from sapat.act.decisions.models import Decision, Ground
from sapat.act.decisions.rules import (
    BINDING,
    PAGES,
    WAITING,
    DecisionState,
    Effect,
    GroundKind,
    effect_waits,
)
from sapat.act.decisions.wording import Judgement
from sapat.act.loop.chains import around_decision
from sapat.act.orders import reads as orders
from sapat.check.effects.rules import Verdict
from sapat.plan.objectives import reads as objectives
from sapat.publish.meetings import extract
from sapat.publish.papers.content import Paper
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.chains import address, linked
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.decisions import AloneForm, EffectForm, OwnerForm, TermForm, WordsForm
from sapat.web.pages.act.actions import shown
from sapat.web.pages.act.meeting_tabs import tabs
from sapat.web.pages.act.meetings import DECISION_LOOKS
from sapat.web.pages.act.minutes import offer_people
from sapat.web.pages.act.weighing import weighed
from sapat.web.papers import answer_with

EFFECT_LOOKS = {
    Effect.REACHED: "high",
    Effect.PARTLY: "attention",
    Effect.NOT_REACHED: "critical",
    Effect.TOO_EARLY: "waiting",
}
SAID = {
    Verdict.WORKED: Effect.REACHED.value,
    Verdict.WORSE: Effect.NOT_REACHED.value,
    Verdict.NO_CHANGE: Effect.NOT_REACHED.value,
    Verdict.TOO_EARLY: Effect.TOO_EARLY.value,
    Verdict.CANNOT_TELL: Effect.TOO_EARLY.value,
}
"""What the figures say -> the judgement that is offered; a person still decides."""
VIEWS = ("open", "late", "effect", "mine", "all")
ON_A_PAGE = 50


@right("meeting.read")
@require_safe
def decisions(request: SchoolRequest) -> HttpResponse:
    """Show the decisions: open ones first, or all."""
    day = localdate()
    view = request.GET.get("view", "open")
    view = view if view in VIEWS else "open"
    every = reads.decisions()
    rows: Any = every
    me = people.person_of(request.user)
    if view in ("open", "late"):
        rows = reads.open_decisions(request.school, day)
        rows = [row for row in rows if view == "open" or reads.is_late(row, day)]
    elif view == "effect":
        rows = reads.effects_waiting()
    elif view == "mine":
        rows = reads.owned_by(me) if me else []
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs(request),
        "page": page,
        "rows": [(row, DECISION_LOOKS[row.state], reads.is_late(row, day)) for row in page],
        "view": view,
        "views": [("open", _("open")), ("late", _("overdue")), ("effect", _("effect to check")),
                  ("mine", _("mine")), ("all", _("all"))],
        "tally": reads.tally(every, day),
        "can_decide": request.may("order.sign"),
    }  # fmt: skip
    return render(request, "act/decisions.html", context)


@right("meeting.read")
@require_safe
def decision(request: SchoolRequest, decision_id: int) -> HttpResponse:
    """Show one decision and its way."""
    row = seen(request, Decision, decision_id)
    me = people.person_of(request.user)
    meeting = row.item.meeting if row.item else None
    known = objectives.known_indicators()
    indicator = known.get(row.effect_indicator)
    context = {
        "row": row,
        "meeting": meeting,
        "look": DECISION_LOOKS[row.state],
        "late": reads.is_late(row, localdate()),
        "indicator": indicator.name if indicator else row.effect_indicator,
        "effect_look": EFFECT_LOOKS.get(Effect(row.effect)) if row.effect else "",
        "grounds": [(one, _address(request, one)) for one in row.grounds.all()],
        "dissents": row.dissents.select_related("person"),
        "hearings": row.item.hearings.select_related("body") if row.item else [],
        "way": reads.steps(row),
        "orders": orders.of_decision(row),
        "actions": shown(list(actions.answering(_found_in(row), [row.pk]))),
        "may_act": request.may("action.plan") and row.state in BINDING,
        "chain": linked(request, around_decision(row)),
        "can_order": request.may("order.write") and row.state in WAITING,
        **_offers(request, row, me.pk if me else None),
    }
    return render(request, "act/decision.html", context)


def _found_in(row: Decision) -> list[int]:
    """Return the ids of the findings on which a decision stands."""
    grounds = (one for one in row.grounds.all() if one.kind == GroundKind.FINDING)
    return [int(one.reference) for one in grounds if one.reference.isdecimal()]


def _offers(request: SchoolRequest, row: Decision, me: int | None) -> dict[str, bool]:
    """Return which steps the page offers to this member."""
    owns = me == row.owner_id or (row.owner is not None and not row.owner.user_id)
    controls = me != row.owner_id and (
        me == row.controller_id or (row.controller is not None and not row.controller.user_id)
    )
    leads = request.may("meeting.keep") and me != row.owner_id
    return {
        "can_report": row.state == DecisionState.OPEN and owns,
        "can_confirm": row.state == DecisionState.REPORTED and controls,
        "can_move": row.state == DecisionState.OPEN and leads,
        "can_check": effect_waits(row.state, row.effect_by, row.effect) and leads,
    }


def _address(request: SchoolRequest, ground: Ground) -> str:
    """Return where the record of a ground stands, or nothing while no page has it."""
    page = PAGES.get(GroundKind(ground.kind), "") if ground.reference else ""
    return address(request, page, (ground.reference,))


@right("order.sign")
@form_page
def decide_alone(request: SchoolRequest) -> HttpResponse:
    """Write down what the head decides without a meeting."""
    staff = {person.pk: person for person in people.staff(localdate())}
    form = AloneForm(posted(request))
    offer_people(form, staff)
    question = Question(
        heading=_("Decision of the director"),
        button=_("Decide"),
        back=reverse("act:decisions", args=[request.school.code]),
        pretitle=_("Decisions"),
        done=_("The decision is taken."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.decide_alone(
            request.school, form.resolution(given, staff), on=given["on"], by=request.user, at=now()
        ),
    )


@right("meeting.read")
@form_page
def report_decision(request: SchoolRequest, decision_id: int) -> HttpResponse:
    """Report a decision as carried out."""
    row = seen(request, Decision, decision_id)
    question = _about(
        row, _("It is carried out"), _("Report"), _("The report is with the control.")
    )
    return ask(
        request,
        WordsForm(posted(request)),
        question,
        lambda given: changes.report_done(
            row, given["words"], person=_me(request), by=request.user, at=now()
        ),
    )


@right("meeting.read")
@form_page
def confirm_decision(request: SchoolRequest, decision_id: int) -> HttpResponse:
    """Confirm that a decision is carried out."""
    row = seen(request, Decision, decision_id)
    question = _about(row, _("Confirm"), _("Confirm"), _("The decision counts as carried out."))
    return ask(
        request,
        WordsForm(posted(request)),
        question,
        lambda given: changes.confirm(
            row, given["words"], person=_me(request), by=request.user, at=now()
        ),
    )


@right("meeting.read")
@form_page
def return_decision(request: SchoolRequest, decision_id: int) -> HttpResponse:
    """Send a reported decision back."""
    row = seen(request, Decision, decision_id)
    question = _about(row, _("Not carried out yet"), _("Send back"), _("It is sent back."))
    return ask(
        request,
        WordsForm(posted(request)),
        question,
        lambda given: changes.send_back(
            row, given["words"], person=_me(request), by=request.user, at=now()
        ),
    )


@right("meeting.keep")
@form_page
def carry_over(request: SchoolRequest, decision_id: int) -> HttpResponse:
    """Give a decision that was not carried out a new term."""
    row = seen(request, Decision, decision_id)
    question = _about(row, _("Carry over"), _("Set the new term"), _("The new term is set."))
    return ask(
        request,
        TermForm(posted(request)),
        question,
        lambda given: changes.carry_over(
            row, given["term"], given["words"], person=_me(request), by=request.user, at=now()
        ),
    )


@right("meeting.keep")
@form_page
def hand_over(request: SchoolRequest, decision_id: int) -> HttpResponse:
    """Give a decision to somebody else."""
    row = seen(request, Decision, decision_id)
    staff = {person.pk: person for person in people.staff(localdate())}
    form = OwnerForm(posted(request))
    form.fields["owner"].offer([(pk, one.full_name) for pk, one in staff.items()])  # type: ignore[attr-defined]
    question = _about(row, _("Give it to somebody else"), _("Hand over"), _("It is handed over."))
    return ask(
        request,
        form,
        question,
        lambda given: changes.hand_over(
            row, staff[given["owner"]], given["words"], by=request.user, at=now()
        ),
    )


@right("meeting.keep")
@form_page
def check_decision(request: SchoolRequest, decision_id: int) -> HttpResponse:
    """Judge whether a decision worked."""
    row = seen(request, Decision, decision_id)
    expected = _("Expected: %(words)s") % {"words": row.effect_expected}
    question = replace(
        _about(row, _("Did it work?"), _("Save"), _("The check is recorded."), expected),
        template="act/judge_action.html",
    )
    found = None
    if row.effect_indicator and row.done_on:
        found = weighed(request, row.effect_indicator, row.done_on)
    initial = {"effect": SAID[found.verdict], "words": found.sentence} if found else {}
    return ask(
        request,
        EffectForm(posted(request), initial=initial),
        question,
        lambda given: changes.check_effect(
            row, Judgement(**given), person=_me(request), by=request.user, at=now()
        ),
        found=found,
    )


@right("order.sign")
@form_page
def cancel_decision(request: SchoolRequest, decision_id: int) -> HttpResponse:
    """Cancel a binding decision."""
    row = seen(request, Decision, decision_id)
    lead = _("Name the later decision or order that cancels it.")
    question = _about(row, _("Cancel the decision"), _("Cancel it"), _("It is cancelled."), lead)
    return ask(
        request,
        WordsForm(posted(request)),
        question,
        lambda given: changes.cancel(
            row, given["words"], person=_me(request), by=request.user, at=now()
        ),
    )


@right("meeting.read")
@require_safe
def extract_paper(request: SchoolRequest, decision_id: int) -> HttpResponse:
    """Show the extract of one decision as it is printed, or hand it out."""
    row = seen(request, Decision, decision_id)
    if row.item is None:
        raise Http404

    def make(language: str) -> Paper:
        return extract(row, language=language, at=now())

    back = reverse("act:decision", args=[request.school.code, row.pk])
    return answer_with(request, make, back=back, back_to=row.text[:60])


def _me(request: SchoolRequest) -> Any:
    """Return who acts; nobody acts for the school without being a person of it."""
    me = people.person_of(request.user)
    if me is None:
        raise PermissionDenied
    return me


def _about(row: Decision, heading: str, button: str, done: str, lead: str = "") -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("act:decision", args=[row.school.code, row.pk]),
        pretitle=_("Decision"),
        lead=lead or row.text,
        done=done,
    )
