"""Watch the school, answer what was found, name what lay behind it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from sapat.check.data_quality import reads as data_quality
from sapat.check.measuring.ground import Ground, ground_of
from sapat.check.monitoring import raising
from sapat.check.monitoring.charting import charted
from sapat.check.monitoring.factors import factors
from sapat.check.monitoring.finding import failing_in, found_in
from sapat.check.monitoring.forecasting import outlooks
from sapat.check.monitoring.looking import look
from sapat.check.monitoring.models import Signal, SignalAnswer, SignalFactor, Watch
from sapat.check.monitoring.rules import Answered, NotSo, State, Tally, why_not_answer
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode
from sapat.school.organisations import reads as organisations
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


def watch(
    school: Organisation,
    *,
    at: datetime,
    by: User | None = None,
    upto: TermCode | None = None,
    ground: Ground | None = None,
) -> Tally:
    """Look at every figure of the school and raise what nobody has been told yet.

    Watching twice adds nothing: while nothing new came in, nothing is even looked at. `upto`
    stands the watch at the end of an earlier term.
    """
    ground = ground or ground_of(school, at=at)
    term = upto or ground.latest
    if term is None or not ground.periods:
        return Tally("")
    failing = data_quality.failing(school, term)
    mark = raising.fingerprint(ground, term, failing)
    with within(school):
        if Watch.objects.filter(term=str(term), fingerprint=mark).exists():
            return Tally(str(term), unchanged=True)
        every = look(ground, upto=upto)
        charts = charted(every)
        expected = outlooks(ground, every)
        with transaction.atomic():
            row = _held(school, term, mark, at)
            if row is None:
                return Tally(str(term), unchanged=True)
            news = raising.Raising(school, ground, at)
            tally = Tally(str(term), figures=len(every))
            broken = news.compare(every)
            news.correct(every, charts, tally)
            data = failing_in(term, failing)
            news.raise_all([*found_in(every, charts, broken), *data], tally)
            news.settle_data(term, data)
            kept = news.keep(expected)
            _close(row, tally, mark, at)
            if tally.raised or tally.corrected or kept:
                facts = {
                    "term": str(term),
                    "raised": len(tally.raised),
                    "corrected": len(tally.corrected),
                    "forecasts": kept,
                }
                trail.note("signal.watched", row, chain=school.chain, by=by, at=at, facts=facts)
    return tally


def watch_all(*, at: datetime) -> int:
    """Watch every school; return how many signals are new."""
    return sum(len(watch(school, at=at).raised) for school in organisations.schools())


def _held(school: Organisation, term: TermCode, mark: str, at: datetime) -> Watch | None:
    """Hold the watch of a term so that a second watcher waits; None if it has just been done."""
    Watch.objects.get_or_create(
        school=school, term=str(term), defaults={"first_at": at, "last_at": at, "fingerprint": ""}
    )
    row: Watch = Watch.objects.select_for_update().get(term=str(term))
    return None if row.fingerprint == mark else row


def _close(row: Watch, tally: Tally, mark: str, at: datetime) -> None:
    row.last_at, row.fingerprint = at, mark
    row.figures = tally.figures
    row.raised += len(tally.raised)
    row.save(update_fields=["last_at", "fingerprint", "figures", "raised"])


@transaction.atomic
def answer(
    signal: Signal,
    answered: Answered,
    *,
    person: Person | None,
    by: User | None,
    at: datetime,
    named: Iterable[tuple[str, str]] = (),
) -> Signal:
    """Explain a signal, accept it, or say what was begun; what it explains is answered with it.

    `named` are factors that lay behind it: a code of the catalogue, or "" and one's own words.
    """
    with within(signal.school):
        signal = _locked(signal)
        refused = why_not_answer(signal.state, answered, is_folded=signal.part_of_id is not None)
        if refused:
            raise Refused(refused[0], **refused[1])
        SignalAnswer.objects.create(
            school=signal.school,
            signal=signal,
            state=answered.state,
            words=answered.words.strip(),
            begun=answered.begun.strip(),
            address=answered.address.strip(),
            person=person,
            at=at,
        )
        signal.state = State(answered.state)
        signal.answered_at = signal.answered_at or at
        signal.save(update_fields=["state", "answered_at"])
        parts = Signal.objects.filter(part_of=signal)
        parts.filter(answered_at__isnull=True).update(answered_at=at)
        parts.update(state=signal.state)
        for code, words in named:
            _name(signal, code, words, person=person, at=at)
    _note(f"signal.{answered.state}", signal, by=by, at=at)
    return signal


def act_on(
    signal: Signal,
    begun: str,
    *,
    words: str,
    person: Person | None,
    by: User | None,
    at: datetime,
    address: str = "",
) -> Signal:
    """Say what was begun because of a signal; rooms that begin something call this."""
    answered = Answered(State.ACTED_ON.value, words, begun, address)
    return answer(signal, answered, person=person, by=by, at=at)


@transaction.atomic
def name_factor(
    signal: Signal,
    code: str,
    words: str,
    *,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> SignalFactor:
    """Name something that contributed; the same factor is named once."""
    with within(signal.school):
        row = _name(_locked(signal), code, words, person=person, at=at)
    _note("signal.factor_named", signal, by=by, at=at, factor=code or words)
    return row


@transaction.atomic
def drop_factor(factor: SignalFactor, *, by: User | None, at: datetime) -> None:
    """Take a factor back."""
    with within(factor.school):
        signal = _locked(factor.signal)
        facts = factor.factor or factor.words
        factor.delete()
    _note("signal.factor_dropped", signal, by=by, at=at, factor=facts)


def _name(
    signal: Signal, code: str, words: str, *, person: Person | None, at: datetime
) -> SignalFactor:
    words = "" if code else words.strip()
    if not code and not words:
        raise Refused(NotSo.NO_FACTOR)
    if code and code not in factors().factors:
        raise Refused(NotSo.UNKNOWN_FACTOR)
    row: SignalFactor = SignalFactor.objects.get_or_create(
        school=signal.school,
        signal=signal,
        factor=code,
        words=words[:200],
        defaults={"person": person, "at": at},
    )[0]
    return row


def _locked(signal: Signal) -> Signal:
    found: Signal = (
        Signal.objects.select_for_update(of=("self",)).select_related("school").get(pk=signal.pk)
    )
    return found


def _note(what: str, signal: Signal, *, by: User | None, at: datetime, factor: str = "") -> None:
    facts = {"name": signal.name, "term": signal.term, **({"factor": factor} if factor else {})}
    trail.note(what, signal, chain=signal.school.chain, by=by, at=at, facts=facts)
