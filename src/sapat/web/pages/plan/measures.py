"""Measures: the filtered list, one's own, one with its history, and what is done with it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.indicators.rules import catalogue
from sapat.plan.objectives import reads as objectives
from sapat.plan.planning import changes, reads, rules
from sapat.plan.planning.drafts import Measure
from sapat.plan.planning.models import Plan, PlanItem
from sapat.plan.planning.rules import OPEN, ItemState
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.planning import (
    FinishForm,
    MeasureForm,
    MoveForm,
    ReasonForm,
    RewriteForm,
)
from sapat.web.pages.plan.plan_tabs import months, tabs

A_PAGE = 60


@dataclass(frozen=True)
class Line:
    """One measure as a list shows it."""

    item: PlanItem
    day: date
    request: SchoolRequest

    @property
    def state(self) -> ItemState:
        """Return where it stands."""
        return self.item.state_on(self.day)

    @property
    def who(self) -> str:
        """Return who carries it out: a person, or a post or body."""
        item = self.item
        return item.executor.short_name if item.executor else rules.who(item.role)

    @property
    def moved(self) -> bool:
        """Answer whether its term is no longer the one first planned."""
        return self.item.due_on != self.item.first_due_on

    @property
    def can_finish(self) -> bool:
        """Answer whether this member may say that it is done."""
        return self.state in OPEN and may_act(self.request, self.item)


def may_act(request: SchoolRequest, item: PlanItem) -> bool:
    """Answer whether the member keeps plans, or carries this measure out."""
    if request.may("plan.change"):
        return True
    if item.executor_id:
        return item.executor_id == request.member.person_id
    return bool(item.role) and item.role in {str(role) for role in request.roles}


@right("plan.read")
@require_safe
def measures(request: SchoolRequest) -> HttpResponse:
    """Show the measures of a school year, narrowed by month, executor, unit and state."""
    day = localdate()
    year = reads.running_year(day)
    wanted = _wanted(request)
    first, last = rules.year_span(year)
    rows = reads.narrowed(reads.leaves().filter(plan__in=reads.plans(year)), wanted, day)
    rows = [row for row in rows if first <= row.due_on <= last]
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    units = reads.units(request.school, day)
    context = {
        "tabs": tabs(request),
        "page": page,
        "lines": [Line(row, day, request) for row in page],
        "wanted": wanted,
        "months": months(),
        "staff": [(person.pk, person.full_name) for person in people.staff(day)],
        "units": [(f"{kind}-{pk}", name) for (kind, pk), name in units.items()],
        "states": ItemState.choices,
    }
    return render(request, "plan/measures.html", context)


def _wanted(request: SchoolRequest) -> reads.Wanted:
    number = {
        name: int(text) if (text := request.GET.get(name, "")).isdigit() and len(text) < 10 else 0
        for name in ("month", "executor")
    }
    return reads.Wanted(
        month=number["month"],
        executor=number["executor"],
        unit=request.GET.get("unit", ""),
        state=request.GET.get("state", ""),
    )


@right("reading.own")
@require_safe
def my_measures(request: SchoolRequest) -> HttpResponse:
    """Show what the member carries out, by name or by post; nobody else's."""
    day = localdate()
    year = reads.running_year(day)
    roles = frozenset(str(role) for role in request.roles)
    found = reads.of_person(request.member.person_id or 0, roles, year)
    lines = [Line(row, day, request) for row in found]
    groups = [
        (_("Late"), [line for line in lines if line.state == ItemState.LATE]),
        (_("Running"), [line for line in lines if line.state == ItemState.RUNNING]),
        (_("Ahead"), [line for line in lines if line.state == ItemState.AHEAD]),
        (_("Finished"), [line for line in lines if line.state not in OPEN]),
    ]
    context = {"tabs": tabs(request), "groups": [group for group in groups if group[1]]}
    return render(request, "plan/my_measures.html", context)


@right("plan.read")
@require_safe
def coverage(request: SchoolRequest) -> HttpResponse:
    """Show unit by unit how many measures of each section the year holds; empty ones stand out."""
    day = localdate()
    year = reads.running_year(day)
    units = reads.units(request.school, day)
    counted = reads.by_unit(year)
    sections = rules.Section.choices
    rows = [
        (
            name,
            f"{key[0]}-{key[1]}",
            [counted.get((*key, code), 0) for code, _label in sections],
            sum(counted.get((*key, code), 0) for code, _label in sections),
        )
        for key, name in units.items()
    ]
    context = {
        "tabs": tabs(request),
        "sections": [label for _code, label in sections],
        "rows": rows,
        "empty": [row[0] for row in rows if not row[3]],
    }
    return render(request, "plan/coverage.html", context)


@right("plan.read")
@require_safe
def item(request: SchoolRequest, plan_item_id: int) -> HttpResponse:
    """Show one measure: plan, fact, moves, parts."""
    row = seen(request, PlanItem, plan_item_id)
    day = localdate()
    context = {
        "item": row,
        "line": Line(row, day, request),
        "state": row.state_on(day),
        "moves": list(row.moves.order_by("moved_on", "pk")),
        "parts": [Line(part, day, request) for part in reads.items().filter(above=row)],
        "section": row.get_section_display(),
        "can_change": request.may("plan.change") and row.state_on(day) in OPEN,
    }
    return render(request, "plan/item.html", context)


@right("plan.change")
@form_page
def add(request: SchoolRequest, plan_id: int) -> HttpResponse:
    """Write a measure into a plan."""
    plan = seen(request, Plan, plan_id)
    form, offered = _form(request, MeasureForm, {"section": rules.Section.MANAGEMENT})
    question = Question(
        heading=_("New measure"),
        button=_("Write it"),
        back=reverse("plan:plan", args=[request.school.code, plan.pk]),
        pretitle=plan.title,
        done=_("The measure is in the plan."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.add(plan, _measure(given, offered), by=request.user, at=now()),
    )


@right("plan.change")
@form_page
def rewrite(request: SchoolRequest, plan_item_id: int) -> HttpResponse:
    """Correct what a measure says."""
    row = seen(request, PlanItem, plan_item_id)
    names = ("text", "section", "kind", "since", "role", "answers", "answers_indicator")
    start = {name: getattr(row, name) for name in (*names, "heard_at", "outcome")}
    start |= {"executor": row.executor_id, "objective": row.objective_id}
    start |= {"clauses": ", ".join(row.clauses), "unit": _unit_key(row)}
    form, offered = _form(request, RewriteForm, start)
    question = _about(row, _("Correct the measure"), _("Save"), _("The measure is corrected."))
    return ask(
        request,
        form,
        question,
        lambda given: changes.rewrite(
            row,
            _measure(given | {"due_on": row.due_on}, offered),
            by=request.user,
            at=now(),
        ),
    )


@right("reading.own")
@form_page
def finish(request: SchoolRequest, plan_item_id: int) -> HttpResponse:
    """Say that a measure is done and what came of it."""
    row = _own(request, plan_item_id)
    question = _about(row, _("The measure is done"), _("Record it"), _("It is recorded as done."))
    return ask(
        request,
        FinishForm(posted(request)),
        question,
        lambda given: changes.finish(row, **given, by=request.user, at=now()),
    )


@right("reading.own")
@form_page
def move(request: SchoolRequest, plan_item_id: int) -> HttpResponse:
    """Give a measure another term, for a reason."""
    row = _own(request, plan_item_id)
    question = _about(row, _("Move the deadline"), _("Move it"), _("The deadline is moved."))
    return ask(
        request,
        MoveForm(posted(request), initial={"to": row.due_on}),
        question,
        lambda given: changes.move(row, **given, by=request.user, at=now()),
    )


@right("plan.change")
@form_page
def drop(request: SchoolRequest, plan_item_id: int) -> HttpResponse:
    """Take a measure out of the plan, for a reason."""
    row = seen(request, PlanItem, plan_item_id)
    question = replace(
        _about(row, _("Drop the measure"), _("Drop it"), _("The measure is dropped.")), danger=True
    )
    return ask(
        request,
        ReasonForm(posted(request)),
        question,
        lambda given: changes.drop(row, **given, by=request.user, at=now()),
    )


def _own(request: SchoolRequest, pk: int) -> PlanItem:
    """Return the measure if the member may act on it; to others it does not exist."""
    row = seen(request, PlanItem, pk)
    if not may_act(request, row):
        raise Http404
    return row


def _about(row: PlanItem, heading: str, button: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("plan:item", args=[row.school.code, row.pk]),
        pretitle=row.plan.title,
        lead=row.text,
        done=done,
    )


def _unit_key(row: PlanItem) -> str:
    if row.unit_id:
        return f"unit-{row.unit_id}"
    return f"body-{row.body_id}" if row.body_id else ""


def _form(
    request: SchoolRequest, kind: type[MeasureForm], start: dict[str, Any]
) -> tuple[MeasureForm, dict[str, Any]]:
    """Return the form and the rows it offers, by field."""
    day = localdate()
    form = kind(posted(request), initial=start)
    rows = reads.unit_rows(request.school, day)
    offered: dict[str, Any] = {
        "executor": {person.pk: person for person in people.staff(day)},
        "objective": {one.pk: one for one in objectives.open_objectives(day)},
        "unit": rows,
    }
    fields: dict[str, Any] = form.fields
    fields["executor"].offer(offered["executor"].items())
    fields["objective"].offer(offered["objective"].items())
    names = reads.units(request.school, day)
    fields["unit"].choices = [
        ("", "—"),
        *((f"{key[0]}-{key[1]}", name) for key, name in names.items()),
    ]
    fields["answers_indicator"].choices = [
        ("", "—"),
        *((one.code, f"{one.code} {one.name}") for one in catalogue().indicators.values()),
    ]
    return form, offered


def _measure(given: dict[str, Any], offered: dict[str, Any]) -> Measure:
    row = offered["unit"].get(given["unit"])
    is_unit = given["unit"].startswith("unit")
    rest = {
        "executor": offered["executor"].get(given["executor"]),
        "objective": offered["objective"].get(given["objective"]),
        "unit": row if is_unit else None,
        "body": None if is_unit else row,
        "clauses": tuple(given["clauses"]),
    }
    return Measure(**(given | rest))
