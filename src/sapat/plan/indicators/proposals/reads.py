"""Proposals of the active school, and the decisions that follow from those approved."""

from datetime import date, datetime

from django.db.models import Count, QuerySet

from sapat.plan.indicators.proposals.models import IndicatorComment, IndicatorProposal
from sapat.plan.indicators.proposals.rules import OPEN, About, Progress
from sapat.plan.indicators.system import OWN, Decision, Place
from sapat.school.calendar import reads as calendar
from sapat.school.calendar.rules import TermCode


def proposals() -> QuerySet[IndicatorProposal]:
    """Return every proposal, newest first, with what a list shows of it."""
    found: QuerySet[IndicatorProposal] = IndicatorProposal.objects.select_related(
        "person", "union", "council"
    )
    return found.annotate(said=Count("comments")).order_by("-pk")


def comments(proposal: IndicatorProposal) -> QuerySet[IndicatorComment]:
    """Return what was said to a proposal, oldest first."""
    return proposal.comments.select_related("person").order_by("pk")


def decisions(*, at: datetime | None = None) -> tuple[Decision, ...]:
    """Return what was decided about indicators by a moment (one query)."""
    rows = IndicatorProposal.objects.filter(state=Progress.APPROVED).select_related("council")
    if at:
        rows = rows.filter(noted_at__lte=at)
    return tuple(row.decision for row in rows.order_by("pk") if row.about != About.KEEP)


def versions(code: str) -> list[IndicatorProposal]:
    """Return the approved definitions and decisions about an indicator, oldest first."""
    rows = IndicatorProposal.objects.filter(state=Progress.APPROVED, indicator=code)
    return list(rows.select_related("council").order_by("since_year", "since_number", "pk"))


def approved(day: date) -> list[IndicatorProposal]:
    """Return what was approved by a day, newest first."""
    rows = IndicatorProposal.objects.filter(state=Progress.APPROVED, decided_on__lte=day)
    return list(rows.select_related("council", "union").order_by("-decided_on", "-pk"))


def discussed(day: date) -> list[IndicatorProposal]:
    """Return what a union has discussed by a day, newest first."""
    rows = IndicatorProposal.objects.filter(discussed_on__lte=day).select_related("union")
    return list(rows.order_by("-discussed_on", "-pk"))


def open_about(code: str) -> bool:
    """Answer whether there is an open proposal about an indicator."""
    rows = IndicatorProposal.objects.filter(indicator=code, state__in=OPEN)
    return bool(code) and bool(rows.exists())


def free_code() -> str:
    """Return the next code of an own indicator; codes are never given twice."""
    rows = IndicatorProposal.objects.filter(indicator__startswith=f"{OWN}-")
    numbers = [code.removeprefix(f"{OWN}-") for code in rows.values_list("indicator", flat=True)]
    taken = [int(number) for number in numbers if number.isdecimal()]
    return f"{OWN}-{max(taken, default=0) + 1:02d}"


def term_of(day: date) -> TermCode | None:
    """Return the term a day lies in, or the last that began before it."""
    begun = [row.code for row in calendar.terms() if row.starts <= day]
    return max(begun, key=_place, default=None)


def terms_from(day: date) -> list[TermCode]:
    """Return the terms of the calendar from the one of the day on."""
    current = term_of(day)
    codes = sorted((row.code for row in calendar.terms()), key=_place)
    return [code for code in codes if current is None or _place(code) >= _place(current)]


def _place(code: TermCode) -> Place:
    return code.year, code.number
