"""Questions about needs and what was provided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Case, IntegerField, QuerySet, Value, When

from sapat.plan.objectives.models import Objective
from sapat.plan.resources.models import ResourceRequest
from sapat.plan.resources.rules import RequestState, ResourceKind

ORDER = (
    RequestState.ASKED,
    RequestState.APPROVED,
    RequestState.PROVIDED,
    RequestState.REFUSED,
)
"""What waits stands first."""
OPEN = frozenset({RequestState.ASKED, RequestState.APPROVED})


@dataclass(frozen=True)
class Balance:
    """How much of a kind was asked for and how much came; sums only where they were written."""

    kind: ResourceKind
    asked: int
    granted: int
    provided: int
    refused: int
    needed_sum: Decimal | None
    provided_sum: Decimal | None

    @property
    def open(self) -> int:
        """Return how many were granted or wait, and have not come yet."""
        return self.asked - self.provided - self.refused


def requests() -> QuerySet[ResourceRequest]:
    """Return every request, what waits first, with all that a list names (one query)."""
    place = Case(
        *[When(state=state, then=Value(number)) for number, state in enumerate(ORDER)],
        output_field=IntegerField(),
    )
    found: QuerySet[ResourceRequest] = ResourceRequest.objects.all()
    return found.select_related("objective", "asked_by", "unit").order_by(place, "needed_by", "pk")


def lately(day: date) -> list[ResourceRequest]:
    """Return the requests that were asked in the year before the day or are still open."""
    return of_year(requests(), day)


def of_year(rows: Iterable[ResourceRequest], day: date) -> list[ResourceRequest]:
    """Return those that were asked in the year before the day or are still open."""
    since = day - timedelta(days=365)
    return [row for row in rows if row.asked_on >= since or row.state in OPEN]


def objectives() -> QuerySet[Objective]:
    """Return the running objectives, for which something may be needed."""
    found: QuerySet[Objective] = Objective.objects.filter(ended_on__isnull=True)
    return found.order_by("due_on", "pk")


def balances(rows: Iterable[ResourceRequest]) -> list[Balance]:
    """Return needed against provided, by kind, in the order of the regulation."""
    rows = list(rows)
    return [_balance(kind, [row for row in rows if row.kind == kind]) for kind in ResourceKind]


def _balance(kind: ResourceKind, rows: list[ResourceRequest]) -> Balance:
    def count(*states: RequestState) -> int:
        return sum(row.state in states for row in rows)

    def total(values: Iterable[Decimal | None]) -> Decimal | None:
        known = [value for value in values if value is not None]
        return sum(known, Decimal(0)) if known else None

    return Balance(
        kind=kind,
        asked=len(rows),
        granted=count(RequestState.APPROVED, RequestState.PROVIDED),
        provided=count(RequestState.PROVIDED),
        refused=count(RequestState.REFUSED),
        needed_sum=total(row.needed for row in rows if row.state != RequestState.REFUSED),
        provided_sum=total(row.provided for row in rows),
    )


def for_objective(objective_id: int) -> QuerySet[ResourceRequest]:
    """Return what was asked for an objective, earliest need first."""
    found: QuerySet[ResourceRequest] = ResourceRequest.objects.filter(objective=objective_id)
    return found.order_by("needed_by", "pk")
