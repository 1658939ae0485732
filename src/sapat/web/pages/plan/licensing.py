"""Licence, accreditation, inspection: what is required, how it stands, when it was checked."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.licensing import changes, reads
from sapat.plan.licensing.changes import Found
from sapat.plan.licensing.models import RequirementItem, RequirementSet
from sapat.plan.licensing.rules import Held, ItemState, check_by, is_valid, reminder
from sapat.publish.papers.content import Paper
from sapat.publish.readiness import readiness
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.licensing import CheckForm, EndSetForm, ItemForm, NewItemForm, NewSetForm
from sapat.web.forms.licensing import SetForm as PaperForm
from sapat.web.forms.people import DayForm
from sapat.web.forms.sheets import Line
from sapat.web.pages.plan.requirement_tabs import tabs
from sapat.web.papers import answer_with

LOOKS = {"": "waiting", "met": "normal", "remarks": "attention", "not_met": "critical"}
"""State of an item -> how it is drawn."""


@right("requirement.read")
@require_safe
def sets(request: SchoolRequest) -> HttpResponse:
    """Show every set with its validity and how its items stand."""
    day = localdate()
    rows = [(row, _validity(row, row.all_items)) for row in reads.sets()]  # type: ignore[attr-defined]
    context = {
        "tabs": tabs(request),
        "rows": [(row, validity) for row, validity in rows if not row.ended_on],
        "ended": [row for row, _validity in rows if row.ended_on],
        "day": day,
        "can_change": request.may("requirement.change"),
    }
    return render(request, "plan/sets.html", context)


def _validity(row: RequirementSet, items: int = 0) -> dict[str, Any]:
    """Return the look and the words of how long a set still holds."""
    day = localdate()
    one = Held(row.pk, row.kind, row.valid_from, row.valid_to, row.ended_on, items)
    months = reminder(row.valid_to, day)
    if row.ended_on and row.ended_on <= day:
        return {"look": "not_applicable", "words": _("ended")}
    if not is_valid(one, day):
        coming = row.valid_from > day
        return {
            "look": "waiting" if coming else "critical",
            "words": _("not yet valid") if coming else _("has run out"),
        }
    if months is None:
        return {"look": "normal", "words": _("valid")}
    words = _("runs out within %(months)s months") % {"months": months}
    return {"look": "attention", "words": words}


@right("requirement.read")
@require_safe
def requirement_set(request: SchoolRequest, requirement_set_id: int) -> HttpResponse:
    """Show one set item by item: state, evidence, the last check and who made it."""
    row = seen(request, RequirementSet, requirement_set_id)
    day = localdate()
    items = list(reads.items(row))
    context = {
        "row": row,
        "validity": _validity(row, len(items)),
        "items": [_item(row, item) for item in items],
        "counts": _counts(items),
        "unverified": sum(item.unverified for item in items),
        "retired": reads.retired(row),
        "day": day,
        "open": not row.ended_on,
        "can_change": request.may("requirement.change"),
        "can_name": request.may("people.read"),
    }
    return render(request, "plan/set.html", context)


def _item(row: RequirementSet, item: RequirementItem) -> dict[str, Any]:
    by = check_by(item.since, item.checked_on, row.check_days)
    return {
        "item": item,
        "look": LOOKS[item.state],
        "words": item.get_state_display() or _("not checked yet"),
        "by": by,
        "late": by < localdate() and not row.ended_on,
    }


def _counts(items: list[RequirementItem]) -> list[tuple[str, str, int]]:
    """Return each state with its look and how many items stand in it."""
    states = [*ItemState.choices, ("", _("not checked yet"))]
    counted = [(LOOKS[code], str(label), code) for code, label in states]
    return [
        (look, label, sum(item.state == code for item in items)) for look, label, code in counted
    ]


@right("requirement.read")
@require_safe
def readiness_file(request: SchoolRequest, requirement_set_id: int) -> HttpResponse:
    """Show the readiness file as it is printed, or hand it out."""
    row = seen(request, RequirementSet, requirement_set_id)

    def make(language: str) -> Paper:
        return readiness(row, language=language, at=now())

    return answer_with(request, make, back=_address(row), back_to=row.title)


@right("requirement.change")
@form_page
def new_set(request: SchoolRequest) -> HttpResponse:
    """Open a set, with the usual items of its kind if wished."""
    form = NewSetForm(posted(request))
    question = Question(
        heading=_("New licence, accreditation or inspection"),
        button=_("Open"),
        back=reverse("plan:sets", args=[request.school.code]),
        pretitle=_("Licence and accreditation"),
        done=_("The set is open: compare its items with the current text."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.lay_set(
            request.school, form.paper(given), usual=given["usual"], by=request.user, at=now()
        ),
    )


@right("requirement.change")
@form_page
def restate_set(request: SchoolRequest, requirement_set_id: int) -> HttpResponse:
    """Correct the paper of a set, or prolong it."""
    row = seen(request, RequirementSet, requirement_set_id)
    names = PaperForm.base_fields
    form = PaperForm(posted(request), initial={name: getattr(row, name) for name in names})
    return ask(
        request,
        form,
        _about(row, _("Correct the paper"), _("Save"), _("The paper is corrected.")),
        lambda given: changes.restate_set(row, form.paper(given), by=request.user, at=now()),
    )


@right("requirement.change")
@form_page
def end_set(request: SchoolRequest, requirement_set_id: int) -> HttpResponse:
    """End a set that no longer applies."""
    row = seen(request, RequirementSet, requirement_set_id)
    return ask(
        request,
        EndSetForm(posted(request)),
        _about(row, _("End the set"), _("End it"), _("The set has ended.")),
        lambda given: changes.end_set(
            row, given["reason"], on=given["on"], by=request.user, at=now()
        ),
    )


@right("requirement.change")
@form_page
def check_set(request: SchoolRequest, requirement_set_id: int) -> HttpResponse:
    """Record what a check found, item by item."""
    row = seen(request, RequirementSet, requirement_set_id)
    lines = [
        Line(str(item.pk), str(item), _last(item), words=item.evidence) for item in reads.items(row)
    ]
    form = CheckForm(posted(request), lines, ItemState.choices, _("evidence, or what is missing"))
    question = _about(row, _("Check the requirements"), _("Save"), _("The check is recorded."))
    return ask(
        request,
        form,
        replace(question, template="plan/sheet_form.html"),
        lambda given: changes.check_items(
            row,
            [Found(int(one.key), one.mark, one.words) for one in form.given(given)],
            on=given["on"],
            by=request.user,
            at=now(),
        ),
    )


def _last(item: RequirementItem) -> str:
    if item.checked_on is None:
        return _("Not checked yet.")
    told = {"state": item.get_state_display(), "day": f"{item.checked_on:%d.%m.%Y}"}
    return _("Last check on %(day)s: %(state)s.") % told


@right("requirement.change")
@form_page
def new_item(request: SchoolRequest, requirement_set_id: int) -> HttpResponse:
    """Add an item to a set."""
    row = seen(request, RequirementSet, requirement_set_id)
    form = NewItemForm(posted(request))
    return ask(
        request,
        form,
        _about(row, _("New item"), _("Add"), _("The item is added.")),
        lambda given: changes.add_item(
            row,
            given["item"],
            form.text(given),
            content=given["content"],
            by=request.user,
            at=now(),
        ),
    )


@right("requirement.read")
@require_safe
def item(request: SchoolRequest, requirement_item_id: int) -> HttpResponse:
    """Show an item and every check of it."""
    row = seen(request, RequirementItem, requirement_item_id)
    context = {
        "row": row,
        "one": _item(row.requirement_set, row),
        "checks": [(check, LOOKS[check.state]) for check in reads.checks(row)],
        "open": not row.retired_on and not row.requirement_set.ended_on,
        "can_change": request.may("requirement.change"),
        "can_name": request.may("people.read"),
    }
    return render(request, "plan/set_item.html", context)


@right("requirement.change")
@form_page
def restate_item(request: SchoolRequest, requirement_item_id: int) -> HttpResponse:
    """Bring an item into the words of the current text."""
    row = seen(request, RequirementItem, requirement_item_id)
    names = ItemForm.base_fields
    form = ItemForm(posted(request), initial={name: getattr(row, name) for name in names})
    question = _about(
        row.requirement_set,
        _("Item %(item)s") % {"item": row.code},
        _("Save"),
        _("The item agrees with the current text."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.restate_item(
            row, form.text(given), content=given["content"], by=request.user, at=now()
        ),
    )


@right("requirement.change")
@form_page
def retire_item(request: SchoolRequest, requirement_item_id: int) -> HttpResponse:
    """Say that an item is no longer required."""
    row = seen(request, RequirementItem, requirement_item_id)
    heading = _("No longer required: %(item)s") % {"item": row.code}
    return ask(
        request,
        DayForm(posted(request)),
        _about(row.requirement_set, heading, _("Take it out"), _("The item is taken out.")),
        lambda given: changes.retire_item(row, on=given["until"], by=request.user, at=now()),
    )


def _address(row: RequirementSet) -> str:
    return reverse("plan:requirement_set", args=[row.school.code, row.pk])


def _about(row: RequirementSet, heading: str, button: str, done: str) -> Question:
    return Question(
        heading=heading, button=button, back=_address(row), pretitle=row.title, done=done
    )
