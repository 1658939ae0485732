"""Records of a table with one person or thing per row: long tables, class sheets, wide tables."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from sapat.evidence.layouts import vocabulary
from sapat.evidence.layouts.declared import PARTS_OF_A_NAME, Shape
from sapat.evidence.layouts.labels import read_leaving
from sapat.evidence.layouts.records import RawValue, Record
from sapat.evidence.layouts.understanding import Meaning, SheetView
from sapat.evidence.layouts.words import fold, is_footer
from sapat.evidence.reading.workbook import Cell, Row, Sheet, column_of

Values = dict[str, RawValue]
Plain = list[tuple[int, str, str]]  # column, its letter, the field
FOOTER_BEGINNINGS = frozenset(phrase.split()[0] for phrase in vocabulary.FOOTERS)
ROW_NUMBER = "#"
leaving_of = lru_cache(maxsize=50_000)(read_leaving)


class RowSheet:
    """One sheet of rows; knows which columns fill fields and which stand for whole records."""

    def __init__(self, sheet: Sheet, view: SheetView, shape: Shape) -> None:
        self.sheet, self.view, self.shape = sheet, view, shape
        self.plain: Plain = []
        self.fanned: list[tuple[int, str, Meaning]] = []
        for column in view.columns:
            meaning = column.meaning
            if meaning and (meaning.given or meaning.data):
                self.fanned.append((column_of(column.letter), column.letter, meaning))
            elif meaning:
                self.plain.append((column_of(column.letter), column.letter, meaning.field))
        fields = {field for _, _, field in self.plain}
        self.parts = [part for part in self._parts() if part in fields]
        self.constants = self._constants(fields)
        self.only = [(column_of(at), {str(one) for one in ok}) for at, ok in view.only.items()]
        self.compose = [
            (field, [None if part == ROW_NUMBER else column_of(part) for part in parts])
            for field, parts in view.compose.items()
        ]

    def records(self) -> Iterator[Record]:
        """Yield the records of all rows that hold one."""
        for index, row in self.rows():
            yield from self._of_row(row, index + 1)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield every row that is no blank, no total and no signature, with its index."""
        for index in range(self.view.first_row - 1, len(self.sheet.rows)):
            row = self.sheet.rows[index]
            if row and not looks_like_footer(row) and self._wanted(row):
                yield index, row

    def _parts(self) -> list[str]:
        return [f"{self.shape.person}.{part}" for part in PARTS_OF_A_NAME]

    def _constants(self, fields: set[str]) -> Values:
        """Return what the sheet as a whole says about fields that have no column."""
        view, places = self.view, self.shape.places
        told: dict[str, Cell] = {
            "class": view.class_label,
            "subject": view.subject,
            "term": view.term,
            "year": view.year,
        }
        told |= view.given
        return {
            field: RawValue(value, view.found_at.get(field) or None)
            for field, value in told.items()
            if value is not None and field in places and field not in fields
        }

    def _wanted(self, row: Row) -> bool:
        return all(
            column < len(row) and str(row[column]) in allowed for column, allowed in self.only
        )

    def _of_row(self, row: Row, number: int) -> Iterator[Record]:
        width, values = len(row), {}
        for column, letters, field in self.plain:
            value = row[column] if column < width else None
            values[field] = RawValue(value, f"{letters}{number}")
        if self.parts:
            self._join_name(values)
        for field, columns in self.compose:
            values[field] = RawValue(_composed(row, columns, number))
        values.update(self.constants)
        left, left_on = self._take_leaving(values)
        if not self.fanned:
            yield Record(self.shape.code, self.view.name, number, values, left_on, left)
            return
        for column, letters, meaning in self.fanned:
            header = f"{letters}{self.view.header_row}"  # what is given stands in the header
            given = {field: RawValue(value, header) for field, value in meaning.given}
            value = row[column] if column < width else None
            one = values | given | {meaning.field: RawValue(value, f"{letters}{number}")}
            data = meaning.data or self.shape.code
            yield Record(data, self.view.name, number, one, left_on, left)

    def _join_name(self, values: Values) -> None:
        """Join family name, given name and patronymic into the name of the person."""
        person = str(self.shape.person)
        parts = [values.pop(part) for part in self.parts]
        if person not in values:
            words = [str(part.value) for part in parts if part.value is not None]
            values[person] = RawValue(" ".join(words) or None, parts[0].address)

    def _take_leaving(self, values: Values) -> tuple[bool, date | None]:
        """Take the note that a pupil left out of her name."""
        named = values.get("pupil")
        if named is None or not isinstance(named.value, str):
            return False, None
        leaving = leaving_of(named.value)
        if leaving.left:
            values["pupil"] = RawValue(leaving.name, named.address)
        return leaving.left, leaving.on


def looks_like_footer(row: Row) -> bool:
    """Return whether a row is a total or a signature, by its first words."""
    first = next((value for value in row if isinstance(value, str) and value.strip()), None)
    if first is None:
        return not any(value is not None for value in row)
    begins = first.split(maxsplit=1)[0]
    return fold(begins).split(" ")[0] in FOOTER_BEGINNINGS and is_footer(first)


def _composed(row: Row, columns: Sequence[int | None], number: int) -> str | None:
    parts: list[Cell] = [
        number if column is None else row[column] if column < len(row) else None
        for column in columns
    ]
    return "-".join(str(part) for part in parts if part is not None) or None
