"""Cells: whole-number states for every combination of dimensions, which add up to any group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import add
from typing import TypeAlias

from sapat.analytics.engines import Engine, Rows
from sapat.analytics.sql import Emitter
from sapat.analytics.states import Definition, Product, State
from sapat.analytics.syntax import Columns, Field

Dim: TypeAlias = int | str | bool | None
Key: TypeAlias = tuple[Dim, ...]

PLACE = ("year", "term")
"""The two columns that place every fact in time; they lead every cell."""


@dataclass(frozen=True)
class Plan:
    """Which states of one data set are needed, and at which grain.

    Attributes
    ----------
    dataset
        Name of the data set.
    columns
        All its columns.
    dims
        What figures may be broken down by; the grain of the cells, after year and term.
    states
        The union of the definitions' states that add up.
    distinct
        The union of those that do not.
    products
        The union of the products of one person's sums, which do not either.
    """

    dataset: str
    columns: Columns
    dims: tuple[str, ...]
    states: tuple[State, ...]
    distinct: tuple[State, ...]
    products: tuple[Product, ...] = ()

    @classmethod
    def of(
        cls,
        definitions: Iterable[Definition],
        dataset: str,
        columns: Columns,
        *,
        dims: Sequence[str] = (),
    ) -> Plan:
        """Gather what the definitions need of a data set.

        Parameters
        ----------
        definitions
            Any; those that do not touch the data set add nothing.
        dataset, columns
            The data set and its columns.
        dims
            Must be columns of the data set; year and term are always there.

        Raises
        ------
        ValueError
            If a dimension is not a column.
        """
        for dim in dims:
            if dim not in columns or dim in PLACE:
                raise ValueError(f"not a dimension of {dataset}: {dim!r}")
        found = {
            state.name: state
            for definition in definitions
            for name, state in definition.states
            if name == dataset
        }
        counted = [found[name] for name in sorted(found)]
        states = [state for state in counted if isinstance(state, State)]
        return cls(
            dataset,
            columns,
            tuple(dims),
            tuple(state for state in states if state.adds_up),
            tuple(state for state in states if not state.adds_up),
            tuple(state for state in counted if isinstance(state, Product)),
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all states, in the order in which `level_of` returns them."""
        return tuple(state.name for state in self.states) + self.names_apart

    @property
    def names_apart(self) -> tuple[str, ...]:
        """The names of the states that do not add up over cells."""
        counted: list[State | Product] = [*self.distinct, *self.products]
        return tuple(state.name for state in counted)


@dataclass(frozen=True)
class Cells:
    """The additive states of one data set.

    Attributes
    ----------
    dataset
        Name of the data set.
    dims
        The grain, after year and term.
    states
        Names of the states, in the order of the values.
    rows
        ``(year, term, *dims)`` to the whole numbers.
    """

    dataset: str
    dims: tuple[str, ...]
    states: tuple[str, ...]
    rows: Mapping[Key, tuple[int, ...]] = field(repr=False)

    def __add__(self, other: Cells) -> Cells:
        """Add two sets of cells over the same plan; associative and commutative."""
        if (self.dataset, self.dims, self.states) != (other.dataset, other.dims, other.states):
            raise ValueError("cells of different plans cannot be added")
        rows = dict(self.rows)
        for key, values in other.rows.items():
            known = rows.get(key)
            rows[key] = values if known is None else tuple(map(add, known, values))
        return Cells(self.dataset, self.dims, self.states, rows)

    def coarser(self, dims: Sequence[str]) -> Cells:
        """Sum to some of the dimensions; rolling up many levels from fewer cells is faster."""
        unknown = set(dims) - set(self.dims)
        if unknown:
            raise ValueError(f"the cells of {self.dataset} have no {min(unknown)!r}")
        kept = [0, 1, *(len(PLACE) + self.dims.index(dim) for dim in dims)]
        rows: dict[Key, tuple[int, ...]] = {}
        for key, values in self.rows.items():
            short = tuple([key[at] for at in kept])
            known = rows.get(short)
            rows[short] = values if known is None else tuple(map(add, known, values))
        return Cells(self.dataset, tuple(dims), self.states, rows)

    @property
    def header(self) -> tuple[str, ...]:
        """The column names under which `table` writes its rows."""
        return (*PLACE, *self.dims, *self.states)

    def table(self) -> list[tuple[Dim, ...]]:
        """Return the cells as plain rows in `header` order, sorted, for keeping in a file."""
        rows: list[tuple[Dim, ...]] = [(*key, *values) for key, values in self.rows.items()]
        return sorted(rows, key=lambda row: [(value is not None, str(value)) for value in row])

    @classmethod
    def from_table(cls, plan: Plan, rows: Iterable[Sequence[Dim]]) -> Cells:
        """Read what `table` wrote for a plan with the same dimensions and states."""
        states = tuple(state.name for state in plan.states)
        width = len(PLACE) + len(plan.dims)
        found = {
            tuple(row[:width]): tuple(int(value or 0) for value in row[width:]) for row in rows
        }
        return cls(plan.dataset, plan.dims, states, found)


def tally(engine: Engine, plan: Plan, relation: str) -> Cells:
    """Count the facts of one relation into cells, in one scan.

    Parameters
    ----------
    engine
        Where the relation lies.
    plan
        States and grain.
    relation
        Name of a table or view with the columns of ``plan.columns``.

    Returns
    -------
    Cells
        Equal (``==``) on every engine, because all states are whole numbers.
    """
    emitter = Emitter(engine.dialect, plan.columns)
    names = [emitter.column(name) for name in (*PLACE, *plan.dims)]
    measured = [
        f"{state_sql(emitter, state)} AS {emitter.quoted(state.name)}" for state in plan.states
    ]
    sql = (
        f"SELECT {', '.join([*names, *measured])} FROM {emitter.quoted(relation)}"  # noqa: S608
        f" GROUP BY {', '.join(names)}"
    )
    rows = engine.run(sql, emitter.args)
    states = tuple(state.name for state in plan.states)
    return Cells(plan.dataset, plan.dims, states, keyed(rows, (*PLACE, *plan.dims), plan.columns))


def state_sql(emitter: Emitter, state: State) -> str:
    """Write one state as an aggregate."""
    if state.operation == "count":
        return emitter.counted(state.where)
    if state.of is None:
        raise ValueError(f"a {state.operation} of nothing")
    if state.operation == "sum":
        return emitter.summed(state.of, state.where)
    if not isinstance(state.of, Field):
        raise ValueError("only the values of a field can be told apart")
    return emitter.distinct(state.of.name, state.where)


def keyed(
    rows: Rows, dims: Sequence[str], columns: Columns, first: int = 0
) -> dict[Key, tuple[int, ...]]:
    """Split rows into keys and whole numbers; engines differ in how they write both.

    ``first`` leading columns of the rows are taken into the key as they are.
    """
    logical = [first + at for at, dim in enumerate(dims) if columns[dim].kind == "bool"]
    width = first + len(dims)
    found: dict[Key, tuple[int, ...]] = {}
    for row in rows:
        key = list(row[:width])
        for at in logical:
            key[at] = None if key[at] is None else bool(key[at])
        found[tuple(key)] = tuple(int(value or 0) for value in row[width:])
    return found
