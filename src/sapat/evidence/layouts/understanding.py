"""What was understood of a file: shown to a person, edited, remembered, and turned into records."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sapat.evidence.layouts.notes import Note
from sapat.evidence.layouts.records import Record
from sapat.evidence.layouts.words import fold
from sapat.evidence.reading.workbook import Cell

Json = Any  # what json.loads gives


class Layout(StrEnum):
    """How the facts lie in the file."""

    LONG = "long"
    SUMMARY = "summary"
    JOURNAL = "journal"
    ROSTER = "roster"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Meaning:
    """What a column holds: a field, and what the column's place says about other fields.

    The column of algebra in the second quarter is `Meaning("value", given={"subject":
    "Алгебра", "term": "Q2"})`. `data` names the data set where a sheet feeds several.
    """

    field: str
    given: tuple[tuple[str, Cell], ...] = ()
    data: str | None = None

    @staticmethod
    def of(
        field: str, given: Mapping[str, Cell] | None = None, *, data: str | None = None
    ) -> "Meaning":
        """Return a meaning with its given values by name."""
        return Meaning(field, tuple(sorted((given or {}).items())), data)

    def to_json(self) -> Json:
        """Return plain values: the field's name alone where that says all."""
        if not self.given and not self.data:
            return self.field
        plain: dict[str, Json] = {"field": self.field}
        if self.given:
            plain["given"] = dict(self.given)
        if self.data:
            plain["data"] = self.data
        return plain

    @staticmethod
    def from_json(plain: Json) -> "Meaning | None":
        """Return the meaning a person chose; None for a column to be left out."""
        if isinstance(plain, str) and plain:
            return Meaning(plain)
        if isinstance(plain, dict) and isinstance(plain.get("field"), str) and plain["field"]:
            return Meaning.of(plain["field"], plain.get("given"), data=plain.get("data"))
        return None


@dataclass
class ColumnView:
    """One column as a person sees it: its letter, header, meaning and a few of its values."""

    letter: str
    header: str
    meaning: Meaning | None
    samples: list[str] = field(default_factory=list)

    @property
    def field(self) -> str | None:
        """Return the field the column fills, or None if it is left out."""
        return self.meaning.field if self.meaning else None


@dataclass
class SheetView:
    """One sheet as a person sees it. Rows are counted from 1; a value may be set by hand.

    `compose` makes a field from columns ("A") and the row's number ("#"); `only` keeps the
    rows whose column has one of the values; `given` has values of fields for the whole sheet.
    """

    name: str
    index: int
    data: str | None = None
    use: bool = True
    class_label: str | None = None
    subject: str | None = None
    group: str | None = None
    term: str | None = None
    year: int | None = None
    header_row: int = 1
    first_row: int = 2
    columns: list[ColumnView] = field(default_factory=list)
    given: dict[str, Cell] = field(default_factory=dict)
    compose: dict[str, list[str]] = field(default_factory=dict)
    only: dict[str, list[str]] = field(default_factory=dict)
    found_at: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> Json:
        """Return what a person may edit."""
        plain: dict[str, Json] = {
            "use": self.use,
            "data": self.data,
            "class": self.class_label,
            "subject": self.subject,
            "group": self.group,
            "term": self.term,
            "year": self.year,
            "header_row": self.header_row,
            "first_row": self.first_row,
            "columns": {
                column.letter: column.meaning.to_json() if column.meaning else None
                for column in self.columns
            },
        }
        more = {"given": self.given, "compose": self.compose, "only": self.only}
        return plain | {name: value for name, value in more.items() if value}


Maker = Callable[["Understanding"], Iterator[Record]]


@dataclass
class Understanding:
    """What was understood of a whole file."""

    layout: Layout
    sheets: list[SheetView]
    data_sets: list[str]
    notes: list[Note]
    maker: Maker

    @property
    def used(self) -> list[SheetView]:
        """Return the sheets that give records."""
        return [sheet for sheet in self.sheets if sheet.use]

    def records(self) -> Iterator[Record]:
        """Yield every record of the file, sheet by sheet, row by row."""
        return self.maker(self)

    def mapping(self) -> dict[str, Json]:
        """Return everything a person may change, as plain values for JSON."""
        return {
            "layout": self.layout.value,
            "data_sets": list(self.data_sets),
            "sheets": {sheet.name: sheet.to_json() for sheet in self.sheets},
        }

    def memory(self) -> dict[str, Json]:
        """Return what is worth keeping for the next file of this layout: headers and names."""
        headers = {
            fold(column.header): column.meaning.to_json()
            for sheet in self.used
            for column in sheet.columns
            if column.meaning and column.header and "date" not in dict(column.meaning.given)
        }
        subjects = {sheet.name: sheet.subject for sheet in self.used if sheet.subject}
        memory: dict[str, Json] = {"layout": self.layout.value, "data_sets": list(self.data_sets)}
        if self.layout is not Layout.JOURNAL:
            memory["headers"] = headers
        return memory | ({"subjects": subjects} if self.layout is Layout.JOURNAL else {})

    def fingerprint(self) -> str:
        """Return a short name of the layout: the same for the next file with the same headers."""
        if self.layout is Layout.JOURNAL:
            content: list[Json] = [self.layout.value]  # its headers are dates, never twice the same
        else:
            seen = {tuple(fold(column.header) for column in sheet.columns) for sheet in self.used}
            content = [self.layout.value, *sorted(seen)]
        packed = json.dumps(content, ensure_ascii=False).encode()
        return hashlib.sha256(packed).hexdigest()[:16]
