"""Questions about strategies and objectives of the active school, as of a day."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from sapat.plan.documents.models import Document, DocumentEdition
from sapat.plan.documents.rules import EditionState
from sapat.plan.indicators.proposals import reads as proposals
from sapat.plan.indicators.rules import Indicator
from sapat.plan.indicators.system import system_at
from sapat.plan.objectives.models import Objective, Strategy
from sapat.plan.objectives.rules import Standing
from sapat.school.people.models import current

LATEST = 9999
"""A school year after every decision: indicators as they were decided upon last."""


def strategies() -> QuerySet[Strategy]:
    """Return every edition of the strategy, newest first, with goals ready."""
    found: QuerySet[Strategy] = Strategy.objects.order_by("-number")
    return found.select_related("document").prefetch_related("goals")


def strategy_on(day: date) -> Strategy | None:
    """Return the strategy that holds on the day, or None."""
    return strategies().filter(current(day)).first()


def objectives() -> QuerySet[Objective]:
    """Return every objective by its term, with owner and steps ready."""
    found: QuerySet[Objective] = Objective.objects.order_by("due_on", "title", "pk")
    return found.select_related("owner", "goal").prefetch_related("milestones")


def open_objectives(day: date) -> QuerySet[Objective]:
    """Return the objectives that run on the day."""
    ends_later = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    return objectives().filter(ends_later, set_on__lte=day)


def owned_by(person_id: int, day: date) -> QuerySet[Objective]:
    """Return the running objectives of one person."""
    return open_objectives(day).filter(owner=person_id)


def parents() -> dict[int, int | None]:
    """Return objective id -> id of the one above it (one query)."""
    return dict(Objective.objects.values_list("pk", "above_id"))


def open_below(objective: Objective) -> int:
    """Return how many objectives below it have not ended."""
    return objective.below.filter(ended_on__isnull=True).count()


def as_tree(rows: Iterable[Objective]) -> list[tuple[int, Objective]]:
    """Return objectives in the order of the tree, each with its depth."""
    every = list(rows)
    known = {row.pk for row in every}
    below: dict[int | None, list[Objective]] = {}
    for row in every:
        below.setdefault(row.above_id if row.above_id in known else None, []).append(row)
    found: list[tuple[int, Objective]] = []

    def walk(above: int | None, depth: int) -> None:
        for row in below.get(above, ()):
            found.append((depth, row))
            walk(row.pk, depth + 1)

    walk(None, 0)
    return found


def in_force(document_id: int | None, day: date) -> DocumentEdition | None:
    """Return the edition of a document that is in force on the day, or None."""
    if document_id is None:
        return None
    found = DocumentEdition.objects.filter(
        Q(effective_until__isnull=True) | Q(effective_until__gt=day),
        document=document_id,
        state=EditionState.IN_FORCE,
        effective_from__lte=day,
    )
    return found.first()


def known_indicators(*, active: bool = False) -> Mapping[str, Indicator]:
    """Return the catalogue's indicators and the school's own; those in use only, if asked."""
    system = system_at(proposals.decisions(), LATEST, 0)
    return {one.code: one for one in system.active} if active else system.indicators


def papers(kinds: Iterable[str]) -> QuerySet[Document]:
    """Return the documents of these kinds, by title."""
    found: QuerySet[Document] = Document.objects.filter(kind__in=list(kinds))
    return found.order_by("search_key", "pk")


def standing(day: date) -> tuple[Strategy | None, Standing, list[Objective]]:
    """Return the strategy of the day, what the records say of it, and its open objectives."""
    row = strategy_on(day)
    if row is None:
        return None, Standing(), []
    running = [one for one in open_objectives(day) if one.strategy_id == row.pk]
    return (
        row,
        Standing(
            number=row.number,
            since=row.since,
            horizon_year=row.horizon_year,
            mission=bool(row.mission.strip()),
            values=bool(row.values.strip()),
            paper=row.document_id is not None,
            paper_in_force=in_force(row.document_id, day) is not None,
            objectives=len(running),
        ),
        running,
    )
