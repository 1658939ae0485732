"""The register of requirements: who requires what and how far it has come."""

from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.documents import reads as documents
from sapat.plan.requirements import changes, reads
from sapat.plan.requirements.changes import Heard
from sapat.plan.requirements.models import Requirement
from sapat.plan.requirements.rules import Side, State, due_by, is_stuck
from sapat.plan.stakeholders import reads as stakeholders
from sapat.school.people import reads as people
from sapat.school.people.models import Person
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.requirements import HeardForm, SeveralForm, SureForm, TermsForm
from sapat.web.pages.plan.requirement_tabs import tabs

A_PAGE = 50

LOOKS = {
    State.FOUND: "waiting",
    State.ANALYSED: "waiting",
    State.ACCEPTED: "waiting",
    State.DECLINED: "not_applicable",
    State.ACCOUNTED: "normal",
    State.SATISFIED: "high",
}
"""State of a requirement -> how it is drawn; what is late is drawn so that it is seen."""


@right("requirement.read")
@require_safe
def requirements(request: SchoolRequest) -> HttpResponse:
    """Show the register: its flow by groups, what is not taken into account, and a search."""
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "group", "state", "side")}
    names = stakeholders.names()
    page = Paginator(_found(asked), A_PAGE).get_page(request.GET.get("page"))
    split = reads.by_side(reads.outstanding())
    context = {
        "tabs": tabs(request),
        "page": page,
        "rows": shown(list(page), names),
        "flow": _flow(names),
        "states": State.choices,
        "split": [(side, side.label, rows) for side, rows in split.items()],
        "groups": names.items(),
        "sides": Side.choices,
        "asked": asked,
        "empty": not page.paginator.count and not any(asked.values()),
        "can_change": request.may("requirement.change"),
        "can_freeze": request.may("document.write"),
        "edition": _edition(request),
        "can_name": request.may("people.read"),
    }
    return render(request, "plan/requirements.html", context)


def _edition(request: SchoolRequest) -> dict[str, Any] | None:
    """Return the edition of the register that all staff read, and whether it is behind."""
    held = documents.in_force_about(changes.ABOUT, localdate())
    if held is None:
        return None
    last, since = reads.last_change(), held.effective_from
    try:
        address = reverse("plan:document", args=[request.school.code, held.document_id])
    except NoReverseMatch:
        address = ""
    return {"row": held, "behind": bool(last and since and last > since), "address": address}


def _found(asked: dict[str, str]) -> Any:
    rows = reads.search(reads.register(), asked["q"])
    if asked["group"]:
        rows = rows.filter(group=asked["group"])
    if asked["state"] in State.values:
        rows = rows.filter(state=asked["state"])
    if asked["side"] in Side.values:
        left = reads.by_side(reads.outstanding())[Side(asked["side"])]
        rows = rows.filter(pk__in=[row.pk for row in left])
    return rows


def shown(rows: list[Requirement], names: dict[str, str]) -> list[dict[str, Any]]:
    """Return requirements as a table shows them: with group, look and what is late."""
    terms, day = reads.terms(), localdate()
    return [
        {
            "row": row,
            "group": names.get(row.group, row.group),
            "stuck": (stuck := is_stuck(row.state, row.state_since, terms, day)),
            "look": "attention" if stuck else LOOKS[State(row.state)],
            "by": due_by(row.state, row.state_since, terms),
        }
        for row in rows
    ]


def _flow(names: dict[str, str]) -> list[dict[str, Any]]:
    """Return group -> how many requirements stand in each state; groups never heard say so."""
    counted = reads.flow()
    lines = []
    for code, name in names.items():
        counts = counted.get(code, {})
        cells = [(state.value, counts.get(state.value, 0)) for state in State]
        lines.append({"code": code, "name": name, "cells": cells, "sum": sum(counts.values())})
    return lines


@right("requirement.change")
@form_page
def new_requirement(request: SchoolRequest) -> HttpResponse:
    """Write a requirement down."""
    form = offer(HeardForm(posted(request)))
    question = _question(
        request,
        heading=_("New requirement"),
        button=_("Write down"),
        done=_("The requirement is in the register."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.write_down(request.school, heard(given), by=request.user, at=now()),
    )


@right("requirement.change")
@form_page
def several_requirements(request: SchoolRequest) -> HttpResponse:
    """Write several requirements of one source down at once."""
    form = offer(SeveralForm(posted(request)))
    question = _question(
        request,
        heading=_("Several requirements at once"),
        button=_("Write them down"),
        done=_("The requirements are in the register."),
        lead=_("After a meeting or a survey: one requirement on each line."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.write_down_all(
            request.school,
            [heard({**given, "text": line}) for line in given["text"].splitlines() if line.strip()],
            by=request.user,
            at=now(),
        ),
    )


@right("requirement.change")
@form_page
def requirement_terms(request: SchoolRequest) -> HttpResponse:
    """Set how long a requirement may wait for each step."""
    form = TermsForm(posted(request), initial=vars(reads.terms()))
    question = _question(
        request,
        heading=_("Terms of the register"),
        button=_("Set the terms"),
        done=_("The terms are set."),
        lead=_("A requirement that waits longer is shown as late, and its owner is reminded."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.set_terms(
            request.school, form.terms(given), by=request.user, at=now()
        ),
    )


@right("document.write")
@form_page
def freeze_register(request: SchoolRequest) -> HttpResponse:
    """Freeze the register as the next edition of its document."""
    question = _question(
        request,
        heading=_("Freeze the register as an edition"),
        button=_("Freeze"),
        done=_("The edition is drafted: the director puts it in force, then all staff read it."),
        lead=_(
            "The register as it stands today becomes the text of a numbered edition. "
            "It is approved by an order and brought to every member of staff."
        ),
    )
    return ask(
        request,
        SureForm(posted(request)),
        question,
        lambda _given: changes.freeze(
            request.school, prepared_by=_own(request), by=request.user, at=now()
        ),
    )


def _own(request: SchoolRequest) -> Person | None:
    """Return the person who asks, if they are of this school."""
    own = request.member.person_id
    return seen(request, Person, own) if own else None


def _question(request: SchoolRequest, **words: Any) -> Question:
    back = reverse("plan:requirements", args=[request.school.code])
    return Question(back=back, pretitle=_("Requirements"), **words)


def offer(form: Form, *, besides: str = "") -> Any:
    """Offer the groups in use, the staff and the documents of the school."""
    groups = [one for one in stakeholders.groups() if one.is_on or one.code == besides]
    form.fields["group"].choices = [(one.code, one.name) for one in groups]  # type: ignore[attr-defined]
    staff = [(person.pk, person.full_name) for person in people.staff(localdate())]
    form.fields["owner"].offer(staff)  # type: ignore[attr-defined]
    papers = [(row.pk, row.title) for row in reads.documents()]
    form.fields["document"].offer(papers)  # type: ignore[attr-defined]
    return form


def heard(given: dict[str, Any]) -> Heard:
    """Return what was written, with the people and papers it names."""
    chosen = {person.pk: person for person in people.staff(localdate())}
    papers = {row.pk: row for row in reads.documents()}
    return Heard(
        group=given["group"],
        text=given["text"],
        origin=given["origin"],
        found_on=given["found_on"],
        source=given["source"],
        document=papers.get(given["document"]),
        owner=chosen.get(given["owner"]),
    )
