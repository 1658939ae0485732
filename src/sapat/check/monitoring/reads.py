"""Questions about signals: which are open, what belongs together, what lay behind them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.utils.timezone import make_aware

from sapat.check.monitoring.factors import factors
from sapat.check.monitoring.models import (
    KeptForecast,
    Signal,
    SignalAnswer,
    SignalFactor,
    Watch,
)
from sapat.check.monitoring.rules import Bar, Side, State, pareto
from sapat.plan.indicators.proposals import reads as proposals
from sapat.plan.indicators.rules import Indicator
from sapat.plan.indicators.system import system_at
from sapat.school.subjects import reads as subjects

END = 9999


@dataclass(frozen=True)
class Sight:
    """Whose figures somebody may see: everybody's, or only their own."""

    everyone: bool
    person: int | None = None


EVERYTHING = Sight(everyone=True)


def _may_see(sight: Sight) -> Q:
    """Return which signals may be seen: one about a teacher's figures only by that teacher."""
    if sight.everyone:
        return Q()
    return Q(person__isnull=True) | Q(person=sight.person or 0)


def signals(sight: Sight) -> QuerySet[Signal]:
    """Return the signals that stand for themselves: open ones first, then the gravest."""
    found: QuerySet[Signal] = Signal.objects.filter(_may_see(sight), part_of__isnull=True)
    open_first = Case(
        When(state=State.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return found.select_related("person", "subject").order_by(
        open_first, "-still", "-weight", "-raised_at", "pk"
    )


def open_signals(sight: Sight = EVERYTHING) -> QuerySet[Signal]:
    """Return what nobody has answered yet, the gravest first."""
    found: QuerySet[Signal] = Signal.objects.filter(
        _may_see(sight), part_of__isnull=True, state=State.OPEN
    )
    return found.select_related("person", "subject").order_by(
        "-still", "-weight", "-raised_at", "pk"
    )


def parts(signal: Signal, sight: Sight) -> QuerySet[Signal]:
    """Return the signals of groups that this one explains, the gravest first."""
    found: QuerySet[Signal] = Signal.objects.filter(_may_see(sight), part_of=signal)
    return found.select_related("person", "subject").order_by("dim", "label", "pk")


@dataclass(frozen=True)
class Chain:
    """One signal with all that was said: what explains it, its parts, answers and factors."""

    signal: Signal
    whole: Signal | None
    parts: tuple[Signal, ...]
    answers: tuple[SignalAnswer, ...]
    factors: tuple[SignalFactor, ...]
    earlier: tuple[Signal, ...]
    """Signals of the same indicator and group before this one."""


def signal_chain(signal: Signal, sight: Sight = EVERYTHING) -> Chain:
    """Return a signal with everything that hangs on it (five queries)."""
    answers = SignalAnswer.objects.filter(signal=signal).select_related("person")
    named = SignalFactor.objects.filter(signal=signal).select_related("person")
    before = Signal.objects.filter(
        indicator=signal.indicator, dim=signal.dim, group=signal.group
    ).exclude(pk=signal.pk)
    return Chain(
        signal,
        signal.part_of,
        tuple(parts(signal, sight)),
        tuple(answers.order_by("at", "pk")),
        tuple(named.order_by("at", "pk")),
        tuple(before.select_related("person", "subject").order_by("-year", "-number")),
    )


@dataclass(frozen=True)
class Offered:
    """By what the list can be narrowed: only what there is."""

    indicators: tuple[str, ...]
    groups: tuple[tuple[str, str], ...]
    terms: tuple[str, ...]


def offered(sight: Sight) -> Offered:
    """Return indicators, groups and terms of the signals that may be seen (two queries)."""
    rows = Signal.objects.filter(_may_see(sight), part_of__isnull=True)
    told = list(rows.values_list("indicator", "dim", "group", "label", "term", "year", "number"))
    taught = subjects.names()
    groups = {
        (dim, group): taught.get(group, label) if dim == "subject" else label
        for _code, dim, group, label, *_when in told
        if dim and label
    }
    terms = {(year, number, term) for *_of, term, year, number in told}
    return Offered(
        tuple(sorted({row[0] for row in told if row[0]})),
        tuple(
            (f"{dim}:{group}", label)
            for (dim, group), label in sorted(groups.items(), key=lambda one: (one[0][0], one[1]))
        ),
        tuple(term for _year, _number, term in sorted(terms, reverse=True)),
    )


def counts(sight: Sight) -> dict[str, int]:
    """Return state -> how many signals stand in it (one query)."""
    rows = Signal.objects.filter(_may_see(sight), part_of__isnull=True)
    found = dict(rows.values_list("state").annotate(n=Count("pk")).order_by("state"))
    return {state.value: found.get(state.value, 0) for state in State}


def answers_to(indicator: str, dim: str, group: int) -> dict[str, str]:
    """Return term -> the last thing said about a signal of one series (one query)."""
    rows = SignalAnswer.objects.filter(
        signal__indicator=indicator, signal__dim=dim, signal__group=group
    )
    return dict(rows.order_by("at", "pk").values_list("signal__term", "words"))


def latest_known(chains: Iterable[tuple[str, str, int, str]]) -> dict[tuple[object, ...], Signal]:
    """Return chain -> its newest signal (one query)."""
    wanted = set(chains)
    codes = {chain[0] for chain in wanted}
    found: dict[tuple[object, ...], Signal] = {}
    rows = Signal.objects.filter(indicator__in=codes).order_by("year", "number", "pk")
    for row in rows:
        chain = (row.indicator, row.dim, row.group, row.side)
        if chain in wanted:
            found[chain] = row
    return found


def taught(year: int) -> dict[int, frozenset[int]]:
    """Return person -> subjects they teach in a school year (one query)."""
    found: dict[int, set[int]] = {}
    for teacher, subject in subjects.load(year).values_list("teacher_id", "subject_id"):
        found.setdefault(teacher, set()).add(subject)
    return {teacher: frozenset(each) for teacher, each in found.items()}


def last_watch() -> Watch | None:
    """Return when the school was looked at last."""
    found: Watch | None = Watch.objects.order_by("-last_at", "-pk").first()
    return found


def watches() -> list[Watch]:
    """Return every watch, the newest first."""
    return list(Watch.objects.order_by("-last_at", "-pk"))


def open_now() -> list[Signal]:
    """Return what nobody has answered yet and still gives reason, the gravest first."""
    return list(open_signals().filter(still=True))


def numbered(pk: int) -> Signal | None:
    """Return the signal with this number, or None."""
    found: Signal | None = Signal.objects.filter(pk=pk).select_related("person").first()
    return found


def names() -> Mapping[str, Indicator]:
    """Return every indicator of the school by code, its own among them (one query)."""
    return system_at(proposals.decisions(), END, 0).indicators


def since(day: date) -> datetime:
    """Return the first moment of a day."""
    return make_aware(datetime.combine(day, time.min))


def told_since(day: date) -> list[Signal]:
    """Return the signals of the school raised since a day, with their factors (two queries)."""
    named = Prefetch("factors", SignalFactor.objects.order_by("pk"))
    rows = Signal.objects.filter(raised_at__gte=since(day), part_of__isnull=True)
    rows = rows.select_related("person", "subject")
    return list(rows.prefetch_related(named).order_by("raised_at", "pk"))


def of_year(year: int) -> list[tuple[str, str]]:
    """Return every factor named for the signals of a school year: code and own words."""
    rows = SignalFactor.objects.filter(signal__year=year, signal__side=Side.WORSE)
    return list(rows.order_by("pk").values_list("factor", "words"))


def pareto_of(year: int) -> list[Bar]:
    """Return the factors of a school year, the most frequent first."""
    return pareto(of_year(year))


def pareto_since(day: date) -> list[Bar]:
    """Return the factors named since a day for what got worse, the most frequent first."""
    rows = SignalFactor.objects.filter(at__gte=since(day), signal__side=Side.WORSE)
    return pareto(rows.order_by("pk").values_list("factor", "words"))


def years() -> list[int]:
    """Return the school years with signals, newest first."""
    return sorted(set(Signal.objects.values_list("year", flat=True)), reverse=True)


def group_of(code: str) -> str:
    """Return the group a factor belongs to, or nothing for one's own words."""
    known = factors().factors.get(code)
    return known.group if known else ""


def forecasts(indicator: str = "") -> list[KeptForecast]:
    """Return the kept forecasts one step ahead, newest term first; of one indicator or of all."""
    rows = KeptForecast.objects.filter(step=1)
    if indicator:
        rows = rows.filter(indicator=indicator)
    return list(rows.order_by("-year", "-number", "indicator"))


def all_forecasts(indicator: str) -> list[KeptForecast]:
    """Return every kept forecast of an indicator, oldest first (one query)."""
    rows = KeptForecast.objects.filter(indicator=indicator)
    return list(rows.order_by("year", "number", "step"))


def newest_forecasts() -> list[KeptForecast]:
    """Return what is expected of terms of which nothing is known yet, newest first."""
    rows = KeptForecast.objects.filter(fact__isnull=True)
    return list(rows.order_by("-made_at", "indicator", "step"))
