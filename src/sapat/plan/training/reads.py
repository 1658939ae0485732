"""Questions about the training plan, who was trained, and who may assess."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from sapat.plan.training.models import Assessor, Training, TrainingPart, TrainingPlan
from sapat.plan.training.rules import ASSESSING, Taken, prepared_until
from sapat.school.bodies.models import Body
from sapat.school.bodies.rules import BodyKind
from sapat.school.people.models import current


@dataclass(frozen=True)
class Standing:
    """An assessor with the day up to which they are prepared; None: not prepared today."""

    assessor: Assessor
    until: date | None

    @property
    def for_good(self) -> bool:
        """Whether the training has no end."""
        return self.until == date.max


def trainings(year: int) -> QuerySet[Training]:
    """Return the trainings of a school year by day, with the number of people (one query)."""
    found: QuerySet[Training] = Training.objects.filter(year=year)
    return found.select_related("body").annotate(people=Count("parts")).order_by("planned_on", "pk")


def years() -> list[int]:
    """Return the school years that have trainings, newest first."""
    found = Training.objects.order_by("-year").values_list("year", flat=True)
    return list(found.distinct())


def plan(year: int) -> TrainingPlan | None:
    """Return the approval of a year's plan, or None."""
    found: TrainingPlan | None = (
        TrainingPlan.objects.filter(year=year).select_related("body").first()
    )
    return found


def parts(training: Training) -> QuerySet[TrainingPart]:
    """Return who took part, by name."""
    found: QuerySet[TrainingPart] = TrainingPart.objects.filter(training=training)
    return found.select_related("person").order_by("person__search_key")


def taken(*, by: set[int] | None = None) -> dict[int, list[Taken]]:
    """Return person id -> trainings taken (one query), of everybody or of those asked for."""
    rows = TrainingPart.objects.filter(training__held_on__isnull=False)
    if by is not None:
        rows = rows.filter(person__in=by)
    found: dict[int, list[Taken]] = defaultdict(list)
    for row in rows.select_related("training"):
        training = row.training
        if training.held_on:
            found[row.person_id].append(
                Taken(training.kind, training.held_on, training.valid_until)
            )
    return found


def assessors(day: date) -> list[Standing]:
    """Return who is appointed on the day and up to when each is prepared (two queries)."""
    rows = list(
        Assessor.objects.filter(current(day))
        .select_related("person")
        .order_by("procedure", "person__search_key")
    )
    known = taken(by={row.person_id for row in rows})
    return [
        Standing(row, prepared_until(row.procedure, known.get(row.person_id, ()), day))
        for row in rows
    ]


def trained_in_assessment(since: date, day: date) -> set[int]:
    """Return the people who took a training in assessment between the days."""
    rows = TrainingPart.objects.filter(
        training__held_on__gt=since, training__held_on__lte=day, training__kind__in=ASSESSING
    )
    return set(rows.values_list("person_id", flat=True))


def unions_that_teach(year: int, day: date) -> tuple[list[Body], set[int]]:
    """Return the methodical unions of the day, and the ids of those that taught this year."""
    unions = list(Body.objects.filter(current(day), kind=BodyKind.MO).order_by("name_ky"))
    taught = Training.objects.filter(
        year=year, held_on__isnull=False, body__isnull=False, kind__in=ASSESSING
    )
    return unions, set(taught.values_list("body_id", flat=True))
