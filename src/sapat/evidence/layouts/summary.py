"""The class summary sheet: pupils down, subjects across, one sheet per class."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sapat.evidence.layouts import vocabulary
from sapat.evidence.layouts.declared import Known, Shape
from sapat.evidence.layouts.headers import (
    NAME_HEADERS,
    SEARCHED,
    WIDEST,
    filled_row,
    header_texts,
    name_column,
    samples,
    text_of,
)
from sapat.evidence.layouts.labels import read_term
from sapat.evidence.layouts.rows import looks_like_footer
from sapat.evidence.layouts.titles import known_subject
from sapat.evidence.layouts.understanding import ColumnView, Meaning, SheetView
from sapat.evidence.layouts.words import fold, has_words
from sapat.evidence.reading.workbook import Cell, Sheet, letter

FEWEST_SUBJECTS = 3
FEWEST_KNOWN = 2
CHECKED_ROWS = 40
HIGHEST_MARK = 12
MOSTLY = 0.7
LONGEST_TERM = 24


@dataclass(frozen=True)
class Head:
    """Where the subjects stand; `terms` if a second row divides each into terms."""

    row: int
    last: int
    names: int
    columns: dict[int, Meaning]
    known: int


def find_head(sheet: Sheet, shape: Shape, known: Known) -> Head | None:
    """Return where the subjects stand, or None if this is no class summary."""
    heads = [_head(sheet, row, shape, known) for row in range(min(SEARCHED, len(sheet.rows)))]
    found = [head for head in heads if head]
    best = max(found, key=lambda head: (head.known, len(head.columns)), default=None)
    if best and (best.known >= FEWEST_KNOWN or len(best.columns) >= FEWEST_SUBJECTS):
        return best
    return None


def _head(sheet: Sheet, row: int, shape: Shape, known: Known) -> Head | None:
    texts = [text_of(value) for value in filled_row(sheet, row)[:WIDEST]]
    terms = _terms_below(sheet, row)
    texts = _carried(texts, terms)
    last = row + 1 if terms else row
    names = name_column(sheet, texts, first_row=last + 1, before=min(len(texts), 4))
    if names is None or not _is_name_header(texts[names]):
        return None
    value = mark_field(shape)
    columns: dict[int, Meaning] = {}
    found = 0
    for column in range(names + 1, len(texts)):
        is_known = fold(texts[column]) in known.subject_spellings
        if is_known or _is_subject(sheet, column, texts[column], last + 1, shape):
            given: dict[str, Cell] = {"subject": known_subject(texts[column], known)}
            if column in terms:
                given["term"] = terms[column]
            elif terms:
                continue
            columns[column] = Meaning.of(value, given)
            found += is_known
    return Head(row, last, names, columns, found) if columns else None


def _carried(texts: list[str], terms: Mapping[int, str]) -> list[str]:
    """Return the headers with a subject over all its terms, where cells are not merged."""
    carried = texts + [""] * (max(terms, default=-1) + 1 - len(texts))
    for column in sorted(terms):
        carried[column] = carried[column] or carried[column - 1]
    return carried


def mark_field(shape: Shape) -> str:
    """Return the field of a data set that holds a mark."""
    marks = [place.field for place in shape.places.values() if place.type == "mark"]
    return marks[0] if marks else "value"


def _is_name_header(text: str) -> bool:
    return not text or fold(text) in NAME_HEADERS or has_words(fold(text), ("фио", "ф и о", "аты"))


def _terms_below(sheet: Sheet, row: int) -> dict[int, str]:
    """Return the terms under the subjects, if the next row divides them."""
    terms, bare = {}, []
    for column, value in enumerate(filled_row(sheet, row + 1)[:WIDEST]):
        is_short = isinstance(value, str) and len(value) <= LONGEST_TERM
        term = read_term(value) if is_short else None
        if term:
            terms[column] = term.code if term.kind else f"Q{term.number}"
            bare += [] if term.kind else [term.number]
    if len(bare) == len(terms) and not _counts_up(bare):
        return {}  # marks written as text, as saved pages have them: "4" is no fourth term
    return terms if len(terms) > 1 else {}


def _counts_up(numbers: Sequence[int]) -> bool:
    """Return whether the numbers count from 1, again and again: 1 2 3 4 1 2 3 4."""
    steps = zip([0, *numbers], numbers, strict=False)
    return all(after in (before + 1, 1) for before, after in steps)


def _is_subject(sheet: Sheet, column: int, text: str, first_row: int, shape: Shape) -> bool:
    """Return whether an unknown header has marks below it and is no other known column."""
    folded = fold(text)
    if (
        not any(letter.isalpha() for letter in folded)
        or folded in shape.by_header
        or folded in vocabulary.AVERAGE
        or has_words(folded, vocabulary.NOT_SUBJECTS)
        or read_term(text)
    ):
        return False
    rows = sheet.rows[first_row : first_row + CHECKED_ROWS]
    cells = [row[column] for row in rows if column < len(row) and not looks_like_footer(row)]
    filled = [value for value in cells if value is not None]
    return sum(is_mark(value) for value in filled) >= MOSTLY * len(filled) > 0


def is_mark(value: Cell) -> bool:
    """Return whether a cell holds what schools write as a mark.

    >>> is_mark(5), is_mark("н/а"), is_mark(4.2)
    (True, True, False)
    """
    if isinstance(value, str):
        text = value.strip()
        return text.upper() in vocabulary.NO_MARK or (
            text.isdecimal() and 1 <= int(text) <= HIGHEST_MARK
        )
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= HIGHEST_MARK


def view_of(sheet: Sheet, index: int, head: Head, *, data: str, person: str) -> SheetView:
    """Return the sheet as understood: names, and a subject for every column of marks."""
    view = SheetView(sheet.name, index, data=data, header_row=head.row + 1, first_row=head.last + 2)
    for column, header in enumerate(header_texts(sheet, first=head.row, last=head.last)):
        meaning = Meaning(person) if column == head.names else head.columns.get(column)
        values = samples(sheet, column, first_row=head.last + 1)
        if header or meaning or values:
            view.columns.append(ColumnView(letter(column), header, meaning, values))
    return view


def unread(view: SheetView) -> Sequence[ColumnView]:
    """Return the columns that were left out although they have a header."""
    return [
        column
        for column in view.columns
        if not column.meaning and fold(column.header) not in vocabulary.NUMBER
    ]
