"""The system of indicators: what is proposed, discussed, approved, and what stays empty."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.measuring.ground import Ground, ground_of
from sapat.check.measuring.trial import forgotten, trial
from sapat.core.rights import Role
from sapat.plan.indicators.mistakes import mistakes
from sapat.plan.indicators.proposals import changes, reads
from sapat.plan.indicators.proposals.changes import Idea, Meeting
from sapat.plan.indicators.proposals.models import IndicatorProposal
from sapat.plan.indicators.proposals.rules import OPEN, About, Progress
from sapat.plan.indicators.rules import Indicator, catalogue
from sapat.school.bodies import reads as bodies
from sapat.school.people import reads as people
from sapat.school.people.models import Person
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.fields import NothingForm
from sapat.web.forms.indicators import (
    ApprovalForm,
    CommentForm,
    ConclusionForm,
    NumbersForm,
    WhyForm,
)
from sapat.web.pages.plan.indicator_editor import formula, told_of
from sapat.web.pages.plan.measure_tabs import tabs


@right("indicator.read")
@require_safe
def proposals(request: SchoolRequest) -> HttpResponse:
    """Show what is proposed, which own indicators hold, and which indicators stay empty."""
    every = list(reads.proposals())
    ground = ground_of(request.school)
    system = ground.current.system
    asked = {row.indicator for row in every if row.state in OPEN}
    latest = {row.indicator: row for row in reversed(every) if row.state == Progress.APPROVED}
    own = [
        (each, latest[code], code not in system.off)
        for code, each in system.indicators.items()
        if code not in catalogue().indicators and code in latest
    ]
    context = {
        "tabs": tabs(request),
        "open": [row for row in every if row.state in OPEN],
        "closed": [row for row in every if row.state not in OPEN],
        "own": own,
        "off": [each for code, each in system.indicators.items() if code in system.off],
        "empty": [(each, last) for each, last in forgotten(ground) if each.code not in asked],
        "count": len(system.active),
        "may_propose": request.may("indicator.propose"),
    }
    return render(request, "plan/proposals.html", context)


@right("people.read")
@require_safe
def proposal(request: SchoolRequest, indicatorproposal_id: int) -> HttpResponse:
    """Show one proposal: what it says, its figures if it were in force, what people say."""
    row = seen(request, IndicatorProposal, indicatorproposal_id)
    context: dict[str, Any] = {
        "row": row,
        "open": row.state in OPEN,
        "comments": reads.comments(row),
        "may_comment": request.may("indicator.propose"),
        "may_discuss": request.may("indicator.discuss"),
        "may_approve": request.may("indicator.approve"),
        "mine": row.person_id is not None and row.person_id == request.member.person_id,
        "known": ground_of(request.school).current.indicators.get(row.indicator),
    }
    if row.about in {About.NEW, About.CHANGE}:
        context |= _defined(request, row)
    else:
        context["numbers"] = _numbers(row, context["known"])
    return render(request, "plan/proposal.html", context)


def _defined(request: SchoolRequest, row: IndicatorProposal) -> dict[str, Any]:
    """Return the definition in words, its mistakes or its figures on the school's evidence."""
    sketch = row.sketch
    found = mistakes(sketch)
    context: dict[str, Any] = {"sketch": sketch, "mistakes": found}
    context["post"] = dict(Role.choices).get(sketch.role, "—")
    if not found:
        context |= formula(sketch)
        context["trial"] = made = trial(ground_of(request.school), sketch)
        context |= told_of(made)
        context["unit"] = catalogue().units[made.indicator.unit]
        context["criterion"] = catalogue().criteria[sketch.criterion]
    return context


def _numbers(row: IndicatorProposal, known: Indicator | None) -> list[tuple[str, object]]:
    params = known.params if known else {}
    return [
        (str(params[name].words) if name in params else name, value)
        for name, value in row.content.items()
    ]


@right("indicator.propose")
@form_page
def propose(request: SchoolRequest) -> HttpResponse:
    """Propose to drop an indicator, use it again, set its constants, or keep the whole system."""
    about, code = request.GET.get("about", ""), request.GET.get("indicator", "")
    ground = ground_of(request.school)
    known = ground.current.indicators.get(code)
    if about not in {About.OFF, About.ON, About.PARAMS, About.WEIGHTS, About.KEEP}:
        raise Http404
    if about in {About.OFF, About.ON, About.PARAMS} and known is None:
        raise Http404
    form: WhyForm = WhyForm(posted(request))
    if about in {About.PARAMS, About.WEIGHTS}:
        form = NumbersForm(posted(request), numbers=_asked(about, known, ground))
    question = Question(
        heading=_("Propose: %(what)s") % {"what": About(about).label},
        button=_("Propose"),
        back=reverse("plan:proposals", args=[request.school.code]),
        pretitle=f"{known.code} {known.name}" if known else _("System of indicators"),
        lead=_("A methodical union discusses it, then the pedagogical council decides."),
        done=_("The proposal is written down; now it is discussed."),
    )

    def change(given: dict[str, Any]) -> None:
        idea = Idea(about, given["why"], code if known else "", NumbersForm.numbers(given))
        person = _person(request)
        changes.propose(request.school, idea, person=person, by=request.user, at=now())

    return ask(request, form, question, change)


def _asked(about: str, known: Indicator | None, ground: Ground) -> list[tuple[str, object, float]]:
    system = ground.current.system
    if about == About.WEIGHTS:
        return [
            (each.code, f"{each.code} {each.name}", system.weight(each.code))
            for each in system.active
        ]
    params = known.params.values() if known else ()
    return [
        (each.code, f"{each.words} ({each.least:g} – {each.most:g})", each.value) for each in params
    ]


def _person(request: SchoolRequest) -> Person | None:
    found: Person | None = people.everybody().filter(pk=request.member.person_id or 0).first()
    return found


@right("indicator.propose")
@form_page
def comment(request: SchoolRequest, indicatorproposal_id: int) -> HttpResponse:
    """Say something to a proposal."""
    row = seen(request, IndicatorProposal, indicatorproposal_id)
    return ask(
        request,
        CommentForm(posted(request)),
        _about(request, row, _("Say your opinion"), _("Say it"), _("Your opinion is noted.")),
        lambda given: changes.comment(
            row, given["text"], person=_person(request), by=request.user, at=now()
        ),
    )


@right("indicator.discuss")
@form_page
def discuss(request: SchoolRequest, indicatorproposal_id: int) -> HttpResponse:
    """Record the discussion in a methodical union."""
    row = seen(request, IndicatorProposal, indicatorproposal_id)
    form = ConclusionForm(posted(request))
    offered = _offer(form, lambda kind: kind in changes.UNIONS)
    heading = _("Discussed in the union")
    return ask(
        request,
        form,
        _about(request, row, heading, _("Record"), _("The discussion is recorded.")),
        lambda given: changes.discuss(
            row,
            Meeting(offered[given["body"]], given["protocol"], given["day"]),
            given["conclusion"],
            by=request.user,
            at=now(),
        ),
    )


@right("indicator.approve")
@form_page
def approve(request: SchoolRequest, indicatorproposal_id: int) -> HttpResponse:
    """Put a discussed proposal in force from a term on."""
    row = seen(request, IndicatorProposal, indicatorproposal_id)
    form = ApprovalForm(posted(request))
    offered = _offer(form, lambda kind: kind not in changes.UNIONS)
    terms = reads.terms_from(localdate())
    choices = [(str(code), code.label.capitalize()) for code in terms]
    form.fields["since"].choices = choices  # type: ignore[attr-defined]
    return ask(
        request,
        form,
        _about(request, row, _("Approve"), _("Put in force"), _("It is approved.")),
        lambda given: changes.approve(
            row,
            Meeting(offered[given["body"]], given["protocol"], given["day"]),
            form.term(given),
            by=request.user,
            at=now(),
        ),
    )


@right("indicator.approve")
@form_page
def decline(request: SchoolRequest, indicatorproposal_id: int) -> HttpResponse:
    """Record that a body does not want it."""
    row = seen(request, IndicatorProposal, indicatorproposal_id)
    form = ConclusionForm(posted(request))
    offered = _offer(form, lambda _kind: True)
    return ask(
        request,
        form,
        _about(request, row, _("Decline"), _("Decline"), _("It is declined.")),
        lambda given: changes.decline(
            row,
            Meeting(offered[given["body"]], given["protocol"], given["day"]),
            given["conclusion"],
            by=request.user,
            at=now(),
        ),
    )


@right("indicator.propose")
@form_page
def take_back(request: SchoolRequest, indicatorproposal_id: int) -> HttpResponse:
    """Take one's own proposal back."""
    row = seen(request, IndicatorProposal, indicatorproposal_id)
    if row.person_id is None or row.person_id != request.member.person_id:
        raise Http404
    return ask(
        request,
        NothingForm(posted(request)),
        _about(request, row, _("Take it back"), _("Take it back"), _("It is taken back.")),
        lambda _given: changes.take_back(row, by=request.user, at=now()),
    )


def _offer(form: Any, fits: Any) -> dict[int, Any]:
    offered = {body.pk: body for body in bodies.bodies(localdate()) if fits(body.kind)}
    form.fields["body"].offer(offered.items())
    return offered


def _about(
    request: SchoolRequest, row: IndicatorProposal, heading: str, button: str, done: str
) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("plan:proposal", args=[request.school.code, row.pk]),
        pretitle=row.title,
        done=done,
    )
