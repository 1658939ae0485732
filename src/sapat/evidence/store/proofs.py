"""What the evidence proves by being there: sourced, collected, external, entered once."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.evidence.store import reads
from sapat.evidence.store.holding import (
    Held,
    Judged,
    Reason,
    Stretch,
    judge_collected,
    judge_fed,
    judge_outside,
    judge_sources,
    late_from,
)
from sapat.plan.datasets.rules import datasets
from sapat.plan.indicators.rules import indicators
from sapat.school.calendar import reads as calendar
from sapat.school.calendar.models import Term

SETS = tuple((code, each.name) for code, each in datasets().items() if each.is_imported)
SHOWN = 20
"""Batches that an answer names; the page of imports has the rest."""


def sets(*usual: str) -> Parameter:
    """Return the setting that names the data sets which must be there."""
    return Parameter("sets", _("data sets that must be there"), list(usual), SETS)  # type: ignore[arg-type]


@proof("evidence.sourced", _("Every batch of evidence names its file, its author and its time"))
def sourced(question: Question) -> Answer:
    """Judge the batches of the running school year."""
    stretch = _stretch(question)
    if stretch is None:
        return Answer(State.MISSING, Reason.NO_CALENDAR)
    year = _terms(question)[-1].school_year.year
    has_ended = stretch.is_over and stretch.year == year
    return _answer(judge_sources(_held(question), year, has_ended=has_ended))


@proof(
    "evidence.collected",
    _("After each term its data are in, and complete"),
    sets("pupils", "staff", "period_marks"),
    # Registers have cells that seldom hold anything, so less than all of them is usual.
    Parameter("share", _("how complete each data set must be, per cent"), 50),
    Parameter("days", _("days after the end of a term in which data come in"), 14),
)
def collected(question: Question) -> Answer:
    """Judge the data of the term that ended last."""
    stretch = _stretch(question)
    if stretch is None:
        return Answer(State.MISSING, Reason.NO_CALENDAR)
    judged = judge_collected(
        _held(question),
        _named(question.several("sets")),
        stretch,
        least=question.number("share"),
        late_from=late_from(stretch, question.number("days")),
        day=question.day,
    )
    return _answer(judged)


@proof(
    "evidence.external",
    _("What others assess is kept in data sets of its own"),
    sets("exam_marks", "prescriptions"),
)
def external(question: Question) -> Answer:
    """Judge whether external assessments of this year or the last are on record."""
    stretch = _stretch(question)
    if stretch is None:
        return Answer(State.MISSING, Reason.NO_CALENDAR)
    year = _terms(question)[-1].school_year.year
    return _answer(judge_outside(_held(question), _named(question.several("sets")), year))


@proof(
    "evidence.imported",
    _("What is entered once feeds many indicators"),
    Parameter("share", _("share of indicators that imports feed, per cent"), 50),
)
def imported(question: Question) -> Answer:
    """Judge how many of the indicators that files can feed are fed by them."""
    stretch = _stretch(question)
    if stretch is None:
        return Answer(State.MISSING, Reason.NO_CALENDAR)
    year = _terms(question)[-1].school_year.year
    kind = question.school.edition(question.day).school_type
    needs = {
        code: each.must_have
        for code, each in indicators().items()
        if each.applies_to(kind) and not each.waits_for
    }
    return _answer(judge_fed(_held(question), needs, year, question.number("share")))


def _held(question: Question) -> list[Held]:
    return question.once(reads.held, question.day)


def _terms(question: Question) -> list[Term]:
    """Return the terms that have begun, oldest first."""
    return [term for term in question.once(calendar.terms) if term.starts <= question.day]


def _stretch(question: Question) -> Stretch | None:
    """Return the term that ended last, or the first one while none has ended."""
    begun = _terms(question)
    if not begun:
        return None
    over = [term for term in begun if term.ends < question.day]
    term = over[-1] if over else begun[0]
    return Stretch(
        term.school_year.year, term.number, term.code.label, term.ends, is_over=bool(over)
    )


def _named(codes: Iterable[str]) -> Mapping[str, str]:
    return {code: str(datasets()[code].name) for code in codes if code in datasets()}


def _answer(judged: Judged) -> Answer:
    state, reason, facts, found = judged
    since = max((one.made_on for one in found), default=None) if state == State.PROVED else None
    newest = sorted(found, key=lambda one: -one.number)[:SHOWN]
    return Answer(state, reason, facts, since=since, records=[_record(one) for one in newest])


def _record(one: Held) -> Record:
    label = f"{datasets()[one.data_set].name}, № {one.number}"
    return Record(label, "evidence:batch", (one.pk,), "batch", one.pk)
