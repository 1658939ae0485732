"""Newcomers and people hired again: what they read before their first day, handed by the head."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.acknowledgements import reads
from sapat.plan.acknowledgements.reads import Newcomer
from sapat.plan.acknowledgements.rules import Arrival
from sapat.plan.acknowledgements.sheets import changes as sheets
from sapat.plan.acknowledgements.sheets import reads as sheet_reads
from sapat.plan.documents.models import DocumentEdition
from sapat.school.people import reads as people
from sapat.school.people.models import Person
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right, seen
from sapat.web.forms.readings import NothingForm
from sapat.web.pages.plan.reading import read_text
from sapat.web.pages.plan.reading_tabs import ARRIVALS, is_mine, own_units, tabs


@right("reading.follow")
@require_safe
def newcomers(request: SchoolRequest) -> HttpResponse:
    """Show who began in the last twelve months or will begin, and whether they read in time."""
    units = own_units(request)
    found = [one for one in reads.newcomers(localdate()) if is_mine(one.colleague, units)]
    names = people.names(_hands(found))
    context = {
        "tabs": tabs(request),
        "newcomers": [_shown(one, names) for one in found],
        "unread": [one for one in found if one.arrival == Arrival.UNREAD],
        "only_own": units is not None,
    }
    return render(request, "plan/newcomers.html", context)


def _hands(found: list[Newcomer]) -> set[int]:
    entries = (paper.entry for one in found for paper in one.papers if paper.entry)
    return {entry.handed_by_id for entry in entries if entry.handed_by_id}


def _shown(one: Newcomer, names: dict[int, str]) -> dict[str, Any]:
    return {
        "one": one,
        "look": ARRIVALS[one.arrival],
        "words": Arrival(one.arrival).label,
        "papers": [
            {
                "paper": paper,
                "look": ARRIVALS[paper.arrival],
                "words": Arrival(paper.arrival).label,
                "handed_by": names.get(paper.entry.handed_by_id or 0) if paper.entry else "",
            }
            for paper in one.papers
        ],
    }


@right("reading.follow")
@require_safe
def newcomer(request: SchoolRequest, person_id: int) -> HttpResponse:
    """Show one newcomer: the papers, and the two ways to hand them over."""
    person = seen(request, Person, person_id)
    one = _newcomer(request, person)
    context = {
        "person": person,
        "newcomer": _shown(one, people.names(_hands([one]))),
        "can_run": request.may("reading.run"),
        "today": localdate(),
    }
    return render(request, "plan/newcomer.html", context)


def _newcomer(request: SchoolRequest, person: Person) -> Newcomer:
    """Return the newcomer this member answers for, or answer 404."""
    found = next(iter(reads.newcomers(localdate(), person_id=person.pk)), None)
    mine = found and is_mine(found.colleague, own_units(request))
    one: Newcomer = found_or_404(found if mine else None)
    return one


def _edition(one: Newcomer, edition_id: int) -> DocumentEdition:
    """Return an edition that the newcomer has not read yet, or answer 404."""
    waiting = (paper.edition for paper in one.papers if paper.entry is None)
    found: DocumentEdition = found_or_404(
        next((edition for edition in waiting if edition.pk == edition_id), None)
    )
    return found


@right("reading.run")
@form_page
def hand_reading(request: SchoolRequest, person_id: int, document_edition_id: int) -> HttpResponse:
    """Let the newcomer read on the head's screen; unit and who handed it are recorded."""
    person = seen(request, Person, person_id)
    one = _newcomer(request, person)
    edition = _edition(one, seen(request, DocumentEdition, document_edition_id).pk)
    back = reverse("plan:newcomer", args=[request.school.code, person.pk])
    more = {"line": None, "entry": None, "declined": None, "by_hand": True, "back": back}
    return read_text(request, edition, one.colleague, person, more)


@right("reading.run")
@form_page
def hand_sheet(request: SchoolRequest, person_id: int, document_edition_id: int) -> HttpResponse:
    """Print a sheet for one newcomer, or go on with the one that is out."""
    person = seen(request, Person, person_id)
    one = _newcomer(request, person)
    edition = _edition(one, seen(request, DocumentEdition, document_edition_id).pk)
    out = sheet_reads.sheet_of(edition, person)
    if out:
        return redirect("plan:sheet", request.school.code, out.pk)
    question = Question(
        heading=_("A sheet for %(name)s") % {"name": person.short_name},
        button=_("Make the sheet"),
        back=reverse("plan:newcomer", args=[request.school.code, person.pk]),
        pretitle=edition.document.title,
        lead=_("%(name)s reads the paper in the unit and signs with the date before the first day.")
        % {"name": person.short_name},
    )
    made: list[Any] = []

    def change(_given: dict[str, Any]) -> None:
        made.append(
            sheets.print_sheet(
                edition,
                [one.colleague],
                unit_name=one.colleague.unit.name,
                printed_by=getattr(request.user, "person", None),
                by=request.user,
                at=now(),
            )
        )

    answer = ask(request, NothingForm(posted(request)), question, change)
    return redirect("plan:sheet", request.school.code, made[0].pk) if made else answer
