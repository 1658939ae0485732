"""Explain this number: what it counts, from which facts, by which method."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sapat.analytics.states import Amount, Definition
from sapat.check.measuring.definitions import SOME_PERIOD
from sapat.check.measuring.ground import Ground
from sapat.check.measuring.questions import time_of
from sapat.check.measuring.readings import Reading
from sapat.check.measuring.rules import places
from sapat.check.measuring.sums import Asked, plan_for, window_of
from sapat.evidence.store import reads as store
from sapat.evidence.store.models import Batch
from sapat.plan.datasets import rules as datasets
from sapat.plan.indicators.rules import Indicator, Term
from sapat.school.calendar.rules import TermCode, TermKind


@dataclass(frozen=True)
class Clause:
    """One term of the numerator or denominator: what is counted, in which data set."""

    term: Term
    dataset: object

    @property
    def condition(self) -> str:
        """Return the condition as the catalogue writes it; empty where every row counts."""
        text = self.term.of if self.term.verb == "count" else self.term.where or ""
        return "" if text == "true" else text

    @property
    def weighed(self) -> bool:
        """Answer whether it counts other than once."""
        return self.term.times != 1


@dataclass(frozen=True)
class Input:
    """Numerator and denominator of one term of facts."""

    term: TermCode
    num: float | None
    den: float | None


@dataclass(frozen=True)
class Explanation:
    """Everything somebody needs to do the sum again."""

    indicator: Indicator
    reading: Reading
    num: tuple[Clause, ...]
    den: tuple[Clause, ...]
    inputs: tuple[Input, ...]
    batches: tuple[Batch, ...]
    persons: bool
    """Whether the interval counts persons, of whom each has several rows."""


def explain(ground: Ground, reading: Reading) -> Explanation:
    """Explain one figure of the whole school or of a group; inside the boundary."""
    indicator = reading.known
    definition = ground.book(reading.term).definitions[reading.indicator]
    alone = not reading.breakdown and not definition.mixed and not definition.moves
    inputs = _inputs(ground, definition, reading) if alone and reading.judged else ()
    batches = store.by_number(list(reading.batches)).select_related("source", "made_by__person")
    return Explanation(
        indicator,
        reading,
        tuple(_clauses(indicator.num)),
        tuple(_clauses(indicator.den)),
        tuple(inputs),
        tuple(batches),
        any(part.alike for part in definition.parts),
    )


def _clauses(terms: Sequence[Term]) -> Iterable[Clause]:
    for term in terms:
        known = datasets.datasets().get(term.data) or datasets.derived()[term.data]
        yield Clause(term, known.name)


def _inputs(ground: Ground, definition: Definition, reading: Reading) -> Iterable[Input]:
    """Yield numerator and denominator of each term the window covers."""
    size = ground.size(reading.term)
    covered = {
        dataset: places(definition.window, time_of(dataset), reading.term, size)
        for dataset in definition.datasets
    }
    every = sorted({place for found in covered.values() for place in found})
    whole = ground.book(reading.term)
    plans = [
        plan_for(whole, reading.indicator, SOME_PERIOD, dataset, ())
        for dataset in definition.datasets
    ]
    asked = [
        Asked(plan, (), tuple(window_of(frozenset({each})) for each in every)) for plan in plans
    ]
    levels = dict(zip(definition.datasets, ground.sums.levels(asked), strict=True))
    part = definition.parts[0]
    kind = ground.kinds.get(reading.term.year, TermKind.QUARTER)
    for place in every:
        sums = {
            name: level.at(window_of(frozenset({place})).name) for name, level in levels.items()
        }
        year, number = place
        code = TermCode(year, number, kind) if number else reading.term.whole_year
        yield Input(code, _read(part.num, sums), _read(part.den, sums))


def _read(amount: Amount, sums: dict[str, dict[str, int] | None]) -> float | None:
    number = amount.of(sums)
    return None if number is None else number / amount.divisor
