"""The school as the generator knows it: who studies where in which year, who teaches what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sapat.core.language import Text
from sapat.demo.days import YearDays
from sapat.demo.names import Name
from sapat.demo.subjects import SubjectPlan, taught


@dataclass(eq=False)
class Pupil:
    """A pupil with what nobody can see: how able and how diligent."""

    number: str
    name: Name
    sex: str
    born_on: date
    language: str
    able: float
    truant: float
    special: bool = False
    bent: dict[str, float] = field(default_factory=dict)
    """How far single subjects lie above or below this pupil's usual."""


@dataclass(eq=False)
class Group:
    """A class in one school year."""

    year: int
    label: int
    letter: str
    grade: int
    """The year of study: how many years its pupils have gone to school, this one included."""
    level: str
    language: str
    shift: int
    pupils: list[Pupil]
    before: "Group | None" = None
    teacher: "Employee | None" = None
    room: str = ""
    mode: str = "day"
    came: dict[str, date] = field(default_factory=dict)
    left: dict[str, date] = field(default_factory=dict)
    """By the pupil's number: the day of coming or leaving within the year."""

    @property
    def name(self) -> str:
        """Return the label as people say it."""
        return f"{self.label}{self.letter}"

    @property
    def plans(self) -> list[SubjectPlan]:
        """Return the subjects the class is taught."""
        return taught(self.label, at_a_distance=self.mode != "day")

    def here(self, starts: date, ends: date) -> list[Pupil]:
        """Return who is still in the class at the end of a term, by name."""
        return [
            pupil
            for pupil in self.pupils
            if self.left.get(pupil.number, date.max) > ends
            and self.came.get(pupil.number, date.min) <= starts
        ]


@dataclass(eq=False)
class Employee:
    """Somebody who works at the school."""

    number: str
    name: Name
    sex: str
    born_on: date
    roles: tuple[str, ...]
    post: str
    hired_on: date
    union: str = ""
    subjects: tuple[str, ...] = ()
    education: str = "higher"
    profile: bool = True
    category: str = "none"
    procedure: str = ""
    gives: float = 0.0
    """How far this teacher's marks lie above those of the others."""


Load = Mapping[tuple[str, str], Employee]
"""(class, subject) -> teacher."""


@dataclass(frozen=True, eq=False)
class School:
    """A whole fictional school."""

    code: str
    name: Text
    school_type: str
    seed: int
    years: Mapping[int, YearDays]
    groups: Mapping[int, Sequence[Group]]
    staff: Sequence[Employee]
    loads: Mapping[int, Load]
    dated: frozenset[tuple[int, int]] = frozenset()
    """Year and term of which lessons, daily marks and attendance are kept."""
    parents: Sequence[Name] = ()
    """Who sits in the parents' committee."""

    def marked(self, year: int) -> list[Group]:
        """Return the classes that get marks: the standard leaves the first years without."""
        without = 3 if year >= 2025 else 2
        return [group for group in self.groups[year] if group.grade > without]

    def teacher(self, group: Group, subject: SubjectPlan) -> Employee:
        """Return who teaches the subject to the class."""
        return self.loads[group.year][group.name, subject.code]

    def pupils(self, year: int) -> list[tuple[Group, Pupil]]:
        """Return everybody on roll in a year, with the class."""
        return [(group, pupil) for group in self.groups[year] for pupil in group.pupils]
