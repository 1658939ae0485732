"""Management reviews: the list, one review with its inputs, how often they are held."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.act.decisions.reads import is_late
from sapat.act.reviews import changes, reads
from sapat.act.reviews.effectiveness import trend
from sapat.act.reviews.gathering import gather
from sapat.act.reviews.models import Review, ReviewEdition
from sapat.act.reviews.rules import Judgement, ReviewState, next_due
from sapat.core.proofs import Question as Look
from sapat.publish.pictures.drawing import for_page
from sapat.publish.reviews import picture_of, review_paper, rows_of, years_of
from sapat.school.calendar.rules import year_label
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.reviews import RhythmForm
from sapat.web.pages.act.meetings import DECISION_LOOKS
from sapat.web.pages.act.review_tabs import tabs
from sapat.web.papers import answer_with

LOOKS = {
    ReviewState.PLANNED: "waiting",
    ReviewState.HELD: "attention",
    ReviewState.APPROVED: "high",
    ReviewState.CALLED_OFF: "not_applicable",
}
JUDGED = {Judgement.GOOD: "high", Judgement.IMPROVE: "attention", Judgement.BAD: "critical"}


@right("review.read")
@require_safe
def reviews(request: SchoolRequest) -> HttpResponse:
    """Show the reviews, when the next is due, how often they are held."""
    rows = list(reads.reviews())
    rhythm = reads.rhythm(localdate())
    counts = reads.counted(rows)
    due = next_due(reads.last_day(), rhythm.times, rhythm.began)
    context = {
        "tabs": tabs(request),
        "rows": [(row, LOOKS[ReviewState(row.state)], counts.get(row.pk, 0)) for row in rows],
        "rhythm": rhythm,
        "due": due,
        "late": due < localdate(),
        "can_plan": request.may("review.change"),
    }
    return render(request, "act/reviews.html", context)


@right("review.read")
@require_safe
def review(request: SchoolRequest, review_id: int) -> HttpResponse:
    """Show one review: its inputs, judgements, outputs, and what became of the one before."""
    row = seen(request, Review, review_id)
    editions = reads.editions(row)
    edition = editions[0] if editions else None
    state = ReviewState(row.state)
    open_ = state == ReviewState.HELD
    before = reads.earlier(row)
    context = {
        "row": row,
        "look": LOOKS[state],
        "edition": edition,
        "editions": editions,
        "inputs": _frozen(request, edition) if edition else _live(request, row),
        "decisions": decided(row),
        "resources": reads.resources(row),
        "before": before,
        "became": decided(before) if before else [],
        "asked": reads.resources(before) if before else [],
        "is_planned": state == ReviewState.PLANNED and request.may("review.change"),
        "can_freeze": row.day <= localdate(),
        "can_work": open_ and request.may("review.change"),
        "can_approve": open_ and request.may("review.approve"),
        "broken": state == ReviewState.APPROVED and reads.digest(row) != row.digest,
    }
    return render(request, "act/review.html", context)


def decided(row: Review) -> list[tuple[Any, str, bool]]:
    """Return the decisions of a review as pages show them: row, look, whether late."""
    day = localdate()
    return [(one, DECISION_LOOKS[one.state], is_late(one, day)) for one in reads.outputs(row)]


def _live(request: SchoolRequest, row: Review) -> list[dict[str, Any]]:
    """Return the inputs as they stand now; nothing is kept of them yet."""
    if row.state != ReviewState.PLANNED:
        return []
    language = (get_language() or "ky")[:2]
    found = gather(request.school, row.since, localdate(), languages=(language,))
    return [_input(request, one.in_language(language)) for one in found]


def _frozen(request: SchoolRequest, edition: ReviewEdition) -> list[dict[str, Any]]:
    return [
        {
            **_input(request, one.shown),
            "name": one.name,
            "row": one,
            "look": JUDGED[Judgement(one.judgement)] if one.judgement else "",
        }
        for one in reads.inputs_of(edition)
    ]


def _input(request: SchoolRequest, told: dict[str, Any]) -> dict[str, Any]:
    figures = [
        {**each, "url": _address(request, each.get("page", ""), each.get("args", []))}
        for each in told.get("figures", [])
    ]
    return {
        "name": told.get("name", ""),
        "figures": figures,
        "lacks": told.get("lacks", ""),
        "url": _address(request, told.get("page", ""), []),
    }


def _address(request: SchoolRequest, page: str, args: list[Any]) -> str:
    if not page:
        return ""
    try:
        return reverse(page, args=[request.school.code, *args])
    except NoReverseMatch:
        return ""


@right("review.read")
@require_safe
def review_effectiveness(request: SchoolRequest) -> HttpResponse:
    """Show whether the system works better from year to year."""
    found = trend(Look(request.school, localdate()))
    drawn = picture_of(found)
    context = {
        "tabs": tabs(request),
        "years": [year_label(year) for year in years_of(found)],
        "rows": rows_of(found),
        "drawn": for_page(drawn, (get_language() or "ky")[:2]) if drawn else None,
    }
    return render(request, "act/review_effectiveness.html", context)


@right("review.read")
@require_safe
def review_sheet(request: SchoolRequest, review_id: int) -> HttpResponse:
    """Show the review as it is printed, or hand it out."""
    row = seen(request, Review, review_id)
    back = reverse("act:review", args=[request.school.code, row.pk])
    return answer_with(
        request,
        lambda language: review_paper(row, language=language, at=now()),
        back=back,
        back_to=_("Management review %(name)s") % {"name": row.name},
    )


@right("review.change")
@form_page
def review_rhythm(request: SchoolRequest) -> HttpResponse:
    """Set how often the school reviews its system."""
    rhythm = reads.rhythm(localdate())
    question = Question(
        heading=_("How often the system is reviewed"),
        button=_("Save"),
        back=reverse("act:reviews", args=[request.school.code]),
        pretitle=_("Management review"),
        lead=_("The regulation leaves it open; twice a year is usual."),
        done=_("It is set."),
    )
    return ask(
        request,
        RhythmForm(posted(request), initial={"times": rhythm.times}),
        question,
        lambda given: changes.set_rhythm(request.school, given["times"], by=request.user, at=now()),
    )
