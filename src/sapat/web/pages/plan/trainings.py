"""The training plan of a year, who took part, and who may assess."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.training import changes, reads
from sapat.plan.training.changes import Course, Protocol, Trust
from sapat.plan.training.models import Assessor, Training
from sapat.school.bodies import reads as bodies
from sapat.school.bodies.models import Body
from sapat.school.bodies.rules import BodyKind
from sapat.school.calendar import reads as calendar
from sapat.school.calendar.rules import year_label
from sapat.school.people import reads as people
from sapat.school.people.models import Person
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.people import DayForm
from sapat.web.forms.resources import (
    AssessorForm,
    CallOffForm,
    HeldForm,
    PartForm,
    ProtocolForm,
    TrainingForm,
)
from sapat.web.pages.plan.resource_tabs import RESOURCES, tabs


@right("resource.read")
@require_safe
def trainings(request: SchoolRequest) -> HttpResponse:
    """Show the training plan of a school year and its approval."""
    year = _year(request)
    day = localdate()
    rows = [(row, _status(row, day)) for row in reads.trainings(year)]
    context = {
        "tabs": tabs(request, RESOURCES),
        "year": year,
        "years": [(one, year_label(one)) for one in _years()],
        "rows": rows,
        "approval": reads.plan(year),
        "held": sum(row.held_on is not None for row, _code in rows),
        "counted": sum(row.cancelled_on is None for row, _code in rows),
        "can_change": request.may("training.change"),
    }
    return render(request, "plan/trainings.html", context)


@right("resource.read")
@require_safe
def training(request: SchoolRequest, training_id: int) -> HttpResponse:
    """Show one training and who took part."""
    row = seen(request, Training, training_id)
    context = {
        "row": row,
        "status": _status(row, localdate()),
        "parts": reads.parts(row),
        "can_change": request.may("training.change"),
    }
    return render(request, "plan/training.html", context)


@right("training.change")
@form_page
def plan_training(request: SchoolRequest) -> HttpResponse:
    """Write a training into the plan."""
    unions = _bodies(BodyKind.MO)
    form = TrainingForm(posted(request))
    form.fields["body"].offer([(pk, row.name) for pk, row in unions.items()])  # type: ignore[attr-defined]
    year = _year(request)
    question = Question(
        heading=_("A training in the plan of %(year)s") % {"year": year_label(year)},
        button=_("Write into the plan"),
        back=f"{reverse('plan:trainings', args=[request.school.code])}?year={year}",
        pretitle=_("Training plan"),
        done=_("The training stands in the plan."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.plan(
            request.school,
            Course(year=year, **{**given, "body": unions.get(given["body"])}),
            by=request.user,
            at=now(),
        ),
    )


@right("training.change")
@form_page
def hold_training(request: SchoolRequest, training_id: int) -> HttpResponse:
    """Write down that a training was held."""
    row = seen(request, Training, training_id)
    question = _about(row, _("The training was held"), _("Save"), _("Now say who took part."))
    return ask(
        request,
        HeldForm(posted(request)),
        question,
        lambda given: changes.hold(
            row, given["on"], valid_until=given["valid_until"], by=request.user, at=now()
        ),
    )


@right("training.change")
@form_page
def call_off_training(request: SchoolRequest, training_id: int) -> HttpResponse:
    """Take a training out of the plan, with the reason."""
    row = seen(request, Training, training_id)
    question = _about(row, _("Call the training off"), _("Call off"), _("It is called off."))
    return ask(
        request,
        CallOffForm(posted(request)),
        question,
        lambda given: changes.call_off(
            row, given["reason"], on=localdate(), by=request.user, at=now()
        ),
    )


@right("training.change")
@form_page
def take_part(request: SchoolRequest, training_id: int) -> HttpResponse:
    """Write down who took part in a training."""
    row = seen(request, Training, training_id)
    offered = _staff()
    form = PartForm(posted(request))
    form.fields["people"].choices = [  # type: ignore[attr-defined]
        (pk, person.full_name) for pk, person in offered.items()
    ]
    question = _about(row, _("Who took part"), _("Save"), _("The list is kept."))
    return ask(
        request,
        form,
        question,
        lambda given: changes.take_part(
            row,
            [offered[pk] for pk in given["people"]],
            certificate=given["certificate"],
            by=request.user,
            at=now(),
        ),
    )


@right("training.change")
@form_page
def approve_training_plan(request: SchoolRequest) -> HttpResponse:
    """Write down that the council approved the plan of a year."""
    year = _year(request)
    councils = _bodies(BodyKind.PED_COUNCIL)
    form = ProtocolForm(posted(request))
    form.fields["body"].offer([(pk, row.name) for pk, row in councils.items()])  # type: ignore[attr-defined]
    question = Question(
        heading=_("The council approved the plan of %(year)s") % {"year": year_label(year)},
        button=_("Save"),
        back=f"{reverse('plan:trainings', args=[request.school.code])}?year={year}",
        pretitle=_("Training plan"),
        done=_("The approval is kept."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.approve_plan(
            request.school,
            year,
            Protocol(councils[given["body"]], given["number"], given["on"]),
            by=request.user,
            at=now(),
        ),
    )


@right("resource.read")
@require_safe
def assessors(request: SchoolRequest) -> HttpResponse:
    """Show who may observe, survey and audit, and up to when each is prepared."""
    day = localdate()
    context = {
        "tabs": tabs(request, RESOURCES),
        "rows": reads.assessors(day),
        "day": day,
        "can_change": request.may("training.change"),
    }
    return render(request, "plan/assessors.html", context)


@right("training.change")
@form_page
def appoint_assessor(request: SchoolRequest) -> HttpResponse:
    """Appoint an assessor by order."""
    offered = _staff()
    form = AssessorForm(posted(request))
    form.fields["person"].offer(  # type: ignore[attr-defined]
        [(pk, person.full_name) for pk, person in offered.items()]
    )
    question = Question(
        heading=_("Appoint an assessor"),
        button=_("Appoint"),
        back=reverse("plan:assessors", args=[request.school.code]),
        pretitle=_("Assessors"),
        lead=_("Only those with a valid training for the procedure can be appointed."),
        done=_("The assessor is appointed."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.appoint(
            offered[given["person"]],
            Trust(given["procedure"], given["since"], given["order_number"], given["until"]),
            by=request.user,
            at=now(),
        ),
    )


@right("training.change")
@form_page
def release_assessor(request: SchoolRequest, assessor_id: int) -> HttpResponse:
    """End an assessor's trust."""
    row = seen(request, Assessor, assessor_id)
    question = Question(
        heading=_("Release %(name)s") % {"name": row.person.full_name},
        button=_("Release"),
        back=reverse("plan:assessors", args=[request.school.code]),
        pretitle=row.get_procedure_display(),
        done=_("The assessor is released."),
    )
    return ask(
        request,
        DayForm(posted(request)),
        question,
        lambda given: changes.release(row, until=given["until"], by=request.user, at=now()),
    )


def _status(row: Training, day: object) -> str:
    if row.cancelled_on:
        return "not_applicable"
    if row.held_on:
        return "normal"
    return "critical" if row.planned_on < day else "waiting"  # type: ignore[operator]


def _about(row: Training, heading: str, button: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("plan:training", args=[row.school.code, row.pk]),
        pretitle=row.title,
        done=done,
    )


def _bodies(kind: str) -> dict[int, Body]:
    return {body.pk: body for body in bodies.bodies(localdate()) if body.kind == kind}


def _staff() -> dict[int, Person]:
    return {person.pk: person for person in people.staff(localdate())}


def _years() -> list[int]:
    known = {row.year for row in calendar.plain_years()} | set(reads.years())
    return sorted(known, reverse=True)


def _year(request: SchoolRequest) -> int:
    """Return the school year asked for, or the running one."""
    asked = request.GET.get("year", "")
    if asked.isdecimal() and int(asked) in _years():
        return int(asked)
    running = calendar.year_on(localdate())
    return running.year if running else localdate().year
