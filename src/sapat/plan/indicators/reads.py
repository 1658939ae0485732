"""Which norms hold in the active school."""

from sapat.plan.indicators.models import Norm


def norms_in(year: int) -> dict[str, Norm]:
    """Return indicator -> the school's own norm that holds in a school year (one query)."""
    rows = Norm.objects.filter(since_year__lte=year).order_by("since_year", "pk")
    return {row.indicator: row for row in rows}


def norms_of(indicator: str) -> list[Norm]:
    """Return every norm the school has set for an indicator, newest first."""
    return list(Norm.objects.filter(indicator=indicator).order_by("-since_year", "-pk"))


def all_norms() -> list[Norm]:
    """Return every norm the school has set, in the order in which they take over (one query)."""
    return list(Norm.objects.order_by("since_year", "pk"))
