"""Questions about the rules of ethics."""

from datetime import date, timedelta

from django.db.models import QuerySet

from sapat.plan.ethics.models import EthicsCode, EthicsPromise, ProcedureComplaint


def in_force(day: date) -> EthicsCode | None:
    """Return the edition that holds on the day, or None."""
    found: EthicsCode | None = (
        EthicsCode.objects.filter(since__lte=day).order_by("-since", "-pk").first()
    )
    return found


def editions() -> QuerySet[EthicsCode]:
    """Return every edition, newest first."""
    found: QuerySet[EthicsCode] = EthicsCode.objects.order_by("-since", "-pk")
    return found


def promised(code: EthicsCode) -> dict[int, date]:
    """Return person id -> the day of the promise (one query)."""
    return dict(EthicsPromise.objects.filter(code=code).values_list("person_id", "on"))


def complaints() -> QuerySet[ProcedureComplaint]:
    """Return the complaints about procedures, the newest first."""
    found: QuerySet[ProcedureComplaint] = ProcedureComplaint.objects.order_by("-received_on", "-pk")
    return found


def waiting(day: date, days: int) -> int:
    """Return how many complaints have waited longer than so many days."""
    border = day - timedelta(days=days)
    found = ProcedureComplaint.objects.filter(answered_on__isnull=True, received_on__lt=border)
    return found.count()
