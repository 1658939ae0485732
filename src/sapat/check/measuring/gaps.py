"""Marks that nobody sent: classes and subjects of the teaching load without a single fact."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sapat.analytics.cells import Dim, Key
from sapat.school.classes import reads as classes
from sapat.school.classes.models import Enrolment
from sapat.school.people.models import current
from sapat.school.scales import reads as scales
from sapat.school.subjects import reads as subjects

MARKS = "period_marks"
"""The data set in which every class owes a row for each pupil and subject of its load."""

PAIR = ("class", "subject")


@dataclass(frozen=True)
class Gap:
    """So many pupils of one kind have no mark in a subject because nothing of it came in."""

    of: Mapping[str, Dim]
    pupils: int


def gaps(year: int, day: date, present: Iterable[Key]) -> list[Gap]:
    """Return what is missing at the end of a term (four queries; one without a teaching load).

    `present` are the pairs of class and subject that have facts; classes without marks owe none.
    """
    have = set(present)
    missing: dict[tuple[int, int], int] = {}
    for load in subjects.load(year):
        if (load.school_class_id, load.subject_id) not in have:
            missing.setdefault((load.school_class_id, load.subject_id), load.teacher_id)
    if not missing:
        return []
    marked = {grade for grade, scale in scales.scale_of_grades(year).items() if scale.bands}
    known = {row.pk: row for row in classes.classes(year)}
    pupils = _pupils(year, day)
    found = []
    for (class_id, subject_id), teacher_id in missing.items():
        row = known.get(class_id)
        if row is None or (marked and row.year_of_study not in marked):
            continue
        of_class: dict[str, Dim] = {
            "class": class_id,
            "subject": subject_id,
            "teacher": teacher_id,
            "grade": row.year_of_study,
            "level": row.level,
            "lang": row.language,
            "shift": row.shift,
            "mode": row.mode,
        }
        for (of, sex, needs), count in pupils.items():
            if of == class_id:
                found.append(Gap({**of_class, "sex": sex or None, "sen": needs}, count))
    return found


def by_group(found: Iterable[Gap], by: Iterable[str]) -> Counter[Key]:
    """Count the missing marks of each group of a breakdown."""
    dims = tuple(by)
    counted: Counter[Key] = Counter()
    for gap in found:
        counted[tuple(gap.of.get(dim) for dim in dims)] += gap.pupils
    return counted


def _pupils(year: int, day: date) -> Counter[tuple[int, str, bool]]:
    rows = Enrolment.objects.filter(current(day), school_class__school_year__year=year)
    told = rows.values_list("school_class_id", "person__sex", "person__special_needs")
    return Counter((of, sex, needs) for of, sex, needs in told)
