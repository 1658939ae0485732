"""The school as plain values, against which the rows of a file are checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sapat.core.language import Text
from sapat.plan.datasets.rules import spelling
from sapat.school.people.rules import name_key
from sapat.school.scales.rules import Scale

SUMMER = 100
"""Days between two school years at most."""


@dataclass(frozen=True)
class YearInfo:
    """A school year: its days, and how it is divided."""

    year: int
    starts: date
    ends: date
    kind: str
    terms: tuple[tuple[int, date, date], ...]

    def term_on(self, day: date) -> int:
        """Return the term a day lies in; holidays belong to the term that ended."""
        begun = [number for number, starts, _ in self.terms if starts <= day]
        return begun[-1] if begun else self.terms[0][0] if self.terms else 0

    def starts_of(self, term: int) -> date:
        """Return the first day of a term, or of the year."""
        return next((starts for number, starts, _ in self.terms if number == term), self.starts)

    def ends_of(self, term: int) -> date:
        """Return the last day of a term, or of the year."""
        return next((ends for number, _, ends in self.terms if number == term), self.ends)


@dataclass(frozen=True)
class ClassInfo:
    """A class of one school year; a negative id is a class that will be opened."""

    id: int
    year: int
    label: str
    grade: int
    level: str
    lang: str
    shift: int
    mode: str
    continues: int | None = None


@dataclass(frozen=True)
class PersonInfo:
    """A person of the school."""

    id: int
    name: str
    number: str = ""
    sex: str = ""
    sen: bool = False

    @cached_property
    def key(self) -> str:
        """Return the name in the form in which names are compared."""
        return name_key(self.name)


@dataclass(frozen=True)
class SubjectInfo:
    """A subject of the school with all its spellings."""

    id: int
    code: str
    name: Text
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seat:
    """A pupil's time in a class; `until` is the first day the pupil is no longer there."""

    person: int
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Directory:
    """The school as plain values."""

    code: str
    names: tuple[str, ...]
    school_type: str
    language: str
    years: Mapping[int, YearInfo] = field(default_factory=dict)
    classes: Mapping[tuple[int, str], ClassInfo] = field(default_factory=dict)
    rosters: Mapping[int, Sequence[Seat]] = field(default_factory=dict)
    people: Mapping[int, PersonInfo] = field(default_factory=dict)
    staff: Mapping[int, int | None] = field(default_factory=dict)
    """Member of staff -> methodical union, or None."""
    teachers: Mapping[tuple[int, int], int] = field(default_factory=dict)
    """Class and subject -> who teaches it there, where that is one person."""
    subjects: Sequence[SubjectInfo] = ()
    scales: Mapping[int, Mapping[int, Scale]] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    """Folded name or code of another school -> its name."""
    has_staff_register: bool = False

    @cached_property
    def by_number(self) -> dict[str, PersonInfo]:
        """Return people by their personal number."""
        return {one.number: one for one in self.people.values() if one.number}

    @cached_property
    def subject_ids(self) -> dict[str, int]:
        """Return subject ids by every spelling."""
        found: dict[str, int] = {}
        for subject in self.subjects:
            names = (subject.name.ky, subject.name.ru, subject.name.en, subject.code)
            for written in (*names, *subject.spellings):
                found.setdefault(spelling(written), subject.id)
        return found

    @cached_property
    def classes_by_id(self) -> dict[int, ClassInfo]:
        """Return classes by id."""
        return {one.id: one for one in self.classes.values()}

    @cached_property
    def seats(self) -> dict[tuple[int, int], list[tuple[ClassInfo, Seat]]]:
        """Return the classes a person was in, by school year and person."""
        found: dict[tuple[int, int], list[tuple[ClassInfo, Seat]]] = {}
        for class_id, seats in self.rosters.items():
            school_class = self.classes_by_id[class_id]
            for seat in seats:
                found.setdefault((school_class.year, seat.person), []).append((school_class, seat))
        return found

    def year_on(self, day: date) -> YearInfo | None:
        """Return the school year a day lies in; summer belongs to the year that ended."""
        begun = [year for year in self.years.values() if year.starts <= day]
        last = max(begun, key=lambda year: year.starts, default=None)
        if last is None:
            return None
        has_next = last.year + 1 in self.years
        return last if has_next or (day - last.ends).days < SUMMER else None
