"""The editor of an own indicator: data set, conditions, norm, and a preview on real evidence."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from sapat.check.measuring.ground import ground_of
from sapat.check.measuring.labels import dim_name
from sapat.check.measuring.trial import Trial, trial
from sapat.core.refusal import Refused
from sapat.plan.datasets.rules import datasets, derived, origins
from sapat.plan.datasets.schema import schema
from sapat.plan.indicators.mistakes import Mistake, mistakes
from sapat.plan.indicators.proposals import changes
from sapat.plan.indicators.proposals.changes import Idea
from sapat.plan.indicators.proposals.models import IndicatorProposal
from sapat.plan.indicators.proposals.rules import IMPORT, About
from sapat.plan.indicators.sketch import Sketch, content_of
from sapat.plan.instruments.sheets import shipped
from sapat.school.people import reads as people
from sapat.web.asking import form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.indicators import SketchForm, initial_of
from sapat.web.pages.check.words import Shown


@right("indicator.propose")
@form_page
def editor(request: SchoolRequest) -> HttpResponse:
    """Write an own indicator: first the data set, then the rows; preview, then propose."""
    data = request.GET.get("data", "")
    if data not in schema().columns:
        return render(request, "plan/choose_data.html", {"groups": _data_sets(request)})
    return _edit(request, data, Idea(About.NEW, ""), None)


@right("indicator.propose")
@form_page
def new_version(request: SchoolRequest, indicatorproposal_id: int) -> HttpResponse:
    """Propose another definition of an own indicator; the earlier one keeps its terms."""
    row = seen(request, IndicatorProposal, indicatorproposal_id)
    sketch = row.sketch
    if row.about not in {About.NEW, About.CHANGE} or sketch.data not in schema().columns:
        raise Http404
    return _edit(request, sketch.data, Idea(About.CHANGE, "", row.indicator), sketch)


def _edit(request: SchoolRequest, data: str, idea: Idea, sketch: Sketch | None) -> HttpResponse:
    dates = _dates(data)
    form = SketchForm(
        posted(request),
        data=data,
        names=_names(data),
        offers={"data": _choices(), "tools": _tools(), "dates": dates},
        initial=initial_of(sketch, dates) if sketch else {"den_way": "every"},
    )
    context: dict[str, Any] = {"form": form, "data": data, "data_name": _name(data)}
    context |= {"fields": list(_described(data)), "about": idea.about}
    if request.method != "POST":
        return render(request, "plan/editor.html", context)
    whole = form.is_valid()
    written = form.sketch()
    found = mistakes(written)
    context |= {"preview": _preview(request, written, found), "asked": True}
    if "propose" not in request.POST:
        partly = request.headers.get("HX-Request") == "true"
        return render(request, "plan/_preview.html" if partly else "plan/editor.html", context)
    if not whole or found:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "plan/editor.html", context, status=status)
    try:
        row = _propose(request, idea, form, written)
    except Refused as no:
        context["refused"] = no.sentence
        return render(request, "plan/editor.html", context, status=HTTPStatus.CONFLICT)
    messages.success(request, _("The proposal is written down; now it is discussed."))
    return redirect(reverse("plan:proposal", args=[request.school.code, row.pk]))


def _propose(
    request: SchoolRequest, idea: Idea, form: SketchForm, written: Sketch
) -> IndicatorProposal:
    why = form.cleaned_data["why"]
    told = Idea(idea.about, why, idea.indicator, written.record)
    person = people.everybody().filter(pk=request.member.person_id or 0).first()
    return changes.propose(request.school, told, person=person, by=request.user, at=now())


def _preview(request: SchoolRequest, written: Sketch, found: list[Mistake]) -> dict[str, Any]:
    """Return the mistakes, or the figures of the last terms."""
    if found:
        return {"mistakes": found}
    made: Trial = trial(ground_of(request.school), written)
    return {"trial": made, **told_of(made)}


def told_of(made: Trial) -> dict[str, Any]:
    """Return what a page shows of an indicator that was tried out."""
    return {
        "shown": [Shown(reading, made.indicator) for reading in made.readings],
        "lacking": [str(datasets()[code].name) for code in made.lacking],
        "nothing_below": made.divides_by_nothing,
    }


def formula(sketch: Sketch) -> dict[str, Any]:
    """Return numerator and denominator as they are computed."""
    measure = content_of(sketch)["measure"]
    below = measure["den"]
    return {
        "num": [_told(term) for term in measure["num"]],
        "den": [] if below == 1 else [_told(term) for term in below],
    }


def _told(term: dict[str, Any]) -> dict[str, Any]:
    text = term.get("count", term.get("where"))
    return {"data": _name(term["data"]), "sum": term.get("sum", ""),
            "times": term.get("times", 1), "where": "" if text is True else text}  # fmt: skip


def _name(data: str) -> str:
    found = datasets().get(data) or derived()[data]
    return str(found.name)


def _choices() -> list[tuple[str, str]]:
    return sorted(((code, _name(code)) for code in schema().columns), key=lambda pair: pair[1])


def _tools() -> list[tuple[str, str]]:
    kinds = [(code, f"{code} {sheet.name}") for code, sheet in shipped().items()]
    return [(IMPORT, _("import of a file or table")), *kinds]


def _names(data: str) -> dict[str, str]:
    named = {code: dim_name(code, [data]) for code in schema().columns[data]}
    return {code: code if name == code else f"{name} ({code})" for code, name in named.items()}


def _dates(data: str) -> frozenset[str]:
    """Return the fields that hold days, in this data set."""
    fields = [each for origin in origins(data) for each in datasets()[origin].facts.values()]
    return frozenset(each.code for each in fields if each.type == "date")


def _described(data: str) -> Iterable[tuple[str, str, str]]:
    """Yield code, name and the values that may occur, for each field."""
    for code, column in schema().columns[data].items():
        spoken = {
            value: str(choice.name)
            for origin in origins(data)
            if (declared := datasets()[origin].fields.get(code))
            for value, choice in declared.choices.items()
        }
        values = [f"{each} ({spoken[each]})" if each in spoken else each
                  for each in sorted(column.values or ())]  # fmt: skip
        yield code, dim_name(code, [data]), ", ".join(values)


def _data_sets(request: SchoolRequest) -> list[tuple[str, list[tuple[str, Any]]]]:
    """Return the data sets with facts first, then those that wait for some."""
    sums = ground_of(request.school).sums
    every = [(code, found) for code, found in (*datasets().items(), *derived().items())]
    have = [pair for pair in every if sums.has_facts(pair[0])]
    rest = [pair for pair in every if pair not in have]
    return [(_("With evidence"), have), (_("Without evidence yet"), rest)]
