"""Outside ratings: how the place went over the years, and what a changed part would do."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.measuring.ground import ground_of
from sapat.check.ratings import outside
from sapat.plan.registers import reads
from sapat.plan.registers.models import RatingMethod, RatingPlace
from sapat.plan.registers.rules import MethodPart
from sapat.publish.exports.tables import figure
from sapat.publish.pictures.drawing import for_page
from sapat.publish.pictures.history import history
from sapat.publish.pictures.pictures import Picture, Point
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.pages.check.expertise_tabs import tabs

LINE = 2
"""Years that a line needs."""


@right("rating.read")
@require_safe
def outside_ratings(request: SchoolRequest) -> HttpResponse:
    """Show the ratings the school takes part in, with the way of its place."""
    language = get_language() or "ky"
    methods = []
    for row in reads.methods():
        places = sorted(row.places.all(), key=lambda place: place.year)
        picture = _picture(row, places)
        methods.append((row, places[::-1], for_page(picture, language) if picture else None))
    context = {
        "tabs": tabs(request),
        "methods": methods,
        "can_change": request.may("register.change"),
    }
    return render(request, "check/outside_ratings.html", context)


def _picture(row: RatingMethod, places: list[RatingPlace]) -> Picture | None:
    points = [Point(str(one.year), outside.standing(one.place, one.participants)) for one in places]
    known = [one for one in places if one.participants]
    if len(known) < LINE:
        return None
    drawn = history(row.name, points, unit="%", bounds=(0, 100), digits=0)
    first, last = known[0], known[-1]
    words = _(
        "From place %(was)s of %(was_of)s (%(first)s) to place %(is)s of %(is_of)s (%(last)s). "
        "The line shows the share of participants that stand no higher."
    ) % {
        "was": first.place,
        "was_of": first.participants,
        "first": first.year,
        "is": last.place,
        "is_of": last.participants,
        "last": last.year,
    }
    return replace(drawn, sentence=words)


@right("rating.read")
@require_safe
def simulate_rating(request: SchoolRequest, ratingmethod_id: int) -> HttpResponse:
    """Show what the school's score would be with other values of the parts."""
    row = seen(request, RatingMethod, ratingmethod_id)
    parts = [MethodPart(**part) for part in row.parts if isinstance(part, dict)]
    own = outside.own_values(ground_of(request.school), parts)
    asked = [_asked(request, place, value) for place, value in enumerate(own)]
    others = outside.numbers(request.GET.get("others", "")[:4000])
    base, tried = outside.simulate(parts, own), outside.simulate(parts, asked)
    context = {
        "row": row,
        "lines": [
            _line(place, part, own[place], asked[place], tried.portions[place])
            for place, part in enumerate(parts)
        ],
        "score": None if tried.score is None else figure(tried.score, 1),
        "base": None if base.score is None else figure(base.score, 1),
        "change": _change(base.score, tried.score),
        "known": figure(tried.known, 0),
        "others": request.GET.get("others", "")[:4000],
        "place": outside.place_among(tried.score, others)
        if tried.score is not None and others
        else None,
        "last": max(row.places.all(), key=lambda place: place.year, default=None),
    }
    return render(request, "check/simulate_rating.html", context)


def _asked(request: SchoolRequest, place: int, own: float | None) -> float | None:
    """Return the value of a part as the reader changed it; an emptied one counts as unknown."""
    if f"part{place}" not in request.GET:
        return own
    found = outside.numbers(request.GET[f"part{place}"][:20])
    return min(100.0, found[0]) if found else None


def _line(
    place: int, part: MethodPart, own: float | None, asked: float | None, portion: outside.Portion
) -> dict[str, Any]:
    return {
        "place": place,
        "part": part,
        "share": figure(portion.share, 1),
        "own": None if own is None else figure(own, 1),
        "value": "" if asked is None else f"{asked:.1f}",
        "brings": figure(portion.brings, 1),
        "possible": figure(portion.possible, 1),
    }


def _change(base: float | None, tried: float | None) -> str:
    if base is None or tried is None or abs(tried - base) < 0.05:
        return ""
    return figure(tried - base, 1, signed=True)
