"""What a person chose about a file, or the school remembers of the last one like it.

    {"layout": "long", "data_sets": ["period_marks"],
     "given": {"year": 2024},                          # for all sheets
     "headers": {"баа": "value"},                      # by folded header: remembered
     "subjects": {"Алгебра (1 гр.)": "Алгебра"},       # by sheet: remembered
     "sheets": {"Лист1": {"header_row": 3, "columns": {"A": "pupil", "B": None}},
                "*": {...}}}                           # any sheet that is not named

Plain values from outside: whatever has another shape is left aside.
"""

import re
from collections.abc import Mapping
from typing import Any

from sapat.evidence.layouts.understanding import ColumnView, Json, Layout, Meaning, SheetView
from sapat.evidence.layouts.words import fold
from sapat.evidence.reading.workbook import column_of

ANY_SHEET = "*"
TEXTS = {"class": "class_label", "subject": "subject", "group": "group", "term": "term"}
NUMBERS = {"year": (1990, 2100), "header_row": (1, 1_000), "first_row": (1, 1_000_000)}
LETTERS = re.compile(r"[A-Z]{1,3}")
ROW_NUMBER = "#"


class Chosen:
    """A mapping as a person left it."""

    def __init__(self, plain: Mapping[str, Json]) -> None:
        self.plain = plain

    @property
    def layout(self) -> Layout | None:
        """Return the chosen layout."""
        try:
            return Layout(str(self.plain.get("layout")))
        except ValueError:
            return None

    @property
    def data_sets(self) -> list[str]:
        """Return the codes of the chosen data sets."""
        codes = self.plain.get("data_sets")
        return [str(code) for code in codes] if isinstance(codes, list | tuple) else []

    def names(self, sheet: str) -> bool:
        """Return whether something was said about this sheet."""
        return bool(self._sheet(sheet))

    def header_row(self, sheet: str, found: int) -> int:
        """Return the header row, counted from 0: the chosen one, or the one that was found."""
        chosen = _number(self._sheet(sheet).get("header_row"))
        least, most = NUMBERS["header_row"]
        return chosen - 1 if chosen and least <= chosen <= most else found

    def apply(self, view: SheetView) -> SheetView:
        """Return the view as the person wants it."""
        self._remembered(view)
        self._given(view, self._part(self.plain, "given"))
        sheet = self._sheet(view.name)
        for name in TEXTS:
            if name in sheet:
                _say(view, name, sheet[name])
        for name, (least, most) in NUMBERS.items():
            number = _number(sheet.get(name))
            if number is not None and least <= number <= most:
                setattr(view, name, number)
        if isinstance(sheet.get("use"), bool):
            view.use = sheet["use"]
        if _text(sheet.get("data")):
            view.data = _text(sheet["data"])
        self._given(view, self._part(sheet, "given"))
        view.compose = {
            field: [part for part in parts if part == ROW_NUMBER or LETTERS.fullmatch(part)]
            for field, parts in _lists(self._part(sheet, "compose")).items()
        }
        only = _lists(self._part(sheet, "only"))
        view.only = {at: allowed for at, allowed in only.items() if LETTERS.fullmatch(at)}
        self._columns(view, self._part(sheet, "columns"))
        return view

    def _sheet(self, name: str) -> Mapping[str, Json]:
        sheets = self._part(self.plain, "sheets")
        return self._part(sheets, name) or self._part(sheets, ANY_SHEET)

    @staticmethod
    def _part(plain: Mapping[str, Json], name: str) -> Mapping[str, Json]:
        part = plain.get(name)
        return part if isinstance(part, dict) else {}

    def _remembered(self, view: SheetView) -> None:
        headers = self._part(self.plain, "headers")
        for column in view.columns:
            if fold(column.header) in headers and column.header:
                column.meaning = Meaning.from_json(headers[fold(column.header)])
        subject = _text(self._part(self.plain, "subjects").get(view.name))
        if subject:
            view.subject = subject

    @staticmethod
    def _given(view: SheetView, given: Mapping[str, Json]) -> None:
        """Set values for the whole sheet."""
        for field, value in given.items():
            if field in TEXTS:
                _say(view, field, value)
            elif field == "year":
                view.year = _number(value) or view.year
            elif isinstance(value, str | int | float | bool):
                view.given[field] = value

    @staticmethod
    def _columns(view: SheetView, columns: Mapping[str, Json]) -> None:
        """Set the meanings of columns by letter; a column that is not named stays as it was."""
        by_letter = {column.letter: column for column in view.columns}
        for letters, plain in columns.items():
            meaning = Meaning.from_json(plain)
            if letters in by_letter:
                by_letter[letters].meaning = meaning
            elif meaning and LETTERS.fullmatch(letters):
                view.columns.append(ColumnView(letters, "", meaning))
        view.columns.sort(key=lambda column: column_of(column.letter))


def _say(view: SheetView, name: str, value: Json) -> None:
    """Set what the sheet is about; a changed value no longer stands in a cell of the file."""
    text = _text(value)
    if text != getattr(view, TEXTS[name]):
        setattr(view, TEXTS[name], text)
        view.found_at.pop(name, None)


def _text(value: Any) -> str | None:
    return str(value).strip() or None if isinstance(value, str | int) else None


def _number(value: Any) -> int | None:
    if isinstance(value, str) and value.strip().isdecimal():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _lists(part: Mapping[str, Json]) -> dict[str, list[str]]:
    return {
        name: [str(one) for one in values]
        for name, values in part.items()
        if isinstance(values, list | tuple)
    }
