"""The long table: a header row somewhere near the top, then one record per row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sapat.evidence.layouts.declared import PARTS_OF_A_NAME, Shape
from sapat.evidence.layouts.headers import SEARCHED, WIDEST, filled_row, samples, text_of
from sapat.evidence.layouts.matching import Headers
from sapat.evidence.layouts.understanding import ColumnView, Meaning, SheetView
from sapat.evidence.reading.workbook import Row, Sheet, letter

TOLD_ELSEWHERE = frozenset(["class", "subject", "term", "year"])  # titles often say them
MISSING_REQUIRED = 1.5
UNUSED_COLUMN = 0.25
Meant = Sequence[tuple[float, str]]


@dataclass(frozen=True)
class Match:
    """How well the columns of one row fit one data set."""

    shape: Shape
    row: int
    columns: Mapping[int, str]  # column -> field
    missing: tuple[str, ...]
    score: float


def best_matches(sheet: Sheet, shapes: Sequence[Shape], known: Headers) -> list[Match]:
    """Return the best fit for every data set, the best of all first."""
    rows = range(min(SEARCHED, len(sheet.rows)))
    texts = {row: _headers(sheet, row) for row in rows}
    headers = {
        row: {column: known.meant_by(text) for column, text in found.items()}
        for row, found in texts.items()
    }
    if not any(any(found.values()) for found in headers.values()):
        return []
    found = []
    for shape in shapes:
        matches = [match(headers[row], row=row, shape=shape) for row in rows if headers[row]]
        best = max(matches, key=lambda one: one.score, default=None)
        if best and best.score > 0 and best.columns:
            found.append(best)
    return sorted(found, key=lambda one: -one.score)


def match(headers: Mapping[int, Meant], *, row: int, shape: Shape) -> Match:
    """Return how a row of headers fits a data set: each field once, each column once."""
    claims = []
    for column, meant in headers.items():
        if not meant:
            continue
        found = next((one for one in meant if one[1] in shape.by_header), None)
        if found:
            fields = shape.by_header[found[1]]
            claims += [(found[0], shape.places[name].required, -column, name) for name in fields]
    columns: dict[int, str] = {}
    sure: dict[int, float] = {}
    for certainty, _, minus, name in sorted(claims, reverse=True):
        if -minus not in columns and name not in columns.values():
            columns[-minus], sure[-minus] = name, certainty
    missing = _missing(shape, set(columns.values()))
    score = sum(sure.values()) + sum(
        shape.places[name].required * sure[column] for column, name in columns.items()
    )
    score -= MISSING_REQUIRED * len(missing) + UNUSED_COLUMN * (len(headers) - len(columns))
    return Match(shape, row, columns, missing, score if len(headers) > 1 or not missing else 0.0)


def _missing(shape: Shape, found: set[str]) -> tuple[str, ...]:
    person = shape.person
    if person and {f"{person}.{part}" for part in (*PARTS_OF_A_NAME, "code")} & found:
        found = found | {person}
    return tuple(
        name
        for name, place in shape.places.items()
        if place.required and name not in found and name not in TOLD_ELSEWHERE
    )


def _headers(sheet: Sheet, row: int) -> dict[int, str]:
    """Return the texts of a header row; a blank one is read from the row above it."""
    above = filled_row(sheet, row - 1)
    headers = {}
    for column, value in enumerate(filled_row(sheet, row)[:WIDEST]):
        text = text_of(value) or text_of(above[column] if column < len(above) else None)
        if text and isinstance(value, str | None):
            headers[column] = text
    return headers if _is_header(filled_row(sheet, row)) else {}


def _is_header(row: Row) -> bool:
    """Return whether a row may be a header: mostly texts."""
    filled = [value for value in row if value is not None]
    return sum(isinstance(value, str) for value in filled) * 2 > len(filled) > 0


def view_of(
    sheet: Sheet, index: int, *, row: int, columns: Mapping[int, str], data: str | None
) -> SheetView:
    """Return the sheet as understood: its columns with the fields they fill."""
    view = SheetView(sheet.name, index, data=data, header_row=row + 1, first_row=row + 2)
    headers = _headers(sheet, row)
    for column in range(sheet.width):
        values = samples(sheet, column, first_row=row + 1)
        header = headers.get(column, "")
        if header or values:
            field = columns.get(column)
            meaning = Meaning(field) if field else None
            view.columns.append(ColumnView(letter(column), header, meaning, values))
    return view
