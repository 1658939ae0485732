"""Actions: the list, one action, and every step of its way."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sapat.act.actions import changes, reads
from sapat.act.actions.changes import Ground, Intent, Look
from sapat.act.actions.models import Action, ActionStep
from sapat.act.actions.rules import OPEN, ActionState, Kind, Verdict
from sapat.act.loop.chains import around_action
from sapat.check.effects.rules import Effect
from sapat.check.effects.rules import Verdict as Effected
from sapat.check.findings.models import Finding
from sapat.core.refusal import Refused
from sapat.publish.findings import actions_paper
from sapat.school.people import reads as people
from sapat.school.people.models import Person
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.chains import linked
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.findings import (
    ActionForm,
    ExpectForm,
    HandForm,
    JudgeForm,
    PlanForm,
    ReasonForm,
    ReportForm,
)
from sapat.web.forms.shared import SureForm
from sapat.web.pages.act.finding_tabs import tabs
from sapat.web.pages.act.findings import indicator_choices, source_of
from sapat.web.pages.act.weighing import weighed
from sapat.web.papers import answer_with

A_PAGE = 50
OPEN_ONES = "open"

LOOKS = {
    ActionState.PLANNED: "waiting",
    ActionState.STARTED: "no_data",
    ActionState.DONE: "attention",
    ActionState.WORKED: "high",
    ActionState.FAILED: "critical",
    ActionState.DROPPED: "not_applicable",
}


@right("action.read")
@require_safe
def actions(request: SchoolRequest) -> HttpResponse:
    """Show the actions, the open ones by their term."""
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "state", "kind")}
    page = Paginator(_found(asked), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs(request),
        "page": page,
        "rows": shown(list(page)),
        "states": [(OPEN_ONES, _("open")), *ActionState.choices],
        "kinds": Kind.choices,
        "asked": asked,
        "empty": not page.paginator.count and not any(asked.values()),
        "can_open": request.may("action.plan"),
    }
    return render(request, "act/actions.html", context)


@right("action.read")
@require_safe
def actions_sheet(request: SchoolRequest) -> HttpResponse:
    """Show the plan of actions as it is printed, or hand it out."""
    rows = list(reads.actions())
    return answer_with(
        request,
        lambda language: actions_paper(request.school, rows, language=language, at=now()),
        back=reverse("act:actions", args=[request.school.code]),
        back_to=_("Actions"),
    )


def _found(asked: dict[str, str]) -> Any:
    rows = reads.search(reads.actions(), asked["q"])
    if asked["state"] == OPEN_ONES:
        rows = rows.filter(state__in=OPEN).order_by("due_on", "pk")
    elif asked["state"] in ActionState.values:
        rows = rows.filter(state=asked["state"])
    if asked["kind"] in Kind.values:
        rows = rows.filter(kind=asked["kind"])
    return rows


def shown(rows: list[Action]) -> list[dict[str, Any]]:
    """Return actions as a table shows them."""
    day = localdate()
    return [
        {
            "row": row,
            "look": LOOKS[ActionState(row.state)],
            "late": row.state in {ActionState.PLANNED, ActionState.STARTED} and row.due_on < day,
        }
        for row in rows
    ]


@right("action.read")
@require_safe
def action(request: SchoolRequest, action_id: int) -> HttpResponse:
    """Show one action: its plan, what is expected, and what was said of its effect."""
    row = seen(request, Action, action_id)
    mine = request.member.person_id == row.owner_id
    may_work = mine or request.may("action.plan")
    state, day = row.state, localdate()
    context = {
        "row": row,
        "look": LOOKS[ActionState(state)],
        "steps": reads.steps(row),
        "checks": reads.checks(row),
        "ground": _ground(request, row),
        "indicator": dict(indicator_choices()).get(row.indicator, row.indicator),
        "may_plan": may_work and state == ActionState.PLANNED,
        "may_finish": may_work and state == ActionState.STARTED,
        "may_drop": request.may("action.plan") and state in {"planned", "started"},
        "may_judge": request.may("action.judge") and state == ActionState.DONE and not mine,
        "too_soon": bool(row.judged_from and day < row.judged_from),
        "mine": mine,
        "chain": linked(request, around_action(row)),
        "late": state in {"planned", "started"} and row.due_on < day,
    }
    return render(request, "act/action.html", context)


def _ground(request: SchoolRequest, row: Action) -> dict[str, str] | None:
    if not row.ground_label:
        return None
    try:
        url = reverse(row.ground_page, args=[request.school.code, *row.ground_args])
    except NoReverseMatch:
        url = ""
    return {"label": row.ground_label, "url": url}


@right("action.plan")
@form_page
def open_action(request: SchoolRequest, finding_id: int) -> HttpResponse:
    """Open an action that answers a finding."""
    finding = seen(request, Finding, finding_id)
    initial = {"owner": finding.owner_id, "indicator": finding.indicator}
    form, staff = _offered(ActionForm(posted(request), initial=initial))
    question = Question(
        heading=_("Open an action"),
        button=_("Open"),
        back=reverse("act:finding", args=[request.school.code, finding.pk]),
        pretitle=_("Finding %(name)s") % {"name": finding.name},
        lead=finding.title,
        done=_("The action is open. Lay out its steps, then begin."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: _opened(request, _intent(given, staff, finding=finding)),
    )


@right("action.plan")
@form_page
def open_improvement(request: SchoolRequest) -> HttpResponse:
    """Open an improvement that answers no finding: a survey, an analysis, an idea."""
    source = source_of(request)
    initial = {"kind": Kind.IMPROVEMENT, "indicator": request.GET.get("indicator", "")}
    form, staff = _offered(ActionForm(posted(request), initial=initial))
    form.fields["kind"].choices = [(Kind.IMPROVEMENT.value, Kind.IMPROVEMENT.label)]
    question = Question(
        heading=_("Open an improvement"),
        button=_("Open"),
        back=reverse("act:actions", args=[request.school.code]),
        pretitle=source.label or _("Actions"),
        done=_("The improvement is open. Lay out its steps, then begin."),
    )
    ground = Ground(source.label, source.page, source.args)
    return ask(
        request,
        form,
        question,
        lambda given: _opened(request, _intent(given, staff, ground=ground)),
    )


def _opened(request: SchoolRequest, intent: Intent) -> Action:
    me = people.person_of(request.user)
    return changes.open_action(request.school, intent, person=me, by=request.user, at=now())


def _intent(given: dict[str, Any], staff: dict[int, Person], **more: Any) -> Intent:
    owner = staff[given.pop("owner")]
    return Intent(**given, owner=owner, **more)


def _offered(form: Form) -> tuple[Any, dict[int, Person]]:
    staff = {person.pk: person for person in people.staff(localdate())}
    form.fields["owner"].offer([(pk, one.full_name) for pk, one in staff.items()])  # type: ignore[attr-defined]
    form.fields["indicator"].choices = indicator_choices()  # type: ignore[attr-defined]
    return form, staff


@right("finding.write")
@form_page
def plan_action(request: SchoolRequest, action_id: int) -> HttpResponse:
    """Lay out the steps of an action."""
    row = _workable(request, action_id)
    lines = [
        f"{step.text}; {step.due_on:%d.%m.%Y}" if step.due_on else step.text
        for step in reads.steps(row)
    ]
    form = PlanForm(posted(request), initial={"steps": "\n".join(lines)})
    return ask(
        request,
        form,
        _about(row, _("The plan"), _("Save the plan"), _("The plan is laid out.")),
        lambda given: changes.plan(row, given["steps"], by=request.user, at=now()),
    )


@right("finding.write")
@form_page
def expect_action(request: SchoolRequest, action_id: int) -> HttpResponse:
    """Say what is to come of an action."""
    row = _workable(request, action_id)
    names = ("indicator", "expected", "target", "effect_by")
    form = ExpectForm(posted(request), initial={name: getattr(row, name) for name in names})
    form.fields["indicator"].choices = indicator_choices()  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        _about(row, _("What is expected"), _("Save"), _("It is written what is expected.")),
        lambda given: changes.expect(row, **given, by=request.user, at=now()),
    )


@right("finding.write")
@form_page
def begin_action(request: SchoolRequest, action_id: int) -> HttpResponse:
    """Begin an action."""
    row = _workable(request, action_id)
    return ask(
        request,
        SureForm(posted(request)),
        _about(row, _("Begin the action"), _("Begin"), _("The action has begun.")),
        lambda _given: changes.begin(row, by=request.user, at=now()),
    )


@right("finding.write")
@require_POST
def tick_step(request: SchoolRequest, actionstep_id: int) -> HttpResponse:
    """Tick a step off, or take the tick back."""
    step = seen(request, ActionStep, actionstep_id)
    row = _workable(request, step.action_id)
    try:
        changes.tick_off(step, done=not step.done_on, by=request.user, at=now())
    except Refused as no:
        messages.error(request, no.sentence)
    return redirect("act:action", request.school.code, row.pk)


@right("finding.write")
@form_page
def finish_action(request: SchoolRequest, action_id: int) -> HttpResponse:
    """Report an action as done."""
    row = _workable(request, action_id)
    return ask(
        request,
        ReportForm(posted(request)),
        _about(row, _("Report it as done"), _("It is done"), _("The action is done.")),
        lambda given: changes.finish(row, given["report"], by=request.user, at=now()),
    )


@right("action.plan")
@form_page
def drop_action(request: SchoolRequest, action_id: int) -> HttpResponse:
    """Give an action up, with the reason."""
    row = seen(request, Action, action_id)
    return ask(
        request,
        ReasonForm(posted(request)),
        _about(row, _("Give the action up"), _("Give up"), _("The reason is kept.")),
        lambda given: changes.give_up(row, given["reason"], by=request.user, at=now()),
    )


@right("action.plan")
@form_page
def hand_action(request: SchoolRequest, action_id: int) -> HttpResponse:
    """Give an action to somebody else."""
    row = seen(request, Action, action_id)
    form = HandForm(posted(request), initial={"owner": row.owner_id})
    staff = {person.pk: person for person in people.staff(localdate())}
    form.fields["owner"].offer([(pk, one.full_name) for pk, one in staff.items()])  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        _about(row, _("Hand the action over"), _("Hand over"), _("It is handed over.")),
        lambda given: changes.hand(row, staff[given["owner"]], by=request.user, at=now()),
    )


@right("action.judge")
@form_page
def judge_action(request: SchoolRequest, action_id: int) -> HttpResponse:
    """Judge the effect of somebody else's action, with what the figures say beside it."""
    row = seen(request, Action, action_id)
    found = _effect(request, row)
    initial = {"verdict": SAID[found.verdict], "words": found.sentence} if found else {}
    question = replace(
        _about(row, _("Did it work?"), _("Keep the judgement"), _("The judgement is kept.")),
        template="act/judge_action.html",
    )
    figures = found.kept if found else {}
    return ask(
        request,
        JudgeForm(posted(request), initial=initial),
        question,
        lambda given: changes.judge(
            row,
            Look(**given, figures=figures),
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
        found=found,
    )


SAID = {
    Effected.WORKED: Verdict.WORKED.value,
    Effected.WORSE: Verdict.FAILED.value,
    Effected.NO_CHANGE: Verdict.FAILED.value,
    Effected.TOO_EARLY: Verdict.TOO_EARLY.value,
    Effected.CANNOT_TELL: Verdict.TOO_EARLY.value,
}
"""What the figures say -> the judgement that is offered; a person still decides."""


def _effect(request: SchoolRequest, row: Action) -> Effect | None:
    """Return what the figures say since the action was done, where it names an indicator."""
    if not row.indicator or not row.done_on:
        return None
    return weighed(request, row.indicator, row.done_on, row.group)


def _workable(request: SchoolRequest, pk: int) -> Action:
    """Return an action this person does, or may plan for others; others find nothing."""
    row = seen(request, Action, pk)
    if request.member.person_id != row.owner_id and not request.may("action.plan"):
        raise Http404
    return row


def _about(row: Action, heading: str, button: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("act:action", args=[row.school.code, row.pk]),
        pretitle=_("Action %(name)s") % {"name": row.name},
        lead=row.title,
        done=done,
    )
