"""A whole journal: the sheets of one class, which share class and school year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sapat.evidence.layouts import titles
from sapat.evidence.layouts.chosen import Chosen
from sapat.evidence.layouts.declared import Known, Shape
from sapat.evidence.layouts.journal import DAY, VALUE
from sapat.evidence.layouts.journal_records import JournalSheet, leaving_days
from sapat.evidence.layouts.notes import Note, Remark
from sapat.evidence.layouts.records import Record
from sapat.evidence.layouts.school_years import choose_year
from sapat.evidence.layouts.understanding import Layout, SheetView, Understanding
from sapat.evidence.layouts.words import is_footer
from sapat.evidence.reading.workbook import Workbook, address


@dataclass(frozen=True)
class Journal:
    """A journal workbook, with all that helps to understand it."""

    workbook: Workbook
    known: Known
    chosen: Chosen
    shapes: Mapping[str, Shape]

    def understanding(self, views: list[SheetView], notes: list[Note]) -> Understanding:
        """Return the journal as understood, with its doubts."""
        for view in views:
            sheet = self.workbook.sheets[view.index]
            term = view.term
            titles.describe(view, self.workbook, sheet, self.known)
            view.term = term or view.term
            titles.subject_of(view, self.workbook, sheet, self.known)
        notes = notes + self._settle_year(views)
        for view in views:
            self.chosen.apply(view)
        for view in views:
            notes += self._notes(view)
        return Understanding(Layout.JOURNAL, views, list(self.shapes), notes, self._records)

    def _settle_year(self, views: list[SheetView]) -> list[Note]:
        """Give all sheets the same school year: they are one class's journal."""
        days = [day for view in views for day in _days(view)]
        told = next((view.year for view in views if view.year), None)
        left = [on for view in views for on in leaving_days(self.workbook.sheets[view.index], view)]
        year, remarks = choose_year(days, told=told, left=left, current=self.known.year)
        for view in views:
            view.year = year
        return [
            Note(remark, facts={"year": f"{year}/{year + 1}"} if year else {}) for remark in remarks
        ]

    def _notes(self, view: SheetView) -> list[Note]:
        if not view.use:
            return []
        sheet = self.workbook.sheets[view.index]
        reader = self._reader(view)
        notes = []
        if not view.class_label:
            notes.append(Note(Remark.NO_CLASS, view.name))
        if not any(column.field == VALUE for column in view.columns):
            notes.append(Note(Remark.NO_TERM_MARKS, view.name))
        elif not view.term:
            notes.append(Note(Remark.NO_TERM, view.name))
        held = sum(len(lesson.columns) for lesson in reader.lessons)
        notes.append(Note(Remark.LESSONS_HELD, view.name, "", {"held": held, "all": reader.days}))
        for column in view.columns:
            if not column.meaning and column.header:
                place = f"{column.letter}{view.header_row}"
                notes.append(
                    Note(Remark.COLUMN_SKIPPED, view.name, place, {"header": column.header})
                )
        owned = {owner.row for owner in reader.owners}
        for row in range(view.first_row - 1, len(sheet.rows)):
            if row in owned or not sheet.rows[row]:
                continue
            name = sheet.cell(row, reader.names) if reader.names is not None else None
            place = address(row, reader.names or 0)
            if isinstance(name, str) and is_footer(name):
                notes.append(Note(Remark.ROW_SKIPPED, view.name, place, {"text": name}))
            else:
                notes.append(Note(Remark.ROW_WITHOUT_OWNER, view.name, place))
        return notes

    def _reader(self, view: SheetView) -> JournalSheet:
        return JournalSheet(self.workbook.sheets[view.index], view, dict(self.shapes))

    def _records(self, understanding: Understanding) -> Iterator[Record]:
        for view in understanding.used:
            yield from self._reader(view).records()


def _days(view: SheetView) -> list[str]:
    return [
        str(dict(column.meaning.given).get("date"))
        for column in view.columns
        if column.meaning and column.meaning.field == DAY
    ]
