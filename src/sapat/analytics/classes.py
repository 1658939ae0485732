"""The deputy head's table: how many pupils of each class study how, as schools print it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True)
class PupilMarks(Generic[Group]):
    """One pupil's marks of one term, counted; marks from which the pupil is exempt are not.

    Attributes
    ----------
    group
        The class the pupil is counted in.
    fives, fours, threes, twos
        Marks of the categories excellent, good, satisfactory and unsatisfactory.
    not_attested
        Subjects that should have been marked and were not.
    ill
        How many of those because of illness.
    """

    group: Group
    fives: int = 0
    fours: int = 0
    threes: int = 0
    twos: int = 0
    not_attested: int = 0
    ill: int = 0

    @property
    def marks(self) -> int:
        """All subjects in which the pupil had to be marked."""
        return self.fives + self.fours + self.threes + self.twos + self.not_attested


@dataclass(frozen=True)
class DeputyRow:
    """A line of the table: pupils by how they study, and their marks.

    Rows add up; a school's line is the sum of its classes' lines, so its percentages are ratios
    of sums and not means of percentages. Pupils are counted once: excellent, good, satisfactory,
    failing and not attested make up all pupils; ``with_one_4`` is part of good, ``with_one_3``
    of satisfactory, ``ill`` of not attested.
    """

    pupils: int = 0
    excellent: int = 0
    good: int = 0
    with_one_4: int = 0
    with_one_3: int = 0
    satisfactory: int = 0
    failing: int = 0
    not_attested: int = 0
    ill: int = 0
    fives: int = 0
    fours: int = 0
    threes: int = 0
    twos: int = 0
    marks_not_attested: int = 0

    def __add__(self, other: DeputyRow) -> DeputyRow:
        """Add two lines."""
        return DeputyRow(
            *(getattr(self, part.name) + getattr(other, part.name) for part in fields(self))
        )

    @property
    def quality(self) -> float | None:
        """Percent of pupils who are excellent or good."""
        return _percent(self.excellent + self.good, self.pupils)

    @property
    def pass_rate(self) -> float | None:
        """Percent of pupils who are neither failing nor not attested."""
        return _percent(self.pupils - self.failing - self.not_attested, self.pupils)

    @property
    def sou(self) -> float | None:
        """Degree of learning after Simonov, 7 to 100, over all marks."""
        counts = (self.fives, self.fours, self.threes, self.twos, self.marks_not_attested)
        weighed = sum(
            weight * count for weight, count in zip((100, 64, 36, 16, 7), counts, strict=True)
        )
        return weighed / sum(counts) if sum(counts) else None

    @property
    def mean(self) -> float | None:
        """Mean mark on the scale of five, over the marks that were given."""
        given = self.fives + self.fours + self.threes + self.twos
        total = 5 * self.fives + 4 * self.fours + 3 * self.threes + 2 * self.twos
        return total / given if given else None


@dataclass(frozen=True)
class DeputyTable(Generic[Group]):
    """The lines of all classes, in no order, and of the school."""

    rows: Mapping[Group, DeputyRow]
    school: DeputyRow


def deputy_table(pupils: Iterable[PupilMarks[Group]]) -> DeputyTable[Group]:
    """Count pupils by how they study.

    Parameters
    ----------
    pupils
        Each pupil once. Those who left before the term's end must not be among them; a pupil
        without a single mark that was due (grades without marks, wholly exempt) is not counted.

    Returns
    -------
    DeputyTable
        A pupil with anything not attested is *not attested*; else with any 2 *failing*; else
        with any 3 *satisfactory*; else with any 4 *good*; else *excellent*.
    """
    rows: dict[Group, DeputyRow] = {}
    for pupil in pupils:
        if pupil.marks:
            known = rows.get(pupil.group, DeputyRow())
            rows[pupil.group] = known + _line(pupil)
    return DeputyTable(rows, sum(rows.values(), DeputyRow()))


def _line(pupil: PupilMarks[Group]) -> DeputyRow:
    attested = not pupil.not_attested
    failing = attested and pupil.twos > 0
    satisfactory = attested and not pupil.twos and pupil.threes > 0
    good = attested and not (pupil.twos or pupil.threes) and pupil.fours > 0
    excellent = attested and not (pupil.twos or pupil.threes or pupil.fours)
    return DeputyRow(
        pupils=1,
        excellent=int(excellent),
        good=int(good),
        with_one_4=int(good and pupil.fours == 1),
        with_one_3=int(satisfactory and pupil.threes == 1),
        satisfactory=int(satisfactory),
        failing=int(failing),
        not_attested=int(not attested),
        ill=int(not attested and pupil.ill >= pupil.not_attested),
        fives=pupil.fives,
        fours=pupil.fours,
        threes=pupil.threes,
        twos=pupil.twos,
        marks_not_attested=pupil.not_attested,
    )


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None
