"""A mark by the scale of its grade and year."""

from dataclasses import dataclass

from sapat.evidence.imports.directory import ClassInfo, Directory
from sapat.evidence.imports.errors import Code
from sapat.evidence.imports.values import Wrong, is_blank, number_of, shown
from sapat.evidence.reading import Cell
from sapat.plan.datasets.rules import spelling
from sapat.school.calendar.rules import year_label
from sapat.school.scales.rules import Category


@dataclass(frozen=True)
class Mark:
    """What a mark says: the number, the group it counts in, and whether the pupil is exempt."""

    value: float | None = None
    category: str | None = None
    exempt: bool = False


NOTHING = Mark()


def read_mark(cell: Cell, school_class: ClassInfo, directory: Directory) -> Mark:
    """Return what the mark says; raise `Wrong` if the scale of the grade does not have it."""
    if is_blank(cell):
        return NOTHING
    grade = school_class.grade
    scale = directory.scales.get(school_class.year, {}).get(grade)
    if scale is None:
        raise Wrong(Code.NO_SCALE, grade=grade)
    written = spelling(shown(cell))
    if written in {spelling(one) for one in scale.exempt}:
        return Mark(exempt=True)
    if written in {spelling(one) for one in scale.not_attested}:
        return Mark(category=Category.NOT_ATTESTED.value)
    if not scale.bands:
        year = year_label(school_class.year)
        raise Wrong(Code.UNGRADED, grade=grade, year=year, value=shown(cell))
    number = number_of(cell)
    category = scale.category(number) if number is not None else None
    if number is None or category is None:
        raise Wrong(Code.NOT_A_MARK, value=shown(cell), grade=grade)
    return Mark(number, category)
