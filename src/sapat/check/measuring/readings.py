"""Readings: a figure of one indicator at one term for one group, with its doubt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sapat.analytics.cells import Dim, Key
from sapat.analytics.states import Definition
from sapat.analytics.values import Status, Value, WhyNot, nothing, value_of
from sapat.check.measuring import gaps, labels, standing
from sapat.check.measuring.ground import Ground, NormInForce, ground_of
from sapat.check.measuring.questions import Questions
from sapat.check.measuring.requests import Request
from sapat.check.measuring.sight import Sight, beside
from sapat.plan.indicators.rules import Indicator
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode
from sapat.school.organisations.models import Organisation

__all__ = ["Audience", "Group", "Reading", "Request", "Status", "WhyNot", "evaluate", "measure"]

PUBLIC_GROUP = 10
"""The smallest group in anything that leaves the school."""


class Audience(StrEnum):
    """Who will see the figures."""

    INSIDE = "inside"
    PUBLIC = "public"


@dataclass(frozen=True)
class Group:
    """One side of a breakdown: the value of a dimension and what people call it."""

    value: Dim
    label: str


@dataclass(frozen=True)
class Reading:
    """A figure with all that is needed to trust it or not; `num`, `den`, `value` are unrounded.

    A reading that is hidden still has its figures, for the sums of others; nobody prints them.
    """

    indicator: str
    known: Indicator
    """The indicator as it was defined at the term."""
    term: TermCode
    breakdown: Mapping[str, Group]
    num: float | None
    den: float | None
    n: int
    value: float | None
    low: float | None
    high: float | None
    completeness: float | None
    status: Status
    sure: bool
    shown: bool
    why_not: WhyNot | None
    version: str
    batches: tuple[int, ...]
    norm: NormInForce
    lacking: tuple[str, ...] = ()
    """Data sets without facts: to import, or awaited from a later room."""
    is_running: bool = False
    """A complete count whose days are not over: it says how things stand, not how they end."""

    @property
    def judged(self) -> bool:
        """Answer whether there is a figure that stands against a norm."""
        return self.value is not None and self.shown

    @property
    def is_hidden(self) -> bool:
        """Answer whether there is a figure and it may not be shown."""
        return self.value is not None and not self.shown

    @property
    def label(self) -> str:
        """Return the names of the group, together."""
        return " · ".join(group.label for group in self.breakdown.values())


def measure(
    school: Organisation,
    term: TermCode,
    *,
    indicators: Sequence[str] | None = None,
    by: Sequence[str] = (),
    audience: str = "inside",
    as_of: datetime | None = None,
) -> list[Reading]:
    """Return the readings of a term: all indicators that can be broken down so, or those named."""
    ground = ground_of(school, at=as_of)
    with within(school):
        return readings(ground, term, codes=indicators, by=by, audience=Audience(audience))


def readings(
    ground: Ground,
    term: TermCode,
    *,
    codes: Sequence[str] | None = None,
    by: Sequence[str] = (),
    audience: Audience = Audience.INSIDE,
) -> list[Reading]:
    """Return the readings of a term on a ground that was read before."""
    system = ground.book(term).system
    asked = system.active if codes is None else [system.indicators[code] for code in codes]
    wanted = [
        Request(each.code, term, tuple(by)) for each in asked if standing.can_break_down(each, by)
    ]
    found = evaluate(ground, wanted, audience=audience)
    return [reading for request in wanted for reading in found[request]]


def evaluate(
    ground: Ground, requests: Iterable[Request], *, audience: Audience = Audience.INSIDE
) -> dict[Request, list[Reading]]:
    """Answer many requests with one pass over the facts; inside the school's boundary."""
    return _Evaluation(ground, audience).of(list(requests))


@dataclass
class _Evaluation:
    ground: Ground
    audience: Audience
    named: dict[str, dict[Dim, str]] = field(default_factory=dict)

    def of(self, requests: list[Request]) -> dict[Request, list[Reading]]:
        every = list(dict.fromkeys([each for one in requests for each in beside(one, self.dims)]))
        questions = Questions(self.ground)
        for request in every:
            if standing.why_not(self.ground, request.indicator, request.term) is None:
                questions.ask(request.indicator, request.term, request.by)
        questions.answer()
        values = {request: self.values(request, questions) for request in every}
        self.learn_labels(values)
        sight = Sight(values, self.dims)
        return {request: self.readings(request, sight) for request in requests}

    def known(self, request: Request) -> Indicator:
        """Return the indicator as it is defined at the term of a request."""
        return self.ground.book(request.term).indicators[request.indicator]

    def dims(self, request: Request) -> tuple[str, ...]:
        """Return by what the indicator of a request may be broken down."""
        return self.known(request).dims

    def values(self, request: Request, questions: Questions) -> dict[Key, Value]:
        """Return the value of each group, none hidden yet."""
        definition = questions.definition(request.indicator, request.term)
        reason = standing.why_not(self.ground, request.indicator, request.term)
        if reason is not None:
            return {} if request.by else {(): nothing(definition, reason)}
        norm = self.ground.norm_at(request.indicator, request.term).for_engine
        batches = standing.batches(self.ground, definition, request.term)
        missing = self.missing(request, definition, questions)
        found = {}
        for group, sums in questions.groups(request.indicator, request.term, request.by).items():
            value = value_of(definition, sums, norm=norm, batches=batches)
            if request.by and value.value is None and not value.n:
                continue  # nobody of this group is in the figure
            found[group] = standing.with_gap(value, definition, sums, missing.get(group, 0))
        return found

    def missing(
        self, request: Request, definition: Definition, questions: Questions
    ) -> Mapping[Key, int]:
        rule = definition.completeness
        if rule is None or rule.dataset != gaps.MARKS:
            return {}
        return gaps.by_group(questions.gaps(request.indicator, request.term), request.by)

    def learn_labels(self, values: Mapping[Request, Mapping[Key, Value]]) -> None:
        """Ask once for all names that the answers need."""
        asked: dict[str, set[Dim]] = {}
        used: dict[str, dict[str, None]] = {}
        for request, found in values.items():
            for place, dim in enumerate(request.by):
                asked.setdefault(dim, set()).update(group[place] for group in found)
                used.setdefault(dim, {}).update(dict.fromkeys(self.known(request).datasets))
        self.named = {dim: labels.labels(dim, asked[dim], used[dim]) for dim in asked}

    def readings(self, request: Request, sight: Sight) -> list[Reading]:
        least = self.known(request).min_group
        least = max(least, PUBLIC_GROUP) if self.audience == Audience.PUBLIC else least
        if not request.by:
            total = sight.total(request, least)
            return [self.reading(request, (), total)] if total else []
        safe = sight.of(request, least)
        found = [self.reading(request, group, value) for group, value in safe.items()]
        return sorted(found, key=self.place)

    def place(self, reading: Reading) -> tuple[object, ...]:
        return tuple(
            labels.order(dim, group.value, group.label) for dim, group in reading.breakdown.items()
        )

    def reading(self, request: Request, group: Key, value: Value) -> Reading:
        parts = zip(request.by, group, strict=True)
        known = self.known(request)
        lacking: tuple[str, ...] = ()
        if value.value is None:
            lacking = standing.lacking(self.ground, request.indicator, request.term)
        is_running = value.low is None and not standing.is_final(self.ground, known, request.term)
        return Reading(
            indicator=request.indicator,
            known=known,
            term=request.term,
            breakdown={dim: Group(at, self.named[dim][at]) for dim, at in parts},
            num=value.num,
            den=value.den,
            n=value.n,
            value=value.value,
            low=value.low,
            high=value.high,
            completeness=value.completeness,
            status=value.status,
            sure=value.sure and not is_running,
            shown=value.shown,
            why_not=value.why_not,
            version=value.version,
            batches=value.batches,
            norm=self.ground.norm_at(request.indicator, request.term),
            lacking=lacking,
            is_running=is_running and value.value is not None,
        )
