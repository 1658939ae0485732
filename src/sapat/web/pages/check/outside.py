"""Accreditations, inspections and other assessments from outside; experts beside the school."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.assessments.cycles import reads as cycles
from sapat.check.assessments.cycles.models import Assessment
from sapat.check.assessments.cycles.rules import CycleState
from sapat.check.assessments.outside import changes, reads
from sapat.check.assessments.outside.changes import Card
from sapat.check.assessments.outside.models import OutsideAssessment
from sapat.check.assessments.outside.rules import GRADES, Decision, PointKind, agreement
from sapat.check.findings import reads as findings
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.outside import ExpertsForm, OutsideForm
from sapat.web.pages.check.assessment_tabs import tabs
from sapat.web.pages.check.assessments import look_of

LOOKS = {
    Decision.AWAITED: "waiting",
    Decision.FULL: "normal",
    Decision.CONDITIONAL: "attention",
    Decision.REFUSED: "critical",
    Decision.NO_REMARKS: "normal",
    Decision.ORDERS: "attention",
}
POINT_LOOKS = {
    PointKind.ORDER: "critical",
    PointKind.REMARK: "attention",
    PointKind.RECOMMENDATION: "waiting",
    PointKind.STRENGTH: "high",
}


@right("self_assessment.read")
@require_safe
def outside(request: SchoolRequest) -> HttpResponse:
    """List what others found, the newest first."""
    day = localdate()
    context = {
        "tabs": tabs(request),
        "rows": [_counted(row, day) for row in reads.outside()],
        "can_run": request.may("self_assessment.run"),
    }
    return render(request, "check/outside.html", context)


def _counted(row: OutsideAssessment, day: Any) -> dict[str, Any]:
    points = [one for one in row.points.all() if one.kind != PointKind.STRENGTH]
    return {
        "row": row,
        "look": LOOKS[Decision(row.decision)],
        "points": len(points),
        "settled": sum(one.settled_on is not None for one in points),
        "late": sum(one.is_late(day) for one in points),
        "expired": bool(row.valid_until and row.valid_until < day),
    }


@right("self_assessment.read")
@require_safe
def outside_assessment(request: SchoolRequest, outside_assessment_id: int) -> HttpResponse:
    """Show one: its decision, its points with their terms, the experts beside the school."""
    row = seen(request, OutsideAssessment, outside_assessment_id)
    points = list(reads.points(row))
    known = findings.of_sources(one.source for one in points)
    compared = reads.compared(row)
    context = {
        "row": row,
        "look": LOOKS[Decision(row.decision)],
        "expired": bool(row.valid_until and row.valid_until < localdate()),
        "points": [
            {
                "point": one,
                "look": POINT_LOOKS[PointKind(one.kind)],
                "grade": GRADES[PointKind(one.kind)],
                "late": one.is_late(localdate()),
                "finding": known.get(one.source),
            }
            for one in points
        ],
        "can_run": request.may("self_assessment.run"),
        **_compared(row, compared),
    }
    return render(request, "check/outside_assessment.html", context)


def _compared(row: OutsideAssessment, compared: list[reads.Compared]) -> dict[str, Any]:
    """Return the experts' levels beside the school's, and how far they agree."""
    if row.cycle is None:
        return {"compared": [], "agreement": None}
    known = row.cycle.criteria_set
    names = {level.code: level.name for level in known.levels}
    shown = [
        {
            "line": one.line,
            "own": look_of(known.means(one.own), names.get(one.own)),
            "experts": look_of(known.means(one.experts), names.get(one.experts)),
            "differs": bool(one.own and one.experts and one.own != one.experts),
        }
        for one in compared
    ]
    found = agreement((known.means(one.own), known.means(one.experts)) for one in compared)
    return {"compared": shown, "agreement": found if found.all else None}


@right("self_assessment.run")
@form_page
def keep_outside(request: SchoolRequest) -> HttpResponse:
    """Write an assessment from outside down."""
    form = OutsideForm(posted(request))
    known = _offer_cycles(form)
    made: list[OutsideAssessment] = []
    question = Question(
        heading=_("Outside assessment"),
        button=_("Write down"),
        back=reverse("check:outside", args=[request.school.code]),
        pretitle=_("Accreditation and inspection"),
        done=_("It is written down: now its points with their terms."),
    )
    answer = ask(
        request,
        form,
        question,
        lambda given: made.append(
            changes.keep(
                request.school,
                _card(given, known),
                person=people.person_of(request.user),
                by=request.user,
                at=now(),
            )
        ),
    )
    return redirect("check:outside_assessment", request.school.code, made[0].pk) if made else answer


@right("self_assessment.run")
@form_page
def restate_outside(request: SchoolRequest, outside_assessment_id: int) -> HttpResponse:
    """Write down how it went on: the decision, its paper, its term."""
    row = seen(request, OutsideAssessment, outside_assessment_id)
    names = ("kind", "assessor", "programme", "since", "until", "paper", "decision", "decided_on",
             "valid_until", "conclusion")  # fmt: skip
    initial = {name: getattr(row, name) for name in names} | {"cycle": row.cycle_id}
    form = OutsideForm(posted(request), initial=initial)
    known = _offer_cycles(form)
    return ask(
        request,
        form,
        about(row, _("Outcome"), _("Save"), _("The outcome is written down.")),
        lambda given: changes.restate(row, _card(given, known), by=request.user, at=now()),
    )


@right("self_assessment.run")
@form_page
def compare_outside(request: SchoolRequest, outside_assessment_id: int) -> HttpResponse:
    """Write down the experts' levels, criterion by criterion."""
    row = seen(request, OutsideAssessment, outside_assessment_id)
    initial = {f"level_{pk}": level for pk, level in reads.experts(row).items()}
    form = ExpertsForm(posted(request), initial=initial)
    if row.cycle:
        levels = [(one.code, str(one.name)) for one in row.cycle.criteria_set.levels]
        lines = [(one.line.criterion_id, str(one.line.criterion)) for one in reads.compared(row)]
        form.offer(lines, levels)
    return ask(
        request,
        form,
        about(row, _("What the experts judged"), _("Save"), _("The experts' levels are kept.")),
        lambda _given: changes.compare(row, form.levels(), by=request.user, at=now()),
    )


def _offer_cycles(form: OutsideForm) -> dict[int, Assessment]:
    rows = {one.pk: one for one in cycles.cycles() if one.state != CycleState.DROPPED}
    form.fields["cycle"].offer([(pk, one.name) for pk, one in rows.items()])  # type: ignore[attr-defined]
    return rows


def _card(given: dict[str, Any], known: dict[int, Assessment]) -> Card:
    return Card(**{**given, "cycle": known.get(given["cycle"])})


def about(row: OutsideAssessment, heading: str, button: str, done: str, lead: str = "") -> Question:
    """Return what a page around one outside assessment says."""
    return Question(
        heading=heading,
        button=button,
        back=reverse("check:outside_assessment", args=[row.school.code, row.pk]),
        pretitle=row.name,
        lead=lead,
        done=done,
    )
