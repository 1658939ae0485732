"""Rows counted by group for the checks of the data: closed operators, each data set read once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sapat.analytics.conditions import condition
from sapat.analytics.sql import Emitter
from sapat.analytics.syntax import Columns, Compare, Every, Field, Literal, Node, OneOf, Some
from sapat.check.measuring.definitions import EPOCH
from sapat.plan.datasets.rules import datasets
from sapat.plan.datasets.schema import schema

SHOWN = 12
"""Rows a check names at most."""
WHEN = ("year", "term")


class Operator(StrEnum):
    """What a check can ask of the rows of a group."""

    ROWS = "rows"
    """How many rows satisfy a condition."""
    FUTURE = "future"
    """How many name a day that has not come yet."""
    DAY_OFF = "day_off"
    """How many name a day without lessons."""
    OUTSIDE_YEAR = "outside_year"
    """How many name a day outside their school year."""
    SCALE = "scale"
    """How many hold a mark that the scale of their grade does not have."""
    DIGITS = "digits"
    """How many numbers end in one of a few digits."""
    SAME = "same"
    """How many rows repeat what an earlier one says."""
    COMMON = "common"
    """How many rows hold the value that occurs most often."""
    CHANGED = "changed"
    """How many rows a later batch changed."""
    SILENT = "silent"
    """Which classes and subjects of the load have no row."""
    SAMPLE = "sample"
    """Which rows of a sample differ from the paper; found by people, not by counting."""
    ALIKE = "alike"
    """Which pupils of the roll have one name and one day of birth."""
    AGE = "age"
    """Which pupils of the roll are too young or too old for their year of study."""


BY_CONDITION = frozenset(
    {
        Operator.ROWS,
        Operator.FUTURE,
        Operator.DAY_OFF,
        Operator.OUTSIDE_YEAR,
        Operator.SCALE,
        Operator.DIGITS,
    }
)
"""Operators that ask each row by itself; they are counted together in one SELECT."""


@dataclass(frozen=True)
class Wanted:
    """What is counted: of the rows that satisfy `of`, by group, those the operator finds."""

    name: str
    data: str
    operator: Operator
    per: tuple[str, ...]
    of: str = ""
    wrong: str = ""
    field: str = ""
    fields: tuple[str, ...] = ()
    digits: tuple[int, ...] = ()
    show: str = ""


@dataclass(frozen=True)
class Known:
    """What the calendar and the scales say, by which rows are judged."""

    today: date
    days_off: tuple[date, ...]
    years: Mapping[int, tuple[date, date]]
    scales: Mapping[int, Mapping[int, tuple[float, float]]]
    """School year -> year of study -> lowest and highest mark."""


@dataclass(frozen=True)
class Counted:
    """A group in which something was found."""

    name: str
    year: int
    term: int
    group: Mapping[str, object]
    teacher: int | None
    wrong: int
    out_of: int
    shown: tuple[object, ...] = ()
    batches: tuple[int, ...] = ()
    """Of a change: the batch that said it first, and the one that says something else."""


@dataclass(frozen=True)
class Statement:
    """One SELECT over one data set and what its columns mean."""

    data: str
    wanted: tuple[Wanted, ...]
    sql: str
    args: Mapping[str, str]
    versions: bool = False
    """Asked of every version of the rows, not only of the latest."""

    def read(self, rows: Iterable[Sequence[object]]) -> list[Counted]:
        """Return what the rows of the answer tell of what was wanted."""
        return [counted for row in rows for counted in self._of(row)] if self.wanted else []

    def _of(self, row: Sequence[object]) -> Iterable[Counted]:
        per = self.wanted[0].per
        year, term, *rest = row
        group = dict(zip(per, rest[: len(per)], strict=True))
        teacher, *numbers = rest[len(per) :]
        for place, each in enumerate(self.wanted):
            wrong, out_of, shown = numbers[4 * place : 4 * place + 3]
            batches = numbers[4 * place + 3]
            if wrong:
                yield Counted(
                    each.name,
                    _int(year),
                    _int(term),
                    group,
                    None if teacher is None else _int(teacher),
                    _int(wrong),
                    _int(out_of),
                    tuple(shown or ()),  # type: ignore[arg-type]
                    tuple(batches or ()),  # type: ignore[arg-type]
                )


def _int(value: object) -> int:
    return int(str(value)) if value is not None else 0


def statements(wanted: Iterable[Wanted], known: Known) -> list[Statement]:
    """Return the fewest SELECTs that answer everything: those by condition go together."""
    together: dict[tuple[str, tuple[str, ...]], list[Wanted]] = {}
    alone: list[Statement] = []
    for each in wanted:
        if each.operator in BY_CONDITION:
            together.setdefault((each.data, each.per), []).append(each)
        elif each.operator == Operator.SAME:
            alone.append(_repeated(each, known))
        elif each.operator == Operator.COMMON:
            alone.append(_most_common(each, known))
        elif each.operator == Operator.CHANGED:
            alone.append(_changed(each, known))
        elif each.operator == Operator.SILENT:
            alone.append(_present(each, known))
    return [*(_by_condition(each, known) for each in together.values()), *alone]


def columns_of(data: str) -> Columns:
    """Return the columns of a data set, or raise `KeyError`."""
    return schema().columns[data]


def refused(each: Wanted) -> None:
    """Raise what is wrong with a check: a condition, or a column that is not there."""
    columns = columns_of(each.data)
    missing = [name for name in (*each.per, *each.fields) if name not in columns]
    if missing:
        raise KeyError(missing[0])
    someday = date(2025, 9, 1)
    statements([each], Known(someday, (someday,), {2025: (someday, someday)}, {2025: {5: (1, 5)}}))


def _by_condition(wanted: Sequence[Wanted], known: Known) -> Statement:
    columns = columns_of(wanted[0].data)
    emitter = Emitter("duckdb", columns)
    parts, found = [], []
    for each in wanted:
        of = _of(each, emitter, known)
        wrong = f"{of} AND {_wrong(each, emitter, known)}"
        shown = f'list(DISTINCT "{each.show}") FILTER (WHERE {wrong})' if each.show else "NULL"
        found.append(f"({wrong})")
        parts += [
            f"COUNT(*) FILTER (WHERE {wrong})",
            f"COUNT(*) FILTER (WHERE {of})",
            f"list_sort({shown})[1:{SHOWN}]" if each.show else shown,
            "NULL",
        ]
    sql = _grouped(wanted[0], columns, parts, f'"{wanted[0].data}"')
    sql += f" HAVING COUNT(*) FILTER (WHERE {' OR '.join(found)}) > 0"
    return Statement(wanted[0].data, tuple(wanted), sql, emitter.args)


def _repeated(each: Wanted, known: Known) -> Statement:
    columns = columns_of(each.data)
    emitter = Emitter("duckdb", columns)
    of = _of(each, emitter, known)
    same = ", ".join(emitter.column(name) for name in each.fields)
    parts = [f"COUNT(*) - COUNT(DISTINCT ROW({same}))", "COUNT(*)", "NULL", "NULL"]
    rows = f'(SELECT * FROM "{each.data}" WHERE {of})'  # noqa: S608 (names are of the catalogue)
    return Statement(each.data, (each,), _grouped(each, columns, parts, rows), emitter.args)


def _most_common(each: Wanted, known: Known) -> Statement:
    columns = columns_of(each.data)
    emitter = Emitter("duckdb", columns)
    of = _of(each, emitter, known)
    field = emitter.column(each.field)
    by = ", ".join(f'"{name}"' for name in (*WHEN, *each.per))
    teacher = _teacher(columns, each.per)
    rows = (
        f'(SELECT {by}, {teacher} AS "teacher", {field} AS "held", COUNT(*) AS "times"'  # noqa: S608
        f' FROM "{each.data}" WHERE {of} AND {field} IS NOT NULL GROUP BY {by}, {field})'
    )
    sql = (
        f'SELECT {by}, ANY_VALUE("teacher"), MAX("times"), SUM("times"),'  # noqa: S608
        f' [ARG_MAX("held", "times")], NULL FROM {rows} GROUP BY {by}'
    )
    return Statement(each.data, (each,), sql, emitter.args)


def _changed(each: Wanted, known: Known) -> Statement:
    """Ask every version of the rows: which differ from the one before, and who brought them."""
    columns = columns_of(each.data)
    emitter = Emitter("duckdb", columns)
    of = _of(each, emitter, known)
    by = ", ".join(f'"{name}"' for name in (*WHEN, *each.per))
    said = ", ".join(emitter.column(name) for name in each.fields)
    key = ", ".join(emitter.column(name) for name in keys_of(each.data))
    over = f'OVER (PARTITION BY {key} ORDER BY "batch")'
    rows = (
        f'(SELECT *, ROW({said}) AS "now", LAG(ROW({said})) {over} AS "then",'  # noqa: S608
        f' ROW_NUMBER() {over} AS "version", FIRST_VALUE("batch") {over} AS "first"'
        f' FROM "{versions_of(each.data)}")'
    )
    shown = f'list_sort(list(DISTINCT "{each.show}"))[1:{SHOWN}]' if each.show else "NULL"
    teacher = _teacher(columns, each.per)
    sql = (
        f'SELECT {by}, {teacher}, COUNT(*), 0, {shown}, ["first", "batch"] FROM {rows}'  # noqa: S608
        f' WHERE "version" > 1 AND "now" IS DISTINCT FROM "then" AND {of}'
        f' GROUP BY {by}, "first", "batch"'
    )
    return Statement(each.data, (each,), sql, emitter.args, versions=True)


def _present(each: Wanted, known: Known) -> Statement:
    columns = columns_of(each.data)
    emitter = Emitter("duckdb", columns)
    of = _of(each, emitter, known)
    parts = ["COUNT(*)", "COUNT(*)", "NULL", "NULL"]
    rows = f'(SELECT * FROM "{each.data}" WHERE {of})'  # noqa: S608
    return Statement(each.data, (each,), _grouped(each, columns, parts, rows), emitter.args)


def keys_of(data: str) -> tuple[str, ...]:
    """Return the natural key of a declared data set."""
    return tuple(datasets()[data].key)


def versions_of(data: str) -> str:
    """Return the name under which every version of the rows of a data set is laid out."""
    return f"{data}_versions"


def _grouped(each: Wanted, columns: Columns, parts: Sequence[str], rows: str) -> str:
    by = ", ".join(f'"{name}"' for name in (*WHEN, *each.per))
    shown = ", ".join([_teacher(columns, each.per), *parts])
    return f"SELECT {by}, {shown} FROM {rows} GROUP BY {by}"  # noqa: S608


def _teacher(columns: Columns, per: Sequence[str]) -> str:
    """Return who taught most of the rows, where the data set says it."""
    if "teacher" not in columns:
        return "NULL"
    return 'ANY_VALUE("teacher")' if "teacher" in per else 'MODE("teacher")'


def _of(each: Wanted, emitter: Emitter, known: Known) -> str:
    if not each.of:
        return "(1=1)"
    return emitter.condition(condition(each.of, emitter.columns, _params(known)))


def _wrong(each: Wanted, emitter: Emitter, known: Known) -> str:
    if each.operator == Operator.DIGITS:
        field = emitter.column(each.field)
        ends = ", ".join(str(int(digit)) for digit in each.digits)
        return f"(CAST({field} AS BIGINT) = {field} AND CAST({field} AS BIGINT) % 10 IN ({ends}))"
    return emitter.condition(_node(each, emitter.columns, known))


def _node(each: Wanted, columns: Columns, known: Known) -> Node:
    if each.operator == Operator.ROWS:
        return condition(each.wrong, columns, _params(known))
    field = Field(each.field)
    if each.operator == Operator.FUTURE:
        return Compare(">", field, _day(known.today))
    if each.operator == Operator.DAY_OFF:
        return _one_of(field, map(_day, known.days_off))
    if each.operator == Operator.OUTSIDE_YEAR:
        return _any(
            Every((_is("year", year), _outside(field, _day(first), _day(last))))
            for year, (first, last) in known.years.items()
        )
    return _any(
        Every(
            (_among("year", years), _among("grade", grades), _outside(field, *map(Literal, ends)))
        )
        for (ends, grades), years in _alike(known.scales).items()
    )


def _alike(
    scales: Mapping[int, Mapping[int, tuple[float, float]]],
) -> dict[tuple[tuple[float, float], tuple[int, ...]], list[int]]:
    """Return the ends of a scale and the years of study it is used in -> the school years."""
    found: dict[tuple[tuple[float, float], tuple[int, ...]], list[int]] = {}
    for year, grades in scales.items():
        used: dict[tuple[float, float], list[int]] = {}
        for grade, ends in sorted(grades.items()):
            used.setdefault(ends, []).append(grade)
        for ends, of in used.items():
            found.setdefault((ends, tuple(of)), []).append(year)
    return found


def _among(name: str, values: Iterable[int]) -> Node:
    return _one_of(Field(name), map(Literal, values))


def _one_of(field: Field, values: Iterable[Literal]) -> Node:
    found = tuple(values)
    return OneOf(field, found) if found else Literal(False)


def _any(nodes: Iterable[Node]) -> Node:
    found = tuple(nodes)
    return Some(found) if found else Literal(False)


def _is(name: str, value: int) -> Node:
    return Compare("=", Field(name), Literal(value))


def _outside(field: Field, low: Literal, high: Literal) -> Node:
    return Some((Compare("<", field, low), Compare(">", field, high)))


def _day(day: date) -> Literal:
    return Literal((day - EPOCH).days)


def _params(known: Known) -> dict[str, int]:
    return {"today": (known.today - EPOCH).days}
