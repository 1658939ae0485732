"""Assessment procedures, the map of what complements what, and the two frames of indicators."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.measuring.ground import ground_of
from sapat.check.measuring.readings import readings
from sapat.core.rights import Role
from sapat.plan.datasets.rules import datasets
from sapat.plan.indicators import reads as indicator_reads
from sapat.plan.indicators.changes import set_frame
from sapat.plan.indicators.rules import catalogue
from sapat.plan.instruments.sheets import shipped
from sapat.plan.procedures import changes, reads, rules
from sapat.plan.procedures.changes import NewProcedure
from sapat.plan.procedures.models import AssessmentProcedure
from sapat.plan.procedures.rules import MAIN, Method
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.people import DayForm
from sapat.web.forms.procedures import FrameForm, ProcedureForm, SinceForm
from sapat.web.pages.check.words import Shown
from sapat.web.pages.plan.measure_tabs import tabs


@right("instrument.read")
@require_safe
def procedures(request: SchoolRequest) -> HttpResponse:
    """Show the register of procedures by what they judge."""
    rows = reads.on(localdate())
    known = catalogue()
    groups = []
    for block, name in known.blocks.items():
        found = [row for row in rows if row.plain.block == block]
        if found:
            told = [(row, known.criteria[row.criterion], _tool(row.tool)) for row in found]
            groups.append((name, told))
    posts = dict(Role.choices)
    context = {
        "tabs": tabs(request),
        "groups": groups,
        "count": len(rows),
        "posts": posts,
        "can_change": request.may("instrument.change"),
    }
    return render(request, "plan/procedures.html", context)


@right("instrument.read")
@require_safe
def procedure_map(request: SchoolRequest) -> HttpResponse:
    """Show which methods judge the same criterion, and where one stands alone."""
    found = rules.by_criterion(row.plain for row in reads.on(localdate()))
    methods = [each for each in Method if any(each in one for one in found.values())]
    known = catalogue()
    lines = [
        (
            known.criteria[code],
            [[_tool(each.tool) for each in found[code].get(method, ())] for method in methods],
            len(found[code]),
        )
        for code in known.criteria
        if code in found
    ]
    context = {"tabs": tabs(request), "methods": methods, "lines": lines}
    context["alone"] = sum(several < 2 for _one, _cells, several in lines)
    return render(request, "plan/procedure_map.html", context)


def _tool(code: str) -> str:
    """Return what a tool is called: an instrument, the records of a data set, or its own words."""
    if code in shipped():
        return f"{code} {shipped()[code].name}"
    return str(datasets()[code].name) if code in datasets() else code


@right("instrument.change")
@form_page
def lay_out(request: SchoolRequest) -> HttpResponse:
    """Write down the procedures that the indicators in use imply."""
    question = Question(
        heading=_("Lay out the usual procedures"),
        button=_("Lay out"),
        back=_back(request),
        lead=_("Each indicator in use says how, with what, how often and by whom it is judged."),
        pretitle=_("Assessment procedures"),
        done=_("The usual procedures are in the register."),
    )
    return ask(
        request,
        SinceForm(posted(request)),
        question,
        lambda given: changes.lay_out(
            request.school, since=given["since"], by=request.user, at=now()
        ),
    )


@right("instrument.change")
@form_page
def write(request: SchoolRequest) -> HttpResponse:
    """Write one procedure down."""
    question = Question(
        heading=_("New procedure"),
        button=_("Write down"),
        back=_back(request),
        pretitle=_("Assessment procedures"),
        done=_("The procedure is in the register."),
    )
    return ask(
        request,
        ProcedureForm(posted(request)),
        question,
        lambda given: changes.write(
            request.school, NewProcedure(**given), by=request.user, at=now()
        ),
    )


@right("instrument.change")
@form_page
def end(request: SchoolRequest, assessmentprocedure_id: int) -> HttpResponse:
    """No longer carry a procedure out."""
    row = seen(request, AssessmentProcedure, assessmentprocedure_id)
    question = Question(
        heading=_("End the procedure"),
        button=_("End it"),
        back=_back(request),
        pretitle=str(row),
        done=_("The procedure has ended."),
    )
    return ask(
        request,
        DayForm(posted(request)),
        question,
        lambda given: changes.end(row, until=given["until"], by=request.user, at=now()),
    )


@right("indicator.read")
@require_safe
def frames(request: SchoolRequest) -> HttpResponse:
    """Show planned and actual results beside each other, with the norm and the need behind."""
    ground = ground_of(request.school)
    system = ground.current.system
    said = {row.indicator: row for row in indicator_reads.frames()}
    found = readings(ground, ground.latest) if ground.latest else []
    main = [one for one in found if one.known.block in MAIN and one.value is not None]
    lines = [(Shown(one, one.known), said.get(one.indicator)) for one in main]
    lines.sort(key=lambda line: line[1] is None)
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "term": ground.latest,
        "lines": lines,
        "count": len([code for code in said if code in system.indicators]),
        "can_change": request.may("indicator.approve"),
    }
    return render(request, "plan/frames.html", context)


@right("indicator.approve")
@form_page
def frame(request: SchoolRequest) -> HttpResponse:
    """Write down the norm an indicator is held to and whose need it serves."""
    code = request.GET.get("indicator", "")
    known = ground_of(request.school).current.indicators.get(code)
    if known is None:
        raise Http404
    row = next((one for one in indicator_reads.frames() if one.indicator == code), None)
    initial = {"standard": row.standard if row else str(known.norm.why)}
    initial["need"] = row.need if row else ""
    question = Question(
        heading=_("Norm and need of “%(name)s”") % {"name": known.name},
        button=_("Save"),
        back=reverse("plan:frames", args=[request.school.code]),
        pretitle=f"{known.code} {known.name}",
        done=_("Norm and need are written down."),
    )
    return ask(
        request,
        FrameForm(posted(request), initial=initial),
        question,
        lambda given: set_frame(
            request.school, code, given["standard"], given["need"], by=request.user, at=now()
        ),
    )


def _back(request: SchoolRequest) -> str:
    return reverse("plan:procedures", args=[request.school.code])
