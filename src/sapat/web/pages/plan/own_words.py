"""A draft in the school's own words: clauses changed, left aside, added."""

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from sapat.core.proofs import ProofRule, found, library
from sapat.plan.regulations import changes, reads
from sapat.plan.regulations.models import RegulationEdition
from sapat.plan.regulations.renewals import renewals
from sapat.plan.regulations.rules import regulations
from sapat.plan.regulations.wording import SchoolClause
from sapat.plan.regulations.words import room_of
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right, seen
from sapat.web.forms.regulations import ClauseForm, OwnClauseForm, RestateForm, SureForm


@right("clause.change")
@form_page
def restate(request: SchoolRequest, regulationedition_id: int, clause: str) -> HttpResponse:
    """Put one clause of a draft in the school's own words."""
    row = seen(request, RegulationEdition, regulationedition_id)
    own = _clause(row, clause)
    known = reads.said_of(row, clause)
    renewal = known.renewal if known else ""
    plain = reads.plain_clause(regulations()[row.regulation.code], clause, row, renewal)
    rule = found(own.rule) if own.rule else None
    form = RestateForm(posted(request), rule, initial=_stands(own))
    _offer_people(form)
    return ask(
        request,
        form,
        _about(row, own.code, _("Save"), _("The clause is saved.")),
        lambda _given: changes.restate(
            row, form.said(own, plain, renewal), by=request.user, at=now()
        ),
    )


@right("clause.change")
@form_page
def take_back(request: SchoolRequest, regulationedition_id: int, clause: str) -> HttpResponse:
    """Take the school's words about a clause back, or drop a clause of its own."""
    row = seen(request, RegulationEdition, regulationedition_id)
    own = _clause(row, clause)
    heading = _("Drop the clause %(code)s") if own.own else _("Back to the first wording: %(code)s")
    question = _about(row, heading % {"code": own.code}, _("Yes"), _("Done."))
    return ask(
        request,
        SureForm(posted(request)),
        question,
        lambda _given: changes.take_back(row, own.code, by=request.user, at=now()),
    )


@right("clause.change")
@form_page
def add_clause(request: SchoolRequest, regulationedition_id: int) -> HttpResponse:
    """Choose a rule of the library, then write the clause it proves."""
    row = seen(request, RegulationEdition, regulationedition_id)
    regulation = found_or_404(regulations().get(row.regulation.code))
    rule = found(request.GET.get("rule", ""))
    if rule is None:
        context = {"edition": row, "regulation": regulation, "rooms": _rooms()}
        return render(request, "plan/library.html", context)
    form = OwnClauseForm(posted(request), rule, initial={"rhythm": "year"})
    form.fields["chapter"].choices = [  # type: ignore[attr-defined]
        (chapter.code, f"{chapter.code} · {chapter.heading}") for chapter in regulation.chapters
    ]
    _offer_people(form)
    question = _about(row, _("A clause of our own"), _("Add it"), _("The clause is added."))
    lead = _("It is proved by the rule: %(rule)s") % {"rule": rule.label}
    return ask(
        request,
        form,
        Question(**{**vars(question), "lead": lead}),
        lambda _given: changes.add_clause(row, form.said(), by=request.user, at=now()),
    )


@right("clause.change")
@form_page
def renew(request: SchoolRequest, regulationedition_id: int, renewal: str) -> HttpResponse:
    """Put a proposal of renewal into the draft."""
    row = seen(request, RegulationEdition, regulationedition_id)
    known = found_or_404(renewals().get(renewal))
    question = _about(row, str(known.heading), _("Put it into the draft"), _("It is in the draft."))
    return ask(
        request,
        SureForm(posted(request)),
        Question(**{**vars(question), "lead": str(known.why)}),
        lambda _given: changes.renew(row, known.code, by=request.user, at=now()),
    )


def _clause(row: RegulationEdition, code: str) -> SchoolClause:
    found_clause: SchoolClause = found_or_404(
        next((one for one in reads.clauses_in(row) if one.code == code), None)
    )
    return found_clause


def _stands(own: SchoolClause) -> dict[str, Any]:
    return {
        "heading": str(own.heading),
        "meaning": str(own.meaning),
        "role": own.role,
        "holder": own.holder,
        "rhythm": own.rhythm,
        "not_here": not own.applies,
        "why_not": own.why_not,
        "parameters": dict(own.parameters),
    }


def _offer_people(form: ClauseForm) -> None:
    staff = people.staff(localdate())
    form.fields["holder"].offer((one.pk, one.full_name) for one in staff)  # type: ignore[attr-defined]


def _rooms() -> list[tuple[str, list[ProofRule]]]:
    """Return the rules of the library by the part of Sapat they belong to."""
    rules = sorted(library().values(), key=lambda rule: rule.name)
    rooms = groupby(rules, key=lambda rule: rule.name.partition(".")[0])
    return [(room_of(name).capitalize(), list(each)) for name, each in rooms]


def _about(row: RegulationEdition, heading: str, button: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("plan:regulation_edition", args=[row.school.code, row.pk]),
        pretitle=_("Draft, edition %(number)s") % {"number": row.number},
        done=done,
    )
