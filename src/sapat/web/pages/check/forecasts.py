"""Forecasts: what is expected of each indicator, and how earlier forecasts fared."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from sapat.check.monitoring import reads
from sapat.check.monitoring.models import KeptForecast
from sapat.plan.indicators.rules import Indicator
from sapat.web.doors import SchoolRequest, right
from sapat.web.pages.check.signal_tabs import tabs
from sapat.web.pages.check.terms import indicator_url
from sapat.web.pages.check.words import amount

A_PAGE = 20


@dataclass(frozen=True)
class ShownForecast:
    """One kept forecast in words."""

    row: KeptForecast
    indicator: Indicator
    url: str

    @property
    def term(self) -> str:
        """Return the term it speaks of."""
        code = self.row.code
        return code.label if code else self.row.term

    @property
    def value(self) -> str:
        """Return what is or was expected."""
        return amount(self.row.value, self.indicator)

    @property
    def range(self) -> str:
        """Return the ends of the 95 % interval, or a dash."""
        if self.row.low95 is None or self.row.high95 is None:
            return "—"
        low, high = (amount(end, self.indicator) for end in (self.row.low95, self.row.high95))
        return f"{low} – {high}"

    @property
    def fact(self) -> str:
        """Return what happened, or nothing."""
        return "" if self.row.fact is None else amount(self.row.fact, self.indicator)

    @property
    def look(self) -> str:
        """Return how the comparison is drawn."""
        return {True: "normal", False: "attention"}.get(self.row.held, "waiting")  # type: ignore[arg-type]

    @property
    def verdict(self) -> str:
        """Return how it fared, in words."""
        if self.row.held is None:
            return _("no interval") if self.row.fact is not None else _("awaited")
        return (
            pgettext("forecast", "held") if self.row.held else pgettext("forecast", "did not hold")
        )


def shown_forecasts(request: SchoolRequest, rows: list[KeptForecast]) -> list[ShownForecast]:
    """Return forecasts in words; those of indicators the school no longer has are left out."""
    known = reads.names()
    return [
        ShownForecast(
            row, known[row.indicator], indicator_url(request.school.code, row.indicator, "")
        )
        for row in rows
        if row.indicator in known
    ]


def record_sentence(rows: list[KeptForecast]) -> str:
    """Say how many of the compared forecasts held."""
    compared = [row for row in rows if row.held is not None]
    if not compared:
        return _("No forecast has been compared with what happened yet.")
    held = sum(bool(row.held) for row in compared)
    return _(
        "%(held)s of %(all)s forecasts held: what happened lay in the interval. "
        "Of good intervals about 95 in 100 hold."
    ) % {"held": held, "all": len(compared)}


@right("signal.read")
@require_safe
def forecasts(request: SchoolRequest) -> HttpResponse:
    """Show what is expected next, and the record of what was expected before."""
    rows = reads.forecasts()
    compared = [row for row in rows if row.fact is not None]
    page = Paginator(compared, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs(request),
        "coming": shown_forecasts(request, [row for row in rows if row.fact is None]),
        "past": shown_forecasts(request, list(page)),
        "page": page,
        "record": record_sentence(rows),
    }
    return render(request, "check/forecasts.html", context)
