"""The picture of quality of one term: blocks, their criteria, what changed, what waits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sapat.analytics.index import BlockIndex, Ingredient, block_index
from sapat.check.measuring.ground import Ground
from sapat.check.measuring.readings import Reading, Request, Status, evaluate
from sapat.check.measuring.rules import STRICT, Figure, differs
from sapat.plan.datasets import rules as datasets
from sapat.plan.indicators import rules as indicators
from sapat.plan.indicators.rules import Indicator
from sapat.plan.indicators.system import System
from sapat.school.calendar.rules import TermCode

MAIN = ("results", "process", "conditions")
"""The three blocks of the internal assessment; the others stand below them."""

SCORES = ((100.0, Status.HIGH), (75.0, Status.NORMAL), (50.0, Status.ATTENTION))
"""From which index on a criterion has which status: 100 is every target, 50 every alarm level."""


@dataclass(frozen=True)
class Component:
    """One indicator in an index: its reading, its score and the share it had."""

    indicator: Indicator
    reading: Reading
    score: float | None
    share: float


@dataclass(frozen=True)
class Index:
    """Indicators on one scale of 0 to 100, never without what they are made of."""

    value: float | None
    coverage: float
    components: tuple[Component, ...]

    @property
    def status(self) -> Status:
        """Return the status of the index itself, or why there is none."""
        if self.value is None:
            found = {component.reading.status for component in self.components}
            order = (Status.NO_DATA, Status.WAITING, Status.NOT_APPLICABLE)
            return next((each for each in order if each in found), Status.NOT_APPLICABLE)
        return next((found for least, found in SCORES if self.value >= least), Status.CRITICAL)

    @property
    def measured(self) -> int:
        """Return how many indicators have a figure."""
        return sum(component.score is not None for component in self.components)

    @property
    def applicable(self) -> int:
        """Return how many indicators this school has."""
        gone = Status.NOT_APPLICABLE
        return sum(component.reading.status != gone for component in self.components)

    @property
    def worrying(self) -> int:
        """Return how many indicators need attention or are critical."""
        low = {Status.ATTENTION, Status.CRITICAL}
        return sum(
            each.score is not None and each.reading.status in low for each in self.components
        )


@dataclass(frozen=True)
class CriterionView:
    """One criterion of a block: now, and at the term before."""

    criterion: indicators.Criterion
    now: Index
    before: Index | None


@dataclass(frozen=True)
class BlockView:
    """One block: its index, and its criteria."""

    code: str
    name: object
    now: Index
    before: Index | None
    criteria: tuple[CriterionView, ...]


@dataclass(frozen=True)
class Change:
    """A figure that differs from the one before by more than chance explains."""

    indicator: Indicator
    now: Reading
    then: Reading

    @property
    def difference(self) -> float:
        """Return by how much, in the indicator's unit."""
        return (self.now.value or 0) - (self.then.value or 0)

    @property
    def is_better(self) -> bool:
        """Answer whether it moved to the better side."""
        if self.indicator.better == "zero":
            return abs(self.now.value or 0) < abs(self.then.value or 0)
        return (self.difference > 0) == (self.indicator.better == "higher")


@dataclass(frozen=True)
class Wanted:
    """A data set without facts, and the indicators that it would bring to life."""

    dataset: datasets.DataSet
    indicators: tuple[Indicator, ...]

    @property
    def source(self) -> object:
        """Return the room its records come from, as a sentence names it."""
        return datasets.sources()[self.dataset.comes_from]


@dataclass(frozen=True)
class Picture:
    """Everything the home page of a school says about a term."""

    term: TermCode
    before: TermCode | None
    blocks: tuple[BlockView, ...]
    readings: Mapping[str, Reading]
    changes: tuple[Change, ...]
    to_import: tuple[Wanted, ...]
    awaited: tuple[Wanted, ...]

    @cached_property
    def main(self) -> list[BlockView]:
        """Return the three blocks of the internal assessment."""
        return [block for block in self.blocks if block.code in MAIN]

    @cached_property
    def others(self) -> list[BlockView]:
        """Return the other blocks that have anything to say in this school."""
        return [block for block in self.blocks if block.code not in MAIN and block.now.applicable]

    @property
    def is_empty(self) -> bool:
        """Answer whether not a single figure could be made."""
        return not any(reading.value is not None for reading in self.readings.values())


def picture_of(ground: Ground, term: TermCode) -> Picture:
    """Return the picture of a term beside the term before; inside the boundary."""
    system = ground.book(term).system
    now = {each.code: Request(each.code, term) for each in system.active}
    then = {
        each.code: Request(each.code, past)
        for each in system.active
        if (past := ground.previous(each.window, term))
    }
    found = evaluate(ground, [*now.values(), *then.values()])
    readings = {code: found[request][0] for code, request in now.items()}
    earlier = {code: found[request][0] for code, request in then.items()}
    importable, awaited = _wanted(readings)
    return Picture(
        term=term,
        before=ground.previous("term", term),
        blocks=tuple(_blocks(system, readings, earlier)),
        readings=readings,
        changes=tuple(_changes(readings, earlier)),
        to_import=importable,
        awaited=awaited,
    )


def changed(now: Reading, then: Reading, *, widen: float = 1.0) -> bool:
    """Answer whether two readings of one indicator differ by more than chance explains.

    A complete count without an interval has changed when it crossed a level of its norm.
    """
    if not (now.judged and then.judged) or now.version != then.version:
        return False
    one, other = _figure(now), _figure(then)
    if one is None or other is None:
        exact = now.low is None and then.low is None and now.sure and then.sure
        return exact and now.status != then.status
    return differs(one, other, widen=widen)


def index_of(readings: Iterable[Reading], system: System) -> Index:
    """Weigh readings into one index; what does not apply stays outside, what is blank lowers it."""
    told = list(readings)
    used = [each for each in told if each.status != Status.NOT_APPLICABLE]
    made: BlockIndex = block_index(
        [
            Ingredient(
                each.indicator,
                each.value if each.shown else None,
                each.norm.for_engine,
                system.weight(each.indicator),
            )
            for each in used
        ]
    )
    parts = {part.code: part for part in made.components}
    components = tuple(
        Component(
            each.known,
            each,
            parts[each.indicator].score if each.indicator in parts else None,
            parts[each.indicator].share if each.indicator in parts else 0.0,
        )
        for each in told
    )
    return Index(made.value, made.coverage, components)


def _blocks(
    system: System, now: Mapping[str, Reading], then: Mapping[str, Reading]
) -> Iterable[BlockView]:
    catalogue = indicators.catalogue()
    for block, name in catalogue.blocks.items():
        criteria = tuple(
            CriterionView(
                criterion,
                _index(system, system.of_criterion(code), now),
                _index(system, system.of_criterion(code), then) if then else None,
            )
            for code, criterion in catalogue.criteria.items()
            if criterion.block == block and system.of_criterion(code)
        )
        whole = system.of_block(block)
        before = _index(system, whole, then) if then else None
        yield BlockView(block, name, _index(system, whole, now), before, criteria)


def _index(system: System, of: Sequence[Indicator], readings: Mapping[str, Reading]) -> Index:
    return index_of((readings[each.code] for each in of if each.code in readings), system)


def _changes(now: Mapping[str, Reading], then: Mapping[str, Reading]) -> list[Change]:
    found = [
        Change(reading.known, reading, then[code])
        for code, reading in now.items()
        if code in then and changed(reading, then[code], widen=STRICT)
    ]
    return sorted(found, key=lambda change: change.is_better)


def _figure(reading: Reading) -> Figure | None:
    if reading.value is None or reading.low is None or reading.high is None:
        return None
    return Figure(reading.value, reading.low, reading.high)


def _wanted(readings: Mapping[str, Reading]) -> tuple[tuple[Wanted, ...], tuple[Wanted, ...]]:
    found: dict[str, list[Indicator]] = {}
    for reading in readings.values():
        for dataset in reading.lacking if reading.status != Status.NOT_APPLICABLE else ():
            found.setdefault(dataset, []).append(reading.known)
    every = [
        Wanted(datasets.datasets()[dataset], tuple(waiting)) for dataset, waiting in found.items()
    ]
    every.sort(key=lambda each: -len(each.indicators))
    importable = tuple(each for each in every if each.dataset.is_imported)
    return importable, tuple(each for each in every if not each.dataset.is_imported)
