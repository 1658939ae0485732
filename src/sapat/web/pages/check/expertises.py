"""Expert reviews: the list, one review, and its paper."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.expertises import reads
from sapat.check.expertises.models import Expertise, ExpertiseCriterion
from sapat.check.expertises.rules import (
    OPEN,
    PARTS,
    ExpertiseState,
    Kind,
    Mark,
    Outcome,
    Seat,
    is_late,
)
from sapat.publish.expertises import expertise_paper
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.pages.check.expertise_tabs import tabs
from sapat.web.papers import answer_with

A_PAGE = 50
OPEN_ONES = "open"

LOOKS = {
    ExpertiseState.PLANNED: "waiting",
    ExpertiseState.JUDGING: "no_data",
    ExpertiseState.CONCLUDED: "attention",
    ExpertiseState.SIGNED: "high",
    ExpertiseState.DROPPED: "not_applicable",
}
MARK_LOOKS = {
    Mark.MET: "high",
    Mark.MOSTLY: "normal",
    Mark.PARTLY: "attention",
    Mark.NOT_MET: "critical",
    Mark.UNSEEN: "no_data",
}
OUTCOME_LOOKS = {Outcome.FIT: "high", Outcome.AFTER: "attention", Outcome.UNFIT: "critical"}


@right("expertise.read")
@require_safe
def expertises(request: SchoolRequest) -> HttpResponse:
    """Show the expert reviews, the newest first."""
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "state", "kind")}
    page = Paginator(_found(asked), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs(request),
        "page": page,
        "rows": _shown(list(page)),
        "states": [(OPEN_ONES, _("open")), *ExpertiseState.choices],
        "kinds": Kind.choices,
        "asked": asked,
        "empty": not page.paginator.count and not any(asked.values()),
        "can_change": request.may("expertise.change"),
    }
    return render(request, "check/expertises.html", context)


def _found(asked: dict[str, str]) -> Any:
    rows = reads.search(reads.expertises(), asked["q"])
    if asked["state"] == OPEN_ONES:
        rows = rows.filter(state__in=OPEN).order_by("due_on", "pk")
    elif asked["state"] in ExpertiseState.values:
        rows = rows.filter(state=asked["state"])
    if asked["kind"] in Kind.values:
        rows = rows.filter(kind=asked["kind"])
    return rows


def _shown(rows: list[Expertise]) -> list[dict[str, Any]]:
    day = localdate()
    return [
        {
            "row": row,
            "look": LOOKS[ExpertiseState(row.state)],
            "late": is_late(row.state, row.due_on, day),
            "outcome_look": OUTCOME_LOOKS.get(row.outcome),  # type: ignore[call-overload]
        }
        for row in rows
    ]


@right("expertise.read")
@require_safe
def expertise(request: SchoolRequest, expertise_id: int) -> HttpResponse:
    """Show one review: who makes it, the marks side by side, what it concludes."""
    row = seen(request, Expertise, expertise_id)
    members = reads.members(row)
    criteria = list(reads.criteria(row))
    advised = list(reads.advice(row))
    answers = reads.answers(advised)
    mine = next((one for one in members if one.person_id == request.member.person_id), None)
    is_expert = bool(mine and mine.person_id and mine.seat != Seat.AUTHOR)
    keeps = request.may("expertise.change")
    works = keeps or (is_expert and request.may("expertise.judge"))
    context = {
        "row": row,
        "look": LOOKS[ExpertiseState(row.state)],
        "outcome_look": OUTCOME_LOOKS.get(row.outcome),  # type: ignore[call-overload]
        "members": members,
        "sides": sides(row, criteria),
        "left": sum(not one.mark for one in criteria),
        "advice": [(one, answers.get(one.source)) for one in advised],
        "late": is_late(row.state, row.due_on, localdate()),
        "keeps": keeps,
        "works": works,
        "may_name": keeps and row.state in {"planned", "judging"},
        "may_judge": works and row.state == ExpertiseState.JUDGING,
        "may_sign": is_expert
        and row.state == ExpertiseState.CONCLUDED
        and not (mine and mine.signed_on),
    }
    return render(request, "check/expertise.html", context)


def sides(row: Expertise, criteria: list[ExpertiseCriterion]) -> list[dict[str, Any]]:
    """Return the sides of a review with their criteria and how each mark looks."""
    return [
        {
            "code": part.value,
            "label": part.label,
            "criteria": [
                (one, MARK_LOOKS.get(one.mark))  # type: ignore[call-overload]
                for one in criteria
                if one.part == part
            ],
        }
        for part in PARTS[row.kind]
    ]


@right("expertise.read")
@require_safe
def expertise_sheet(request: SchoolRequest, expertise_id: int) -> HttpResponse:
    """Show the conclusion as it is printed, or hand it out."""
    row = seen(request, Expertise, expertise_id)
    return answer_with(
        request,
        lambda language: expertise_paper(row, language=language, at=now()),
        back=reverse("check:expertise", args=[request.school.code, row.pk]),
        back_to=row.title,
    )
