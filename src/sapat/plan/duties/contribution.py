"""What one person contributes: duties, processes, indicators, objectives, items of plans."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from sapat.core.rights import Role
from sapat.plan.duties import reads
from sapat.plan.duties.models import ContributionReading
from sapat.plan.duties.reads import Line, Matrix
from sapat.plan.duties.rules import Letter
from sapat.plan.indicators.rules import Indicator, indicators
from sapat.plan.objectives.models import Objective
from sapat.plan.planning.models import PlanItem
from sapat.plan.processes.models import Process
from sapat.school.bodies.models import Sitting
from sapat.school.calendar import reads as calendar
from sapat.school.people.models import Person, current


@dataclass(frozen=True)
class Contribution:
    """Everything a person is told on the page, in one language."""

    year: int | None
    posts: Sequence[str]
    duties: Sequence[tuple[Letter, Sequence[Line]]]
    processes: Sequence[Process]
    indicators: Sequence[Indicator]
    objectives: Sequence[Objective]
    items: Sequence[PlanItem]

    @property
    def is_empty(self) -> bool:
        """Answer whether the person has nothing to do with anything yet."""
        return not (
            self.duties or self.processes or self.indicators or self.objectives or self.items
        )

    @property
    def digest(self) -> str:
        """Return a mark of what is shown; it is the same in every language."""
        shown = {
            "year": self.year,
            "duties": [
                [letter, line.duty.code, line.duty.text]
                for letter, lines in self.duties
                for line in lines
            ],
            "processes": [row.pk for row in self.processes],
            "indicators": [each.code for each in self.indicators],
            "objectives": [[row.pk, row.target, str(row.due_on)] for row in self.objectives],
            "items": [[row.pk, row.text, str(row.due_on)] for row in self.items],
        }
        return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def contribution(person: Person, day: date, found: Matrix | None = None) -> Contribution:
    """Return what the person contributes in the school year of the day.

    `found` is the matrix of the day, for those who ask about many people.
    """
    posts = list(person.posts.filter(current(day)))
    roles = {post.role for post in posts}
    bodies = Sitting.objects.filter(current(day), person=person).values_list(
        "body__kind", flat=True
    )
    keys = {f"role:{code}" for code in roles} | {f"person:{person.pk}"}
    keys |= {f"unit:{post.place_id}" for post in posts}
    beside = {f"role:{code}" for code in bodies} - keys
    owned = [row for role, rows in reads.owned(day).items() if role in roles for row in rows]
    year = calendar.year_on(day)
    mine = Q(executor=person) | Q(executor__isnull=True, role__in=roles)
    items = PlanItem.objects.filter(mine, done_on__isnull=True).order_by("due_on", "pk")
    objectives = Objective.objects.filter(owner=person, ended_on__isnull=True)
    return Contribution(
        year=year.year if year else None,
        posts=[str(Role(role).label) for role in Role.values if role in roles],
        duties=_duties(found or reads.matrix(day), keys, beside),
        processes=sorted(owned, key=lambda row: row.number),
        indicators=_fed(roles, owned),
        objectives=list(objectives.order_by("due_on", "pk")),
        items=list(items),
    )


def _duties(found: Matrix, keys: set[str], beside: set[str]) -> list[tuple[Letter, list[Line]]]:
    """Return the person's duties by what they have to do with them, the weightiest first.

    What a council or a union answers for, its members take part in.
    """
    mine: dict[str, list[Line]] = {}
    for line in found.lines:
        letters = [one.letter for one in line.row.held if one.key in keys]
        letters += [Letter.TAKES_PART for one in line.row.held if one.key in beside]
        if letters:
            first = min(letters, key=Letter.values.index)
            mine.setdefault(first, []).append(line)
    return [(letter, mine[letter]) for letter in Letter if letter in mine]


def _fed(roles: set[str], owned: Sequence[Process]) -> list[Indicator]:
    """Return the indicators the person's posts keep, and those of their processes."""
    known = indicators()
    codes = {code for row in owned for code in row.indicators}
    return [each for code, each in known.items() if each.role in roles or code in codes]


def confirmed(person: Person, year: int | None) -> ContributionReading | None:
    """Return the person's confirmation of a school year, or None."""
    return ContributionReading.objects.filter(person=person, year=year or 0).first()
