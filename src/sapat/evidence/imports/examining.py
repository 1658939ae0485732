"""From a file to everything that is known about it: understood, checked, compared."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sapat.evidence.imports import reads
from sapat.evidence.imports.directory import Directory
from sapat.evidence.imports.errors import Doubt, Error
from sapat.evidence.imports.policy import Policy
from sapat.evidence.imports.rules import Checked, Checker
from sapat.evidence.imports.schools import foreign_cells
from sapat.evidence.imports.states import Stage
from sapat.evidence.imports.tables import Beside, Difference, compare, table_of
from sapat.evidence.layouts import Layout, Record, Understanding, understand
from sapat.evidence.reading import Workbook, paste, read
from sapat.evidence.store import reads as store
from sapat.plan.datasets.rules import DataSet, datasets
from sapat.school.organisations.models import Organisation

Report = Callable[[Stage, int], None]
EVERY = 0.4
"""Seconds between two words about progress."""
WHOLE = frozenset([Layout.SUMMARY, Layout.JOURNAL, Layout.ROSTER])


def silent(_stage: Stage, _percent: int) -> None:
    """Say nothing about progress."""


@dataclass(frozen=True)
class File:
    """A file as a person gave it, or a text they pasted."""

    path: Path
    name: str
    pasted: bool = False

    def workbook(self) -> Workbook:
        """Return what it says, or raise `Unreadable`."""
        if self.pasted:
            return paste(self.path.read_text("utf-8"), name=self.name)
        return read(self.path, name=self.name)


@dataclass(frozen=True)
class Asked:
    """What the person said about the file."""

    data_set: str = ""
    year: int | None = None
    term: str = ""
    school_class: str = ""
    enrol_new: bool = False
    subjects: Mapping[str, int] = field(default_factory=dict)
    mapping: Mapping[str, Any] | None = None

    def chosen(self, memory: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return the mapping to understand the file by: said before remembered."""
        chosen = {**(memory or {}), **(self.mapping or {})}
        if self.data_set:
            chosen["data_sets"] = [self.data_set]
        told = {"year": self.year, "term": self.term, "class": self.school_class}
        given = {name: value for name, value in told.items() if value}
        if given:
            chosen["given"] = {**chosen.get("given", {}), **given}
        return chosen


@dataclass
class Examined:
    """Everything about a file, before anything is written."""

    understanding: Understanding
    checked: Checked
    directory: Directory
    fingerprint: str
    differences: dict[str, Difference]
    counts: dict[str, dict[str, int]]

    @property
    def errors(self) -> list[Error]:
        """Return everything that is wrong, in the order of the file."""
        return self.checked.errors

    @property
    def total(self) -> dict[str, int]:
        """Return the counts of all data sets together."""
        names = ("read", "accepted", "unchanged", "new", "changed")
        return {name: sum(one[name] for one in self.counts.values()) for name in names}


def importable() -> dict[str, DataSet]:
    """Return the data sets that come from files."""
    return {code: one for code, one in datasets().items() if one.is_imported}


def examine(
    school: Organisation, file: File, asked: Asked, *, day: date, report: Report = silent
) -> Examined:
    """Read, understand, check and compare a file; nothing is written. May raise `Unreadable`."""
    report(Stage.READING, 0)
    workbook = file.workbook()
    report(Stage.UNDERSTANDING, 40)
    understanding = _understood(school, workbook, asked, day)
    directory = reads.directory(school, day)
    checked = _checked(workbook, understanding, directory, asked, report)
    workbook.sheets.clear()  # let go of the file's cells before the tables are made
    report(Stage.COMPARING, 85)
    live = store.live(school)
    differences: dict[str, Difference] = {}
    if not checked.errors:
        beside = Beside(directory, checked)
        for code, rows in checked.rows.items():
            columns = beside.fill(rows, datasets()[code])
            rows.columns.clear()
            differences[code] = compare(table_of(columns, datasets()[code]), code, live)
    counts = _counts(checked, differences)
    return Examined(understanding, checked, directory, live.fingerprint, differences, counts)


def _understood(school: Organisation, workbook: Workbook, asked: Asked, day: date) -> Understanding:
    known = reads.known(school, day)
    declared = importable()
    first = understand(workbook, data_sets=declared, known=known, chosen=asked.chosen(None))
    if asked.mapping:
        return first
    memory = reads.remembered(school, first.fingerprint())
    if memory is None:
        return first
    chosen = asked.chosen(memory)
    return understand(workbook, data_sets=declared, known=known, chosen=chosen)


def _checked(
    workbook: Workbook,
    understanding: Understanding,
    directory: Directory,
    asked: Asked,
    report: Report,
) -> Checked:
    policy = Policy(
        enrol_new=asked.enrol_new,
        whole_classes=understanding.layout in WHOLE,
        subjects=asked.subjects,
        common_subjects=reads.common_spellings(),
    )
    checker = Checker(importable(), directory, policy)
    size = sum(len(sheet.rows) for sheet in workbook.sheets) or 1
    checker.checked.errors += foreign_cells(workbook, understanding, directory)
    foreign = {(error.sheet, _row_of(error.cell)) for error in checker.checked.errors}
    records = _telling(understanding.records(), size, report)
    return checker.check(record for record in records if (record.sheet, record.row) not in foreign)


def _row_of(cell: str) -> int:
    return int("".join(sign for sign in cell if sign.isdigit()) or 0)


def _telling(records: Iterator[Record], size: int, report: Report) -> Iterator[Record]:
    """Yield the records, and say now and then how far it is."""
    said = time.monotonic()
    for record in records:
        if time.monotonic() - said > EVERY:
            said = time.monotonic()
            report(Stage.CHECKING, min(84, 45 + 40 * record.row // size))
        yield record


def _counts(checked: Checked, differences: Mapping[str, Difference]) -> dict[str, dict[str, int]]:
    found = {}
    for code, rows in checked.rows.items():
        difference = differences.get(code)
        found[code] = {
            "read": rows.read,
            "accepted": rows.accepted,
            "unchanged": difference.unchanged if difference else 0,
            "new": difference.new if difference else 0,
            "changed": difference.changed if difference else 0,
        }
    return found


def doubts(examined: Examined) -> list[Error]:
    """Return what a person should look at although it is no error."""
    return [one for one in examined.checked.doubts if isinstance(one.code, Doubt)]
