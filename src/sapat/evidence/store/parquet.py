"""Facts as Parquet: the columns the data set declares, sorted so that like lies beside like."""

from typing import TYPE_CHECKING, Any

from sapat.evidence.store import files
from sapat.evidence.store.rules import LEFT, Completeness, columns_of, sort_order
from sapat.plan.datasets.rules import DataSet

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_A_GROUP = 122_880


def schema(data_set: DataSet) -> "pa.Schema":
    """Return the columns of a batch and their types."""
    import pyarrow as pa  # noqa: PLC0415 (takes 0.1 s, and most pages need no Parquet)

    kinds = {
        "integer": pa.int32(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "text": pa.string(),
    }
    return pa.schema([(name, kinds[kind]) for name, kind in columns_of(data_set).items()])


def shaped(table: "pa.Table", data_set: DataSet, *, batch: int) -> "pa.Table":
    """Return the table with every declared column and the batch's number, sorted by its key."""
    import pyarrow as pa  # noqa: PLC0415

    wanted = schema(data_set)
    columns: list[Any] = []
    for field in wanted:
        if field.name == "batch":
            columns.append(pa.array([batch] * table.num_rows, field.type))
        elif field.name in table.column_names:
            columns.append(table.column(field.name).cast(field.type))
        else:
            columns.append(pa.nulls(table.num_rows, field.type))
    order = [(name, "ascending") for name in sort_order(data_set)]
    return pa.table(columns, schema=wanted).sort_by(order)


def write(table: "pa.Table", school_id: int) -> tuple[str, int]:
    """Write the file under the digest of its content; return digest and size."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    with files.draft(files.folder_of(school_id)) as path:
        pq.write_table(table, path, compression="zstd", row_group_size=ROWS_A_GROUP)
        digest, size = files.digest_of(path), path.stat().st_size
        files.settle(path, files.path_of(school_id, digest))
    return digest, size


def periods(table: "pa.Table") -> list[list[int]]:
    """Return the pairs [school year, term] the rows speak of, in order."""
    pairs = table.group_by(["year", "term"]).aggregate([]).to_pylist()
    return sorted([pair["year"], pair["term"]] for pair in pairs)


def completeness(table: "pa.Table", data_set: DataSet) -> Completeness:
    """Return how many cells are filled of those that should be.

    A mark that is not attested is filled: the school has said so. Fields that nobody in the
    table fills are not expected: the file had no such column. Nothing is expected of who left.
    """
    import pyarrow.compute as pc  # noqa: PLC0415

    table = table.filter(pc.invert(pc.fill_null(table.column(LEFT), False)))
    filled = expected = 0
    for code, field in data_set.facts.items():
        column = table.column("category" if field.type == "mark" else code)
        there = len(column) - column.null_count
        if there or field.required or field.type == "mark":
            filled, expected = filled + there, expected + len(column)
    return Completeness(filled, expected)


def rows_at(school_id: int, digest: str, places: list[int]) -> list[dict[str, Any]]:
    """Return the rows of a batch at these places, each as field -> value."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    if not places:
        return []
    table = pq.read_table(files.path_of(school_id, digest))
    rows: list[dict[str, Any]] = table.take(places).to_pylist()
    return rows
