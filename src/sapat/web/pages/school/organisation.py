"""The school itself: what it is called and was called, its units."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.school.classes import reads as classes
from sapat.school.organisations import changes
from sapat.school.organisations import reads as organisations
from sapat.school.organisations.changes import Standing
from sapat.school.organisations.rules import Kind
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right
from sapat.web.forms.school import LANGUAGES, EditionForm, UnitForm
from sapat.web.pages.school.tabs import tabs


@right("school.read")
@require_safe
def school(request: SchoolRequest) -> HttpResponse:
    """Show what the school is, how big it is, and its names with their dates."""
    day = localdate()
    edition = request.school.edition(day)
    context = {
        "tabs": tabs(request),
        "edition": edition,
        "parent": edition.parent.edition(day).name if edition.parent else "",
        "director": people.director(day) if request.may("people.read") else None,
        "language": dict(LANGUAGES).get(edition.language, edition.language),
        "pupils": classes.pupils_on(day),
        "staff": people.staff(day).count(),
        "history": organisations.history(request.school),
        "taken_over": organisations.merged_into(request.school, day),
        "units": organisations.units(request.school, day),
        "can_change": request.may("school.change"),
    }
    return render(request, "school/school.html", context)


@right("school.change")
@form_page
def restate(request: SchoolRequest) -> HttpResponse:
    """Rename or retype the school from a day on."""
    edition = request.school.edition(localdate())
    initial = {
        "name_ky": edition.name_ky,
        "name_ru": edition.name_ru,
        "name_en": edition.name_en,
        "school_type": edition.school_type,
        "language": edition.language,
        "rural": edition.rural,
    }
    form = EditionForm(posted(request), initial=initial)
    question = Question(
        heading=_("New name or type"),
        button=_("Save"),
        back=reverse("school:school", args=[request.school.code]),
        lead=_("From the day you name, the school is called so. Older reports keep the old name."),
        done=_("The change is recorded."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.restate(
            request.school,
            Standing(
                name=form.text(given),
                parent=edition.parent,
                school_type=given["school_type"],
                rural=given["rural"],
                language=given["language"],
                ground=given["ground"],
            ),
            since=given["since"],
            by=request.user,
            at=now(),
        ),
    )


@right("school.change")
@form_page
def new_unit(request: SchoolRequest) -> HttpResponse:
    """Open a unit of the school."""
    form = UnitForm(posted(request), initial={"unit": f"{request.school.code}-"})
    question = Question(
        heading=_("New unit"),
        button=_("Open the unit"),
        back=reverse("school:school", args=[request.school.code]),
        done=_("The unit is open."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.found(
            Kind.UNIT,
            given["unit"],
            Standing(name=form.text(given), parent=request.school),
            since=given["since"],
            by=request.user,
            at=now(),
        ),
    )
