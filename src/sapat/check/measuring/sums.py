"""The sums of one school's live facts: tallied once for each state of evidence, then remembered."""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from sapat.analytics.cells import Cells, Key, Plan, tally
from sapat.analytics.engines import DuckEngine, Rows
from sapat.analytics.levels import Level, Window, level_of
from sapat.analytics.states import Definition
from sapat.check.measuring.counting import Statement, versions_of
from sapat.check.measuring.definitions import SOME_PERIOD, Book, Period, book, book_of
from sapat.check.measuring.rules import Place
from sapat.check.measuring.shelf import Shelf, plan_id
from sapat.evidence.store import files
from sapat.evidence.store.reads import LiveFacts, live
from sapat.evidence.store.relation import facts_sql, versions_sql
from sapat.plan.datasets import rules as datasets
from sapat.school.organisations.models import Organisation

REMEMBERED = 16
"""States of evidence held in memory at a time, of all schools together."""


@dataclass(frozen=True)
class Asked:
    """One breakdown of one plan, at some stretches of time."""

    plan: Plan
    by: tuple[str, ...]
    windows: tuple[Window, ...]

    @cached_property
    def name(self) -> str:
        """Return under which name the answer is kept."""
        return f"{self.plan.dataset}-{plan_id(self.plan)}-{'.'.join(self.by) or 'school'}"


class Sums:
    """Answers every question about a school's facts at one state of its evidence."""

    def __init__(self, school: Organisation, facts: LiveFacts, whole: Book) -> None:
        self.school_id = school.pk
        self.facts = facts
        self.book = whole
        self.shelf = Shelf(school.code, facts.fingerprint, whole.version)
        self.lock = threading.RLock()

    def levels(self, asked: Sequence[Asked]) -> list[Level]:
        """Return the sums of each question, computing together what is not known yet."""
        with self.lock:
            todo = [question for question in asked if self._unknown(question)]
            if todo:
                self._compute(todo)
            return [self._level(question) for question in asked]

    def rows(self, name: str, dataset: str, sql: str) -> Rows:
        """Return the kept answer to a SELECT over one data set; the name stands for the SELECT."""
        with self.lock:
            kept = self.shelf.rows(name).get("rows")
            if kept is None and self.has_facts(dataset):
                with self._engine() as engine:
                    self._lay_out(engine, dataset, set())
                    found = engine.run(sql)
                kept = {tuple(row[:-1]): (int(row[-1]),) for row in found}
                self.shelf.keep(name, {"rows": kept})
            return [(*key, *count) for key, count in (kept or {}).items()]

    def answers(self, asked: Sequence[Statement]) -> list[tuple[Statement, Rows]]:
        """Return the answers to checks, each data set laid out once; nothing of it is kept."""
        here = [one for one in asked if self.has_facts(one.data)]
        laid: set[str] = set()
        found = []
        if here:
            with self._engine() as engine:
                for one in here:
                    self._lay_out(engine, one.data, laid)
                    if one.versions and versions_of(one.data) not in laid:
                        paths = self.facts.paths(one.data)
                        engine.keep(versions_of(one.data), versions_sql(one.data, paths))
                        laid.add(versions_of(one.data))
                    found.append((one, engine.run(one.sql, one.args)))
        return found

    def worked_out(
        self, name: str, datasets: Sequence[str], make: Callable[[DuckEngine], object]
    ) -> Any:
        """Return what was worked out of the rows of data sets; the name stands for how.

        The rows are seen by `make` alone: what it returns, plain values without anybody's own, is
        kept for this state of the evidence.
        """
        with self.lock:
            kept = self.shelf.content(name)
            if kept is None:
                with self._engine() as engine:
                    laid: set[str] = set()
                    for dataset in datasets:
                        self._lay_out(engine, dataset, laid)
                    kept = make(engine)
                self.shelf.keep_content(name, kept)
            return kept

    def cells(self, plan: Plan) -> Cells | None:
        """Return the sums of a plan at its own grain, kept from the first time; None: no facts."""
        with self.lock:
            if not self.has_facts(plan.dataset):
                return None
            found = self.shelf.cells(plan)
            if found is None:
                with self._engine() as engine:
                    self._lay_out(engine, plan.dataset, set())
                    found = tally(engine, plan, plan.dataset)
                self.shelf.keep_cells(plan, found)
            self.shelf.forget_cells()
            return found

    def has_facts(self, dataset: str) -> bool:
        """Answer whether there is any batch that the rows of a data set start from."""
        while dataset in datasets.derived():
            dataset = datasets.derived()[dataset].source
        return bool(self.facts.files.get(dataset))

    def _unknown(self, question: Asked) -> list[Window]:
        if not self.has_facts(question.plan.dataset):
            return []
        known = self.shelf.rows(question.name)
        return [window for window in question.windows if window.name not in known]

    def _level(self, question: Asked) -> Level:
        kept = self.shelf.rows(question.name)
        rows: dict[Key, tuple[int, ...]] = {}
        for window in question.windows:
            for group, sums in (kept.get(window.name) or {}).items():
                rows[(window.name, *group)] = sums
        return Level(question.plan.dataset, question.by, question.plan.names, rows)

    def _compute(self, todo: Sequence[Asked]) -> None:
        laid: set[str] = set()
        with self._engine() as engine:
            for question in todo:
                plan = question.plan
                self._lay_out(engine, plan.dataset, laid)
                cells = self.shelf.cells(plan)
                if cells is None:
                    cells = tally(engine, plan, plan.dataset)
                    self.shelf.keep_cells(plan, cells)
                windows = self._unknown(question)
                level = level_of(engine, plan, cells, plan.dataset, windows=windows, by=question.by)
                self.shelf.keep(question.name, _by_window(level, windows))
        self.shelf.forget_cells()

    def _engine(self) -> DuckEngine:
        return DuckEngine([files.folder_of(self.school_id)])

    def _lay_out(self, engine: DuckEngine, dataset: str, laid: set[str]) -> None:
        """Make the rows of a data set, and of those it is made of, known to the engine."""
        if dataset in laid:
            return
        made = self.book.derived.get(dataset)
        for needed in made.needs if made else ():
            self._lay_out(engine, needed, laid)
        if made:
            engine.keep(dataset, *made.sql(engine.dialect))
        else:
            engine.keep(dataset, facts_sql(dataset, self.facts.paths(dataset)))
        laid.add(dataset)


def _by_window(
    level: Level, windows: Iterable[Window]
) -> dict[str, Mapping[Key, tuple[int, ...]] | None]:
    found: dict[str, dict[Key, tuple[int, ...]]] = {}
    for key, sums in level.rows.items():
        found.setdefault(str(key[0]), {})[key[1:]] = sums
    return {window.name: found.get(window.name) for window in windows}


def window_of(places: frozenset[Place]) -> Window:
    """Return the window over these terms; its name says them, so that equal windows are one."""
    return Window(";".join(f"{year}.{term}" for year, term in sorted(places)), places)


@cache
def still_plans() -> Mapping[str, Plan]:
    """Return for each data set what the definitions that do not move need."""
    whole = book()
    still = [each for each in whole.definitions.values() if not each.moves]
    used = dict.fromkeys(dataset for each in still for dataset in each.datasets)
    return {
        dataset: Plan.of(still, dataset, whole.schema[dataset], dims=grain(still, dataset))
        for dataset in used
    }


@lru_cache(maxsize=2048)
def moving_plan(code: str, period: Period, dataset: str, by: tuple[str, ...]) -> Plan:
    """Return what a definition that moves needs of a data set for one period."""
    return Plan.of([book().at(code, period)], dataset, book().schema[dataset], dims=by)


@lru_cache(maxsize=2048)
def _own_plan(code: str, content: str, period: Period, dataset: str, by: tuple[str, ...]) -> Plan:
    """Return what an indicator of a school needs; the text stands for its whole definition."""
    system = book().system.trying(code, json.loads(content))
    return Plan.of([book_of(system).at(code, period)], dataset, book().schema[dataset], dims=by)


def plan_for(whole: Book, code: str, period: Period, dataset: str, by: Sequence[str]) -> Plan:
    """Return the plan that answers for an indicator: a common one, or one of its own."""
    dims = tuple(sorted(by))
    moves = bool(whole.definitions[code].moves)
    if own := whole.system.own.get(code):
        return _own_plan(code, own, period if moves else SOME_PERIOD, dataset, dims)
    return moving_plan(code, period, dataset, dims) if moves else still_plans()[dataset]


def grain(definitions: Iterable[Definition], dataset: str) -> tuple[str, ...]:
    """Return every dimension by which figures of the data set are broken down."""
    columns = book().schema[dataset]
    named = [
        dim
        for each in definitions
        if dataset in each.datasets
        for dim in book().indicators[each.code].dims
        if dim in columns
    ]
    return tuple(sorted(set(named)))


_remembered: OrderedDict[tuple[int, str, str], Sums] = OrderedDict()
_guard = threading.Lock()


def sums_of(school: Organisation, facts: LiveFacts | None = None) -> Sums:
    """Return the sums of the school's evidence as it is now (one query), or of these facts."""
    facts = facts or live(school)
    key = (school.pk, facts.fingerprint, book().version)
    with _guard:
        if key not in _remembered:
            _remembered[key] = Sums(school, facts, book())
        _remembered.move_to_end(key)
        while len(_remembered) > REMEMBERED:
            _remembered.popitem(last=False)
        return _remembered[key]
