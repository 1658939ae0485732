"""People of the school: the list, one person, what the register says of them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from sapat.plan.acknowledgements import reads as readings
from sapat.plan.acknowledgements.rules import Arrival
from sapat.school.bodies import reads as bodies
from sapat.school.calendar import reads as calendar
from sapat.school.classes import reads as classes
from sapat.school.organisations.rules import holds
from sapat.school.people import changes, reads
from sapat.school.people.models import Person
from sapat.school.subjects import reads as subjects
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.people import ErasureForm, PersonForm

A_PAGE = 50
LISTS = {
    "staff": (gettext_lazy("Staff"), reads.staff),
    "pupils": (gettext_lazy("Pupils"), classes.pupils),
    "former": (gettext_lazy("Former staff"), reads.former),
    "all": (gettext_lazy("Everybody"), lambda _day: reads.everybody()),
}


@right("people.read")
@require_safe
def people(request: SchoolRequest) -> HttpResponse:
    """Show the staff (or the pupils, or those who left), searchable by name."""
    day = localdate()
    which = request.GET.get("who", "staff")
    which = which if which in LISTS else "staff"
    words = request.GET.get("q", "").strip()
    found = LISTS[which][1](day).prefetch_related("posts__place")
    page = Paginator(reads.search(found, words), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, _posts_on(one, day)) for one in page],
        "lists": [(code, label) for code, (label, _read) in LISTS.items()],
        "who": which,
        "q": words,
        "can_change": request.may("people.change"),
    }
    return render(request, "school/people.html", context)


def _posts_on(person: Person, day: Any) -> list[Any]:
    return [post for post in person.posts.all() if holds(post, day)]


@right("people.read")
@require_safe
def person(request: SchoolRequest, person_id: int) -> HttpResponse:
    """Show one person: posts, bodies, load, classes; private details to those who keep them."""
    row = seen(request, Person, person_id)
    day = localdate()
    year = calendar.year_on(day)
    context = {
        "person": row,
        "unread": _unread(row, day) if request.may("reading.follow") else [],
        "posts": [(post, holds(post, day)) for post in reads.posts_of(row)],
        "seats": bodies.seats_of(row),
        "load": subjects.load_of(row, year.year) if year else [],
        "enrolments": classes.enrolments_of(row),
        "can_change": request.may("people.change"),
        "signs_in": bool(row.user and row.user.is_active),
    }
    return render(request, "school/person.html", context)


def _unread(person: Person, day: Any) -> list[Any]:
    """Return the newcomer who works without having read what comes before the first day."""
    found = readings.newcomers(day, person_id=person.pk)
    return [one for one in found if one.arrival == Arrival.UNREAD]


@right("people.change")
@form_page
def new_person(request: SchoolRequest) -> HttpResponse:
    """Write a new person of the school, then show them."""
    form = PersonForm(posted(request))
    made: list[Person] = []
    question = Question(
        heading=_("New person"),
        button=_("Write into the register"),
        back=reverse("school:people", args=[request.school.code]),
        pretitle=_("People"),
        lead=_("For staff, give a post afterwards; a pupil is then enrolled into a class."),
        done=_("The person is in the register."),
    )
    answer = ask(
        request,
        form,
        question,
        lambda given: made.append(
            changes.take_on(request.school, form.identity(given), by=request.user, at=now())
        ),
    )
    if made:
        return redirect("school:person", code=request.school.code, person_id=made[0].pk)
    return answer


@right("people.change")
@form_page
def correct(request: SchoolRequest, person_id: int) -> HttpResponse:
    """Correct what the register says of a person."""
    row = seen(request, Person, person_id)
    form = PersonForm(
        posted(request), initial={name: getattr(row, name) for name in PersonForm.base_fields}
    )
    question = Question(
        heading=_("Correct the record"),
        button=_("Save"),
        back=address(row),
        pretitle=row.full_name,
        done=_("The record is corrected."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.correct(row, form.identity(given), by=request.user, at=now()),
    )


@right("people.change")
@form_page
def erase(request: SchoolRequest, person_id: int) -> HttpResponse:
    """Forget who this was; figures stay."""
    row = seen(request, Person, person_id)
    question = Question(
        heading=_("Erase the person's data"),
        button=_("Erase for ever"),
        back=address(row),
        pretitle=row.full_name,
        lead=_(
            "Name, date of birth and every detail disappear, the sign-in closes. Marks and other "
            "facts stay without a name, so that past figures remain true."
        ),
        danger=True,
        done=_("The data is erased."),
    )
    return ask(
        request,
        ErasureForm(posted(request)),
        question,
        lambda _given: changes.erase(row, by=request.user, at=now()),
    )


def address(row: Person) -> str:
    """Return the address of a person's page."""
    return reverse("school:person", args=[row.school.code, row.pk])
