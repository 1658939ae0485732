"""Questions about cases of breach, in the active school; who asks decides what is found."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q, QuerySet

from sapat.act.breaches.models import Breach, BreachFile, BreachRetention, BreachStep
from sapat.act.breaches.rules import (
    FROM,
    HIDDEN_FROM_PERSON,
    OVER,
    BreachState,
    Counted,
    Life,
    Step,
    measures,
)


def handled_by(person_id: int | None) -> QuerySet[Breach]:
    """Return the cases somebody of the office may see: all but those about themselves."""
    rows: QuerySet[Breach] = Breach.objects.select_related("person", "order", "decided_by")
    if person_id is not None:
        rows = rows.exclude(person=person_id)
    return rows.order_by("-opened_on", "-pk")


def concerning(person_id: int | None) -> QuerySet[Breach]:
    """Return what the person concerned may read of the cases about themselves."""
    if person_id is None:
        return Breach.objects.none()
    rows = Breach.objects.filter(person=person_id, asked_on__isnull=False)
    return rows.exclude(state__in=HIDDEN_FROM_PERSON).order_by("-opened_on", "-pk")


def open_breaches() -> list[Breach]:
    """Return the cases that are not over, the oldest first (one query)."""
    rows = Breach.objects.exclude(state__in=OVER).order_by("opened_on", "pk")
    return list(rows.defer("fact", "explanation", "reply", "measure_words"))


def files(row: Breach) -> QuerySet[BreachFile]:
    """Return the evidence of a case without its content, oldest first."""
    return row.files.defer("content").order_by("pk")


def steps(row: Breach) -> QuerySet[BreachStep]:
    """Return the way of a case, oldest first."""
    return row.steps.select_related("person").order_by("pk")


def last_number(year: int) -> int:
    """Return the highest number given in a school year, 0 if none."""
    rows = Breach.objects.filter(year=year).order_by("-number")
    return rows.values_list("number", flat=True).first() or 0


def retention() -> Mapping[str, int]:
    """Return measure -> months that the school itself has set (one query)."""
    return dict(BreachRetention.objects.values_list("measure", "months"))


def is_laid_down() -> bool:
    """Answer whether the school has set the terms of every measure."""
    return set(measures()) <= set(retention())


def terms() -> list[tuple[str, str, int]]:
    """Return every measure with its name and the months its cases are kept."""
    own = retention()
    return [(one.code, str(one.name), own.get(one.code, one.months)) for one in measures().values()]


def to_erase(day: date) -> QuerySet[Breach]:
    """Return the cases whose term of retention is over, or whose person was erased."""
    ended = Q(keep_until__lt=day) | Q(person__erased_at__isnull=False)
    rows: QuerySet[Breach] = Breach.objects.filter(ended, state__in=FROM[Step.ERASE])
    return rows.order_by("pk")


def counted() -> list[Counted]:
    """Return the cases as they are counted (one query)."""
    rows = Breach.objects.order_by("year", "number")
    rows = rows.exclude(state=BreachState.DROPPED)
    return [Counted(*row) for row in rows.values_list("year", "state", "measure")]


def lives(since: date) -> list[Life]:
    """Return the cases in work or decided since a day, as the proof looks at them (one query)."""
    rows = Breach.objects.exclude(state=BreachState.DROPPED)
    rows = rows.filter(Q(opened_on__gte=since) | ~Q(state__in=OVER)).order_by("opened_on", "pk")
    return [
        Life(
            row.name,
            row.state,
            row.opened_on,
            row.explain_by,
            row.decided_on,
            bool(row.explanation_kind),
            bool(row.measure),
            row.has_order or row.measure not in measures()
            or not measures()[row.measure].needs_order,
        )
        for row in rows.defer("fact", "explanation", "reply", "measure_words")
    ]  # fmt: skip
