"""Stakeholder groups and how far each is heard, answered and asked again."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.plan.requirements import reads as register
from sapat.plan.requirements.rules import LOOP
from sapat.plan.stakeholders import changes, reads
from sapat.plan.stakeholders.groups import Group
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right
from sapat.web.forms.requirements import GroupForm, NewGroupForm, OffForm, SureForm
from sapat.web.pages.plan.requirement_tabs import tabs


@right("requirement.read")
@require_safe
def groups(request: SchoolRequest) -> HttpResponse:
    """Show whom the school serves, where it hears them, and the satisfaction loop of each."""
    found = reads.groups()
    steps = register.loop()
    context = {
        "tabs": tabs(request),
        "groups": [one for one in found if one.is_on],
        "off": [one for one in found if not one.is_on],
        "steps": [label for _code, label in LOOP],
        "loop": [_line(one, steps.get(one.code, {})) for one in found if one.is_on],
        "can_change": request.may("requirement.change"),
    }
    return render(request, "plan/groups.html", context)


def _line(group: Group, steps: dict[str, Any]) -> dict[str, Any]:
    """Return the loop of one group: what was reached, and the first step that is missing."""
    cells = [steps.get(code) for code, _label in LOOP]
    return {"group": group, "cells": cells}


@right("requirement.change")
@form_page
def describe_group(request: SchoolRequest, group: str) -> HttpResponse:
    """Write where a group is heard and whom to talk to."""
    one: Group = found_or_404(reads.group(group))
    name = {"name_ky": one.name.ky, "name_ru": one.name.ru, "name_en": one.name.en}
    form = GroupForm(posted(request), initial={**name, "heard": one.heard, "contact": one.contact})
    lead = _("Such groups are usually heard so: %(usually)s.") % {"usually": one.usually}
    question = _question(
        request,
        heading=str(one.name),
        button=_("Save"),
        done=_("The group is saved."),
        lead=lead if one.usually else "",
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.describe_group(
            request.school, one.code, form.description(given), by=request.user, at=now()
        ),
    )


@right("requirement.change")
@form_page
def new_group(request: SchoolRequest) -> HttpResponse:
    """Add a group of the school's own."""
    form = NewGroupForm(posted(request))
    question = _question(
        request, heading=_("New group"), button=_("Add"), done=_("The group is added.")
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.add_group(
            request.school, given["group"], form.description(given), by=request.user, at=now()
        ),
    )


@right("requirement.change")
@form_page
def switch_off_group(request: SchoolRequest, group: str) -> HttpResponse:
    """Say that the school does not work with a group, and why."""
    one: Group = found_or_404(reads.group(group))
    question = _question(
        request,
        heading=_("Switch off: %(group)s") % {"group": one.name},
        button=_("Switch off"),
        done=_("The group is switched off."),
        lead=_("What this group has required stays in the register."),
    )
    return ask(
        request,
        OffForm(posted(request)),
        question,
        lambda given: changes.switch_off(
            request.school,
            one.code,
            given["reason"],
            since=given["since"],
            by=request.user,
            at=now(),
        ),
    )


@right("requirement.change")
@form_page
def switch_on_group(request: SchoolRequest, group: str) -> HttpResponse:
    """Work with a group again."""
    one: Group = found_or_404(reads.group(group))
    question = _question(
        request,
        heading=_("Work with this group again: %(group)s") % {"group": one.name},
        button=_("Switch on"),
        done=_("The group is in use."),
    )
    return ask(
        request,
        SureForm(posted(request)),
        question,
        lambda _given: changes.switch_on(request.school, one.code, by=request.user, at=now()),
    )


def _question(request: SchoolRequest, **words: Any) -> Question:
    back = reverse("plan:groups", args=[request.school.code])
    return Question(back=back, pretitle=_("Groups"), **words)
