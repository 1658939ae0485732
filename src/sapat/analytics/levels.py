"""Levels: cells summed to any group of any stretch of time; what does not add up is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import add
from typing import TypeAlias

from sapat.analytics.cells import PLACE, Cells, Dim, Key, Plan, keyed, state_sql
from sapat.analytics.engines import Engine
from sapat.analytics.sql import Emitter
from sapat.analytics.states import Product, State
from sapat.analytics.syntax import fields_of

_WHEN = "window_index"


@dataclass(frozen=True)
class Window:
    """The stretch of time a value speaks of: a name and the terms it covers.

    ``Window("2025-H1", frozenset({(2025, 1), (2025, 2)}))``; for a register kept by year the
    same window would cover ``(2025, 0)``.
    """

    name: str
    terms: frozenset[tuple[int, int]]


HowToWrite: TypeAlias = Callable[[Emitter, Plan, str, Sequence[Window], Sequence[str]], str]


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
    return _asked(engine, plan, _distinct_sql, plan.distinct, (relation, windows, by))


def multiply(
    engine: Engine,
    plan: Plan,
    relation: str,
    *,
    windows: Sequence[Window],
    by: Sequence[str] = (),
) -> Level:
    """Sum the products of what one person's rows add up to, straight from the facts.

    Parameters
    ----------
    engine, plan, relation, windows, by
        As for `count_distinct`; only ``plan.products`` are summed. A person who is in several
        groups or windows counts in each with the rows there.
    """
    return _asked(engine, plan, _product_sql, plan.products, (relation, windows, by))


def _asked(
    engine: Engine,
    plan: Plan,
    write: HowToWrite,
    states: Sequence[State | Product],
    place: tuple[str, Sequence[Window], Sequence[str]],
) -> Level:
    """Ask the facts for states that do not add up, windows that do not overlap together."""
    relation, windows, by = place
    rows: dict[Key, tuple[int, ...]] = {}
    for apart in _disjoint(windows) if states else ():
        emitter = Emitter(engine.dialect, plan.columns)
        sql = write(emitter, plan, relation, apart, by)
        found = keyed(engine.run(sql, emitter.args), by, plan.columns, first=1)
        for key, values in found.items():
            rows[(apart[int(key[0] or 0)].name, *key[1:])] = values
    return Level(plan.dataset, tuple(by), tuple(state.name for state in states), rows)


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
    multiplied = multiply(engine, plan, relation, windows=windows, by=by)
    return roll_up(cells, windows, by=by) | counted | multiplied


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
    emitter: Emitter, plan: Plan, relation: str, windows: Sequence[Window], by: Sequence[str]
) -> str:
    placed = _placed(emitter, relation, windows, {*by, *_fields(plan.distinct)})
    names = [emitter.quoted(_WHEN), *(emitter.column(name) for name in by)]
    counted = [
        f"{state_sql(emitter, state)} AS {emitter.quoted(state.name)}" for state in plan.distinct
    ]
    return (
        f"SELECT {', '.join([*names, *counted])} FROM {placed}"  # noqa: S608 (names are white-listed)
        f" GROUP BY {', '.join(names)}"
    )


def _product_sql(
    emitter: Emitter, plan: Plan, relation: str, windows: Sequence[Window], by: Sequence[str]
) -> str:
    """Write a SELECT of persons, one for each field that tells them, and one of products around."""
    people = {product.person for product in plan.products}
    if len(people) > 1:
        raise ValueError(f"the rows of {plan.dataset} belong to persons of one kind")
    sums = list(dict.fromkeys(side for each in plan.products for side in (each.left, each.right)))
    states = [state for side in sums for state, _ in side]
    placed = _placed(emitter, relation, windows, {*by, *people, *_fields(states)})
    when = emitter.quoted(_WHEN)
    names = [when, *(emitter.column(name) for name in by)]
    of_person = list(dict.fromkeys([*names, *map(emitter.column, people)]))
    added = [
        f"{_amount_sql(emitter, side)} AS {emitter.quoted(f'amount_{at}')}"
        for at, side in enumerate(sums)
    ]
    products = []
    for each in plan.products:
        left, right = (emitter.quoted(f"amount_{sums.index(s)}") for s in (each.left, each.right))
        product = f"CAST({left} * {right} AS DECIMAL(38, 0))"  # no sum of squares overflows
        products.append(f"SUM({product}) AS {emitter.quoted(each.name)}")
    inner = (
        f"SELECT {', '.join([*of_person, *added])} FROM {placed}"  # noqa: S608 (names are white-listed)
        f" GROUP BY {', '.join(of_person)}"
    )
    return (
        f"SELECT {', '.join([*names, *products])} FROM ({inner}) AS persons"  # noqa: S608
        f" GROUP BY {', '.join(names)}"
    )


def _amount_sql(emitter: Emitter, side: Sequence[tuple[State, int]]) -> str:
    return " + ".join(f"{factor} * COALESCE({state_sql(emitter, s)}, 0)" for s, factor in side)


def _fields(states: Sequence[State]) -> set[str]:
    nodes = [node for state in states for node in (state.of, state.where) if node is not None]
    return {name for node in nodes for name in fields_of(node)}


def _placed(
    emitter: Emitter, relation: str, windows: Sequence[Window], columns: Iterable[str]
) -> str:
    """Write the rows that lie in a window, with the columns needed and the window's index."""
    year, term = (emitter.column(name) for name in PLACE)
    cases = " ".join(
        f"WHEN {year} = {int(of_year)} AND {term} = {int(of_term)} THEN {index}"
        for index, window in enumerate(windows)
        for of_year, of_term in sorted(window.terms)
    )
    inner = ", ".join(emitter.column(name) for name in sorted(columns))
    when = emitter.quoted(_WHEN)
    return (
        f"(SELECT CASE {cases} END AS {when}, {inner} FROM {emitter.quoted(relation)}) AS placed"  # noqa: S608 (names are white-listed)
        f" WHERE {when} IS NOT NULL"
    )
