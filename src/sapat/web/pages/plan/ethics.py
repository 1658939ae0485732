"""The rules of ethics, the promises to keep them, complaints about procedures."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.core.refusal import Refused
from sapat.plan.ethics import changes, reads
from sapat.plan.ethics.models import ProcedureComplaint
from sapat.plan.ethics.rules import NotSo, shipped
from sapat.plan.training import reads as training
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, found_or_404, right, seen
from sapat.web.forms.resources import ComplaintAnswerForm, ComplaintForm, EthicsForm
from sapat.web.forms.shared import SureForm
from sapat.web.pages.plan.resource_tabs import RESOURCES, tabs


@right("reading.own")
@require_safe
def ethics(request: SchoolRequest) -> HttpResponse:
    """Show the rules in force, who has promised to keep them, and how to complain."""
    day = localdate()
    code = reads.in_force(day)
    promised = reads.promised(code) if code else {}
    me = people.person_of(request.user)
    heads = request.may("resource.decide")
    seated = {each.assessor.person_id: each.assessor for each in training.assessors(day)}
    context = {
        "tabs": tabs(request, RESOURCES),
        "ethics": code,
        "own_day": promised.get(me.pk) if me else None,
        "assessors": [(row, promised.get(pk)) for pk, row in seated.items()] if heads else [],
        "complaints": reads.complaints() if heads else None,
        "can_change": heads,
    }
    return render(request, "plan/ethics.html", context)


@right("resource.decide")
@form_page
def lay_down_ethics(request: SchoolRequest) -> HttpResponse:
    """Put an edition of the rules in force."""
    code = reads.in_force(localdate())
    texts = code.texts if code else [str(rule.text) for rule in shipped()]
    question = Question(
        heading=_("Rules of ethics"),
        button=_("Put in force"),
        back=reverse("plan:ethics", args=[request.school.code]),
        pretitle=_("Ethics"),
        lead=_("A new edition asks everybody who assesses for a new promise."),
        done=_("The rules are in force."),
    )
    return ask(
        request,
        EthicsForm(posted(request), initial={"texts": "\n".join(texts)}),
        question,
        lambda given: changes.lay_down(
            request.school,
            given["texts"].splitlines(),
            since=given["since"],
            decided=(given["body"], given["protocol_number"]),
            by=request.user,
            at=now(),
        ),
    )


@right("reading.own")
@form_page
def promise_ethics(request: SchoolRequest) -> HttpResponse:
    """Promise to keep the rules in force; only for oneself."""
    me = found_or_404(people.person_of(request.user))
    code = reads.in_force(localdate())
    question = Question(
        heading=_("I keep to the rules of ethics"),
        button=_("I promise"),
        back=reverse("plan:ethics", args=[request.school.code]),
        pretitle=_("Ethics"),
        done=_("Your promise is kept with today's date."),
        template="plan/promise.html",
    )

    def change(_given: object) -> object:
        if code is None:
            raise Refused(NotSo.NO_RULES)
        return changes.promise(code, me, on=localdate(), by=request.user, at=now())

    return ask(request, SureForm(posted(request)), question, change, ethics=code)


@right("reading.own")
@form_page
def complain(request: SchoolRequest) -> HttpResponse:
    """Complain about how an assessment was carried out; the writer's name is not kept."""
    question = Question(
        heading=_("Complain about a procedure"),
        button=_("Send"),
        back=reverse("plan:ethics", args=[request.school.code]),
        pretitle=_("Ethics"),
        done=_("The complaint is received. The director answers within the set term."),
    )
    return ask(
        request,
        ComplaintForm(posted(request)),
        question,
        lambda given: changes.receive(
            request.school,
            given["procedure"],
            given["text"],
            on=given["on"],
            by=request.user,
            at=now(),
        ),
    )


@right("resource.decide")
@form_page
def complaint(request: SchoolRequest, procedurecomplaint_id: int) -> HttpResponse:
    """Read a complaint and answer it."""
    row = seen(request, ProcedureComplaint, procedurecomplaint_id)
    question = Question(
        heading=_("A complaint about a procedure"),
        button=_("Answer"),
        back=reverse("plan:ethics", args=[request.school.code]),
        pretitle=_("Ethics"),
        done=_("The answer is kept."),
        template="plan/complaint.html",
    )
    return ask(
        request,
        ComplaintAnswerForm(posted(request)),
        question,
        lambda given: changes.answer(
            row,
            given["words"],
            breach=given["breach"],
            on=given["on"],
            by=request.user,
            at=now(),
        ),
        complaint=row,
    )
