"""Whether there is anything to measure: does it apply, is evidence there, and which."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sapat.analytics.states import Definition
from sapat.analytics.values import Status, Value
from sapat.check.measuring.ground import Ground
from sapat.check.measuring.questions import Sums, time_of
from sapat.check.measuring.rules import Place, Time, places
from sapat.core.facts import told
from sapat.plan.datasets import rules as datasets
from sapat.plan.indicators.rules import Indicator
from sapat.school.calendar.rules import TermCode

GIVEN = frozenset({"import", "school"})
"""Whence data sets come that are whole when they come; Sapat's own registers grow by the day."""


def can_break_down(indicator: Indicator, by: Sequence[str]) -> bool:
    """Answer whether the indicator has these breakdowns."""
    return set(by) <= set(indicator.dims)


def why_not(ground: Ground, code: str, term: TermCode) -> Status | None:
    """Return why the indicator has no figures at a term, or None if it may have some."""
    whole = ground.book(term)
    indicator = whole.indicators[code]
    if code in whole.system.off or not indicator.applies_to(ground.school_type(term.year)):
        return Status.NOT_APPLICABLE
    definition = whole.definitions[code]
    lacking = [each for each in _missing(ground, definition) if each in indicator.must_have]
    partly = definition.renormalise and any(map(ground.sums.has_facts, definition.datasets))
    if not lacking or partly:
        return None
    return Status.NO_DATA if all(map(_importable, lacking)) else Status.WAITING


def lacking(ground: Ground, code: str, term: TermCode) -> tuple[str, ...]:
    """Return the declared data sets that an indicator needs and that have no facts at all."""
    return tuple(_missing(ground, ground.book(term).definitions[code]))


def origins_of(definition: Definition) -> tuple[str, ...]:
    """Return the declared data sets a definition rests on."""
    found = [origin for each in definition.datasets for origin in datasets.origins(each)]
    return tuple(dict.fromkeys(found))


def batches(ground: Ground, definition: Definition, term: TermCode) -> tuple[int, ...]:
    """Return the numbers of the live batches that a figure at a term stands on."""
    found: set[int] = set()
    for dataset in definition.datasets:
        size = ground.size(term)
        covered = places(definition.window, time_of(dataset), term, size)
        for origin in datasets.origins(dataset):
            wanted = covered | places(definition.window, time_of(origin), term, size)
            found |= _speaking(ground, origin, wanted, strict=origin == dataset)
    return tuple(sorted(found))


def with_gap(value: Value, definition: Definition, sums: Sums, missing: int) -> Value:
    """Lower the completeness by the rows that nobody sent."""
    rule = definition.completeness
    counted = sums.get(rule.dataset) if rule else None
    if not missing or rule is None or counted is None:
        return value
    return replace(value, completeness=counted[rule.filled] / (counted[rule.expected] + missing))


def _missing(ground: Ground, definition: Definition) -> list[str]:
    return [each for each in origins_of(definition) if not ground.sums.has_facts(each)]


def _importable(dataset: str) -> bool:
    return datasets.datasets()[dataset].comes_from in GIVEN or dataset in told()


def _speaking(ground: Ground, dataset: str, wanted: Iterable[Place], *, strict: bool) -> set[int]:
    """Return the batches of a data set that speak of the wanted terms (or, loosely, of any)."""
    places_wanted = frozenset(wanted)
    years = {year for year, _term in places_wanted}
    found = set()
    for file in ground.sums.facts.files.get(dataset, ()):
        spoken = ground.periods.get(file.number, frozenset())
        same_year = any(year in years or year + 1 in years for year, _term in spoken)
        if spoken & places_wanted or (not strict and same_year):
            found.add(file.number)
    return found


def is_final(ground: Ground, indicator: Indicator, term: TermCode) -> bool:
    """Answer whether a figure at a term is final: its days are over, or it is of one count a year.

    What Sapat itself keeps goes on growing to the end of the year.
    """
    if ground.days(term)[0] > ground.today:
        return False
    if all(_is_counted_once(dataset) for dataset in indicator.datasets):
        return True
    return ground.period(indicator.window, term).ends < ground.today


def _is_counted_once(dataset: str) -> bool:
    every = datasets.origins(dataset)
    return time_of(dataset) == Time.YEAR and all(
        datasets.datasets()[one].comes_from in GIVEN for one in every
    )
