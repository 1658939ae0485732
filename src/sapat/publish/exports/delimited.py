"""Tables as CSV: UTF-8 with a mark that spreadsheets understand, semicolons, no formulas."""

import csv
import io

from django.utils import formats

from sapat.publish.exports.names import writable
from sapat.publish.exports.tables import Blank, Cell, Table, day, number

BOM = "\ufeff"
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\n", "'", "＝", "＋", "－", "＠", "|", "%")


def delimited(table: Table) -> bytes:
    """Return the table as a CSV file in the reader's language: heads, then rows."""
    out = io.StringIO()
    # Text is always quoted: a spreadsheet that splits at commas must not see a new cell in it.
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([harmless(_head(column.over, column.title)) for column in table.columns])
    for row in table.rows:
        writer.writerow([_written(cell) for cell in row])
    return (BOM + out.getvalue()).encode()


def harmless(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula.

    An apostrophe is put before it, also before one that is there already: so `restored` gives
    back what it was.

    >>> harmless("=1+1"), harmless("7А")
    ("'=1+1", '7А')
    """
    plain = writable(text)
    return f"'{plain}" if plain.lstrip(" \u00a0").startswith(STARTS_FORMULA) else plain


def restored(text: str) -> str:
    """Return what `harmless` was given."""
    return text.removeprefix("'")


def _head(over: str, title: str) -> str:
    return f"{over}: {title}" if over else title


def _written(cell: Cell) -> str:
    """Write a number whole, as the reader's spreadsheet reads it; a negative stays a number."""
    if isinstance(cell, Blank):
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    value = number(cell)
    if value is not None:
        return repr(value).replace(".", str(formats.get_format("DECIMAL_SEPARATOR")))
    return "" if isinstance(cell, float) else day(cell)  # type: ignore[arg-type]
