"""A plan and a measure as they are given, before they are written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sapat.plan.objectives.models import Objective
from sapat.plan.planning.models import Plan
from sapat.plan.planning.rules import ItemKind, Section, Subject
from sapat.school.bodies.models import Body
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Frame:
    """What a plan is: how far it looks, of what it speaks, who answers for it."""

    level: str
    title: str
    year: int
    subject: str = Subject.SCHOOL
    last_year: int = 0
    term: int = 0
    month: int = 0
    above: Plan | None = None
    owner: Person | None = None


@dataclass(frozen=True)
class Measure:
    """What a measure says: the work, its term, who carries it out and what it serves."""

    text: str
    since: date
    due_on: date
    executor: Person | None = None
    role: str = ""
    section: str = Section.MANAGEMENT
    kind: str = ItemKind.MEASURE
    unit: Organisation | None = None
    body: Body | None = None
    objective: Objective | None = None
    clauses: Sequence[str] = field(default=())
    answers: str = ""
    answers_indicator: str = ""
    heard_at: str = ""
    outcome: str = ""
