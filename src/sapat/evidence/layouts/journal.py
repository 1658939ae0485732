"""The dated journal: one sheet per subject, pupils down, days across, months above the days."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sapat.evidence.layouts import vocabulary
from sapat.evidence.layouts.headers import (
    SEARCHED,
    filled_row,
    header_texts,
    name_column,
    samples,
    text_of,
)
from sapat.evidence.layouts.labels import FIRST_MONTH, read_day, read_term
from sapat.evidence.layouts.understanding import ColumnView, Meaning, SheetView
from sapat.evidence.layouts.words import fold
from sapat.evidence.reading.workbook import Cell, Sheet, letter

DATA_SETS = ("period_marks", "current_marks", "attendance")
DAY, AVERAGE, VALUE, PUPIL = "day", "average", "value", "pupil"
MONTH_ROWS = 3  # how far above the days the months may stand
FEWEST_DAYS = 3
DAY_NUMBER = re.compile(r"(\d{1,2})(?:\s*\D{0,4})?")
DAY_AND_MONTH = re.compile(r"(\d{1,2})[./](\d{1,2})\.?")
FINAL = ("чт", "четв", "итог", "итоговая", "итоговая отметка", "жыйынтык", "чейрек", "четверть")


@dataclass(frozen=True)
class Head:
    """Where the days of a journal sheet stand: rows and columns counted from 0."""

    first: int
    last: int
    days: Mapping[int, str]  # column -> "09-02", or "2024-09-02" where the file has the year


def find_head(sheet: Sheet) -> Head | None:
    """Return where the days stand, or None if the sheet is no journal."""
    for row in range(min(SEARCHED, len(sheet.rows))):
        head = _head(sheet, row)
        if _are_days(head) and not _dates_go_on(sheet, head):
            return head
    return None


def _are_days(head: Head) -> bool:
    """Return whether the days go forward, as days of lessons do and marks below them do not."""
    days = [_order(day) for day in head.days.values()]
    enough = FEWEST_DAYS if head.first == head.last else 1
    return len(days) >= enough and days == sorted(days) and len(set(days)) * 2 >= len(days)


def _order(day: str) -> tuple[int, str]:
    """Return what sorts days as they follow each other in a school year."""
    month = int(day[-5:-3])
    return (month - FIRST_MONTH) % 12, day[-5:]


def _head(sheet: Sheet, row: int) -> Head:
    months, month_row = _months_above(sheet, row)
    days = {}
    for column, value in enumerate(filled_row(sheet, row)):
        day = _day(value, months.get(column))
        if day:
            days[column] = day
    return Head(month_row if months else row, row, days)


def _months_above(sheet: Sheet, row: int) -> tuple[dict[int, int], int]:
    """Return the month over each column; without merged cells a month lasts until the next."""
    for above in range(row - 1, max(row - 1 - MONTH_ROWS, -1), -1):
        months: dict[int, int] = {}
        current = None
        for column, value in enumerate(_as_wide_as(filled_row(sheet, above), sheet.rows[row])):
            if value is not None:
                current = month_of(value)
            if current:
                months[column] = current
        if months:
            return months, above
    return {}, row


def _as_wide_as(row: list[Cell], other: list[Cell]) -> list[Cell]:
    return row + [None] * (len(other) - len(row))


def month_of(value: Cell) -> int | None:
    """Return the month a header names, in any of the three languages.

    >>> month_of("Сентябрь 2024"), month_of("Аяк оона"), month_of("СР")
    (9, 9, None)
    """
    if not isinstance(value, str):
        return None
    words = [word for word in fold(value).split() if not word.isdecimal()]
    return vocabulary.MONTHS.get(" ".join(words))


def _day(value: Cell, month: int | None) -> str | None:
    """Return the day of a header cell as "2024-09-02" or "09-02"."""
    whole = read_day(value)
    if whole:
        return whole.isoformat()
    if isinstance(value, float):
        return None
    text = text_of(value)
    if both := DAY_AND_MONTH.fullmatch(text):
        return _month_and_day(int(both[2]), int(both[1]))
    alone = DAY_NUMBER.fullmatch(text)
    return _month_and_day(month, int(alone[1])) if alone and month else None


def _month_and_day(month: int, day: int) -> str | None:
    try:
        return f"{date(2000, month, day):%m-%d}"
    except ValueError:
        return None


def _dates_go_on(sheet: Sheet, head: Head) -> bool:
    """Return whether dates stand below or above too: then it is a table with columns of dates."""
    near = (*range(max(head.first - 5, 0), head.first), *range(head.last + 1, head.last + 6))
    around = [sheet.cell(row, column) for row in near for column in head.days]
    filled = [value for value in around if value is not None]
    return sum(read_day(value) is not None for value in filled) * 2 > len(filled) > 0


def view_of(sheet: Sheet, index: int, head: Head) -> SheetView:
    """Return the sheet as understood: names, days, the average, the term marks."""
    headers = header_texts(sheet, first=head.first, last=head.last)
    first_row = head.last + 1
    names = name_column(sheet, headers, first_row=first_row, before=min(head.days))
    view = SheetView(sheet.name, index, header_row=head.first + 1, first_row=first_row + 1)
    for column, header in enumerate(headers):
        if not header and column != names:
            continue
        meaning = Meaning(PUPIL) if column == names else _meaning(header, head.days.get(column))
        values = samples(sheet, column, first_row=first_row)
        view.columns.append(ColumnView(letter(column), header, meaning, values))
    terms = [str(dict(meaning.given)["term"]) for meaning in _meanings(view) if meaning.given]
    view.term = terms[0] if terms else None
    return view


def _meanings(view: SheetView) -> list[Meaning]:
    meanings = [column.meaning for column in view.columns if column.meaning]
    return [meaning for meaning in meanings if meaning.field == VALUE]


def _meaning(header: str, day: str | None) -> Meaning | None:
    if day:
        return Meaning.of(DAY, {"date": day})
    text = fold(header)
    if text in vocabulary.AVERAGE:
        return Meaning(AVERAGE)
    term = read_term(header)
    if term and term.kind and text not in vocabulary.EXAM:
        return Meaning.of(VALUE, {"term": term.code})
    return Meaning(VALUE) if text in FINAL else None
