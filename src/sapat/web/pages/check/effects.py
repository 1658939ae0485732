"""Did an action work: one question, its answer with the doubt, its picture."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.effects.reads import Part, effect_of
from sapat.check.effects.rules import Effect, Moment, Verdict, digits
from sapat.check.measuring.ground import Ground, ground_of
from sapat.plan.indicators.rules import catalogue
from sapat.publish.pictures.drawing import for_page
from sapat.publish.pictures.effect import Action, Step
from sapat.publish.pictures.effect import effect as drawn_effect
from sapat.publish.pictures.pictures import Picture
from sapat.school.classes import reads as classes
from sapat.web.doors import SchoolRequest, right
from sapat.web.forms.effects import OTHERS, EffectForm

STATUSES = {Verdict.WORKED: "high", Verdict.WORSE: "critical"}
"""Only a change that chance does not explain has a colour."""
LEAST = 2
"""Values from which on there is something to draw."""


@right("effect.read")
@require_safe
def effect(request: SchoolRequest) -> HttpResponse:
    """Ask whether a figure moved since an action, and answer."""
    ground = ground_of(request.school)
    form = _form(request, ground)
    context: dict[str, Any] = {"form": form, "has_figures": bool(ground.with_facts)}
    asked = form.is_bound and "since" in request.GET
    if asked and form.is_valid():
        context |= _answer(request, ground, form)
    elif not asked:
        form = EffectForm(None, indicators=form.known.values(), classes=form.classes)
        form.initial = {"indicator": request.GET.get("indicator", "")}
        context["form"] = form
    return render(
        request, "check/effect.html", context, status=422 if asked and form.errors else 200
    )


def _form(request: SchoolRequest, ground: Ground) -> EffectForm:
    year = ground.latest.year if ground.latest else 0
    active = ground.current.system.active
    return EffectForm(request.GET, indicators=active, classes=classes.classes(year))


def _answer(request: SchoolRequest, ground: Ground, form: EffectForm) -> dict[str, Any]:
    given = form.cleaned_data
    group = Part("class", (int(given["group"]),)) if given["group"] else None
    beside = None
    if given["beside"] == OTHERS:
        others = tuple(row.pk for row in form.classes if str(row.pk) != given["group"])
        beside = Part("class", others) if others else None
    elif given["beside"]:
        beside = Part("class", (int(given["beside"]),))
    found = effect_of(
        request.school,
        indicator=given["indicator"],
        since=given["since"],
        group=group,
        compared_with=beside,
        ground=ground,
    )
    drawn = None
    if sum(moment.value is not None for moment in found.moments) >= LEAST:
        drawn = for_page(_picture(found), (get_language() or "ky")[:2])
    return {"found": found, "status": STATUSES.get(found.verdict), "drawn": drawn}


def _picture(found: Effect) -> Picture:
    indicator = found.indicator
    action = Action(
        name=_("the action"),
        start=sum(not moment.is_after for moment in found.moments),
        unit=str(catalogue().units[indicator.unit]),
        digits=digits(indicator),
    )
    title = str(indicator.name) + (f" · {found.group}" if found.group else "")
    drawn = drawn_effect(title, [_step(moment) for moment in found.moments], action)
    return replace(drawn, sentence=found.sentence)


def _step(moment: Moment) -> Step:
    return Step(
        label=moment.label or _("year"),
        year=moment.year,
        value=moment.value,
        fitted=moment.expected,
        without=moment.without if moment.is_after else None,
    )
