"""Records of a dated journal: term marks, marks of lessons and attendance, all at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sapat.evidence.layouts.declared import Shape
from sapat.evidence.layouts.entries import Entry, read_entry, tidy_mark
from sapat.evidence.layouts.journal import AVERAGE, DAY, PUPIL, VALUE
from sapat.evidence.layouts.labels import Leaving, read_leaving
from sapat.evidence.layouts.records import RawValue, Record
from sapat.evidence.layouts.school_years import day_in
from sapat.evidence.layouts.understanding import SheetView
from sapat.evidence.layouts.words import is_footer
from sapat.evidence.reading.workbook import Sheet, address, column_of

Values = dict[str, RawValue]


@dataclass(frozen=True)
class Owner:
    """The pupil of a row, and what all records of the row share."""

    sheet: str
    row: int
    leaving: Leaving
    shared: Values


@dataclass(frozen=True)
class Lesson:
    """The columns of one day."""

    on: date
    columns: tuple[int, ...]


class JournalSheet:
    """One journal sheet with its columns sorted by what they hold."""

    def __init__(self, sheet: Sheet, view: SheetView, shapes: dict[str, Shape]) -> None:
        self.sheet, self.view, self.shapes = sheet, view, shapes
        self.names = self._column(PUPIL)
        self.average = self._column(AVERAGE)
        self.term_marks = [
            (column_of(column.letter), dict(column.meaning.given).get("term") or view.term)
            for column in view.columns
            if column.meaning and column.meaning.field == VALUE
        ]
        self.owners = list(self._owners())
        self.lessons, self.days = self._lessons()

    def records(self) -> Iterator[Record]:
        """Yield the records of all pupils."""
        for owner in self.owners:
            if "period_marks" in self.shapes:
                yield from self._term_marks(owner)
            yield from self._days(owner)

    def _column(self, field: str) -> int | None:
        found = (column for column in self.view.columns if column.field == field)
        return next((column_of(column.letter) for column in found), None)

    def _owners(self) -> Iterator[Owner]:
        view = self.view
        told = {"class": view.class_label, "subject": view.subject, "year": view.year}
        shared = {
            field: RawValue(value, view.found_at.get(field) or None)
            for field, value in told.items()
            if value is not None
        }
        for row in range(view.first_row - 1, len(self.sheet.rows)):
            name = self.sheet.cell(row, self.names) if self.names is not None else None
            if isinstance(name, str) and not is_footer(name):
                leaving = read_leaving(name)
                person = {"pupil": RawValue(leaving.name, address(row, self.names or 0))}
                yield Owner(view.name, row, leaving, person | shared)

    def _lessons(self) -> tuple[list[Lesson], int]:
        """Return the lessons that were held: a day without one entry in the class was none."""
        held: dict[date, list[int]] = {}
        days = 0
        for column in self.view.columns:
            if column.field != DAY or column.meaning is None or self.view.year is None:
                continue
            on = day_in(self.view.year, str(dict(column.meaning.given).get("date", "")))
            place = column_of(column.letter)
            days += 1
            if on and any(self.sheet.cell(owner.row, place) is not None for owner in self.owners):
                held.setdefault(on, []).append(place)
        return [Lesson(on, tuple(columns)) for on, columns in held.items()], days

    def _term_marks(self, owner: Owner) -> Iterator[Record]:
        only = len(self.term_marks) == 1
        for column, term in self.term_marks:
            values = dict(owner.shared)
            values["term"] = RawValue(term)
            values["value"] = self._raw(owner, column)
            if self.average is not None and only:
                values["average"] = self._raw(owner, self.average, tidy=False)
            yield self._record("period_marks", owner, values)

    def _raw(self, owner: Owner, column: int, *, tidy: bool = True) -> RawValue:
        value = self.sheet.cell(owner.row, column)
        return RawValue(tidy_mark(value) if tidy else value, address(owner.row, column))

    def _days(self, owner: Owner) -> Iterator[Record]:
        last_seen = self._last_seen(owner)
        for lesson in self.lessons:
            entries = [
                (column, read_entry(self.sheet.cell(owner.row, column)))
                for column in lesson.columns
            ]
            if "current_marks" in self.shapes:
                yield from self._marks(owner, lesson, entries)
            if "attendance" in self.shapes:
                yield from self._attendance(owner, lesson, entries, last_seen=last_seen)

    def _last_seen(self, owner: Owner) -> date:
        """Return the last day a pupil may be taken for present without a word in the journal."""
        if not owner.leaving.left:
            return date.max
        if owner.leaving.on:
            return owner.leaving.on
        seen = (
            lesson.on
            for lesson in self.lessons
            if any(self.sheet.cell(owner.row, column) is not None for column in lesson.columns)
        )
        return max(seen, default=date.min)

    def _marks(
        self, owner: Owner, lesson: Lesson, entries: Sequence[tuple[int, Entry]]
    ) -> Iterator[Record]:
        marks = [(column, mark) for column, entry in entries for mark in entry.marks]
        for number, (column, mark) in enumerate(marks, start=1):
            values = dict(owner.shared)
            values["date"] = RawValue(lesson.on, address(self._day_row, column))
            values["number"] = RawValue(number)
            values["value"] = RawValue(mark, address(owner.row, column))
            yield self._record("current_marks", owner, values)

    def _attendance(
        self, owner: Owner, lesson: Lesson, entries: Sequence[tuple[int, Entry]], *, last_seen: date
    ) -> Iterator[Record]:
        missed: list[tuple[int, str | None]] = [
            (column, entry.absence) for column, entry in entries if entry.absence
        ]
        late: list[tuple[int, str | None]] = [
            (column, entry.late) for column, entry in entries if entry.late
        ]
        silent = not any(entry.marks or entry.late for _, entry in entries)
        if lesson.on > last_seen and not missed and silent:
            return
        nothing: list[tuple[int, str | None]] = [(entries[0][0], None)]
        column, reason = (missed or late or nothing)[0]
        place = address(owner.row, column)
        values = dict(owner.shared)
        values["date"] = RawValue(lesson.on, address(self._day_row, column))
        values["lessons_planned"] = RawValue(len(entries), place)
        values["lessons_missed"] = RawValue(len(missed), place)
        values["reason"] = RawValue(reason, place)
        yield self._record("attendance", owner, values)

    @property
    def _day_row(self) -> int:
        return self.view.first_row - 2

    def _record(self, data_set: str, owner: Owner, values: Values) -> Record:
        places = self.shapes[data_set].places
        kept = {field: value for field, value in values.items() if field in places}
        leaving = owner.leaving
        return Record(data_set, owner.sheet, owner.row + 1, kept, leaving.on, leaving.left)


def leaving_days(sheet: Sheet, view: SheetView) -> list[date]:
    """Return the days on which pupils of a sheet left."""
    reader = JournalSheet(sheet, replace(view, year=None), {})
    return [owner.leaving.on for owner in reader.owners if owner.leaving.on]
