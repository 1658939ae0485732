"""Signals: what changed and what fails, until somebody has answered."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.act.loop.chains import around_signal
from sapat.check.monitoring import changes, reads
from sapat.check.monitoring.factors import name_of
from sapat.check.monitoring.models import Signal, SignalFactor
from sapat.check.monitoring.rules import Kind, State
from sapat.publish.signals import signals_paper
from sapat.school.calendar.rules import parse_term
from sapat.school.people import reads as people
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.chains import linked
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.fields import NothingForm
from sapat.web.forms.signals import AnswerForm, FactorForm
from sapat.web.pages.check.signal_chart import chart_of
from sapat.web.pages.check.signal_tabs import sight_of, tabs
from sapat.web.pages.check.signal_words import ShownSignal
from sapat.web.papers import answer_with

A_PAGE = 30
ASKED = ("state", "kind", "indicator", "group", "term")


@right("signal.read")
@require_safe
def signals(request: SchoolRequest) -> HttpResponse:
    """Show the signals, open ones first, and what they can be narrowed by."""
    asked = _asked(request)
    sight, known = sight_of(request), reads.names()
    page = Paginator(_found(reads.signals(sight), asked), A_PAGE).get_page(request.GET.get("page"))
    offered = reads.offered(sight)
    context = {
        "tabs": tabs(request),
        "page": page,
        "rows": [ShownSignal(row, known) for row in page],
        "counts": reads.counts(sight),
        "watch": reads.last_watch(),
        "asked": asked,
        "states": State.choices,
        "kinds": Kind.choices,
        "indicators": sorted((code, _name(known, code)) for code in offered.indicators),
        "groups": offered.groups,
        "terms": [(code, term.label if (term := parse_term(code)) else code)
                  for code in offered.terms],
        "empty": not page.paginator.count and not any(asked.values()),
    }  # fmt: skip
    return render(request, "check/signals.html", context)


def _name(known: Any, code: str) -> str:
    return f"{code} {known[code].name}" if code in known else code


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip()[:60] for name in ASKED}


def _found(rows: QuerySet[Signal], asked: dict[str, str]) -> QuerySet[Signal]:
    if asked["state"] in State.values:
        rows = rows.filter(state=asked["state"])
    if asked["kind"] in Kind.values:
        rows = rows.filter(grounds__has_key=asked["kind"])
    if asked["indicator"]:
        rows = rows.filter(indicator=asked["indicator"])
    if asked["term"]:
        rows = rows.filter(term=asked["term"])
    dim, _colon, group = asked["group"].partition(":")
    if asked["group"] == "school":
        rows = rows.filter(dim="")
    elif dim and group.isdecimal() and len(group) < 10:
        rows = rows.filter(dim=dim, group=int(group))
    return rows


@right("signal.read")
@require_safe
def signals_sheet(request: SchoolRequest) -> HttpResponse:
    """Show the list of signals as it is printed, or hand it out."""
    rows = list(_found(reads.signals(sight_of(request)), _asked(request))[:500])
    known = reads.names()
    return answer_with(
        request,
        lambda language: signals_paper(
            request.school, [ShownSignal(row, known) for row in rows], language=language, at=now()
        ),
        back=reverse("check:signals", args=[request.school.code]),
        back_to=_("Signals"),
    )


def _signal(request: SchoolRequest, pk: int) -> Signal:
    """Return the signal; 404 where it is about a teacher's figures and the reader is another."""
    row = seen(request, Signal, pk)
    sight = sight_of(request)
    if row.person_id and not sight.everyone and row.person_id != sight.person:
        raise Http404
    return row


@right("signal.read")
@require_safe
def signal(request: SchoolRequest, signal_id: int) -> HttpResponse:
    """Show one signal: its grounds, its chart, what it explains, what was said."""
    row = _signal(request, signal_id)
    chain, known = reads.signal_chain(row, sight_of(request)), reads.names()
    may = request.may("signal.answer")
    context = {
        "one": ShownSignal(row, known),
        "row": row,
        "whole": ShownSignal(chain.whole, known) if chain.whole else None,
        "parts": [ShownSignal(part, known) for part in chain.parts],
        "earlier": [ShownSignal(other, known) for other in chain.earlier],
        "answers": chain.answers,
        "factors": [(each, name_of(each.factor, each.words)) for each in chain.factors],
        "drawn": chart_of(request, row),
        "chain": linked(request, around_signal(row)),
        "may_answer": may and chain.whole is None,
        "may_name": may,
    }
    return render(request, "check/signal.html", context)


@right("signal.answer")
@form_page
def answer_signal(request: SchoolRequest, signal_id: int) -> HttpResponse:
    """Explain a signal, accept it, or say what was begun."""
    row = _signal(request, signal_id)
    one = ShownSignal(row, reads.names())
    form = AnswerForm(posted(request))
    question = _question(row, _("Answer the signal"), _("Answer"), _("The answer is kept."))
    return ask(
        request,
        form,
        question,
        lambda given: changes.answer(
            row,
            form.answered(given),
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
            named=form.named(given),
        ),
        one=one,
    )


@right("signal.answer")
@form_page
def name_signal_factor(request: SchoolRequest, signal_id: int) -> HttpResponse:
    """Name something that lay behind a signal."""
    row = _signal(request, signal_id)
    question = _question(row, _("What lay behind it"), _("Name it"), _("The factor is named."))
    return ask(
        request,
        FactorForm(posted(request)),
        question,
        lambda given: changes.name_factor(
            row,
            given["factor"],
            given["own"],
            person=people.person_of(request.user),
            by=request.user,
            at=now(),
        ),
    )


@right("signal.answer")
@form_page
def drop_signal_factor(request: SchoolRequest, signalfactor_id: int) -> HttpResponse:
    """Take a factor back."""
    factor = seen(request, SignalFactor, signalfactor_id)
    row = _signal(request, factor.signal_id)
    words = name_of(factor.factor, factor.words)
    question = _question(row, _("Take the factor back"), _("Take back"), _("It is taken back."))
    return ask(
        request,
        NothingForm(posted(request)),
        question,
        lambda _given: changes.drop_factor(factor, by=request.user, at=now()),
        words=words,
    )


def _question(row: Signal, heading: str, button: str, done: str) -> Question:
    return Question(
        heading=heading,
        button=button,
        back=reverse("check:signal", args=[row.school.code, row.pk]),
        pretitle=row.name,
        done=done,
        template="check/answer_signal.html",
    )
