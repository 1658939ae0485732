"""How the worker hands a workbook to its parent: lines of JSON, days as numbers.

Nothing in a line is ever run. The sender keeps count, so a file that is small on disk
and endless inside is stopped before the parent feels it.
"""

import json
import math
from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from typing import Any, BinaryIO

from sapat.evidence.reading import limits
from sapat.evidence.reading.reasons import Reason, Unreadable
from sapat.evidence.reading.workbook import Kind, Row, Sheet, Span, Workbook

ROWS_PER_LINE = 250
PLACES_PER_LINE = 10_000
REMEMBERED = 100_000
WHOLE = 2**53
# Marks of writing direction and zero-width signs: invisible, and they make equal names unequal.
INVISIBLE = dict.fromkeys(
    [
        0x00,
        0xAD,
        0x61C,
        0xFEFF,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x206A),
    ]
)
INVISIBLE_OR_SPACE = INVISIBLE | {0xA0: " ", 0x202F: " ", 0x2007: " "}


class Sender:
    """Writes one workbook to a stream, counting what it gives away."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.sheets = self.places = self.cells = self.characters = 0
        self.clean: dict[str, str | None] = {}

    def begin(self, kind: Kind, *, title: str = "") -> None:
        """Say what kind of file follows."""
        self._line({"kind": kind.value, "title": title[: limits.CELL_CHARACTERS]})

    def sheet(
        self,
        name: str,
        rows: Iterable[Iterable[Any]],
        *,
        merged: Iterable[tuple[int, int, int, int]] = (),
        hidden: bool = False,
    ) -> None:
        """Send one sheet: its name, then its rows in portions."""
        self.sheets += 1
        spans = [tuple(span) for _, span in zip(range(limits.MERGED), merged, strict=False)]
        self._line({"sheet": self._text(name) or "", "merged": spans, "hidden": hidden})
        portion: list[Row] = []
        days: list[tuple[int, int, int]] = []
        places = 0
        for row in rows:
            values = self._row(row, days, len(portion))
            portion.append(values)
            places += len(values)
            if len(portion) >= ROWS_PER_LINE or places >= PLACES_PER_LINE:
                self._portion(portion, days, places)
                portion, days, places = [], [], 0
        self._portion(portion, days, places)

    def end(self) -> None:
        """Say that everything was sent; a file without one filled cell is refused."""
        if not self.cells:
            raise Unreadable(Reason.EMPTY)
        self._line({"end": True})
        self.out.flush()

    def refuse(self, reason: Reason) -> None:
        """Say that the file cannot be read."""
        self._line({"unreadable": reason.value})
        self.out.flush()

    def _row(self, row: Iterable[Any], days: list[tuple[int, int, int]], index: int) -> Row:
        clean = self.clean
        values: Row = []
        for column, value in enumerate(row):
            if value.__class__ is str:
                values.append(clean[value] if value in clean else self._text(value))
            elif value.__class__ is float:
                values.append(_number(value))
            elif value is None or value.__class__ in (int, bool):
                values.append(value)
            elif isinstance(value, date):
                days.append((index, column, value.toordinal()))
                values.append(1)
            else:
                values.append(_clock(value))
        while values and values[-1] is None:
            values.pop()
        if len(values) > limits.COLUMNS:
            raise Unreadable(Reason.TOO_BIG)
        return values

    def _text(self, text: str) -> str | None:
        cleaned = (
            text if text.isascii() and "\0" not in text else text.translate(INVISIBLE_OR_SPACE)
        )
        cleaned = cleaned.strip()[: limits.CELL_CHARACTERS]
        if len(self.clean) < REMEMBERED and len(text) < 200:
            self.clean[text] = cleaned or None
        return cleaned or None

    def _portion(self, rows: list[Row], days: list[tuple[int, int, int]], places: int) -> None:
        if not rows:
            return
        filled = [value for row in rows for value in row if value is not None]
        self.places += places + len(rows)
        self.cells += len(filled)
        self.characters += sum(len(value) for value in filled if isinstance(value, str))
        if (
            self.sheets > limits.SHEETS
            or self.places > limits.PLACES
            or self.cells > limits.CELLS
            or self.characters > limits.CHARACTERS
        ):
            raise Unreadable(Reason.TOO_BIG)
        self._line({"rows": rows, "days": days} if days else {"rows": rows})

    def _line(self, message: dict[str, Any]) -> None:
        text = json.dumps(message, ensure_ascii=False, separators=(",", ":"), check_circular=False)
        self.out.write(text.encode("utf-8", "replace") + b"\n")


def receive(lines: Iterable[bytes], *, name: str) -> Workbook:
    """Build the workbook from what the worker sent, or raise `Unreadable`."""
    kind, title, sheets, complete = "", "", list[Sheet](), False
    for message in _messages(lines):
        if "rows" in message:
            sheets[-1].rows.extend(_rows(message))
        elif "sheet" in message:
            merged = [Span(*span) for span in message["merged"]]
            sheets.append(Sheet(message["sheet"], [], merged, hidden=message["hidden"]))
        elif "kind" in message:
            kind, title = message["kind"], message["title"]
        elif "unreadable" in message:
            raise Unreadable(Reason(message["unreadable"]))
        else:
            complete = "end" in message
    if not complete:
        raise Unreadable(Reason.DAMAGED)
    for sheet in sheets:
        while sheet.rows and not sheet.rows[-1]:
            sheet.rows.pop()
    return Workbook(Kind(kind), name, sheets, title)


def _messages(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        try:
            yield json.loads(line)
        except ValueError:  # the worker was stopped in the middle of a line
            return


def _rows(message: dict[str, Any]) -> list[Row]:
    rows: list[Row] = message["rows"]
    for row, column, day in message.get("days", ()):
        rows[row][column] = date.fromordinal(day)
    return rows


def _number(value: float) -> float | int | None:
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() and abs(value) < WHOLE else value


def _clock(value: object) -> str | None:
    """Return a time of day as people write it; spreadsheets have types for it, facts do not."""
    if isinstance(value, timedelta):
        minutes = value // timedelta(minutes=1)
        return f"{minutes // 60:02}:{minutes % 60:02}" if minutes >= 0 else None
    return f"{value:%H:%M}" if isinstance(value, time) else None
