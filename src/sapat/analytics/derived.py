"""Data sets computed from others by two operators only: group rows, or set rows beside rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sapat.analytics.conditions import condition, expression
from sapat.analytics.reading import Reader, fingerprint
from sapat.analytics.sql import SCALE, Dialect, Emitter, scale_of
from sapat.analytics.states import Schema
from sapat.analytics.syntax import Column, Columns, Node, Parameter

_YEARS = ("same", "previous", "any")
_KINDS = ("inner", "left")


@dataclass(frozen=True)
class Measured:
    """A column of a grouped data set: a count of rows, or a sum."""

    name: str
    of: Node | None
    where: Node | None
    scale: int


@dataclass(frozen=True)
class Beside:
    """Which rows of another data set a row is set beside, and what is taken from them."""

    data: str
    columns: Columns
    pairs: tuple[tuple[str, str], ...]
    year: str
    where: Node | None
    take: tuple[tuple[str, str], ...]
    kind: str


@dataclass(frozen=True)
class Derived:
    """A data set made of others.

    Attributes
    ----------
    name
        What it is called, and what to keep it as (`Engine.keep`).
    columns
        What its rows have; put them beside the declared data sets to compile definitions.
    needs
        The data sets whose relations must be there, under their own names.
    version
        Twelve hexadecimal digits of everything its rows depend on but the facts.
    """

    name: str
    columns: Columns
    needs: tuple[str, ...]
    version: str
    source_columns: Columns
    where: Node | None
    per: tuple[str, ...]
    measured: tuple[Measured, ...]
    beside: Beside | None

    def sql(self, dialect: Dialect) -> tuple[str, dict[str, str]]:
        """Return the SELECT that makes its rows, and the values to bind."""
        args: dict[str, str] = {}
        emitter = Emitter(dialect, self.source_columns, args)
        text = self._grouped(emitter) if self.beside is None else self._joined(emitter, self.beside)
        return text, args

    def _grouped(self, emitter: Emitter) -> str:
        kept = [emitter.column(name) for name in self.per]
        shown = [*kept] if "term" in self.per else [*kept, f"0 AS {emitter.quoted('term')}"]
        shown += [
            f"{_aggregate(emitter, measure)} AS {emitter.quoted(measure.name)}"
            for measure in self.measured
        ]
        return (
            f"SELECT {', '.join(shown)} FROM {emitter.quoted(self.needs[0])}"  # noqa: S608
            f"{_filter(emitter, self.where)} GROUP BY {', '.join(kept)}"
        )

    def _joined(self, emitter: Emitter, beside: Beside) -> str:
        other = Emitter(emitter.dialect, beside.columns, emitter.args)
        ours = ", ".join(emitter.column(name) for name in self.source_columns)
        needed = {right for _, right in (*beside.pairs, *beside.take)} | {"year"}
        theirs = ", ".join(other.column(name) for name in sorted(needed))
        left, right = emitter.quoted("ours"), emitter.quoted("theirs")
        equal = [
            f"{emitter.column(mine, 'ours')} = {other.column(its, 'theirs')}"
            for mine, its in beside.pairs
        ]
        if beside.year != "any":
            back = " - 1" if beside.year == "previous" else ""
            equal.append(
                f"{emitter.column('year', 'ours')}{back} = {other.column('year', 'theirs')}"
            )
        shown = [emitter.column(name, "ours") for name in self.source_columns]
        for name, taken in beside.take:
            shown.append(f"{other.column(taken, 'theirs')} AS {emitter.quoted(name)}")
        return (
            f"SELECT {', '.join(shown)}"  # noqa: S608 (names are white-listed)
            f" FROM (SELECT {ours} FROM {emitter.quoted(self.needs[0])}"
            f"{_filter(emitter, self.where)}) AS {left}"
            f" {beside.kind.upper()} JOIN (SELECT {theirs} FROM {emitter.quoted(beside.data)}"
            f"{_filter(other, beside.where)}) AS {right} ON {' AND '.join(equal)}"
        )


def compile_derived(
    name: str,
    raw: Mapping[str, object],
    fields: Schema,
    params: Mapping[str, Parameter] | None = None,
) -> Derived:
    """Compile a derived data set of the catalogue.

    Parameters
    ----------
    name
        What it is called.
    raw
        ``from`` and ``where``, and either ``per`` with ``states`` (group), or ``join`` with
        ``data``, ``on``, ``where``, ``take``, ``kind`` and ``year`` (same, previous or any).
    fields
        Data set to its columns; may hold derived ones compiled before.
    params
        Named values for the conditions.

    Returns
    -------
    Derived
        A grouped set has the columns of ``per``, its states, and year and term (0 if the term
        is not kept); a joined set those of ``from`` and what was taken.

    Raises
    ------
    DefinitionError
        If anything is missing, unknown or of the wrong kind.
    """
    return _Compiler(name, raw, fields, params or {}).derived()


class _Compiler(Reader):
    def __init__(
        self,
        name: str,
        raw: Mapping[str, object],
        fields: Schema,
        params: Mapping[str, Parameter],
    ) -> None:
        super().__init__(name)
        self.raw = raw
        self.fields = fields
        self.params = params
        self.source = self.dataset(raw.get("from"), "from")

    def dataset(self, name: object, place: str) -> str:
        if not isinstance(name, str) or name not in self.fields:
            raise self.error(place, f"unknown data set {name!r}")
        return name

    def derived(self) -> Derived:
        columns = self.fields[self.source]
        where = self.condition(self.raw.get("where"), "where", columns)
        grouped = "per" in self.raw
        if grouped == ("join" in self.raw):
            raise self.error("derived", "expected one of: per with states; join")
        beside = None if grouped else self.beside(columns)
        per = self.per(columns) if grouped else ()
        measured = self.measured(columns) if grouped else ()
        meant = {key: self.raw.get(key) for key in ("from", "where", "per", "states", "join")}
        return Derived(
            name=self.code,
            columns=_grouped_columns(columns, per, measured)
            if grouped
            else _taken(columns, beside),
            needs=(self.source, beside.data) if beside else (self.source,),
            version=fingerprint([meant, dict(self.params)]),
            source_columns=columns,
            where=where,
            per=per,
            measured=measured,
            beside=beside,
        )

    def condition(self, text: object, place: str, columns: Columns) -> Node | None:
        if text is None or text is True:
            return None
        return self.parsed(condition, text, place, columns=columns, params=self.params)

    def known(self, name: str, columns: Columns, place: str) -> str:
        if name not in columns:
            raise self.error(place, f"unknown field {name!r}")
        return name

    def per(self, columns: Columns) -> tuple[str, ...]:
        names = self.names(self.raw["per"], "per")
        if "year" not in names:
            raise self.error("per", "year must be kept")
        return tuple(self.known(name, columns, "per") for name in names)

    def measured(self, columns: Columns) -> tuple[Measured, ...]:
        found = []
        for name, item in self.named(self.raw.get("states"), "states").items():
            place = f"states.{name}"
            rule = self.named(item, place)
            if ("count" in rule) == ("sum" in rule) or set(rule) - {"count", "sum", "where"}:
                raise self.error(place, "expected one of: count; sum, where")
            if "count" in rule:
                where = self.condition(rule["count"], place, columns)
                found.append(Measured(name, None, where, 1))
            else:
                of = self.parsed(
                    expression, rule["sum"], place, columns=columns, params=self.params
                )
                where = self.condition(rule.get("where"), place, columns)
                found.append(Measured(name, of, where, scale_of(of, columns)))
        return tuple(found)

    def beside(self, columns: Columns) -> Beside:
        rule = self.named(self.raw["join"], "join")
        data = self.dataset(rule.get("data"), "join.data")
        theirs = self.fields[data]
        take = self.named(rule.get("take"), "join.take")
        clash = set(take) & set(columns)
        if clash:
            raise self.error("join.take", f"{min(clash)!r} is already a field")
        return Beside(
            data=data,
            columns=theirs,
            pairs=self.pairs(rule.get("on"), columns, theirs),
            year=self.chosen(rule.get("year", "same"), "join.year", _YEARS),
            where=self.condition(rule.get("where"), "join.where", theirs),
            take=tuple(
                (name, self.known(str(taken), theirs, "join.take")) for name, taken in take.items()
            ),
            kind=self.chosen(rule.get("kind"), "join.kind", _KINDS),
        )

    def pairs(self, on: object, columns: Columns, theirs: Columns) -> tuple[tuple[str, str], ...]:
        found = (
            {mine: str(its) for mine, its in on.items()}
            if isinstance(on, Mapping)
            else {name: name for name in self.names(on, "join.on")}
        )
        for mine, its in found.items():
            self.known(mine, columns, "join.on")
            self.known(its, theirs, "join.on")
            if columns[mine].kind != theirs[its].kind:
                raise self.error("join.on", f"{mine!r} and {its!r} are of different kinds")
        return tuple(sorted(found.items()))


def _aggregate(emitter: Emitter, measure: Measured) -> str:
    if measure.of is None:
        return emitter.counted(measure.where)
    total = f"COALESCE({emitter.summed(measure.of, measure.where)}, 0)"
    if measure.scale == 1:
        return f"CAST({total} AS BIGINT)"
    # Summed as whole millionths and divided once, so that the order of rows cannot matter.
    return f"(CAST({total} AS {emitter.tongue.double}) / {SCALE})"


def _filter(emitter: Emitter, where: Node | None) -> str:
    return f" WHERE {emitter.condition(where)}" if where is not None else ""


def _grouped_columns(
    columns: Columns, per: tuple[str, ...], measured: tuple[Measured, ...]
) -> Columns:
    made = {name: columns[name] for name in per}
    made |= {measure.name: Column("num", whole=measure.scale == 1) for measure in measured}
    return {"term": Column("num", whole=True), **made}


def _taken(columns: Columns, beside: Beside | None) -> Columns:
    taken = {} if beside is None else {name: beside.columns[its] for name, its in beside.take}
    return {**columns, **taken}
