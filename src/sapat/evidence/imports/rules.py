"""Checking every record of a file against the declarations and the school."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from sapat.evidence.imports.directory import ClassInfo, Directory, YearInfo
from sapat.evidence.imports.errors import Code, Doubt, Error
from sapat.evidence.imports.marks import Mark, read_mark
from sapat.evidence.imports.persons import Named, Pupils, Staff
from sapat.evidence.imports.placing import Placing
from sapat.evidence.imports.policy import Leaving, News, Policy
from sapat.evidence.imports.subjects import Subjects
from sapat.evidence.imports.values import EPOCH, READERS, Wrong, is_blank, shown
from sapat.evidence.layouts import RawValue, Record
from sapat.plan.datasets.rules import DataSet, Field
from sapat.school.calendar.rules import year_label

NOTHING = RawValue(None)
ITSELF = frozenset(["pupil", "staff", "class", "subject", "mark"])
REGISTERS = frozenset(["pupils", "classes", "staff"])
"""Data sets that also correct the school's records."""
TAUGHT = frozenset(["period_marks", "current_marks", "tests", "lessons", "curriculum", "credits"])
"""Data sets whose teacher follows from the teaching load where the file names none."""
RECORDED = frozenset(["left", "sex", "sen", "category", "mo"])


@dataclass
class Rows:
    """The accepted rows of one data set, column by column."""

    columns: dict[str, list[Any]] = field(default_factory=dict)
    places: list[tuple[str, str]] = field(default_factory=list)
    read: int = 0
    accepted: int = 0

    def add(self, row: Mapping[str, Any]) -> None:
        """Add one row; what it lacks is blank."""
        for name, column in self.columns.items():
            column.append(row.get(name))
        self.accepted += 1


@dataclass
class Checked:
    """What checking a file gave: accepted rows, what is new, and everything that is wrong."""

    rows: dict[str, Rows] = field(default_factory=dict)
    news: News = field(default_factory=News)
    registers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)
    doubts: list[Error] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Return how many rows were read."""
        return sum(rows.read for rows in self.rows.values())

    @property
    def accepted(self) -> int:
        """Return how many rows are right."""
        return sum(rows.accepted for rows in self.rows.values())


@dataclass
class Row:
    """One row on its way: its record, its values so far, and whether something was wrong."""

    record: Record
    data_set: DataSet
    values: dict[str, Any] = field(default_factory=dict)
    school_class: ClassInfo | None = None
    year: YearInfo | None = None
    day: date | None = None
    sound: bool = True

    def raw(self, name: str) -> RawValue:
        """Return what the file says in a field."""
        return self.record.values.get(name, NOTHING)

    @property
    def place(self) -> str:
        """Return the cell by which a person finds the row."""
        cells = (raw.address for raw in self.record.values.values() if raw.address)
        return next(cells, f"A{self.record.row}")


class Checker:
    """Checks records one after another; equal cells are read once."""

    def __init__(
        self, data_sets: Mapping[str, DataSet], directory: Directory, policy: Policy
    ) -> None:
        self.data_sets, self.directory = data_sets, directory
        self.checked = Checked()
        news = self.checked.news
        self.placing = Placing(directory, policy, news)
        self.pupils = Pupils(directory, policy, news)
        self.staff = Staff(directory, policy, news)
        self.subjects = Subjects(directory, policy, news)
        self.known: dict[tuple[Any, ...], Any] = {}
        self.seen: dict[str, dict[tuple[Any, ...], tuple[str, str]]] = {}
        self.said: set[tuple[str, str, str]] = set()

    def check(self, records: Iterable[Record]) -> Checked:
        """Return everything about all records."""
        for record in records:
            self.add(record)
        if not self.checked.read and not self.checked.errors:
            self.checked.errors.append(Error("", "", Code.NOTHING))
        return self.checked

    def add(self, record: Record) -> None:
        """Check one record."""
        data_set = self.data_sets[record.dataset]
        rows = self.checked.rows.get(record.dataset) or self._begin(data_set)
        rows.read += 1
        row = Row(record, data_set)
        self._place(row)
        if row.year:
            self._find_class(row)
            for code, declared in data_set.fields.items():
                self._fill(row, code, declared)
            self._complete(row)
        if row.sound and not self._repeats(row):
            rows.add(row.values)
            if record.dataset in REGISTERS:
                self.checked.registers.setdefault(record.dataset, []).append(row.values)

    def _begin(self, data_set: DataSet) -> Rows:
        names = {*data_set.facts, "year", "term", *RECORDED, "class"}
        rows = self.checked.rows[data_set.code] = Rows({name: [] for name in names})
        self.seen[data_set.code] = {}
        return rows

    def _try(self, row: Row, name: str, read: Callable[[], Any], *key: object) -> Any:
        """Return what reading gives, remembered under the key; None if it is wrong, and say so."""
        found = self.known.get(key) if key else None
        if found is None:
            try:
                found = read()
            except Wrong as wrong:
                found = wrong
            if key:
                self.known[key] = found
        if isinstance(found, Wrong):
            self._wrong(row, name, found)
            return None
        return found

    def _wrong(self, row: Row, name: str, wrong: Wrong) -> None:
        row.sound = False
        address = row.raw(name).address
        if address is None and not is_blank(row.raw(name).value):
            address = ""  # said for the whole sheet: once is enough
        cell = row.place if address is None else address
        if (row.record.sheet, cell, wrong.code.value) not in self.said:
            self.said.add((row.record.sheet, cell, wrong.code.value))
            self.checked.errors.append(Error(row.record.sheet, cell, wrong.code, wrong.facts))

    def _place(self, row: Row) -> None:
        """Find the school year and the term of a row."""
        placing, named = self.placing, row.raw("year").value
        if not is_blank(named):
            row.year = self._try(row, "year", partial(placing.year, named), "year", named)
        if row.data_set.date:
            self._place_by_day(row, row.data_set.date)
        elif is_blank(named):
            self._wrong(row, "year", Wrong(Code.NO_YEAR))
        if row.year is None:
            return
        row.values["year"] = row.year.year
        if row.data_set.time == "year":
            row.values["term"] = 0
        elif row.data_set.time == "term":
            row.values["term"] = self._term(row, row.year)

    def _place_by_day(self, row: Row, name: str) -> None:
        raw = row.raw(name)
        if is_blank(raw.value):
            row.sound = False
            self._wrong(row, name, Wrong(Code.REQUIRED, field=row.data_set.fields[name].name))
            return
        number = self._read(row, name, row.data_set.fields[name])
        if number is None:
            return
        row.day = date.fromordinal(number + EPOCH)
        year = self._try(row, name, partial(self.placing.year_of, row.day), "day", number)
        if year and row.year and year.year != row.year.year:
            label = year_label(row.year.year)
            self._wrong(row, name, Wrong(Code.OUTSIDE_YEAR, date=shown(row.day), year=label))
            return
        row.year = year
        if year:
            row.values["term"] = year.term_on(row.day)

    def _term(self, row: Row, year: YearInfo) -> int | None:
        named = row.raw("term").value
        if is_blank(named):
            self._wrong(row, "term", Wrong(Code.NO_TERM))
            return None
        read = partial(self.placing.term, named, year)
        number: int | None = self._try(row, "term", read, "term", year.year, named)
        return number

    def _find_class(self, row: Row) -> None:
        named = row.raw("class").value
        if is_blank(named):
            return
        assert row.year
        year, data_set = row.year.year, row.data_set.code
        read = partial(self.placing.school_class, named, year, data_set)
        row.school_class = self._try(row, "class", read, "class", year, data_set, named)

    def _fill(self, row: Row, code: str, declared: Field) -> None:
        if code == row.data_set.date:
            row.values[code] = row.day.toordinal() - EPOCH if row.day else None
            return
        raw = row.raw(code)
        numbered = declared.type in ("pupil", "staff") and not is_blank(
            row.raw(f"{code}.code").value
        )
        if is_blank(raw.value) and not numbered:
            row.values[code] = declared.default
            if declared.required and declared.default is None:
                code_of = Code.NO_CLASS if declared.type == "class" else Code.REQUIRED
                self._wrong(row, code, Wrong(code_of, field=declared.name))
            return
        if declared.type == "mark":
            return  # needs the class, which the pupil may tell
        if declared.type in ITSELF:
            row.values[code] = self._whom(row, code, declared)
        else:
            row.values[code] = self._read(row, code, declared)

    def _read(self, row: Row, code: str, declared: Field) -> Any:
        value = row.raw(code).value
        read = partial(READERS[declared.type], declared, value)
        return self._try(row, code, read, row.data_set.code, code, type(value), value)

    def _whom(self, row: Row, code: str, declared: Field) -> int | None:
        """Return the id of whom or what a cell names."""
        value = row.raw(code).value
        if declared.type == "class":
            return row.school_class.id if row.school_class else None
        if declared.type == "subject":
            found: int | None = self._try(
                row, code, partial(self.subjects.find, value), "subject", value
            )
            return found
        return self._pupil(row, code) if declared.type == "pupil" else self._employee(row, code)

    def _named(self, row: Row, code: str) -> tuple[str, str]:
        name, number = row.raw(code).value, row.raw(f"{code}.code").value
        return (
            "" if is_blank(name) else " ".join(shown(name).split()),
            "" if is_blank(number) else shown(number).strip(),
        )

    def _pupil(self, row: Row, code: str) -> int | None:
        assert row.year
        if row.school_class is None and not is_blank(row.raw("class").value):
            return None  # the class was wrong, and that was said
        name, number = self._named(row, code)
        named = Named(
            name=name,
            number=number,
            data_set=row.data_set.code,
            school_class=row.school_class,
            year=row.year.year,
            since=self._since(row),
        )
        at = row.school_class.id if row.school_class else None
        key = ("pupil", row.data_set.code, row.year.year, at, name, number)
        is_new = key not in self.known
        found = self._try(row, code, partial(self.pupils.find, named), *key)
        if found is None:
            return None
        row.school_class = found.school_class
        row.values["class"] = found.school_class.id
        if found.doubt and is_new:
            doubt, facts = found.doubt
            self._doubt(row, code, doubt, facts)
        return int(found.person)

    def _since(self, row: Row) -> date:
        """Return the first day of a pupil whom this row brings."""
        assert row.year
        field_of = row.data_set.fields.get("enrolled_on")
        if field_of and not is_blank(row.raw("enrolled_on").value):
            day = self._read(row, "enrolled_on", field_of)
            if day is not None:
                return date.fromordinal(day + EPOCH)
        at = row.school_class
        if at and self.pupils.rosters.get(at.id):
            return row.year.starts_of(row.values.get("term") or 0)
        return row.year.starts

    def _employee(self, row: Row, code: str) -> int | None:
        assert row.year
        name, number = self._named(row, code)
        register = row.data_set.code == "staff" and code == "staff"
        read = partial(self.staff.find, name, number, since=row.year.starts, register=register)
        found: int | None = self._try(row, code, read, "staff", register, name, number)
        return found

    def _complete(self, row: Row) -> None:
        """Add what the records say beside the facts: mark groups, class, who left."""
        for code, declared in row.data_set.fields.items():
            if declared.type == "mark" and not is_blank(row.raw(code).value):
                self._mark(row, code)
        score, most = row.values.get("score"), row.values.get("max")
        if score is not None and most is not None and score > most:
            fields = row.data_set.fields
            wrong = Wrong(Code.TOO_BIG, value=score, limit=most, field=fields["score"].name)
            self._wrong(row, "score", wrong)
        if row.data_set.code in TAUGHT and row.values.get("teacher") is None and row.school_class:
            place = row.school_class.id, row.values.get("subject") or 0
            row.values["teacher"] = self.directory.teachers.get(place)
        pupil = row.values.get("pupil")
        if row.sound and pupil is not None and row.school_class:
            row.values["left"] = self._left(row, pupil, row.school_class)

    def _mark(self, row: Row, code: str) -> None:
        if row.school_class is None:
            return  # whose mark it is was not found, and that was said
        value, at = row.raw(code).value, row.school_class
        read = partial(read_mark, value, at, self.directory)
        mark: Mark | None = self._try(row, code, read, "mark", at.year, at.grade, value)
        if mark:
            row.values[code], row.values["category"] = mark.value, mark.category
            if mark.exempt and "exempt" in row.data_set.fields:
                row.values["exempt"] = True

    def _left(self, row: Row, pupil: int, at: ClassInfo) -> bool:
        """Return whether the pupil left before the term ended; note a leaving the file tells."""
        assert row.year
        until = self._leaving(row, pupil, at)
        if row.data_set.time != "term":
            return False
        if until is None:
            return row.record.left
        return until <= row.year.ends_of(row.values["term"])

    def _leaving(self, row: Row, pupil: int, at: ClassInfo) -> date | None:
        """Return the first day the pupil is no longer in the class, if there is one."""
        seats = self.directory.seats.get((at.year, pupil), [])
        here = [seat for where, seat in seats if where.id == at.id]
        seat = max(here, key=lambda seat: seat.since, default=None)
        if seat and seat.until:
            return seat.until
        leavings = self.checked.news.leavings
        if (pupil, at.id) in leavings:
            return leavings[pupil, at.id].until
        day = row.record.left_on
        if row.data_set.code == "pupils" and row.values.get("left_on") is not None:
            day = date.fromordinal(row.values["left_on"] + EPOCH)
        if day:
            leavings[pupil, at.id] = Leaving(pupil, at.id, max(day, seat.since) if seat else day)
            return day
        if row.record.left:
            self._doubt(row, "pupil", Doubt.LEFT_SOMETIME, {"value": shown(row.raw("pupil").value)})
        return None

    def _doubt(self, row: Row, code: str, doubt: Doubt, facts: Mapping[str, object]) -> None:
        cell = row.raw(code).address or row.place
        if (row.record.sheet, cell, doubt.value) not in self.said:
            self.said.add((row.record.sheet, cell, doubt.value))
            self.checked.doubts.append(Error(row.record.sheet, cell, doubt, facts))

    def _repeats(self, row: Row) -> bool:
        """Return whether a row with the same key stood before, and say where."""
        key = tuple(row.values.get(name) for name in row.data_set.key)
        seen = self.seen[row.data_set.code]
        if key not in seen:
            seen[key] = row.record.sheet, row.place
            return False
        sheet, cell = seen[key]
        first = cell if sheet == row.record.sheet else f"{sheet}!{cell}"
        row_cell = row.place
        self.checked.errors.append(
            Error(row.record.sheet, row_cell, Code.DUPLICATE, {"first": first})
        )
        return True
