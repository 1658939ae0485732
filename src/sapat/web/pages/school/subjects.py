"""Subjects, and who teaches them to whom."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sapat.core.alphabet import kyrgyz_key
from sapat.school.calendar import reads as calendar
from sapat.school.classes import reads as classes
from sapat.school.people import reads as people
from sapat.school.subjects import changes, reads
from sapat.school.subjects.models import Subject, TeachingLoad
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.school import LoadForm, SubjectForm
from sapat.web.pages.school.tabs import tabs
from sapat.web.pages.school.years import chosen_year


@right("school.read")
@require_safe
def subjects(request: SchoolRequest) -> HttpResponse:
    """Show the subjects with the spellings journals use."""
    context = {
        "tabs": tabs(request),
        "subjects": sorted(reads.subjects(), key=lambda row: kyrgyz_key(row.name)),
        "can_change": request.may("school.change"),
    }
    return render(request, "school/subjects.html", context)


@right("school.change")
@form_page
def new_subject(request: SchoolRequest) -> HttpResponse:
    """Add a subject."""
    return _keep(request, SubjectForm(posted(request)), _("New subject"))


@right("school.change")
@form_page
def subject(request: SchoolRequest, subject_id: int) -> HttpResponse:
    """Change a subject's name, add spellings; its code stays."""
    row = seen(request, Subject, subject_id)
    initial = {
        "subject": row.code,
        "name_ky": row.name_ky,
        "name_ru": row.name_ru,
        "name_en": row.name_en,
        "spellings": "\n".join(row.spellings),
    }
    form = SubjectForm(posted(request), initial=initial)
    form.fields["subject"].disabled = True
    return _keep(request, form, row.name)


def _keep(request: SchoolRequest, form: SubjectForm, heading: str) -> HttpResponse:
    question = Question(
        heading=heading,
        button=_("Save"),
        back=reverse("school:subjects", args=[request.school.code]),
        pretitle=_("Subjects"),
        done=_("The subject is saved."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.keep_subject(
            request.school,
            given["subject"],
            form.text(given),
            spellings=[line.strip() for line in given["spellings"].splitlines() if line.strip()],
            by=request.user,
            at=now(),
        ),
    )


@right("people.read")
@require_safe
def load(request: SchoolRequest) -> HttpResponse:
    """Show who teaches what to whom in a school year."""
    years, year = chosen_year(request)
    rows = list(reads.load(year)) if year else []
    context = {
        "tabs": tabs(request),
        "years": years,
        "year": year,
        "rows": rows,
        "hours": sum(row.hours_a_week for row in rows),
        "can_change": request.may("class.change"),
    }
    return render(request, "school/load.html", context)


@right("class.change")
@form_page
def give_load(request: SchoolRequest) -> HttpResponse:
    """Let a teacher teach a subject to a class."""
    current = calendar.year_on(localdate())
    teachers = {person.pk: person for person in people.staff(localdate())}
    rooms = {row.pk: row for row in classes.classes(current.year)} if current else {}
    taught = {row.pk: row for row in reads.subjects()}
    form = LoadForm(posted(request))
    for name, rows in (("teacher", teachers), ("school_class", rooms), ("subject", taught)):
        form.fields[name].offer(rows.items())  # type: ignore[attr-defined]
    question = Question(
        heading=_("Give teaching load"),
        button=_("Give"),
        back=reverse("school:load", args=[request.school.code]),
        pretitle=_("Teaching load"),
        done=_("The teaching load is given."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.give_load(
            teachers[given["teacher"]],
            taught[given["subject"]],
            rooms[given["school_class"]],
            group=given["group"],
            hours=given["hours"],
            by=request.user,
            at=now(),
        ),
    )


@right("class.change")
@require_POST
def take_load(request: SchoolRequest, teaching_load_id: int) -> HttpResponse:
    """End a teacher's load for a class."""
    changes.take_load(seen(request, TeachingLoad, teaching_load_id), by=request.user, at=now())
    return redirect("school:load", code=request.school.code)
