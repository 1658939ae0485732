"""Levels: cells summed to any group of any stretch of time; what does not add up is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import add

from sapat.analytics.cells import PLACE, Cells, Dim, Key, Plan, keyed, state_sql
from sapat.analytics.engines import Engine
from sapat.analytics.sql import Emitter
from sapat.analytics.syntax import fields_of


@dataclass(frozen=True)
class Window:
    """The stretch of time a value speaks of: a name and the terms it covers.

    ``Window("2025-H1", frozenset({(2025, 1), (2025, 2)}))``; for a register kept by year the
    same window would cover ``(2025, 0)``.
    """

    name: str
    terms: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Level:
    """States of one data set for every group of one breakdown and every window.

    Attributes
    ----------
    by
        The dimensions of the breakdown; empty for the school as a whole.
    states
        Names of the states, in the order of the values.
    rows
        ``(window name, *group)`` to the whole numbers.
    """

    dataset: str
    by: tuple[str, ...]
    states: tuple[str, ...]
    rows: Mapping[Key, tuple[int, ...]] = field(repr=False)

    @cached_property
    def windows(self) -> frozenset[str]:
        """The windows in which there is any fact at all."""
        return frozenset(str(key[0]) for key in self.rows)

    def groups(self, window: str) -> list[Key]:
        """Return the groups that have facts in a window, in no particular order."""
        return [key[1:] for key in self.rows if key[0] == window]

    def at(self, window: str, group: Key = ()) -> dict[str, int] | None:
        """Return the states of a group: zeros if it has no facts, None if nobody has any."""
        values = self.rows.get((window, *group))
        if values is not None:
            return dict(zip(self.states, values, strict=True))
        return dict.fromkeys(self.states, 0) if window in self.windows else None

    def __or__(self, other: Level) -> Level:
        """Put further states of the same breakdown beside these."""
        if (self.dataset, self.by) != (other.dataset, other.by):
            raise ValueError("levels of different breakdowns cannot be joined")
        ours, theirs = (0,) * len(self.states), (0,) * len(other.states)
        rows = {
            key: self.rows.get(key, ours) + other.rows.get(key, theirs)
            for key in {**self.rows, **other.rows}
        }
        return Level(self.dataset, self.by, self.states + other.states, rows)


def roll_up(cells: Cells, windows: Iterable[Window], *, by: Sequence[str] = ()) -> Level:
    """Sum cells to groups.

    Parameters
    ----------
    cells
        States of one data set.
    windows
        They may overlap; a cell counts in each that covers its term.
    by
        Some of the cells' dimensions.

    Raises
    ------
    ValueError
        If a dimension is not one of the cells'.
    """
    for dim in by:
        if dim not in cells.dims:
            raise ValueError(f"the cells of {cells.dataset} have no {dim!r}")
    places = [len(PLACE) + cells.dims.index(dim) for dim in by]
    names: dict[tuple[Dim, Dim], list[str]] = {}
    for window in windows:
        for term in window.terms:
            names.setdefault(term, []).append(window.name)
    rows: dict[Key, tuple[int, ...]] = {}
    for key, values in cells.rows.items():
        group = tuple([key[place] for place in places])
        for name in names.get((key[0], key[1]), ()):
            whole = (name, *group)
            known = rows.get(whole)
            rows[whole] = values if known is None else tuple(map(add, known, values))
    return Level(cells.dataset, tuple(by), cells.states, rows)


def count_distinct(
    engine: Engine,
    plan: Plan,
    relation: str,
    *,
    windows: Sequence[Window],
    by: Sequence[str] = (),
) -> Level:
    """Count what does not add up (persons, different values) straight from the facts.

    Parameters
    ----------
    engine, plan, relation
        As for `tally`; only ``plan.distinct`` is counted.
    windows
        Windows that overlap cost one scan each, others share one.
    by
        Columns of the data set.
    """
    states = tuple(state.name for state in plan.distinct)
    rows: dict[Key, tuple[int, ...]] = {}
    for apart in _disjoint(windows) if states else ():
        sql, args = _distinct_sql(engine, plan, relation, apart, by)
        found = keyed(engine.run(sql, args), by, plan.columns, first=1)
        for key, values in found.items():
            rows[(apart[int(key[0] or 0)].name, *key[1:])] = values
    return Level(plan.dataset, tuple(by), states, rows)


def level_of(
    engine: Engine,
    plan: Plan,
    cells: Cells,
    relation: str,
    *,
    windows: Sequence[Window],
    by: Sequence[str] = (),
) -> Level:
    """Return everything a plan's definitions need at one breakdown."""
    counted = count_distinct(engine, plan, relation, windows=windows, by=by)
    return roll_up(cells, windows, by=by) | counted


def _disjoint(windows: Sequence[Window]) -> list[list[Window]]:
    """Share the windows out so that none of a batch overlap."""
    batches: list[list[Window]] = []
    for window in windows:
        for batch in batches:
            if all(window.terms.isdisjoint(other.terms) for other in batch):
                batch.append(window)
                break
        else:
            batches.append([window])
    return batches


def _distinct_sql(
    engine: Engine, plan: Plan, relation: str, windows: Sequence[Window], by: Sequence[str]
) -> tuple[str, dict[str, str]]:
    emitter = Emitter(engine.dialect, plan.columns)
    year, term = (emitter.column(name) for name in PLACE)
    cases = " ".join(
        f"WHEN {year} = {int(of_year)} AND {term} = {int(of_term)} THEN {index}"
        for index, window in enumerate(windows)
        for of_year, of_term in sorted(window.terms)
    )
    needed = set(by)
    for state in plan.distinct:
        for node in (state.of, state.where):
            needed |= fields_of(node) if node is not None else frozenset()
    inner = ", ".join(emitter.column(name) for name in sorted(needed))
    when = emitter.quoted("window_index")
    names = [when, *(emitter.column(name) for name in by)]
    counted = [
        f"{state_sql(emitter, state)} AS {emitter.quoted(state.name)}" for state in plan.distinct
    ]
    sql = (
        f"SELECT {', '.join([*names, *counted])} FROM"  # noqa: S608 (names are white-listed)
        f" (SELECT CASE {cases} END AS {when}, {inner} FROM {emitter.quoted(relation)}) AS placed"
        f" WHERE {when} IS NOT NULL GROUP BY {', '.join(names)}"
    )
    return sql, emitter.args
