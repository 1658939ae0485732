"""What watching can prove: changes are seen, answered in time, explained, and foreseen."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from sapat.check.monitoring import reads
from sapat.check.monitoring.judging import (
    A_YEAR,
    Foreseen,
    Judged,
    Said,
    are_analysed,
    are_causes_named,
    are_decided,
    is_foreseen,
    is_watched,
)
from sapat.check.monitoring.models import Signal, Watch
from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.school.calendar import reads as calendar
from sapat.school.calendar.models import Term

NAMED = 12
"""Signals a proof names; the list has the others."""


@proof(
    "monitoring.changes_detected",
    _("After each term the figures are watched, and changes are raised as signals"),
    Parameter("days", _("days after the end of a term in which its figures are watched"), 21),
)
def changes_detected(question: Question) -> Answer:
    """Judge whether the figures of the last ended term were watched."""
    ended = _last_ended(question)
    watch = _watch_of(question, ended) if ended else None
    watched = (localdate(watch.last_at), watch.figures, watch.raised) if watch else None
    name = (ended.code.label, ended.ends) if ended else None
    judged = is_watched(watched, name, question.day, days=question.number("days"))
    since = localdate(watch.first_at) if watch else None
    records = [Record(str(_("Signals")), "check:signals", (), "signals")] if watch else []
    return _answer(judged, since, records)


@proof(
    "monitoring.decided_in_time",
    _("Each signal is answered in time"),
    Parameter("days", _("days within which a signal is answered"), 30),
    Parameter("soon", _("days before a term counts as near"), 10),
)
def decided_in_time(question: Question) -> Answer:
    """Judge the signals of the last twelve months by the days to their answer."""
    rows = _signals(question)
    judged = are_decided(
        _said(rows),
        _watched_on(question),
        question.day,
        days=question.number("days"),
        soon=question.number("soon"),
    )
    return _answer(judged, _answered_on(rows), _records(row for row in rows if not row.is_open))


@proof(
    "monitoring.low_values_analysed",
    _("Each value below its norm is analysed and answered"),
    Parameter("days", _("days within which a cause is named and an answer given"), 30),
)
def low_values_analysed(question: Question) -> Answer:
    """Judge the norms missed in the last twelve months."""
    rows = _signals(question)
    said = _said(rows)
    judged = are_analysed(said, _watched_on(question), question.day, days=question.number("days"))
    low = [row for row, one in zip(rows, said, strict=True) if one.is_low and one.answered_on]
    return _answer(judged, _answered_on(low), _records(low))


@proof(
    "monitoring.causes_named",
    _("Answers to signals name the causes of the change"),
    Parameter("share", _("how many answers must name a cause, per cent"), 80),
)
def causes_named(question: Question) -> Answer:
    """Judge whether the answers of the last twelve months name what lay behind."""
    rows = _signals(question)
    judged = are_causes_named(_said(rows), _watched_on(question), share=question.number("share"))
    named = [row for row in rows if not row.is_open and row.factors.all()]
    return _answer(judged, _answered_on(named), _records(named))


@proof(
    "forecasts.made",
    _("Forecasts are kept and later compared with what happened"),
    Parameter("least", _("how many indicators must have a forecast"), 3),
    Parameter("soon", _("days before the newest forecast is a year old"), 30),
)
def made(question: Question) -> Answer:
    """Judge the kept forecasts."""
    known = question.once(_foreseen, question.day)
    judged = is_foreseen(
        known, question.day, least=question.number("least"), soon=question.number("soon")
    )
    records = [Record(str(_("Forecasts")), "check:forecasts", (), "forecasts")]
    return _answer(judged, known.newest, records if known.indicators else [])


def _answer(judged: Judged, since: date | None, records: list[Record]) -> Answer:
    state, reason, facts = judged
    return Answer(state, reason, facts, since if state == State.PROVED else None, records)


def _signals(question: Question) -> list[Signal]:
    rows = question.once(reads.told_since, question.day - timedelta(days=A_YEAR))
    return [row for row in rows if localdate(row.raised_at) <= question.day]


def _said(rows: Iterable[Signal]) -> list[Said]:
    return [
        Said(
            side=row.side,
            kinds=frozenset(row.grounds),
            raised_on=localdate(row.raised_at),
            answered_on=localdate(row.answered_at) if row.answered_at else None,
            has_cause=bool(row.factors.all()),
            still=row.still,
        )
        for row in rows
    ]


def _records(rows: Iterable[Signal]) -> list[Record]:
    """Name the newest; a person whose figures they are is not named here."""
    newest = list(rows)[::-1][:NAMED]
    return [
        Record(
            " · ".join(filter(None, (row.name, "" if row.person_id else row.group_label))),
            "check:signal",
            (row.pk,),
            "signal",
            row.pk,
        )
        for row in newest
    ]


def _answered_on(rows: Iterable[Signal]) -> date | None:
    return max((localdate(row.answered_at) for row in rows if row.answered_at), default=None)


def _watched_on(question: Question) -> date | None:
    watch = question.once(reads.last_watch)
    return localdate(watch.last_at) if watch else None


def _last_ended(question: Question) -> Term | None:
    terms = [term for term in question.once(calendar.terms) if term.ends < question.day]
    return terms[-1] if terms else None


def _watch_of(question: Question, ended: Term) -> Watch | None:
    """Return the newest watch that stood at the ended term or later."""
    wanted = ended.code.year, ended.code.number
    found = [
        watch
        for watch in question.once(reads.watches)
        if (code := watch.code) and (code.year, code.number) >= wanted
    ]
    return found[0] if found else None


def _foreseen(day: date) -> Foreseen:
    rows = reads.forecasts()
    ends = {term.code.whole_year.year: term.school_year.ends for term in calendar.terms()}
    coming = [
        row for row in reads.newest_forecasts() if row.code and not _is_past(row.year, ends, day)
    ]
    farthest = max(coming, key=lambda row: (row.year, row.number), default=None)
    compared = [row for row in rows if row.held is not None]
    return Foreseen(
        indicators=len({row.indicator for row in coming}),
        farthest=farthest.code.label if farthest and farthest.code else "",
        newest=max((localdate(row.made_at) for row in coming), default=None),
        compared=len(compared),
        held=sum(bool(row.held) for row in compared),
    )


def _is_past(year: int, ends: dict[int, date], day: date) -> bool:
    return year in ends and ends[year] < day
