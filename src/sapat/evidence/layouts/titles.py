"""What stands around a table: title rows, the sheet's name, the file's name."""

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

from sapat.evidence.layouts import labels
from sapat.evidence.layouts.declared import Known
from sapat.evidence.layouts.understanding import SheetView
from sapat.evidence.layouts.words import fold
from sapat.evidence.reading.workbook import Cell, Sheet, Workbook, address

NAMELESS = re.compile(r"(?:лист|барак|sheet|table|таблица)?\s*\d*", re.IGNORECASE)
SUBJECT = re.compile(
    r"(?:предмет\w*|сабак\w*|дисциплина|subject)\s*[:–—-]\s*(?P<name>[^;,|()]+)", re.IGNORECASE
)
TERM_AFTER_CLASS = re.compile(r"^\d{1,2}\s?-?[^\W\d_]\s*[-_ ]\s*([1-4])$")


class Text(NamedTuple):
    """A text near the table, and the cell it stands in, if it stands in one."""

    text: str
    address: str = ""


def texts_around(workbook: Workbook, sheet: Sheet, *, header_row: int) -> list[Text]:
    """Return the texts above the header, then the names of the sheet, the page and the file."""
    above = [
        Text(value, address(row, column))
        for row in range(min(header_row, len(sheet.rows)))
        for column, value in enumerate(sheet.rows[row])
        if isinstance(value, str)
    ]
    names = [sheet.name, workbook.title, PurePath(workbook.name).stem]
    return above + [Text(name) for name in names if name]


def describe(view: SheetView, workbook: Workbook, sheet: Sheet, known: Known) -> None:
    """Fill in class, term and year of a sheet from the texts around its table."""
    texts = texts_around(workbook, sheet, header_row=view.header_row - 1)
    _take(view, "class", _classes(texts, known))
    _take(view, "term", _terms(texts))
    _take(view, "year", ((labels.read_year(text.text), text) for text in texts))


def subject_of(view: SheetView, workbook: Workbook, sheet: Sheet, known: Known) -> None:
    """Fill in subject and group of a sheet that has one subject."""
    for text in texts_around(workbook, sheet, header_row=view.header_row - 1):
        told = SUBJECT.search(text.text)
        if told:
            view.subject = known_subject(told["name"].strip(), known)
            view.found_at["subject"] = text.address
            break
    name, view.group = labels.read_group(sheet.name)
    if not view.subject and not NAMELESS.fullmatch(name):
        view.subject = known_subject(name, known)


def known_subject(name: str, known: Known) -> str:
    """Return the school's own name of a subject, or the name as it is written."""
    return known.subject_spellings.get(fold(name), name)


def known_class(text: str, known: Known, *, sure: bool = False) -> str | None:
    """Return the class a text names, in the school's own spelling if the school has it."""
    whole = known.folded_classes.get(fold(text).replace(" ", ""))
    label = whole or labels.class_label(text, sure=sure)
    return known.folded_classes.get(fold(label).replace(" ", ""), label) if label else None


def _classes(texts: list[Text], known: Known) -> Iterator[tuple[str | None, Text]]:
    for sure in (True, False):
        for text in texts:
            yield known_class(text.text, known, sure=sure), text


def _terms(texts: list[Text]) -> Iterator[tuple[str | None, Text]]:
    for text in texts:
        term = labels.read_term(text.text)
        yield term.code if term and term.kind else None, text
    for text in texts:  # "8А-1" is how journals of the first quarter are often named
        found = TERM_AFTER_CLASS.match(text.text)
        yield f"Q{found[1]}" if found else None, text


def _take(view: SheetView, what: str, found: Iterator[tuple[Cell, Text]]) -> None:
    name = "class_label" if what == "class" else what
    value, text = next(((value, text) for value, text in found if value), (None, Text("")))
    setattr(view, name, value)
    if text.address:
        view.found_at[what] = text.address
