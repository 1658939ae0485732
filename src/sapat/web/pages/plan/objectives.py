"""Objectives: the list, one with its way, setting, restating and ending it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.objectives import changes, reads
from sapat.plan.objectives.changes import Aim
from sapat.plan.objectives.models import Objective, Strategy
from sapat.plan.planning import reads as planning
from sapat.school.calendar import reads as calendar
from sapat.school.organisations import reads as organisations
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.objectives import EndForm, ObjectiveForm
from sapat.web.pages.plan.measured import drawn, latest_value, progress
from sapat.web.pages.plan.policy_tabs import tabs

AHEAD = timedelta(days=730)
"""How far ahead the ends of terms are offered as steps."""
SHOWN = 20
"""Indicators a search shows: more would not be read."""


@right("objective.read")
@require_safe
def objectives(request: SchoolRequest) -> HttpResponse:
    """Show the objectives that run, or all, against their way."""
    day = localdate()
    every = request.GET.get("which") == "all"
    rows = list(reads.objectives() if every else reads.open_objectives(day))
    context = {
        "tabs": tabs(request),
        "lines": progress(request.school, reads.as_tree(rows), day),
        "every": every,
        "can_change": request.may("objective.change"),
    }
    return render(request, "plan/objectives.html", context)


@right("objective.read")
@require_safe
def objective(request: SchoolRequest, objective_id: int) -> HttpResponse:
    """Show one objective: its way, what was measured, what serves it."""
    row = seen(request, Objective, objective_id)
    day = localdate()
    below = reads.objectives().filter(above=row)
    lines = progress(request.school, [(0, row), *((1, one) for one in below)], day)
    context = {
        "objective": row,
        "line": lines[0],
        "below": lines[1:],
        "drawn": drawn(lines[0]),
        "steps": row.way.steps,
        "items": [(one, one.state_on(day)) for one in planning.leaves().filter(objective=row)],
        "can_change": request.may("objective.change") and row.ended_on is None,
    }
    return render(request, "plan/objective.html", context)


@right("objective.change")
@form_page
def new_objective(request: SchoolRequest) -> HttpResponse:
    """Choose the indicator by a search, then set the objective."""
    known = reads.known_indicators(active=True).get(request.GET.get("indicator", ""))
    if known is None:
        return _choose(request)
    latest = latest_value(request.school, known.code)
    start: dict[str, Any] = {"set_on": localdate(), "above": request.GET.get("above", "")}
    lead = _("There is no figure of “%(name)s” yet: the baseline may stay empty.")
    if latest is not None:
        start["baseline"] = round(latest.reading.value or 0, 2)
        lead = _("The baseline is the latest figure of “%(name)s”: %(value)s, %(term)s.")
    facts = {
        "name": known.name,
        "value": latest.text if latest else "",
        "term": latest.reading.term.label if latest else "",
    }
    form, offered = _form(request, start)
    question = Question(
        heading=_("New objective"),
        button=_("Set the objective"),
        back=reverse("plan:objectives", args=[request.school.code]),
        pretitle=_("Objectives"),
        lead=lead % facts,
        done=_("The objective is set."),
        template="plan/objective_form.html",
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.set_objective(
            request.school,
            _aim(form, given, known.code, offered, str(facts["term"])),
            by=request.user,
            at=now(),
        ),
    )


def _choose(request: SchoolRequest) -> HttpResponse:
    """Show the indicators whose name or code holds the words asked for."""
    words = request.GET.get("q", "").casefold().split()
    language = (get_language() or "ky")[:2]
    found = [
        each
        for each in reads.known_indicators(active=True).values()
        if all(
            word in f"{each.code} {each.name.in_language(language)} {each.words}".casefold()
            for word in words
        )
    ]
    context = {
        "q": request.GET.get("q", ""),
        "above": request.GET.get("above", ""),
        "found": found[:SHOWN] if words else [],
        "more": len(found) > SHOWN,
    }
    return render(request, "plan/choose_indicator.html", context)


@right("objective.change")
@form_page
def restate(request: SchoolRequest, objective_id: int) -> HttpResponse:
    """Change a running objective, for a reason."""
    row = seen(request, Objective, objective_id)
    names = ("title", "baseline", "target", "set_on", "due_on", "shape")
    start = {name: getattr(row, name) for name in names}
    start |= {"owner": row.owner_id, "goal": row.goal_id, "above": row.above_id}
    start |= {"unit": row.unit_id}
    start |= {f"step_{day:%Y%m%d}": value for day, value in row.way.steps}
    form, offered = _form(request, start, row)
    question = replace(
        _about(row, _("Change the objective"), _("Save"), _("The objective is changed.")),
        template="plan/objective_form.html",
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.restate(
            row,
            _aim(form, given, row.indicator, offered, row.baseline_from),
            reason=given["reason"],
            by=request.user,
            at=now(),
        ),
    )


@right("objective.change")
@form_page
def end(request: SchoolRequest, objective_id: int) -> HttpResponse:
    """End an objective with its result."""
    row = seen(request, Objective, objective_id)
    question = _about(row, _("End the objective"), _("End it"), _("The objective has ended."))
    return ask(
        request,
        EndForm(posted(request)),
        question,
        lambda given: changes.end(row, **given, by=request.user, at=now()),
    )


def _about(row: Objective, heading: str, button: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("plan:objective", args=[row.school.code, row.pk]),
        pretitle=row.title,
        done=done,
    )


def _form(
    request: SchoolRequest, start: dict[str, Any], row: Objective | None = None
) -> tuple[ObjectiveForm, dict[str, Any]]:
    """Return the form and the rows it offers, by field."""
    day = localdate()
    strategy = reads.strategy_on(day)
    offered: dict[str, Any] = {
        "owner": {person.pk: person for person in people.staff(day)},
        "goal": {goal.pk: goal for goal in strategy.goals.all()} if strategy else {},
        "above": {
            one.pk: one for one in reads.open_objectives(day) if row is None or one.pk != row.pk
        },
        "unit": {one.organisation_id: one for one in organisations.units(request.school, day)},
    }
    terms = [(term.ends, term.code.label) for term in calendar.terms()]
    wished = {when for when, _value in row.way.steps} if row else set()
    ends = [(when, label) for when, label in terms if day < when <= day + AHEAD or when in wished]
    form = ObjectiveForm(posted(request), initial=start, terms=ends, changes=row is not None)
    for name, rows in offered.items():
        form.fields[name].offer(rows.items())  # type: ignore[attr-defined]
    offered["strategy"] = strategy
    return form, offered


def _aim(
    form: ObjectiveForm,
    given: dict[str, Any],
    code: str,
    offered: dict[str, Any],
    source: str,
) -> Aim:
    unit = offered["unit"].get(given["unit"])
    strategy: Strategy | None = offered["strategy"]
    return Aim(
        title=given["title"],
        indicator=code,
        way=form.way(given),
        owner=offered["owner"][given["owner"]],
        strategy=strategy,
        goal=offered["goal"].get(given["goal"]),
        above=offered["above"].get(given["above"]),
        unit=unit.organisation if unit else None,
        shape=given["shape"],
        baseline_from=source,
    )
