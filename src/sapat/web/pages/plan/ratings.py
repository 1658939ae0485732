"""Methods of ratings and the school's places in them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.indicators.rules import catalogue
from sapat.plan.registers import changes, reads
from sapat.plan.registers.changes import MethodCard, Place
from sapat.plan.registers.models import RatingMethod
from sapat.plan.registers.rules import shares
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.registers import MethodForm, PlaceForm
from sapat.web.pages.plan.resource_tabs import REGISTERS, tabs


@right("register.read")
@require_safe
def ratings(request: SchoolRequest) -> HttpResponse:
    """Show the studied methods, their parts with weights, and the places of each year."""
    known = catalogue().indicators
    methods = []
    for row in reads.methods():
        parts = row.method_parts
        lines = [
            (part, share, known.get(part.indicator))
            for part, share in zip(parts, shares(parts), strict=True)
        ]
        places = sorted(row.places.all(), key=lambda place: place.year, reverse=True)
        methods.append((row, lines, places))
    context = {
        "tabs": tabs(request, REGISTERS),
        "methods": methods,
        "can_change": request.may("register.change"),
    }
    return render(request, "plan/ratings.html", context)


@right("register.change")
@form_page
def study_method(request: SchoolRequest) -> HttpResponse:
    """Write down the method of a rating."""
    question = Question(
        heading=_("Method of a rating"),
        button=_("Save"),
        back=reverse("plan:ratings", args=[request.school.code]),
        pretitle=_("Ratings"),
        done=_("The method is kept."),
    )
    return ask(
        request,
        MethodForm(posted(request)),
        question,
        lambda given: changes.study_method(
            request.school, MethodCard(**given), by=request.user, at=now()
        ),
    )


@right("register.change")
@form_page
def take_place(request: SchoolRequest, ratingmethod_id: int) -> HttpResponse:
    """Write down the school's place in a rating."""
    method = seen(request, RatingMethod, ratingmethod_id)
    question = Question(
        heading=_("The school's place"),
        button=_("Save"),
        back=reverse("plan:ratings", args=[request.school.code]),
        pretitle=method.name,
        done=_("The place is kept."),
    )
    return ask(
        request,
        PlaceForm(posted(request)),
        question,
        lambda given: changes.take_place(method, Place(**given), by=request.user, at=now()),
    )
