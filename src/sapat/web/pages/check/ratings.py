"""Ratings of the school's own: the list, one rating, its weights and its papers."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.ratings import reads
from sapat.check.ratings.models import Rating, RatingScheme
from sapat.check.ratings.rules import Kind, RatingState, SchemeState, Why, shares
from sapat.plan.objectives.reads import known_indicators
from sapat.publish.pictures.drawing import for_page
from sapat.publish.ratings import rating_paper, rating_picture, readers_paper
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.pages.check.expertise_tabs import tabs
from sapat.web.pages.check.rating_words import indicators_of, lines, sensitivity
from sapat.web.papers import answer_with

LOOKS = {
    RatingState.DRAFT: "waiting",
    RatingState.PUBLISHED: "normal",
    RatingState.FINAL: "high",
    RatingState.REPLACED: "not_applicable",
    RatingState.DROPPED: "not_applicable",
}
SCHEME_LOOKS = {
    SchemeState.DRAFT: "waiting",
    SchemeState.APPROVED: "high",
    SchemeState.REPLACED: "not_applicable",
}
HIDDEN = frozenset({RatingState.DRAFT, RatingState.DROPPED})
"""States that only those who keep ratings see."""
MOST = 40


@right("rating.read")
@require_safe
def ratings(request: SchoolRequest) -> HttpResponse:
    """Show the ratings, the newest term first, and the weights they are made by."""
    keeps = request.may("rating.keep")
    rows = reads.ratings()
    known = reads.schemes()
    if not keeps:
        rows = rows.exclude(state__in=HIDDEN)
        known = known.exclude(state=SchemeState.DRAFT)
    context = {
        "tabs": tabs(request),
        "rows": [(row, LOOKS[RatingState(row.state)]) for row in rows[:MOST]],
        "schemes": [(row, SCHEME_LOOKS[SchemeState(row.state)]) for row in known],
        "kinds": Kind.choices,
        "keeps": keeps,
    }
    return render(request, "check/ratings.html", context)


@right("rating.read")
@require_safe
def rating(request: SchoolRequest, rating_id: int) -> HttpResponse:
    """Show one rating: scores, places as intervals, components, steadiness, appeals."""
    row = visible(request, rating_id)
    names = reads.names(row.kind, row.figures.get("units", []))
    appeals = list(reads.appeals(row))
    keeps, day = request.may("rating.keep"), localdate()
    published = row.state == RatingState.PUBLISHED
    over = bool(row.appeals_until and day > row.appeals_until)
    accepted = any(one.verdict == "accepted" for one in appeals)
    context = {
        "row": row,
        "look": LOOKS[RatingState(row.state)],
        "kind": Kind(row.kind).label,
        "lines": lines(row, names),
        "has_ahead": any(unit.get("ahead") for unit in row.units),
        "heads": indicators_of(row),
        "weights": _weights(row.scheme),
        "left_out": [
            (names.get(str(unit["key"]), "?"), Why(unit["why"]).label) for unit in row.left_out
        ],
        "drawn": for_page(rating_picture(row, names), get_language() or "ky")
        if row.units
        else None,
        "steadiness": sensitivity(row, names),
        "measures": _measures(row, names),
        "appeals": [_appeal(request, one, names) for one in appeals],
        "keeps": keeps,
        "may_appeal": published and not over and request.may("rating.appeal"),
        "may_finish": keeps and published and over and not accepted,
        "may_correct": keeps and published and accepted,
        "batches": len(row.figures.get("batches", ())),
    }
    return render(request, "check/rating.html", context)


def visible(request: SchoolRequest, pk: int) -> Rating:
    """Return a rating that this person may see; drafts are seen by those who keep ratings."""
    row = seen(request, Rating, pk)
    if row.state in HIDDEN and not request.may("rating.keep"):
        raise Http404
    return row


def _measures(row: Rating, names: dict[str, str]) -> list[dict[str, Any]]:
    if row.state not in {RatingState.PUBLISHED, RatingState.FINAL}:
        return []
    return [
        {
            "called": one,
            "name": names.get(one.key, "?"),
            "source": row.source(one.key),
            "finding": finding,
            "indicator": one.codes[0] if one.codes else "",
        }
        for one, finding in reads.measures(row)
    ]


def _appeal(request: SchoolRequest, one: Any, names: dict[str, str]) -> dict[str, Any]:
    """Return an appeal; whose it is, is told to those who keep ratings and to themselves."""
    mine = one.person_id is not None and one.person_id == request.member.person_id
    keeps = request.may("rating.keep")
    return {
        "row": one,
        "unit": names.get(one.unit, ""),
        "who": one.person.short_name if one.person and (keeps or mine) else "",
        "may_answer": keeps and not mine and not one.verdict,
    }


def _weights(scheme: RatingScheme) -> list[dict[str, Any]]:
    known = known_indicators(active=False)
    parts = scheme.weighed
    share = shares(parts)
    return [
        {
            "part": part,
            "name": known[part.code].name if part.code in known else part.code,
            "share": share[part.code],
            "known": part.code in known,
        }
        for part in parts
    ]


@right("rating.read")
@require_safe
def rating_scheme(request: SchoolRequest, ratingscheme_id: int) -> HttpResponse:
    """Show the weights of a rating with their reasons and who approved them."""
    row = seen(request, RatingScheme, ratingscheme_id)
    keeps = request.may("rating.keep")
    if row.state == SchemeState.DRAFT and not keeps:
        raise Http404
    context = {
        "row": row,
        "look": SCHEME_LOOKS[SchemeState(row.state)],
        "kind": Kind(row.kind).label,
        "weights": _weights(row),
        "keeps": keeps,
    }
    return render(request, "check/rating_scheme.html", context)


@right("rating.read")
@require_safe
def rating_sheet(request: SchoolRequest, rating_id: int) -> HttpResponse:
    """Show the sheet of a rating as it is printed, or hand it out."""
    row = visible(request, rating_id)
    return answer_with(
        request,
        lambda language: rating_paper(row, language=language, at=now()),
        back=reverse("check:rating", args=[request.school.code, row.pk]),
        back_to=row.scheme.name,
    )


@right("rating.read")
@require_safe
def rating_readers(request: SchoolRequest, rating_id: int) -> HttpResponse:
    """Show the sheet for readers outside: programmes alone, without places."""
    row = visible(request, rating_id)
    if row.kind != Kind.PROGRAMMES:
        raise Http404
    return answer_with(
        request,
        lambda language: readers_paper(row, language=language, at=now()),
        back=reverse("check:rating", args=[request.school.code, row.pk]),
        back_to=row.scheme.name,
    )


@right("rating.keep")
@require_safe
def rating_again(request: SchoolRequest, rating_id: int) -> HttpResponse:
    """Work the figures out anew of the same evidence, and say whether they are the same."""
    row = seen(request, Rating, rating_id)
    context = {"row": row, "same": bool(row.figures) and reads.is_same_again(row)}
    return render(request, "check/rating_again.html", {**context, "title": _("Worked out again")})
