"""Write a case down, ask, hear, choose a measure, hear the reply, close; erase what is over.

The trail tells the number of a case and what happened to it, never whom it concerns; what the
person concerned does is noted without a name.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from sapat.act.breaches import reads
from sapat.act.breaches.models import Breach, BreachFile, BreachRetention, BreachStep
from sapat.act.breaches.rules import (
    FILE_BYTES,
    MOST_FILES,
    BreachState,
    Explanation,
    NotSo,
    Step,
    keep_until,
    kind_of,
    may_step,
    measures,
    reply_days,
)
from sapat.act.meetings.rules import school_year
from sapat.act.orders.models import Order
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Fact:
    """What happened, when, and which point of the policy was acted against."""

    point: str
    fact: str
    happened_on: date


@transaction.atomic
def open_case(
    concerned: Person, fact: Fact, *, person: Person | None, by: User | None, at: datetime
) -> Breach:
    """Write a fact down; the person concerned hears of it when an explanation is asked for."""
    day, school = localdate(at), concerned.school
    _is_whole(fact, day)
    if person and person.pk == concerned.pk:
        raise Refused(NotSo.OWN_CASE)
    Organisation.objects.select_for_update().get(pk=school.pk)  # one number at a time
    year = school_year(day)
    with within(school):
        row: Breach = Breach.objects.create(
            school=school, year=year, number=reads.last_number(year) + 1, person=concerned,
            opened_on=day, opened_by=person, **_worded(fact),
        )  # fmt: skip
        _step(row, "open", day, person)
    _note("breach.opened", row, by=by, at=at)
    return row


@transaction.atomic
def correct(
    breach: Breach, fact: Fact, *, person: Person | None, by: User | None, at: datetime
) -> Breach:
    """Correct the fact before an explanation is asked for."""
    row = _taken(breach, Step.WRITE, person)
    _is_whole(fact, localdate(at))
    for name, value in _worded(fact).items():
        setattr(row, name, value)
    return _kept(row, Step.WRITE, "breach.corrected", person, by=by, at=at)


@transaction.atomic
def attach(
    breach: Breach,
    name: str,
    content: bytes,
    *,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> BreachFile:
    """Add a file of evidence; what it is, its first bytes say."""
    row = _taken(breach, Step.ATTACH, person)
    kind = kind_of(content)
    if not kind:
        raise Refused(NotSo.BAD_FILE)
    if len(content) > FILE_BYTES:
        raise Refused(NotSo.BIG_FILE, size=FILE_BYTES // 1_000_000)
    with within(row.school):
        if row.files.count() >= MOST_FILES:
            raise Refused(NotSo.MANY_FILES, count=MOST_FILES)
        file: BreachFile = BreachFile.objects.create(
            school=row.school, breach=row, name=name[:160], kind=kind, content=content,
            digest=hashlib.sha256(content).hexdigest(), added_on=localdate(at),
        )  # fmt: skip
    _kept(row, Step.ATTACH, "breach.evidence_added", person, by=by, at=at)
    return file


@transaction.atomic
def ask_explanation(
    breach: Breach, until: date, *, person: Person | None, by: User | None, at: datetime
) -> Breach:
    """Ask the person concerned to explain by a day; from now on they read the case."""
    row = _taken(breach, Step.ASK, person)
    if until <= localdate(at):
        raise Refused(NotSo.NO_TERM)
    row.state, row.asked_on, row.explain_by = BreachState.ASKED, localdate(at), until
    return _kept(row, Step.ASK, "breach.asked", person, by=by, at=at)


@transaction.atomic
def explain(breach: Breach, words: str, *, person: Person | None, at: datetime) -> Breach:
    """Keep the explanation that the person concerned writes."""
    row = _taken(breach, Step.EXPLAIN, None)
    _is_concerned(row, person)
    return _explained(row, Explanation.OWN, words, person, by=None, at=at)


@transaction.atomic
def explain_on_paper(
    breach: Breach, words: str, *, person: Person | None, by: User | None, at: datetime
) -> Breach:
    """Keep the explanation that was handed in on paper."""
    row = _taken(breach, Step.EXPLAIN, person)
    return _explained(row, Explanation.PAPER, words, person, by=by, at=at)


def _explained(
    row: Breach,
    kind: Explanation,
    words: str,
    person: Person | None,
    *,
    by: User | None,
    at: datetime,
) -> Breach:
    if not words.strip():
        raise Refused(NotSo.NO_WORDS)
    row.state, row.explanation_kind = BreachState.EXPLAINED, kind
    row.explanation, row.explained_on = words.strip(), localdate(at)
    return _kept(row, Step.EXPLAIN, "breach.explained", person, by=by, at=at)


@transaction.atomic
def record_refusal(
    breach: Breach, words: str, *, person: Person | None, by: User | None, at: datetime
) -> Breach:
    """Record that no explanation is given: refused at once, or silence after the term."""
    row = _taken(breach, Step.REFUSE, person)
    silent = not words.strip()
    if silent and row.explain_by and localdate(at) <= row.explain_by:
        raise Refused(NotSo.TERM_RUNS, day=row.explain_by)
    row.state = BreachState.EXPLAINED
    row.explanation_kind = Explanation.SILENT if silent else Explanation.REFUSED
    row.explanation, row.explained_on = words.strip(), localdate(at)
    return _kept(row, Step.REFUSE, "breach.unexplained", person, by=by, at=at)


@dataclass(frozen=True)
class Choice:
    """Which measure is chosen, why, and until when the person may reply."""

    measure: str
    words: str
    reply_by: date | None = None


@transaction.atomic
def decide(
    breach: Breach, choice: Choice, *, person: Person | None, by: User | None, at: datetime
) -> Breach:
    """Choose the measure; the person concerned may reply to it."""
    row = _taken(breach, Step.DECIDE, person)
    day = localdate(at)
    if choice.measure not in measures():
        raise Refused(NotSo.NO_MEASURE)
    if not choice.words.strip():
        raise Refused(NotSo.NO_REASON)
    reply_by = choice.reply_by or day + timedelta(days=reply_days())
    if reply_by <= day:
        raise Refused(NotSo.NO_TERM)
    row.state, row.measure, row.measure_words = (
        BreachState.DECIDED, choice.measure, choice.words.strip(),
    )  # fmt: skip
    row.decided_on, row.decided_by, row.reply_by = day, person, reply_by
    return _kept(row, Step.DECIDE, "breach.decided", person, by=by, at=at)


@dataclass(frozen=True)
class GivenBy:
    """The order that gives a measure: in Sapat, or its number and day on paper."""

    order: Order | None = None
    paper: str = ""
    on: date | None = None


@transaction.atomic
def name_order(
    breach: Breach, given: GivenBy, *, person: Person | None, by: User | None, at: datetime
) -> Breach:
    """Name the order by which the measure is given."""
    row = _taken(breach, Step.ORDER, person)
    if given.order is None and not (given.paper.strip() and given.on):
        raise Refused(NotSo.NEEDS_ORDER)
    if given.on and given.on > localdate(at):
        raise Refused(NotSo.TOMORROW, day=given.on)
    row.order, row.order_paper, row.order_paper_on = given.order, given.paper.strip(), given.on
    return _kept(row, Step.ORDER, "breach.ordered", person, by=by, at=at)


@transaction.atomic
def reply(breach: Breach, words: str, *, person: Person | None, at: datetime) -> Breach:
    """Keep what the person concerned replies to the measure, once."""
    row = _taken(breach, Step.REPLY, None)
    _is_concerned(row, person)
    if row.replied_on:
        raise Refused(NotSo.REPLIED)
    if not words.strip():
        raise Refused(NotSo.NO_WORDS)
    row.reply, row.replied_on = words.strip(), localdate(at)
    return _kept(row, Step.REPLY, "breach.replied", person, by=None, at=at)


@transaction.atomic
def close(breach: Breach, *, person: Person | None, by: User | None, at: datetime) -> Breach:
    """Close a case: after the reply or its term, with the order where the measure needs one."""
    row = _taken(breach, Step.CLOSE, person)
    day = localdate(at)
    if measures()[row.measure].needs_order and not row.has_order:
        raise Refused(NotSo.NEEDS_ORDER)
    if not row.replied_on and row.reply_by and day <= row.reply_by:
        raise Refused(NotSo.REPLY_RUNS, day=row.reply_by)
    row.state, row.closed_on = BreachState.CLOSED, day
    _keep_until(row, day)
    return _kept(row, Step.CLOSE, "breach.closed", person, by=by, at=at)


@transaction.atomic
def drop(
    breach: Breach, reason: str, *, person: Person | None, by: User | None, at: datetime
) -> Breach:
    """Drop a case whose fact is not confirmed."""
    row = _taken(breach, Step.DROP, person)
    if not reason.strip():
        raise Refused(NotSo.NO_REASON)
    row.state, row.reason, row.closed_on = BreachState.DROPPED, reason.strip(), localdate(at)
    _keep_until(row, localdate(at))
    return _kept(row, Step.DROP, "breach.dropped", person, by=by, at=at)


def erase_over(school: Organisation, *, at: datetime) -> int:
    """Erase every case whose term of keeping is over; return how many. Safe to call at any time."""
    with within(school):
        rows = list(reads.to_erase(localdate(at)))
        for row in rows:
            _erase(row, at=at)
    return len(rows)


@transaction.atomic
def _erase(breach: Breach, *, at: datetime) -> None:
    """Leave of a case what can only be counted: its year, number, measure and days."""
    row = _locked(breach)
    if not may_step(Step.ERASE, row.state):
        return  # somebody else was quicker
    row.files.all().delete()
    row.steps.all().delete()
    for name in ("point", "fact", "explanation", "measure_words", "reply", "reason", "order_paper"):
        setattr(row, name, "")
    row.person = row.opened_by = row.decided_by = row.order = None
    row.state, row.erased_on = BreachState.ERASED, localdate(at)
    row.save()
    _note("breach.erased", row, by=None, at=at)


@transaction.atomic
def set_terms(
    school: Organisation, months: Mapping[str, int], *, by: User | None, at: datetime
) -> None:
    """Lay down how long cases are kept, measure by measure."""
    with within(school):
        for code in measures():
            kept = months.get(code, measures()[code].months)
            if kept < 1:
                raise Refused(NotSo.TOO_SHORT)
            row, _new = BreachRetention.objects.update_or_create(
                school=school, measure=code, defaults={"months": kept}
            )
    trail.note("breach.terms_set", row, chain=school.chain, by=by, at=at)


def _is_whole(fact: Fact, day: date) -> None:
    if not fact.fact.strip():
        raise Refused(NotSo.NO_FACT)
    if not fact.point.strip():
        raise Refused(NotSo.NO_POINT)
    if fact.happened_on > day:
        raise Refused(NotSo.TOMORROW, day=fact.happened_on)


def _worded(fact: Fact) -> dict[str, object]:
    return {
        "point": fact.point.strip(), "fact": fact.fact.strip(), "happened_on": fact.happened_on,
    }  # fmt: skip


def _keep_until(row: Breach, closed_on: date) -> None:
    with within(row.school):
        row.keep_until = keep_until(closed_on, row.measure, reads.retention())


def _is_concerned(row: Breach, person: Person | None) -> None:
    if person is None or row.person_id != person.pk:
        raise Refused(NotSo.NOT_YOURS)


def _locked(breach: Breach) -> Breach:
    with within(breach.school):
        row: Breach = Breach.objects.select_for_update(of=("self",)).get(pk=breach.pk)
    return row


def _taken(breach: Breach, step: Step, person: Person | None) -> Breach:
    """Take a case for a step of the office; `person` None is the system or the one concerned."""
    row = _locked(breach)
    if person and row.person_id == person.pk:
        raise Refused(NotSo.OWN_CASE)
    if not may_step(step, row.state):
        raise Refused(NotSo.WRONG_STEP, state=row.get_state_display(), step=step.label)
    return row


def _kept(
    row: Breach, step: Step, what: str, person: Person | None, *, by: User | None, at: datetime
) -> Breach:
    with within(row.school):
        row.save()
        _step(row, step.value, localdate(at), person)
    _note(what, row, by=by, at=at)
    return row


def _step(row: Breach, what: str, on: date, person: Person | None) -> None:
    BreachStep.objects.create(school=row.school, breach=row, what=what, on=on, person=person)


def _note(what: str, row: Breach, *, by: User | None, at: datetime) -> None:
    facts = {"code": row.name}
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=facts)
