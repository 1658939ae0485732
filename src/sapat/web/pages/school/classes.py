"""Classes of a school year, and who was in them when."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.school.calendar.models import SchoolYear
from sapat.school.classes import changes, reads
from sapat.school.classes.changes import ClassPlan
from sapat.school.classes.models import Enrolment, SchoolClass
from sapat.school.organisations.rules import holds
from sapat.school.people import reads as people
from sapat.school.subjects import reads as subjects
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right, seen
from sapat.web.forms.classes import ClassForm, EnrolForm, LeaveForm, plan_of
from sapat.web.forms.school import LANGUAGES
from sapat.web.pages.school.years import chosen_year


@right("class.read")
@require_safe
def classes(request: SchoolRequest) -> HttpResponse:
    """Show the classes of a school year with their sizes."""
    years, year = chosen_year(request)
    chosen = next((one for one in years if one.year == year), None)
    day = min(max(localdate(), chosen.starts), chosen.ends) if chosen else localdate()
    sizes = reads.sizes_on(day)
    spoken = dict(LANGUAGES)
    rows = [
        (row, sizes.get(row.pk, 0), spoken.get(row.language, row.language))
        for row in (reads.classes(year) if year else ())
    ]
    context = {
        "years": years,
        "year": year,
        "day": day,
        "rows": rows,
        "pupils": sum(size for _row, size, _language in rows),
        "can_change": request.may("class.change"),
    }
    return render(request, "school/classes.html", context)


@right("class.read")
@require_safe
def school_class(request: SchoolRequest, class_id: int) -> HttpResponse:
    """Show a class: who is in it, who left, where the same pupils were before."""
    row = seen(request, SchoolClass, class_id)
    day = min(max(localdate(), row.school_year.starts), row.school_year.ends)
    roster = list(reads.roster(row))
    context = {
        "class": row,
        "present": [one for one in roster if holds(one, day) or one.since > day],
        "gone": [one for one in roster if not holds(one, day) and one.since <= day],
        "past": reads.past(row),
        "load": subjects.load_of_class(row),
        "day": day,
        "language": dict(LANGUAGES).get(row.language, row.language),
        "can_change": request.may("class.change"),
    }
    return render(request, "school/class.html", context)


@right("class.change")
@form_page
def new_class(request: SchoolRequest) -> HttpResponse:
    """Open a class in a school year."""
    years, year = chosen_year(request)
    school_year = found_or_404(next((one for one in years if one.year == year), None))
    initial = {"shift": 1, "language": request.school.edition(localdate()).language}
    return _ask_plan(request, school_year, None, initial)


@right("class.change")
@form_page
def restate(request: SchoolRequest, class_id: int) -> HttpResponse:
    """Correct what a class is."""
    row = seen(request, SchoolClass, class_id)
    initial = {
        "label": row.label,
        "year_of_study": row.year_of_study,
        "level": row.level,
        "language": row.language,
        "shift": row.shift,
        "mode": row.mode,
        "continues": row.continues_id,
        "class_teacher": row.class_teacher_id,
    }
    return _ask_plan(request, row.school_year, row, initial)


def _ask_plan(
    request: SchoolRequest,
    school_year: SchoolYear,
    row: SchoolClass | None,
    initial: dict[str, Any],
) -> HttpResponse:
    before = {one.pk: one for one in reads.classes(school_year.year - 1)}
    teachers = {one.pk: one for one in people.staff(localdate())}
    if row and row.class_teacher:
        teachers.setdefault(row.class_teacher.pk, row.class_teacher)
    form = ClassForm(posted(request), initial=initial)
    form.fields["continues"].offer(before.items())  # type: ignore[attr-defined]
    form.fields["class_teacher"].offer(teachers.items())  # type: ignore[attr-defined]

    def change(given: dict[str, Any]) -> object:
        plan = ClassPlan(
            **plan_of(given),
            continues=before.get(given["continues"]),
            class_teacher=teachers.get(given["class_teacher"]),
        )
        if row:
            return changes.restate_class(row, plan, by=request.user, at=now())
        return changes.open_class(school_year, plan, by=request.user, at=now())

    question = Question(
        heading=_("Class %(label)s") % {"label": row.label} if row else _("New class"),
        button=_("Save") if row else _("Open the class"),
        back=_address(row) if row else reverse("school:classes", args=[request.school.code]),
        pretitle=row.label if row else _("Classes"),
        done=_("The class is saved."),
    )
    return ask(request, form, question, change)


@right("class.change")
@form_page
def enrol(request: SchoolRequest, class_id: int) -> HttpResponse:
    """Put a pupil into a class."""
    row = seen(request, SchoolClass, class_id)
    free = {one.pk: one for one in reads.not_enrolled(row.school_year.year, localdate())}
    form = EnrolForm(posted(request))
    form.fields["person"].offer(free.items())  # type: ignore[attr-defined]
    question = Question(
        heading=_("Enrol a pupil"),
        button=_("Enrol"),
        back=_address(row),
        pretitle=_("Class %(label)s") % {"label": row.label},
        lead=_("Offered are those without a post who are in no class of this school year."),
        done=_("The pupil is enrolled."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.enrol(
            free[given["person"]], row, since=given["since"], by=request.user, at=now()
        ),
    )


@right("class.change")
@form_page
def leave(request: SchoolRequest, enrolment_id: int) -> HttpResponse:
    """Let a pupil leave a class."""
    row = seen(request, Enrolment, enrolment_id)
    question = Question(
        heading=_("The pupil leaves the class: %(name)s") % {"name": row.person.full_name},
        button=_("Leaves"),
        back=_address(row.school_class),
        pretitle=_("Class %(label)s") % {"label": row.school_class.label},
        done=_("The pupil has left the class."),
    )
    return ask(
        request,
        LeaveForm(posted(request)),
        question,
        lambda given: changes.leave(
            row, until=given["until"], reason=given["reason"], by=request.user, at=now()
        ),
    )


def _address(row: SchoolClass) -> str:
    return reverse("school:class", args=[row.school.code, row.pk])
