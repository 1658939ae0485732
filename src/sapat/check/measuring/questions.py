"""Questions put to the sums together: indicator, term and breakdown -> sums of every group."""

from collections.abc import Sequence
from functools import cached_property

from sapat.analytics.cells import Key, Plan
from sapat.analytics.levels import Level, Window
from sapat.analytics.states import Definition
from sapat.check.measuring import gaps
from sapat.check.measuring.definitions import book
from sapat.check.measuring.ground import Ground
from sapat.check.measuring.rules import Time, places
from sapat.check.measuring.shelf import plan_id
from sapat.check.measuring.sums import Asked, plan_for, window_of
from sapat.plan.datasets import rules as datasets
from sapat.school.calendar.rules import TermCode

Sums = dict[str, dict[str, int] | None]
Name = tuple[str, str, tuple[str, ...]]
"""Data set, plan, breakdown: what one level answers."""


class Questions:
    """Collects what is asked, so that the facts are read at most once for all of it."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.windows: dict[Name, dict[Window, None]] = {}
        self.plans: dict[Name, Plan] = {}
        self.levels: dict[Name, Level] = {}
        self._definitions: dict[tuple[str, TermCode], Definition] = {}
        self._duties: dict[int, gaps.Duties] = {}
        self._gaps: dict[Window, list[gaps.Gap]] = {}

    def definition(self, code: str, term: TermCode) -> Definition:
        """Return the definition, compiled for the term's days if it moves with them."""
        if (code, term) not in self._definitions:
            whole = self.ground.book(term)
            period = self.ground.period(whole.definitions[code].window, term)
            self._definitions[(code, term)] = whole.at(code, period)
        return self._definitions[(code, term)]

    def ask(self, code: str, term: TermCode, by: Sequence[str]) -> None:
        """Note one question."""
        definition = self.definition(code, term)
        for dataset in definition.datasets:
            had = has(dataset, by)
            window = self._window(code, dataset, term)
            self._note(self._plan(code, term, dataset, had), had, window)
        rule = definition.completeness
        if rule and rule.dataset == gaps.MARKS and self._reports_gaps:
            plan = self._plan(code, term, gaps.MARKS, gaps.PAIR)
            self._note(plan, gaps.PAIR, self._window(code, gaps.MARKS, term))

    def answer(self) -> None:
        """Compute everything that was asked."""
        names = list(self.windows)
        asked = [Asked(self.plans[name], name[2], tuple(self.windows[name])) for name in names]
        self.levels = dict(zip(names, self.ground.sums.levels(asked), strict=True))

    def groups(self, code: str, term: TermCode, by: Sequence[str]) -> dict[Key, Sums]:
        """Return the sums of every group that has facts; of the whole school in any case."""
        definition = self.definition(code, term)
        found: dict[Key, Sums] = {} if by else {(): {}}
        parts = [
            (self._level(code, term, dataset, by), self._window(code, dataset, term).name)
            for dataset in definition.datasets
        ]
        for level, window in parts:
            for group in level.groups(window) if level.by == tuple(by) else ():
                found.setdefault(group, {})
        for group, sums in found.items():
            of = dict(zip(by, group, strict=True))
            for level, window in parts:
                # A data set without the column stays whole: swimmers of all pupils.
                sums[level.dataset] = level.at(window, tuple(of[dim] for dim in level.by))
        return found

    def gaps(self, code: str, term: TermCode) -> list[gaps.Gap]:
        """Return the marks of the term that nobody sent."""
        if not self._reports_gaps:
            return []
        window = self._window(code, gaps.MARKS, term)
        if window not in self._gaps:
            level = self._level(code, term, gaps.MARKS, gaps.PAIR)
            year, number = max(window.terms)
            covered = TermCode(year, number, term.kind) if number else term.whole_year
            _starts, ends = self.ground.days(covered)
            present = level.groups(window.name)
            if year not in self._duties:
                self._duties[year] = gaps.duties(year)
            self._gaps[window] = gaps.gaps(self._duties[year], ends, present)
        return self._gaps[window]

    @cached_property
    def _reports_gaps(self) -> bool:
        return self.ground.sums.has_facts(gaps.MARKS)

    def _window(self, code: str, dataset: str, term: TermCode) -> Window:
        window = self.ground.book(term).definitions[code].window
        return window_of(places(window, time_of(dataset), term, self.ground.size(term)))

    def _plan(self, code: str, term: TermCode, dataset: str, by: Sequence[str]) -> Plan:
        whole = self.ground.book(term)
        period = self.ground.period(whole.definitions[code].window, term)
        return plan_for(whole, code, period, dataset, by)

    def _note(self, plan: Plan, by: tuple[str, ...], window: Window) -> None:
        name = (plan.dataset, plan_id(plan), by)
        self.plans[name] = plan
        self.windows.setdefault(name, {})[window] = None

    def _level(self, code: str, term: TermCode, dataset: str, by: Sequence[str]) -> Level:
        had = has(dataset, by)
        return self.levels[(dataset, plan_id(self._plan(code, term, dataset, had)), had)]


def has(dataset: str, by: Sequence[str]) -> tuple[str, ...]:
    """Return those dimensions of a breakdown that the data set has."""
    return tuple(dim for dim in by if dim in book().schema[dataset])


def time_of(dataset: str) -> Time:
    """Return how a declared or derived data set stands in time."""
    made = datasets.derived().get(dataset)
    if made is None:
        declared = datasets.datasets()[dataset]
        if declared.time == "year":
            return Time.YEAR
        return Time.TERMS_AND_YEAR if declared.year_is_own else Time.TERMS
    if made.group and "term" not in made.group.per:
        return Time.YEAR
    return time_of(made.source)
