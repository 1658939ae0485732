"""Who has read what is in force: all campaigns, one of them, and those who declined."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.core.rights import HEADS, Role
from sapat.plan.acknowledgements import changes, reads, staffing
from sapat.plan.acknowledgements.models import Acknowledgement
from sapat.plan.acknowledgements.reads import Campaign, Line
from sapat.plan.acknowledgements.rules import Arrival, Standing, Way
from sapat.plan.documents.models import DocumentEdition
from sapat.publish.papers.content import Paper
from sapat.publish.readings import reach_paper
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right, seen
from sapat.web.forms.readings import TalkForm
from sapat.web.pages.plan.reading_tabs import LOOKS, is_mine, own_units, tabs
from sapat.web.papers import answer_with


@right("reading.follow")
@require_safe
def readings(request: SchoolRequest) -> HttpResponse:
    """Show every campaign with its reach, and the newcomers who work unread."""
    day = localdate()
    people = staffing.people(day)
    found = reads.campaigns(day, people=people)
    lines = [line for one in found for line in one.lines]
    units = staffing.units_of(line.colleague for line in lines)
    context = {
        "tabs": tabs(request),
        "campaigns": [_row(one) for one in found],
        "units": [
            reads.reach(unit.name, [line for line in lines if line.colleague.unit == unit])
            for unit in units
        ],
        "unread": [
            one for one in reads.newcomers(day, people=people) if one.arrival == Arrival.UNREAD
        ],
        "can_change": request.may("reading.change"),
        "day": day,
    }
    return render(request, "plan/readings.html", context)


def _row(campaign: Campaign) -> dict[str, Any]:
    reach = campaign.reach
    return {
        "campaign": campaign,
        "edition": campaign.edition,
        "reach": reach,
        "waiting": reach.asked - reach.read - reach.declined,
        "is_over": campaign.due_on < localdate(),
    }


@right("reading.follow")
@require_safe
def campaign(request: SchoolRequest, document_edition_id: int) -> HttpResponse:
    """Show how far one edition has come: by unit, by post, who is missing."""
    row = _campaign(request, document_edition_id)
    units = own_units(request)
    context = {
        "campaign": row,
        "edition": row.edition,
        "reach": row.reach,
        "units": [reach for _unit, reach in row.by_unit()],
        "posts": [replace(reach, name=str(Role(role).label)) for role, reach in row.by_post()],
        "missing": _by_unit(row.missing),
        "declined": [_refusal(request, one, units) for one in row.missing if one.entry],
        "records": list(reads.records_of(row.edition).exclude(way=Way.DECLINED)),
        "is_over": row.due_on < localdate(),
        "can_run": request.may("reading.run"),
        "can_change": request.may("reading.change"),
    }
    return render(request, "plan/campaign.html", context)


def _campaign(request: SchoolRequest, edition_id: int) -> Campaign:
    edition = seen(request, DocumentEdition, edition_id)
    found: Campaign = found_or_404(reads.campaign(edition, localdate()))
    return found


def _by_unit(lines: list[Line]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return unit -> who is missing there, with how each is drawn."""
    units = staffing.units_of(one.colleague for one in lines)
    return [
        (
            unit.name,
            [
                {"line": one, "look": LOOKS[one.standing], "words": Standing(one.standing).label}
                for one in lines
                if one.colleague.unit == unit
            ],
        )
        for unit in units
    ]


def _refusal(request: SchoolRequest, line: Line, units: frozenset[str] | None) -> dict[str, Any]:
    """Return a refusal; its reason is read by the heads and the head of the unit alone."""
    entitled = bool(request.roles & HEADS) or (units is not None and is_mine(line.colleague, units))
    return {"line": line, "entry": line.entry, "may_read": entitled}


@right("reading.follow")
@require_safe
def reach_page(request: SchoolRequest, document_edition_id: int) -> HttpResponse:
    """Show the reach as it is printed, or hand it out."""
    row = _campaign(request, document_edition_id)

    def make(language: str) -> Paper:
        with translation.override(language):  # units and posts are named while it is drawn
            drawn = _campaign(request, document_edition_id)
        return reach_paper(drawn, language=language, at=now())

    back = reverse("plan:campaign", args=[request.school.code, row.edition.pk])
    return answer_with(request, make, back=back, back_to=row.edition.document.title)


@right("reading.follow")
@form_page
def declined_reading(request: SchoolRequest, acknowledgement_id: int) -> HttpResponse:
    """Show why somebody declined, and record what came of talking with them."""
    row = seen(request, Acknowledgement, acknowledgement_id)
    day = localdate()
    line = found_or_404(next(iter(staffing.people(day, person_id=row.person_id)), None))
    entitled = bool(request.roles & HEADS) or (
        (units := own_units(request)) is not None and is_mine(line, units)
    )
    found_or_404(row if row.way == Way.DECLINED and entitled else None)
    talk = getattr(row, "talk", None)
    question = Question(
        heading=_("%(name)s declined") % {"name": line.short_name},
        button=_("Record the talk"),
        back=reverse("plan:campaign", args=[request.school.code, row.edition_id]),
        pretitle=row.edition.document.title,
        lead=row.reason,
        done=_("The talk is recorded."),
    )
    person = getattr(request.user, "person", None)
    return ask(
        request,
        TalkForm(posted(request), initial={"outcome": talk.outcome} if talk else {}),
        question,
        lambda given: changes.note_talk(
            row, given["outcome"], person=person, by=request.user, at=now()
        ),
    )
