"""Finding out how the facts lie in a file, and what a person changed about it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sapat.evidence.layouts import journal, journal_sheets, long, roster, summary, titles
from sapat.evidence.layouts.chosen import Chosen
from sapat.evidence.layouts.declared import Known, Shape, shape_of
from sapat.evidence.layouts.matching import Headers
from sapat.evidence.layouts.notes import Note, Remark
from sapat.evidence.layouts.records import Record
from sapat.evidence.layouts.rows import RowSheet
from sapat.evidence.layouts.understanding import (
    Json,
    Layout,
    Maker,
    SheetView,
    Understanding,
)
from sapat.evidence.layouts.words import fold
from sapat.evidence.reading.workbook import Kind, Sheet, Workbook

if TYPE_CHECKING:
    from sapat.plan.datasets.rules import DataSet

SUMMARY_DATA_SET = "period_marks"


@dataclass(frozen=True)
class Case:
    """One file to be understood, with all that may help."""

    workbook: Workbook
    shapes: Mapping[str, Shape]
    known: Known
    chosen: Chosen

    @cached_property
    def headers(self) -> Headers:
        """Return the headers of the candidates, ready to be compared."""
        return Headers(self.candidates)

    @property
    def visible(self) -> list[tuple[int, Sheet]]:
        """Return the sheets to look at, with their places."""
        sheets = enumerate(self.workbook.sheets)
        return [(index, sheet) for index, sheet in sheets if sheet.rows and not sheet.hidden]

    @property
    def candidates(self) -> list[Shape]:
        """Return the data sets the file may hold: the named ones, or all."""
        named = [self.shapes[code] for code in self.chosen.data_sets if code in self.shapes]
        return named or list(self.shapes.values())


def understand(
    workbook: Workbook,
    *,
    data_sets: Mapping[str, "DataSet"],
    known: Known | None = None,
    chosen: Mapping[str, Json] | None = None,
) -> Understanding:
    """Return what a file says and how that was understood.

    `data_sets` are the declarations that can be imported, by code. `chosen` is a mapping that was
    edited (`Understanding.mapping`), one that was remembered (`Understanding.memory`), or only
    `{"data_sets": ["tests"]}`.
    """
    shapes = {code: shape_of(data_set) for code, data_set in data_sets.items()}
    case = Case(workbook, shapes, known or Known(), Chosen(chosen or {}))
    layout = case.chosen.layout or _layout_of(case)
    understanding = UNDERSTAND[layout](case)
    hidden = [sheet.name for sheet in workbook.sheets if sheet.hidden and sheet.rows]
    understanding.notes += [Note(Remark.SHEET_HIDDEN, name) for name in hidden]
    return understanding


def _layout_of(case: Case) -> Layout:
    if case.workbook.kind is Kind.ONEROSTER:
        return Layout.ROSTER
    named = set(case.chosen.data_sets)
    journals = sum(journal.find_head(sheet) is not None for _, sheet in case.visible)
    if journals * 2 > len(case.visible) and (not named or named & set(journal.DATA_SETS)):
        return Layout.JOURNAL
    shape = _summary_shape(case)
    if shape and any(place.type == "mark" for place in shape.places.values()):
        heads = [summary.find_head(sheet, shape, case.known) for _, sheet in case.visible]
        if sum(head is not None for head in heads) * 2 > len(case.visible):
            return Layout.SUMMARY
    return Layout.LONG if case.visible else Layout.UNKNOWN


def _summary_shape(case: Case) -> Shape | None:
    named = [code for code in case.chosen.data_sets if code in case.shapes]
    return case.shapes.get(named[0] if named else SUMMARY_DATA_SET)


def _journal(case: Case) -> Understanding:
    heads = [(index, sheet, journal.find_head(sheet)) for index, sheet in case.visible]
    views = [journal.view_of(sheet, index, head) for index, sheet, head in heads if head]
    notes = [Note(Remark.SHEET_SKIPPED, sheet.name) for _, sheet, head in heads if not head]
    shapes = {code: case.shapes[code] for code in journal.DATA_SETS if code in case.shapes}
    named = set(case.chosen.data_sets) & set(shapes)
    shapes = {code: shape for code, shape in shapes.items() if not named or code in named}
    reader = journal_sheets.Journal(case.workbook, case.known, case.chosen, shapes)
    return reader.understanding(views, notes)


def _summary(case: Case) -> Understanding:
    shape = _summary_shape(case)
    if shape is None:
        return _unknown(case)
    views, notes = [], []
    for index, sheet in case.visible:
        head = summary.find_head(sheet, shape, case.known)
        if head is None:
            notes.append(Note(Remark.SHEET_SKIPPED, sheet.name))
            continue
        person = shape.person or "pupil"
        view = summary.view_of(sheet, index, head, data=shape.code, person=person)
        titles.describe(view, case.workbook, sheet, case.known)
        notes += _skipped_columns(view)
        views.append(case.chosen.apply(view))
    notes += [note for view in views for note in _unsaid(view, case.shapes)]
    return _of_rows(case, Layout.SUMMARY, views, notes)


def _long(case: Case) -> Understanding:
    views: list[SheetView] = []
    notes: list[Note] = []
    for index, sheet in case.visible:
        view, said = _long_view(case, index, sheet)
        if view:
            views.append(view)
        notes += said
    if not views:
        return _unknown(case)
    notes += [note for view in views for note in _unsaid(view, case.shapes)]
    return _of_rows(case, Layout.LONG, views, notes)


def _long_view(case: Case, index: int, sheet: Sheet) -> tuple[SheetView | None, list[Note]]:
    matches = long.best_matches(sheet, case.candidates, case.headers)
    if not matches and not case.chosen.names(sheet.name):
        return None, [Note(Remark.SHEET_SKIPPED, sheet.name)]
    if matches:
        best = matches[0]
        row, columns, data = best.row, best.columns, best.shape.code
    else:
        row, columns, data = 0, {}, case.candidates[0].code
    row = case.chosen.header_row(sheet.name, row)
    view = long.view_of(sheet, index, row=row, columns=columns, data=data)
    titles.describe(view, case.workbook, sheet, case.known)
    view = case.chosen.apply(view)
    notes = _skipped_columns(view)
    rivals = [match for match in matches[1:] if match.score == matches[0].score]
    for rival in rivals:
        facts: dict[str, object] = {"data": rival.shape.name, "code": rival.shape.code}
        notes.append(Note(Remark.OTHER_DATA_SET, sheet.name, "", facts))
    return view, notes


def _unknown(case: Case) -> Understanding:
    """Return a bare view of every sheet, so that a person can say what the columns hold."""
    views = []
    for index, sheet in case.visible:
        row = next((number for number, cells in enumerate(sheet.rows) if len(cells) > 1), 0)
        view = long.view_of(sheet, index, row=row, columns={}, data=None)
        view.use = False
        views.append(view)
    notes = [Note(Remark.NOT_RECOGNISED)]
    return Understanding(Layout.UNKNOWN, views, [], notes, lambda _: iter(()))


def _roster(case: Case) -> Understanding:
    codes = [code for code in roster.DATA_SETS if code in case.shapes]
    named = [code for code in case.chosen.data_sets if code in codes]
    wanted = {code: case.shapes[code] for code in named or codes}
    views = [SheetView(sheet.name, index) for index, sheet in case.visible]
    return Understanding(
        Layout.ROSTER,
        views,
        list(wanted),
        [],
        lambda _: roster.records_of(case.workbook, wanted),
    )


def _skipped_columns(view: SheetView) -> list[Note]:
    return [
        Note(
            Remark.COLUMN_SKIPPED,
            view.name,
            f"{column.letter}{view.header_row}",
            {"header": column.header},
        )
        for column in summary.unread(view)
        if column.header
    ]


def _unsaid(view: SheetView, shapes: Mapping[str, Shape]) -> Iterator[Note]:
    """Say which required fields neither a column nor the sheet fills."""
    shape = shapes.get(view.data or "")
    if shape is None or not view.use:
        return
    told: dict[str, object] = {"class": view.class_label, "subject": view.subject}
    told |= {"term": view.term, "year": view.year}
    meanings = [column.meaning for column in view.columns if column.meaning]
    filled = {meaning.field.split(".")[0] for meaning in meanings}
    filled |= {field for meaning in meanings for field, _ in meaning.given}
    filled |= {field for field, value in told.items() if value is not None}
    filled |= set(view.given) | set(view.compose)
    special = {"year": Remark.NO_YEAR, "term": Remark.NO_TERM, "class": Remark.NO_CLASS}
    for name, place in shape.places.items():
        if place.required and name not in filled:
            yield Note(
                special.get(name, Remark.MISSING_FIELD),
                view.name,
                "",
                {"field": place.name, "code": name},
            )


def _of_rows(
    case: Case, layout: Layout, views: Sequence[SheetView], notes: Sequence[Note]
) -> Understanding:
    data_sets = list(dict.fromkeys(view.data for view in views if view.use and view.data))
    for view in views:
        if view.year is None and case.known.year is not None and view.use:
            has_year = any(fold(column.field or "") == "year" for column in view.columns)
            if not has_year:
                view.year = case.known.year
    return Understanding(layout, list(views), data_sets, list(notes), _row_maker(case))


def _row_maker(case: Case) -> Maker:
    def make(understanding: Understanding) -> Iterator[Record]:
        for view in understanding.used:
            shape = case.shapes.get(view.data or "")
            if shape:
                yield from RowSheet(case.workbook.sheets[view.index], view, shape).records()

    return make


UNDERSTAND: dict[Layout, Callable[[Case], Understanding]] = {
    Layout.JOURNAL: _journal,
    Layout.SUMMARY: _summary,
    Layout.LONG: _long,
    Layout.ROSTER: _roster,
    Layout.UNKNOWN: _unknown,
}
