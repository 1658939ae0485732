"""Whether there is anything to measure: does it apply, is evidence there, and which."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sapat.analytics.states import Definition
from sapat.analytics.values import Status, Value
from sapat.check.measuring.definitions import book
from sapat.check.measuring.ground import Ground
from sapat.check.measuring.questions import Sums, time_of
from sapat.check.measuring.rules import Place, places
from sapat.check.measuring.sums import dims_of
from sapat.plan.datasets import rules as datasets
from sapat.plan.indicators import rules as indicators
from sapat.school.calendar.rules import TermCode


def can_break_down(code: str, by: Sequence[str]) -> bool:
    """Answer whether the catalogue gives the indicator these breakdowns."""
    return set(by) <= set(dims_of(code))


def why_not(ground: Ground, code: str, term: TermCode) -> Status | None:
    """Return why the indicator has no figures at a term, or None if it may have some."""
    indicator = indicators.catalogue().indicators[code]
    if not indicator.applies_to(ground.school_type(term.year)):
        return Status.NOT_APPLICABLE
    lacking = [origin for origin in _missing(ground, code) if origin in indicator.must_have]
    definition = book().definitions[code]
    partly = definition.renormalise and any(map(ground.sums.has_facts, definition.datasets))
    if not lacking or partly:
        return None
    return Status.NO_DATA if all(map(_importable, lacking)) else Status.WAITING


def lacking(ground: Ground, code: str) -> tuple[str, ...]:
    """Return the declared data sets that an indicator needs and that have no facts at all."""
    return tuple(_missing(ground, code))


def datasets_of(code: str) -> tuple[str, ...]:
    """Return the data sets an indicator counts in, derived ones included."""
    return book().definitions[code].datasets


def origins_of(code: str) -> tuple[str, ...]:
    """Return the declared data sets an indicator rests on."""
    found = [origin for dataset in datasets_of(code) for origin in datasets.origins(dataset)]
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


def _missing(ground: Ground, code: str) -> list[str]:
    return [origin for origin in origins_of(code) if not ground.sums.has_facts(origin)]


def _importable(dataset: str) -> bool:
    return datasets.datasets()[dataset].comes_from in {"import", "school"}


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
