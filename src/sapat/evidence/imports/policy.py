"""What a file may add to the school's records, and what is new because of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sapat.core.language import Text
from sapat.evidence.imports.directory import ClassInfo, PersonInfo

TAKES_ROSTER = frozenset(
    ["pupils", "period_marks", "current_marks", "attendance", "tests", "exam_marks"]
)
"""Data sets that list whole classes: a class without pupils takes its pupils from them."""
OPENS_CLASSES = frozenset(["pupils", "classes"])


@dataclass(frozen=True)
class Policy:
    """What the person who imports allows, and what the file is."""

    enrol_new: bool = False
    whole_classes: bool = False
    """The file is a class's own sheet or journal, or a roster: it may open the class."""
    subjects: Mapping[str, int] = field(default_factory=dict)
    """Spelling -> subject, as the person settled it."""
    common_subjects: Mapping[str, tuple[str, Text]] = field(default_factory=dict)
    """Spelling -> (code, name) of subjects every school knows."""
    common_spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def opens_classes(self, data_set: str) -> bool:
        """Return whether an unknown class may be opened."""
        return self.enrol_new or self.whole_classes or data_set in OPENS_CLASSES

    def takes_roster(self, data_set: str) -> bool:
        """Return whether a class without pupils takes them from the file."""
        return self.enrol_new or self.whole_classes or data_set in TAKES_ROSTER


@dataclass
class NewPerson:
    """A person the file brings."""

    info: PersonInfo
    since: date


@dataclass
class Enrolling:
    """A pupil enters a class."""

    person: int
    class_id: int
    since: date


@dataclass
class Leaving:
    """A pupil leaves a class; `until` is the first day she is no longer there."""

    person: int
    class_id: int
    until: date


@dataclass
class News:
    """What is new to the school; negative ids become real ones at the commit."""

    classes: dict[int, ClassInfo] = field(default_factory=dict)
    people: dict[int, NewPerson] = field(default_factory=dict)
    staff: dict[int, NewPerson] = field(default_factory=dict)
    subjects: dict[int, tuple[str, Text]] = field(default_factory=dict)
    spellings: dict[int, set[str]] = field(default_factory=dict)
    enrolments: list[Enrolling] = field(default_factory=list)
    leavings: dict[tuple[int, int], Leaving] = field(default_factory=dict)

    def next_id(self) -> int:
        """Return a number no other new thing has."""
        taken = (self.classes, self.people, self.staff, self.subjects)
        return -1 - sum(len(each) for each in taken)

    @property
    def told(self) -> dict[str, int]:
        """Return the counts that are not nought."""
        return {kind: number for kind, number in self.counts.items() if number}

    @property
    def counts(self) -> dict[str, int]:
        """Return how many of each kind are new."""
        return {
            "classes": len(self.classes),
            "pupils": len(self.people),
            "staff": len(self.staff),
            "subjects": len(self.subjects),
            "enrolments": len(self.enrolments),
            "leavings": len(self.leavings),
        }
