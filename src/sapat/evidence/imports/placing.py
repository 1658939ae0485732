"""Placing a row: its school year, its term, its class."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sapat.evidence.imports.directory import ClassInfo, Directory, YearInfo
from sapat.evidence.imports.errors import Code
from sapat.evidence.imports.policy import News, Policy
from sapat.evidence.imports.values import Wrong, shown
from sapat.evidence.layouts import read_term, read_year
from sapat.evidence.reading import Cell
from sapat.school.calendar.rules import year_label
from sapat.school.classes.rules import Level, Mode, parse_label
from sapat.school.classes.shipped import usual_structure
from sapat.school.organisations.rules import SchoolType

LAST_BASIC, LAST_SECONDARY = 9, 12
GRADES: Mapping[str, range] = {
    SchoolType.BASIC: range(1, LAST_BASIC + 1),
    SchoolType.FULL: range(1, LAST_SECONDARY + 1),
    SchoolType.CORRESPONDENCE: range(1, LAST_SECONDARY + 1),
}


def level_of(grade: int) -> Level:
    """Return the level a year of study belongs to by the state standard."""
    return usual_structure().level_of(grade)


@dataclass
class Placing:
    """Finds years, terms and classes; opens classes where the policy allows it."""

    directory: Directory
    policy: Policy
    news: News

    def __post_init__(self) -> None:
        self.opened: dict[tuple[int, str], ClassInfo] = {}

    def year(self, cell: Cell) -> YearInfo:
        """Return the school year a cell names."""
        number = read_year(cell)
        if number is None:
            raise Wrong(Code.NOT_A_YEAR, value=shown(cell))
        if number not in self.directory.years:
            raise Wrong(Code.UNKNOWN_YEAR, year=year_label(number))
        return self.directory.years[number]

    def year_of(self, day: date) -> YearInfo:
        """Return the school year a day lies in."""
        year = self.directory.year_on(day)
        if year is None:
            raise Wrong(Code.OUTSIDE_CALENDAR, date=shown(day))
        return year

    def term(self, cell: Cell, year: YearInfo) -> int:
        """Return the number of the term a cell names; 0 is the year as a whole."""
        term = read_term(cell)
        if term is None:
            raise Wrong(Code.NOT_A_TERM, value=shown(cell))
        if term.kind == "Y":
            return 0
        numbers = {number for number, _, _ in year.terms}
        if term.number not in numbers or term.kind not in ("", year.kind):
            raise Wrong(Code.WRONG_TERM, value=shown(cell), year=year_label(year.year))
        return term.number

    def school_class(self, cell: Cell, year: int, data_set: str) -> ClassInfo:
        """Return the class a cell names, opening it if that is allowed."""
        label = parse_label(shown(cell))
        if label is None:
            raise Wrong(Code.NOT_A_CLASS, value=shown(cell))
        grade, letter = label
        key = year, f"{grade}{letter}"
        found = self.directory.classes.get(key) or self.opened.get(key)
        if found:
            return found
        if grade not in GRADES.get(self.directory.school_type, range(1, LAST_SECONDARY + 1)):
            raise Wrong(Code.IMPOSSIBLE_CLASS, **{"class": key[1]})
        if not self.policy.opens_classes(data_set):
            raise Wrong(Code.UNKNOWN_CLASS, year=year_label(year), **{"class": key[1]})
        return self._open(year, grade, letter)

    def _open(self, year: int, grade: int, letter: str) -> ClassInfo:
        """Open a class that goes on where last year's class of the same letter ended."""
        before = self.directory.classes.get((year - 1, f"{grade - 1}{letter}"))
        afar = self.directory.school_type == SchoolType.CORRESPONDENCE
        opened = ClassInfo(
            id=self.news.next_id(),
            year=year,
            label=f"{grade}{letter}",
            grade=grade,
            level=level_of(grade),
            lang=before.lang if before else self.directory.language,
            shift=before.shift if before else 1,
            mode=before.mode if before else Mode.CORRESPONDENCE if afar else Mode.DAY,
            continues=before.id if before else None,
        )
        self.opened[year, opened.label] = opened
        self.news.classes[opened.id] = opened
        return opened
