"""An import as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from sapat.core.language import Text
from sapat.evidence.imports import summary
from sapat.evidence.imports.errors import Code, Error
from sapat.evidence.imports.models import Import
from sapat.evidence.imports.states import BUSY, Stage, State
from sapat.evidence.imports.wording import Change, changed_rows
from sapat.evidence.layouts import Layout
from sapat.evidence.reading import Reason
from sapat.plan.datasets.rules import datasets

SHOWN_A_SHEET = 50
LAYOUTS = {
    Layout.LONG: _("table with a row for each record"),
    Layout.SUMMARY: _("class sheet: pupils down, subjects across"),
    Layout.JOURNAL: _("dated journal"),
    Layout.ROSTER: _("OneRoster archive"),
    Layout.UNKNOWN: _("not recognised"),
}
NEWS = {
    "classes": _("new classes"),
    "pupils": _("new pupils"),
    "enrolments": _("enrolments"),
    "leavings": _("pupils who left"),
    "staff": _("new members of staff"),
    "subjects": _("new subjects"),
}
STATUS = {
    State.READING: "waiting",
    State.COMMITTING: "waiting",
    State.UNREADABLE: "critical",
    State.REFUSED: "critical",
    State.CHECKED: "attention",
    State.COMMITTED: "normal",
    State.UNDONE: "no_data",
}
"""State -> the colour it is shown in."""
HELPED_BY_ENROLLING = frozenset(
    {
        *(Code.UNKNOWN_PUPIL, Code.LIKE_PUPIL, Code.OTHER_CLASS, Code.UNKNOWN_CLASS),
        *(Code.UNKNOWN_TEACHER, Code.LIKE_TEACHER),
    }
)
UNKNOWN_SUBJECTS = frozenset([Code.UNKNOWN_SUBJECT, Code.LIKE_SUBJECT])


@dataclass(frozen=True)
class SheetErrors:
    """The wrong cells of one sheet."""

    sheet: str
    errors: Sequence[Error]
    count: int

    @property
    def more(self) -> int:
        """Return how many are not listed."""
        return self.count - len(self.errors)


@dataclass(frozen=True)
class DataSetRow:
    """What an import says in one data set."""

    name: Text
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Shown:
    """Everything an import's page needs."""

    row: Import
    status: str
    layout: object = ""
    data_sets: Sequence[DataSetRow] = ()
    errors: Sequence[SheetErrors] = ()
    error_count: int = 0
    doubts: Sequence[Mapping[str, str]] = ()
    remarks: Sequence[Mapping[str, str]] = ()
    news: Sequence[tuple[object, int]] = ()
    changes: Mapping[str, Any] = field(default_factory=dict)
    subjects: Sequence[Text] = ()
    changed: Sequence[tuple[Text, Sequence[Change]]] = ()
    leavings: Sequence[tuple[str, date]] = ()
    unknown_subjects: Sequence[str] = ()
    would_enrol: bool = False

    @property
    def is_busy(self) -> bool:
        """Return whether somebody is at work."""
        return self.row.state in BUSY

    @property
    def is_open(self) -> bool:
        """Return whether a person can still change it."""
        return self.row.state in (State.CHECKED, State.REFUSED)

    @property
    def stage(self) -> object:
        """Return what is being done right now."""
        return Stage(self.row.stage).label if self.row.stage in Stage.values else ""

    @property
    def reason(self) -> object:
        """Return why the file could not be read."""
        known = {one.value: one for one in Reason}
        return known[self.row.reason].label if self.row.reason in known else ""

    @property
    def changes_something(self) -> bool:
        """Return whether a commit would write anything."""
        rows = sum(one.counts["new"] + one.counts["changed"] for one in self.data_sets)
        return bool(rows or self.news)


def shown(row: Import) -> Shown:
    """Return the import with words for everything."""
    status = STATUS[State(row.state)]
    if not row.understood:
        return Shown(row, status)
    errors = [Error.from_json(one) for one in row.errors]
    remarks = _remarks(row)
    return Shown(
        row=row,
        status=status,
        layout=LAYOUTS[Layout(row.understood["layout"])],
        data_sets=[
            DataSetRow(datasets()[code].name, counts) for code, counts in row.counts.items()
        ],
        errors=_by_sheet(errors),
        error_count=len(errors),
        doubts=[one for one in remarks if one["kind"]],
        remarks=[one for one in remarks if not one["kind"]],
        news=_news(row.changes),
        changes=row.changes,
        subjects=[Text(**one) for one in row.changes.get("subjects", ())],
        changed=_changed(row.changes),
        leavings=[
            (one["name"], date.fromisoformat(one["on"])) for one in row.changes.get("leavings", ())
        ],
        unknown_subjects=_unknown_subjects(errors),
        would_enrol=any(error.code in HELPED_BY_ENROLLING for error in errors),
    )


def _news(changes: Mapping[str, Any]) -> list[tuple[object, int]]:
    told = changes.get("news", {})
    return [(words, told[kind]) for kind, words in NEWS.items() if told.get(kind)]


def _changed(changes: Mapping[str, Any]) -> list[tuple[Text, Sequence[Change]]]:
    return [
        (datasets()[code].name, changed_rows(code, examples))
        for code, examples in changes.get("examples", {}).items()
    ]


def _by_sheet(errors: Sequence[Error]) -> list[SheetErrors]:
    sheets: dict[str, list[Error]] = {}
    for error in errors:
        sheets.setdefault(error.sheet, []).append(error)
    return [SheetErrors(name, each[:SHOWN_A_SHEET], len(each)) for name, each in sheets.items()]


def _remarks(row: Import) -> list[dict[str, str]]:
    """Return what a person should know: doubts first, then what the reader noticed."""
    doubts = [Error.from_json(one) for one in row.warnings]
    found = [
        {"sheet": one.sheet, "cell": one.cell, "sentence": one.message, "kind": "attention"}
        for one in doubts
    ]
    notes = [summary.note_of(one) for one in row.understood.get("notes", ())]
    return found + [
        {
            "sheet": note.sheet,
            "cell": note.address,
            "sentence": summary.note_sentence(note),
            "kind": "attention" if note.is_warning else "",
        }
        for note in notes
    ]


def _unknown_subjects(errors: Sequence[Error]) -> list[str]:
    found = [str(error.facts["value"]) for error in errors if error.code in UNKNOWN_SUBJECTS]
    return list(dict.fromkeys(found))
