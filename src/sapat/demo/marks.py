"""Marks: an able pupil gets good marks in most subjects, and a quarter mark follows its marks."""

import math
from dataclasses import dataclass
from functools import cache

from sapat.demo import planted
from sapat.demo.chance import Chance
from sapat.demo.days import has_data, school_days
from sapat.demo.subjects import SUBJECTS, SubjectPlan
from sapat.demo.world import Employee, Group, Pupil, School

LEAST, MOST = 2, 5
MIDDLE, SPREAD = 3.5, 0.82
SCATTER = 0.5
"""How far single marks lie from what a pupil knows."""
YEAR_AS_A_WHOLE = 0


@dataclass(frozen=True)
class TermMark:
    """A term mark, with the average it stands on."""

    pupil: Pupil
    value: int | None
    average: float | None
    reason: str = ""
    """Why there is no mark; empty when there is one, or when nobody wrote it."""


def ordinary(average: float) -> int:
    """Round as schools round: a half goes up.

    >>> ordinary(3.5), ordinary(3.49)
    (4, 3)
    """
    return min(max(math.floor(average + 0.5), LEAST), MOST)


def awarded(average: float, generous: bool, chance: Chance) -> int:
    """Return the mark a teacher gives: by the rule, or up from a small part of a mark."""
    mark = ordinary(average)
    part = average - math.floor(average)
    if generous and part >= planted.GENEROUS_FROM and chance.happens(0.92):
        return min(math.floor(average) + 1, MOST)
    if 0.4 <= part < 0.5 and chance.happens(0.12):
        return mark + 1  # a teacher may see that the last marks were the better ones
    return mark


def generous_teacher(school: School) -> Employee:
    """Return the teacher who rounds up."""
    return next(who for who in school.staff if planted.GENEROUS_SUBJECT in who.subjects)


def knows(school: School, group: Group, pupil: Pupil, subject: SubjectPlan, term: int) -> float:
    """Return what a pupil knows in a term, on the scale of marks, before any one mark is given."""
    if subject.code not in pupil.bent:
        pupil.bent[subject.code] = Chance(school.seed, pupil.number, subject.code).gauss(0, 0.2)
    level = MIDDLE + SPREAD * pupil.able + pupil.bent[subject.code] + subject.ease
    level += school.teacher(group, subject).gives + _class_shift(school, group)
    if (group.year, group.name) == planted.FALLING:
        level -= planted.FALL_A_TERM * (term - 1) - 0.3
    if (group.year, group.name) == planted.GROWING:
        level += planted.RISE_A_TERM * (term - 1)
    return min(max(level, 2.75), 5.2)


@cache
def _class_shift(school: School, group: Group) -> float:
    began = group.year - group.grade
    return Chance(school.seed, school.code, "shift", began, group.language).gauss(0, 0.12)


def lessons_of(school: School, group: Group, subject: SubjectPlan, term: int) -> tuple[int, ...]:
    """Return on which of the term's school days the class has the subject, by their place."""
    days = school_days(*school.years[group.year].terms[term - 1])
    hours = subject.hours.get(group.label, 1)
    chance = Chance(school.seed, "timetable", group.year, group.name, subject.code)
    weekdays = set(chance.sample(range(5), min(hours, 5)))
    return tuple(place for place, day in enumerate(days) if day.weekday() in weekdays)


def few_marks(group: Group, subject: SubjectPlan, term: int) -> bool:
    """Answer whether this is the class that gets too few marks."""
    return (group.year, term, group.name, subject.code) == planted.FEW_MARKS


@cache
def single_marks(
    school: School, group: Group, subject: SubjectPlan, term: int
) -> dict[str, tuple[int, ...]]:
    """Return the marks of a term by the pupil's number, in the order they were given."""
    lessons = len(lessons_of(school, group, subject, term))
    found = {}
    for pupil in group.here(*school.years[group.year].terms[term - 1]):
        chance = Chance(school.seed, pupil.number, group.year, term, subject.code)
        level = knows(school, group, pupil, subject, term) + chance.gauss(0, 0.1)
        count = (
            min(chance.randint(6, 10), max(lessons - 1, 3)) if lessons > 9 else chance.randint(4, 6)
        )
        if few_marks(group, subject, term):
            count = chance.randint(1, 3)
        marks = (round(chance.gauss(level, SCATTER)) for _ in range(count))
        found[pupil.number] = tuple(min(max(mark, LEAST), MOST) for mark in marks)
    return found


@cache
def term_marks(school: School, group: Group, subject: SubjectPlan, term: int) -> list[TermMark]:
    """Return the term marks of a class in a subject; term 0 is the whole year."""
    if term == YEAR_AS_A_WHOLE:
        return _annual_marks(school, group, subject)
    generous = school.teacher(group, subject) is generous_teacher(school)
    found = []
    for pupil in group.here(*school.years[group.year].terms[term - 1]):
        chance = Chance(school.seed, "award", pupil.number, group.year, term, subject.code)
        marks = single_marks(school, group, subject, term)[pupil.number]
        average = round(sum(marks) / len(marks), 2)
        if pupil.special and subject.code == "sport":
            found.append(TermMark(pupil, None, None, "exempt"))
        elif reason := _missing(school, group, pupil, term):
            found.append(TermMark(pupil, None, average, reason))
        else:
            found.append(TermMark(pupil, awarded(average, generous, chance), average))
    return found


def _missing(school: School, group: Group, pupil: Pupil, term: int) -> str:
    """Return why a pupil was not attested in a term: a few were ill, or stayed away."""
    chance = Chance(school.seed, "attested", pupil.number, group.year, term)
    if chance.happens(0.004):
        return "ill"
    return "other" if pupil.truant > 0.22 and chance.happens(0.25) else ""


def _annual_marks(school: School, group: Group, subject: SubjectPlan) -> list[TermMark]:
    terms = range(1, len(school.years[group.year].terms) + 1)
    values: dict[str, list[int]] = {}
    for term in terms:
        for mark in term_marks(school, group, subject, term):
            if mark.value is not None:
                values.setdefault(mark.pupil.number, []).append(mark.value)
    found = []
    for pupil in group.here(*school.years[group.year].terms[-1]):
        given = values.get(pupil.number)
        if pupil.special and subject.code == "sport":
            found.append(TermMark(pupil, None, None, "exempt"))
            continue
        average = round(sum(given) / len(given), 2) if given else None
        value = ordinary(average) if average is not None else None
        found.append(TermMark(pupil, value, average, "" if given else "other"))
    return found


def terms_with_marks(school: School, year: int) -> list[int]:
    """Return the terms of a year that are over, the whole year last if it is over."""
    count = len(school.years[year].terms)
    over = [term for term in range(1, count + 1) if has_data(year, term)]
    return [*over, YEAR_AS_A_WHOLE] if len(over) == count else over


def share_of_points(level: float, chance: Chance, *, hard: float) -> float:
    """Return the share of a test's points that such knowledge brings, 0 to 1."""
    return chance.bell(0.2 * level - 0.05 - hard, 0.06, least=0.08, most=1.0)


def mark_of(share: float) -> int:
    """Return the mark for a share of the points: 85 %, 65 % and 45 % are the borders."""
    return 5 if share >= 0.85 else 4 if share >= 0.65 else 3 if share >= 0.45 else 2


def subject_of(code: str) -> SubjectPlan:
    """Return a subject by its code."""
    return SUBJECTS[code]
