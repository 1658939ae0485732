"""Look at everything at once: each indicator and its groups over all terms, in one pass."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sapat.analytics.cells import Dim
from sapat.check.measuring.ground import Ground
from sapat.check.measuring.readings import Reading, Request, evaluate
from sapat.check.measuring.rules import Place
from sapat.check.measuring.standing import is_final
from sapat.plan.indicators.rules import Indicator
from sapat.school.calendar.rules import TermCode
from sapat.school.classes.models import SchoolClass

GROUPS = ("class", "subject", "teacher", "staff")
"""Breakdowns that are watched; a class is followed with its pupils from year to year.

Shares in a whole (`shares_by`) are not: the norm speaks of the whole."""
OF_A_PERSON = frozenset({"teacher", "staff"})


@dataclass(frozen=True)
class Series:
    """One indicator of one group over the terms: what may be seen of it, oldest first."""

    indicator: Indicator
    dim: str
    group: int
    terms: tuple[TermCode, ...]
    readings: tuple[Reading | None, ...]
    """One for each term; None where nothing is known or nothing may be shown."""

    @property
    def latest(self) -> Reading | None:
        """Return the newest figure."""
        return next((each for each in reversed(self.readings) if each), None)

    @property
    def before(self) -> Reading | None:
        """Return the figure before the newest."""
        known = [each for each in self.readings if each]
        return known[-2] if len(known) > 1 else None


def place_of(term: TermCode) -> Place:
    """Return year and number of a term, by which terms are ordered."""
    return term.year, term.number


def terms_of(ground: Ground, indicator: Indicator, upto: TermCode | None) -> list[TermCode]:
    """Return the terms at which the indicator has final figures, up to one, oldest first."""
    return [
        term
        for term in ground.history(indicator.window)
        if is_final(ground, indicator, term) and _is_upto(ground, indicator, term, upto)
    ]


def _is_upto(ground: Ground, indicator: Indicator, term: TermCode, upto: TermCode | None) -> bool:
    if upto is None:
        return True
    return ground.period(indicator.window, term).ends <= ground.days(upto)[1]


def look(
    ground: Ground,
    *,
    upto: TermCode | None = None,
    codes: Sequence[str] | None = None,
    groups: Sequence[str] = GROUPS,
) -> list[Series]:
    """Return every series there is, read in one pass; inside the school's boundary."""
    system = ground.current.system
    asked = [each for each in system.active if codes is None or each.code in codes]
    wanted: dict[tuple[str, str], list[Request]] = {}
    for each in asked:
        terms = terms_of(ground, each, upto)
        for dim in ("", *(dim for dim in groups if dim in each.by)):
            wanted[each.code, dim] = [
                Request(each.code, term, (dim,) if dim else ()) for term in terms
            ]
    found = evaluate(ground, [request for requests in wanted.values() for request in requests])
    roots = chains() if any(dim == "class" for _code, dim in wanted) else {}
    by_code = {each.code: each for each in asked}
    return [
        series
        for (code, dim), requests in wanted.items()
        for series in _series(by_code[code], dim, [(one, found[one]) for one in requests], roots)
    ]


def _series(
    indicator: Indicator,
    dim: str,
    answers: Iterable[tuple[Request, list[Reading]]],
    roots: Mapping[int, int],
) -> Iterator[Series]:
    terms: list[TermCode] = []
    of_group: dict[int, dict[TermCode, Reading]] = {}
    for request, readings in answers:
        terms.append(request.term)
        for reading in readings:
            group = group_of(reading, dim, roots)
            if group is not None and reading.judged:
                of_group.setdefault(group, {})[request.term] = reading
    newest = _newest(of_group, terms)
    if newest is None or terms[newest].year < terms[-1].year - 1:
        return  # what was last measured years ago is no news
    for group, found in of_group.items():
        row = tuple(found.get(term) for term in terms)
        if row[newest]:
            yield Series(indicator, dim, group, tuple(terms), row)


def _newest(
    of_group: Mapping[int, Mapping[TermCode, Reading]], terms: Sequence[TermCode]
) -> int | None:
    """Return the place of the newest term with figures; a group without one there is gone."""
    known = {term for found in of_group.values() for term in found}
    return max((at for at, term in enumerate(terms) if term in known), default=None)


def group_of(reading: Reading, dim: str, roots: Mapping[int, int]) -> int | None:
    """Return what stays the same of a group over the years; None for rows of no group."""
    if not dim:
        return 0
    value: Dim = reading.breakdown[dim].value
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return roots.get(value, value) if dim == "class" else value


def chains() -> dict[int, int]:
    """Return class id -> id of the first class these pupils were in (one query)."""
    before = dict(SchoolClass.objects.values_list("pk", "continues"))

    def root(pk: int) -> int:
        seen = {pk}
        while (past := before.get(pk)) and past not in seen:
            seen.add(past)
            pk = past
        return pk

    return {pk: root(pk) for pk in before}
