"""Cycles of self-assessment: the list, one cycle and what it lacks, its start and its end."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.act.orders import reads as orders
from sapat.act.orders.models import Order
from sapat.act.orders.rules import OrderState
from sapat.check.assessments.annexes import reads as annexes
from sapat.check.assessments.criteria import reads as sets
from sapat.check.assessments.cycles import changes, reads
from sapat.check.assessments.cycles.changes import CyclePlan, Ground
from sapat.check.assessments.cycles.models import AssessedCriterion, Assessment
from sapat.check.assessments.cycles.rules import CycleState, Line, readiness
from sapat.check.findings import reads as findings
from sapat.school.calendar import reads as calendar
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.chains import address
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.assessments import (
    CloseCycleForm,
    CycleForm,
    DropForm,
    GiveForm,
    StartForm,
    TermsForm,
)
from sapat.web.pages.check.assessment_tabs import LEVEL_LOOKS, LOOKS, tabs

RECENT_ORDERS = 40


@right("self_assessment.read")
@require_safe
def assessments(request: SchoolRequest) -> HttpResponse:
    """List the cycles, the newest first."""
    rows = list(reads.cycles())
    context = {
        "tabs": tabs(request),
        "rows": [
            (row, LOOKS[CycleState(row.state)], row.is_open and row.due_on < localdate())
            for row in rows
        ],
        "has_sets": sets.in_use().exists(),
        "can_run": request.may("self_assessment.run"),
    }
    return render(request, "check/assessments.html", context)


@right("self_assessment.read")
@require_safe
def assessment(request: SchoolRequest, assessment_id: int) -> HttpResponse:
    """Show a cycle: how ready it is, what it lacks, every criterion, every annex."""
    row = seen(request, Assessment, assessment_id)
    lines = list(reads.lines(row))
    plain = reads.plain(row.criteria_set, lines)
    rows = reads.evidence(row)
    running = row.state == CycleState.RUNNING
    context = {
        "row": row,
        "look": LOOKS[CycleState(row.state)],
        "order": address(request, "act:order", tuple(row.order_args)) if row.order_args else "",
        "late": row.is_open and row.due_on < localdate(),
        "now": (ready := readiness(plain)),
        "lacks": _lacks(ready.unjudged, ready.bare, ready.waiting, ready.without_finding),
        "sections": _sections(row, lines, plain),
        "annexes": rows,
        "changed": annexes.changed(rows),
        "members": reads.members(row.commission, row.started_on or localdate())
        if row.commission
        else [],
        "levels": row.criteria_set.levels,
        "can_lay": row.is_open and request.may("self_assessment.judge"),
        "can_run": request.may("self_assessment.run"),
        "running": running,
        "can_close": running and not (ready.unjudged or ready.waiting),
    }
    return render(request, "check/assessment.html", context)


def _lacks(
    unjudged: tuple[str, ...],
    bare: tuple[str, ...],
    waiting: tuple[str, ...],
    weak: tuple[str, ...],
) -> list[tuple[str, tuple[str, ...]]]:
    """Return what is lacking in words, each with the codes of its criteria."""
    found = [
        (_("Not judged by the school"), unjudged),
        (_("Nothing laid beside"), bare),
        (_("Waiting for the commission"), waiting),
        (_("Weak, and no finding yet"), weak),
    ]
    return [(words, codes) for words, codes in found if codes]


def _sections(
    row: Assessment, lines: list[AssessedCriterion], plain: list[Line]
) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the criteria below their headings, with both judgements and last year's."""
    known = row.criteria_set
    names = {level.code: level.name for level in known.levels}
    before = reads.levels_before(row)
    found = findings.of_sources(line.source for line in lines)
    sections: dict[str, list[dict[str, Any]]] = {}
    for line, one in zip(lines, plain, strict=True):
        was = before.get(line.criterion.code, "")
        sections.setdefault(line.criterion.section, []).append(
            {
                "line": line,
                "own": look_of(one.own, names.get(line.own_level)),
                "commission": look_of(one.commission, names.get(line.commission_level)),
                "was": look_of(known.means(was), names.get(was)),
                "differs": one.differs,
                "weak": one.is_weak,
                "finding": found.get(line.source),
            }
        )
    return list(sections.items())


def look_of(standing: str, name: object) -> tuple[str, object] | None:
    """Return the look of a level and its name, or None where nothing was judged."""
    return (LEVEL_LOOKS[standing], name) if standing else None  # type: ignore[index]


@right("self_assessment.run")
@form_page
def new_assessment(request: SchoolRequest) -> HttpResponse:
    """Prepare a cycle."""
    known = {row.pk: row for row in sets.in_use()}
    year = calendar.year_on(localdate())
    initial: dict[str, Any] = {}
    if year:
        initial = {"since": year.starts, "until": year.ends, "due_on": year.ends}
    form = CycleForm(posted(request), initial=initial)
    form.fields["criteria_set"].offer(list(known.items()))  # type: ignore[attr-defined]
    made: list[Assessment] = []

    def write(given: dict[str, Any]) -> None:
        plan = CyclePlan(**{**given, "criteria_set": known[given["criteria_set"]]})
        me = people.person_of(request.user)
        made.append(changes.prepare(request.school, plan, person=me, by=request.user, at=now()))

    question = Question(
        heading=_("New self-assessment"),
        button=_("Prepare"),
        back=reverse("check:assessments", args=[request.school.code]),
        pretitle=_("Self-assessment"),
        lead=_("Every criterion of the set gets a line. It starts with the order and commission."),
        done=_("The cycle is prepared: say who answers for which criteria, then start it."),
    )
    answer = ask(request, form, question, write)
    return redirect("check:assessment", request.school.code, made[0].pk) if made else answer


@right("self_assessment.run")
@form_page
def replan_assessment(request: SchoolRequest, assessment_id: int) -> HttpResponse:
    """Change the period and the term of a cycle that has not started."""
    row = seen(request, Assessment, assessment_id)
    form = TermsForm(
        posted(request),
        initial={"since": row.since, "until": row.until, "due_on": row.due_on},
    )
    return ask(
        request,
        form,
        about(row, _("Period and term"), _("Save"), _("The plan is changed.")),
        lambda given: changes.replan(
            row,
            CyclePlan(row.criteria_set, programme=row.programme, **given),
            by=request.user,
            at=now(),
        ),
    )


@right("self_assessment.run")
@form_page
def start_assessment(request: SchoolRequest, assessment_id: int) -> HttpResponse:
    """Start a cycle by an order that names its commission."""
    row = seen(request, Assessment, assessment_id)
    bodies = {one.pk: one for one in reads.commissions(localdate())}
    signed = {
        one.pk: one
        for one in orders.orders()
        .filter(state=OrderState.SIGNED)
        .order_by("-signed_on", "-pk")[:RECENT_ORDERS]
    }
    form = StartForm(posted(request))
    form.fields["commission"].offer([(pk, one.name) for pk, one in bodies.items()])  # type: ignore[attr-defined]
    form.fields["order"].offer([(pk, _named(one)) for pk, one in signed.items()])  # type: ignore[attr-defined]
    lead = _("A commission has a chair and at least three members; it is set up under “Councils”.")
    return ask(
        request,
        form,
        about(row, _("Start the self-assessment"), _("Start"), _("The cycle is running."), lead),
        lambda given: changes.start(
            row,
            bodies[given["commission"]],
            _ground(given, signed.get(given["order"])),
            by=request.user,
            at=now(),
        ),
    )


def _named(order: Order) -> str:
    day = date_format(order.signed_on, "SHORT_DATE_FORMAT") if order.signed_on else ""
    return f"№ {order.number}, {day}. {order.title}"[:120]


def _ground(given: dict[str, Any], order: Order | None) -> Ground:
    if order and order.signed_on:
        return Ground(order.number, order.signed_on, (order.pk,))
    return Ground(given["number"] if given["on"] else "", given["on"] or localdate())


@right("self_assessment.run")
@form_page
def give_criteria(request: SchoolRequest, assessment_id: int) -> HttpResponse:
    """Say who judges which criteria for the school."""
    row = seen(request, Assessment, assessment_id)
    staff = {person.pk: person for person in people.staff(localdate())}
    form = GiveForm(posted(request))
    form.fields["owner"].offer([(pk, one.full_name) for pk, one in staff.items()])  # type: ignore[attr-defined]
    offer_lines(form, row)
    return ask(
        request,
        form,
        about(row, _("Who answers for which criteria"), _("Save"), _("It is said who answers.")),
        lambda given: changes.give(
            row, given["lines"], staff.get(given["owner"]), by=request.user, at=now()
        ),
    )


def offer_lines(form: Any, row: Assessment) -> list[AssessedCriterion]:
    """Offer the criteria of a cycle to a form."""
    lines = list(reads.lines(row))
    form.fields["lines"].choices = [
        (
            line.pk,
            f"{line.criterion}" + (f" — {line.owner.short_name}" if line.owner else ""),
        )
        for line in lines
    ]
    return lines


@right("self_assessment.run")
@form_page
def close_assessment(request: SchoolRequest, assessment_id: int) -> HttpResponse:
    """Close a cycle that both sides have judged."""
    row = seen(request, Assessment, assessment_id)
    lead = _("After this nothing of it changes. Weak criteria go on living as findings.")
    return ask(
        request,
        CloseCycleForm(posted(request)),
        about(row, _("Close the self-assessment"), _("Close"), _("The cycle is closed."), lead),
        lambda given: changes.close(
            row,
            given["conclusion"],
            given["heard_at"],
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )


@right("self_assessment.run")
@form_page
def drop_assessment(request: SchoolRequest, assessment_id: int) -> HttpResponse:
    """Give a cycle up."""
    row = seen(request, Assessment, assessment_id)
    return ask(
        request,
        DropForm(posted(request)),
        about(row, _("Give the cycle up"), _("Give up"), _("The cycle is given up.")),
        lambda given: changes.drop(row, given["reason"], by=request.user, at=now()),
    )


def about(row: Assessment, heading: str, button: str, done: str, lead: str = "") -> Question:
    """Return what a page around one cycle says."""
    return Question(
        heading=heading,
        button=button,
        back=reverse("check:assessment", args=[row.school.code, row.pk]),
        pretitle=row.name,
        lead=lead,
        done=done,
    )
