"""Checked rows as tables of facts: what the records say beside them, and what is new in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sapat.evidence.imports.directory import Directory
from sapat.evidence.imports.rules import Checked, Rows
from sapat.evidence.store.parquet import schema
from sapat.evidence.store.relation import facts_sql
from sapat.evidence.store.rules import LEFT, columns_of
from sapat.plan.datasets.rules import DataSet, datasets

if TYPE_CHECKING:
    import pyarrow as pa

    from sapat.evidence.store.reads import LiveFacts

EXAMPLES = 50
"""How many changed rows are shown, old beside new."""
BESIDE = ("class", "category", LEFT)
"""Columns that are no fields, and yet make a row another one when they change."""


@dataclass(frozen=True)
class Difference:
    """What rows of one data set would change."""

    new: int
    changed: int
    unchanged: int
    stands_on: tuple[int, ...]
    examples: Sequence[Mapping[str, Any]]
    table: "pa.Table"
    """The new and the changed rows."""


class Beside:
    """What the records say about the people and classes of the rows."""

    def __init__(self, directory: Directory, checked: Checked) -> None:
        news, registers = checked.news, checked.registers
        self.staff = directory.staff
        self.classes = {**directory.classes_by_id, **news.classes}
        for row in registers.get("classes", ()):
            told = {name: row[name] for name in OF_CLASS if row.get(name) is not None}
            self.classes[row["class"]] = replace(self.classes[row["class"]], **told)
        self.people = {**directory.people, **{one: new.info for one, new in news.people.items()}}
        for row in registers.get("pupils", ()):
            person = self.people[row["pupil"]]
            sex, sen = row.get("sex") or person.sex, bool(row.get("sen") or person.sen)
            self.people[row["pupil"]] = replace(person, sex=sex, sen=sen)

    def fill(self, rows: Rows, data_set: DataSet) -> dict[str, list[Any]]:
        """Return the columns with those that the records add; a field of the file comes first."""
        columns = dict(rows.columns)
        wanted = columns_of(data_set)
        if "class" in columns:
            at = [self.classes.get(one) for one in columns["class"]]
            for name, get in OF_CLASS.items():
                if name in wanted:
                    told = columns.get(name) or [None] * len(at)
                    columns[name] = [
                        old if old is not None else get(one) if one else None
                        for old, one in zip(told, at, strict=True)
                    ]
        if "pupil" in columns:
            whom = [self.people.get(one) for one in columns["pupil"]]
            for name in ("sex", "sen"):
                if name in wanted:
                    told = columns.get(name) or [None] * len(whom)
                    columns[name] = [
                        old if old not in (None, False) else _said(one, name)
                        for old, one in zip(told, whom, strict=True)
                    ]
        staff = next((code for code, one in data_set.facts.items() if one.type == "staff"), None)
        if staff and "mo" in wanted:
            columns["mo"] = [self.staff.get(one) for one in columns[staff]]
        return {name: values for name, values in columns.items() if name in wanted}


def _said(person: Any, name: str) -> Any:
    return (
        None if person is None else getattr(person, name) if name == "sen" else person.sex or None
    )


OF_CLASS: Mapping[str, Any] = {
    "grade": lambda one: one.grade,
    "level": lambda one: one.level,
    "lang": lambda one: one.lang,
    "shift": lambda one: one.shift,
    "mode": lambda one: one.mode,
}


def table_of(columns: Mapping[str, list[Any]], data_set: DataSet) -> "pa.Table":
    """Return the columns as a table with the types of the store."""
    import pyarrow as pa  # noqa: PLC0415

    types = {field.name: field.type for field in schema(data_set)}
    return pa.table({name: pa.array(values, types[name]) for name, values in columns.items()})


def compare(table: "pa.Table", data_set: str, live: "LiveFacts") -> Difference:
    """Return which rows are new or say something else than the live facts do."""
    paths = live.paths(data_set)
    if not paths:
        return Difference(table.num_rows, 0, 0, (), (), table)
    import duckdb  # noqa: PLC0415 (takes 0.2 s, and most pages need no engine)

    declared = datasets()[data_set]
    with duckdb.connect(":memory:", config={"threads": 2, "memory_limit": "300MB"}) as connection:
        connection.register("incoming", table)
        connection.execute(
            f"CREATE TEMP TABLE standing AS {facts_sql(data_set, paths, with_left=True)}"
        ).fetchall()
        key = " AND ".join(f'i."{one}" IS NOT DISTINCT FROM s."{one}"' for one in declared.key)
        fields = [one for one in (*declared.facts, *BESIDE) if one in table.column_names]
        same = " AND ".join(_same(one) for one in dict.fromkeys(fields) if one not in declared.key)
        joined = f"incoming i LEFT JOIN standing s ON {key}"
        kind = f"CASE WHEN s.batch IS NULL THEN 0 WHEN {same or 'TRUE'} THEN 2 ELSE 1 END"
        counts = dict(
            connection.execute(f"SELECT {kind}, count(*) FROM {joined} GROUP BY 1").fetchall()  # noqa: S608
        )
        batches = connection.execute(
            f"SELECT DISTINCT s.batch FROM {joined} WHERE s.batch IS NOT NULL ORDER BY 1"  # noqa: S608
        ).fetchall()
        differing = connection.sql(
            f"SELECT i.* FROM {joined} WHERE ({kind}) < 2"  # noqa: S608
        ).to_arrow_table()
        examples = _examples(connection, joined, kind, fields)
    return Difference(
        new=counts.get(0, 0),
        changed=counts.get(1, 0),
        unchanged=counts.get(2, 0),
        stands_on=tuple(number for (number,) in batches),
        examples=examples,
        table=differing,
    )


def _same(name: str) -> str:
    if name == LEFT:
        return f'coalesce(i."{name}", FALSE) = coalesce(s."{name}", FALSE)'
    return f'i."{name}" IS NOT DISTINCT FROM s."{name}"'


def _examples(
    connection: Any, joined: str, kind: str, fields: Iterable[str]
) -> list[dict[str, Any]]:
    """Return some changed rows: the key, and what each field was and becomes."""
    names = list(dict.fromkeys(["year", "term", *fields]))
    shown = ", ".join(f'i."{name}", s."{name}"' for name in names)
    rows = connection.execute(
        f"SELECT {shown} FROM {joined} WHERE ({kind}) = 1 LIMIT {EXAMPLES}"  # noqa: S608
    ).fetchall()
    return [{name: [row[2 * at + 1], row[2 * at]] for at, name in enumerate(names)} for row in rows]


def with_ids(table: "pa.Table", data_set: DataSet, ids: Mapping[int, int]) -> "pa.Table":
    """Return the table with the ids of the records that were made in place of negative ones."""
    if not ids:
        return table
    import pyarrow as pa  # noqa: PLC0415

    referring = {"class"} | {
        code
        for code, field in data_set.facts.items()
        if field.type in ("pupil", "staff", "class", "subject")
    }
    for name in referring & set(table.column_names):
        at = table.column_names.index(name)
        values = [ids.get(one, one) for one in table.column(name).to_pylist()]
        table = table.set_column(at, name, pa.array(values, table.schema.field(name).type))
    return table
