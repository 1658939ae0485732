"""Which norms hold in the active school."""

from datetime import datetime

from sapat.plan.indicators.models import Frame, Norm


def norms_in(year: int) -> dict[str, Norm]:
    """Return indicator -> the school's own norm that holds in a school year (one query)."""
    rows = Norm.objects.filter(since_year__lte=year).order_by("since_year", "pk")
    return {row.indicator: row for row in rows}


def norms_of(indicator: str) -> list[Norm]:
    """Return every norm the school has set for an indicator, newest first."""
    return list(Norm.objects.filter(indicator=indicator).order_by("-since_year", "-pk"))


def all_norms(*, at: datetime | None = None) -> list[Norm]:
    """Return the norms the school had set by a moment, in the order in which they take over."""
    found = Norm.objects.order_by("since_year", "pk")
    return list(found.filter(noted_at__lte=at) if at else found)


def frames() -> list[Frame]:
    """Return the indicators of which norm and need are written down, in order."""
    return list(Frame.objects.order_by("indicator"))
