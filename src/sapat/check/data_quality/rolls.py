"""Checks of the roll of pupils: written twice, or of an age unlike their year of study."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sapat.school.classes.rules import Mode

A_YEAR = 365.25


@dataclass(frozen=True)
class Pupil:
    """A pupil of a class, as the roll has them."""

    person: int
    name: str
    """The whole name as names are compared."""
    born_on: date | None
    school_class: int
    grade: int
    mode: str


def alike(pupils: Iterable[Pupil]) -> list[tuple[Pupil, ...]]:
    """Return the pupils of one name born on one day, or of one name where no day is known."""
    found: dict[tuple[str, date | None], dict[int, Pupil]] = {}
    for pupil in pupils:
        found.setdefault((pupil.name, pupil.born_on), {})[pupil.person] = pupil
    groups = (tuple(found[key].values()) for key in sorted(found, key=str))
    return [group for group in groups if len(group) > 1 and " " in group[0].name]


def unlikely(
    pupils: Iterable[Pupil], begins: date, span: Sequence[int]
) -> Mapping[int, tuple[list[Pupil], int]]:
    """Return class -> the pupils too young or too old for it, and how many days of birth it has.

    `span` is by how many years a pupil is at least and at most older than the year of study when
    the school year begins. Learners of correspondence classes are of any age.
    """
    found: dict[int, tuple[list[Pupil], int]] = {}
    for pupil in pupils:
        if pupil.born_on is None or pupil.mode != Mode.DAY:
            continue
        older = (begins - pupil.born_on).days / A_YEAR - pupil.grade
        those, count = found.get(pupil.school_class, ([], 0))
        if not span[0] <= older <= span[1]:
            those = [*those, pupil]
        found[pupil.school_class] = those, count + 1
    return {of: told for of, told in found.items() if told[0]}
