"""Marks that nobody sent: classes and subjects of the teaching load without a single fact."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sapat.analytics.cells import Dim, Key
from sapat.school.classes import reads as classes
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


@dataclass(frozen=True)
class Pupil:
    """A pupil in a class from a day to another."""

    school_class: int
    sex: str
    needs: bool
    since: date
    until: date | None

    def is_there(self, day: date) -> bool:
        """Answer whether the pupil is in the class on the day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Duties:
    """What a school year owes: who teaches what to whom, in which classes there are marks."""

    load: Mapping[tuple[int, int], int]
    """Class and subject -> the teacher, or the first of them."""
    classes: Mapping[int, Mapping[str, Dim]]
    """Classes in which there are marks, with what a breakdown says of them."""
    pupils: Sequence[Pupil]


def duties(year: int) -> Duties:
    """Return what a school year owes (four queries; one without a teaching load)."""
    load: dict[tuple[int, int], int] = {}
    told = subjects.load(year).values_list("school_class_id", "subject_id", "teacher_id")
    for class_id, subject_id, teacher_id in told:
        load.setdefault((class_id, subject_id), teacher_id)
    if not load:
        return Duties({}, {}, ())
    marked = {grade for grade, scale in scales.scale_of_grades(year).items() if scale.bands}
    known: dict[int, Mapping[str, Dim]] = {
        row.pk: {
            "class": row.pk,
            "grade": row.year_of_study,
            "level": row.level,
            "lang": row.language,
            "shift": row.shift,
            "mode": row.mode,
        }
        for row in classes.classes(year)
        if not marked or row.year_of_study in marked
    }
    fields = ("school_class_id", "person__sex", "person__special_needs", "since", "until")
    pupils = [Pupil(*row) for row in classes.enrolments(year).values_list(*fields)]
    return Duties(load, known, pupils)


def gaps(owed: Duties, day: date, present: Iterable[Key]) -> list[Gap]:
    """Return what is missing at the end of a term.

    `present` are the pairs of class and subject that have facts; of a term without any nothing
    is said.
    """
    have = set(present)
    missing = [pair for pair in owed.load if pair not in have and pair[0] in owed.classes]
    if not missing or not have:
        return []
    there = Counter(
        (pupil.school_class, pupil.sex, pupil.needs) for pupil in owed.pupils if pupil.is_there(day)
    )
    kinds: dict[int, list[tuple[str, bool, int]]] = {}
    for (of, sex, needs), count in there.items():
        kinds.setdefault(of, []).append((sex, needs, count))
    found = []
    for class_id, subject_id in missing:
        pair: dict[str, Dim] = {"subject": subject_id, "teacher": owed.load[class_id, subject_id]}
        for sex, needs, count in kinds.get(class_id, ()):
            of_kind: dict[str, Dim] = {"sex": sex or None, "sen": needs}
            found.append(Gap({**owed.classes[class_id], **pair, **of_kind}, count))
    return found


def by_group(found: Iterable[Gap], by: Iterable[str]) -> Counter[Key]:
    """Count the missing marks of each group of a breakdown."""
    dims = tuple(by)
    counted: Counter[Key] = Counter()
    for gap in found:
        counted[tuple(gap.of.get(dim) for dim in dims)] += gap.pupils
    return counted
