"""Councils, methodical unions, commissions."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.school.bodies import changes, reads
from sapat.school.bodies.changes import Mandate
from sapat.school.bodies.models import Body, Sitting
from sapat.school.bodies.rules import BodyKind, Seat
from sapat.school.organisations.rules import holds
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.people import BodyForm, DayForm, SeatForm
from sapat.web.pages.school.tabs import tabs

KINDS, SEATS = BodyKind.values, Seat.values
"""The order of the regulations: the pedagogical council and the chair come first."""


@right("people.read")
@require_safe
def bodies(request: SchoolRequest) -> HttpResponse:
    """Show the bodies of today with who leads them, and those that ended."""
    day = localdate()
    seated = reads.seated(day)
    found = sorted(reads.bodies(day), key=lambda body: KINDS.index(body.kind))
    context = {
        "tabs": tabs(request),
        "bodies": [(body, seated.get(body.pk, [])) for body in found],
        "ended": reads.ended(day),
        "can_change": request.may("people.change"),
    }
    return render(request, "school/bodies.html", context)


@right("people.read")
@require_safe
def body(request: SchoolRequest, body_id: int) -> HttpResponse:
    """Show who sits in a body and who sat there."""
    row = seen(request, Body, body_id)
    day = localdate()
    context = {
        "body": row,
        "open": holds(row, day),
        "sittings": sorted(reads.sittings(row, day), key=lambda one: SEATS.index(one.seat)),
        "left": reads.left(row, day),
        "can_change": request.may("people.change"),
    }
    return render(request, "school/body.html", context)


@right("people.change")
@form_page
def set_up(request: SchoolRequest) -> HttpResponse:
    """Set up a body."""
    form = BodyForm(posted(request))
    question = Question(
        heading=_("New council, union or commission"),
        button=_("Set up"),
        back=reverse("school:bodies", args=[request.school.code]),
        pretitle=_("Councils and unions"),
        done=_("The body is set up."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.set_up(
            request.school,
            Mandate(
                kind=given["kind"],
                name=form.text(given),
                since=given["since"],
                until=given["until"],
                order_number=given["order_number"],
            ),
            by=request.user,
            at=now(),
        ),
    )


@right("people.change")
@form_page
def seat(request: SchoolRequest, body_id: int) -> HttpResponse:
    """Seat a person of the school in a body."""
    row = seen(request, Body, body_id)
    offered = {person.pk: person for person in people.everybody()}
    form = SeatForm(posted(request))
    form.fields["person"].offer(offered.items())  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        _about(row, _("Seat a person"), _("Seat a person"), _("The person is seated.")),
        lambda given: changes.seat(
            row,
            offered[given["person"]],
            given["seat"],
            since=given["since"],
            by=request.user,
            at=now(),
        ),
    )


@right("people.change")
@form_page
def unseat(request: SchoolRequest, sitting_id: int) -> HttpResponse:
    """End a person's time in a body."""
    sitting = seen(request, Sitting, sitting_id)
    heading = _("End the seat: %(name)s") % {"name": sitting.person.full_name}
    return ask(
        request,
        DayForm(posted(request)),
        _about(sitting.body, heading, _("End the seat"), _("The seat is free.")),
        lambda given: changes.unseat(sitting, until=given["until"], by=request.user, at=now()),
    )


@right("people.change")
@form_page
def dissolve(request: SchoolRequest, body_id: int) -> HttpResponse:
    """End a body and every seat in it."""
    row = seen(request, Body, body_id)
    return ask(
        request,
        DayForm(posted(request)),
        _about(row, _("End the body"), _("End it"), _("The body has ended.")),
        lambda given: changes.dissolve(row, until=given["until"], by=request.user, at=now()),
    )


def _about(row: Body, heading: str, button: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("school:body", args=[row.school.code, row.pk]),
        pretitle=row.name,
        done=done,
    )
