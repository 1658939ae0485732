"""A file of an analyst as columns; what cannot be read is said in one sentence."""

import csv
import gzip
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

ENCODINGS = ("utf-8-sig", "cp1251")
DELIMITERS = ",;\t"
EMPTY = frozenset({"", "na", "nan", "null", "none", "-", "—"})
"""What analysts write where a value is missing; case makes no difference."""


class Unusable(Exception):
    """The file or the question makes no sense; the sentence names the column or the group."""


@dataclass(frozen=True)
class Frame:
    """Columns of equal length, by name; values are texts, numbers, dates or None."""

    columns: dict[str, list[Any]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), []))

    def column(self, name: str) -> list[Any]:
        """Return a column; `Unusable` names the columns there are if it is missing."""
        from django.utils.translation import gettext as _

        if name not in self.columns:
            there = ", ".join(self.columns)
            told = {"name": name, "there": there}
            raise Unusable(_("The file has no column %(name)s, but %(there)s.") % told)
        return self.columns[name]

    def numbers(self, name: str) -> "np.ndarray[Any, np.dtype[np.float64]]":
        """Return a column as floats of shape (rows,); a missing value is NaN."""
        import numpy as np

        return np.array([_number(value, name, row) for row, value in self._rows(name)], float)

    def texts(self, name: str) -> list[str]:
        """Return a column as texts; a missing value is an empty text."""
        return ["" if value is None else _text(value) for value in self.column(name)]

    def days(self, name: str) -> list[date]:
        """Return a column as days; every row must have one."""
        return [_day(value, name, row) for row, value in self._rows(name)]

    def _rows(self, name: str) -> "enumerate[Any]":
        return enumerate(self.column(name), 2)


def read(path: str) -> Frame:
    """Return the columns of a CSV file (also gzipped) or of a Parquet file."""
    from django.utils.translation import gettext as _

    file = Path(path)
    if not file.is_file():
        raise Unusable(_("There is no file %(path)s.") % {"path": path})
    data = file.read_bytes()
    if data[:4] == b"PAR1":
        return _parquet(file)
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    frame = _csv(_decoded(data, path))
    if not len(frame):
        raise Unusable(_("The file %(path)s has no rows.") % {"path": path})
    return frame


def _parquet(file: Path) -> Frame:
    import pyarrow.parquet as pq

    table = pq.read_table(file)
    return Frame({name: table.column(name).to_pylist() for name in table.column_names})


def _decoded(data: bytes, path: str) -> str:
    from django.utils.translation import gettext as _

    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unusable(_("The file %(path)s is not a text of a known encoding.") % {"path": path})


def _csv(text: str) -> Frame:
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = [name.strip() for name in next(rows, [])]
    lines = [line for line in rows if line]
    return Frame({name: _cells(lines, place) for place, name in enumerate(names)})


def _cells(lines: Sequence[Sequence[str]], place: int) -> list[str | None]:
    def cell(line: Sequence[str]) -> str | None:
        value = line[place].strip() if place < len(line) else ""
        return None if value.casefold() in EMPTY else value

    return [cell(line) for line in lines]


def _number(value: Any, name: str, row: int) -> float:
    from django.utils.translation import gettext as _

    if value is None:
        return float("nan")
    try:
        return float(value.replace(",", ".") if isinstance(value, str) else value)
    except (TypeError, ValueError):
        told = {"name": name, "row": row, "value": value}
        sentence = _("Column %(name)s, row %(row)s: “%(value)s” is not a number.")
        raise Unusable(sentence % told) from None


def _text(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _day(value: Any, name: str, row: int) -> date:
    from django.utils.translation import gettext as _

    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%Y-%m", "%Y"):
        try:
            return datetime.strptime(str(value), form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    told = {"name": name, "row": row, "value": value}
    raise Unusable(_("Column %(name)s, row %(row)s: “%(value)s” is not a day.") % told)
