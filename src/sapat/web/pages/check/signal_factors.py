"""What lay behind the signals of a school year: the few causes that matter most."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.monitoring import reads
from sapat.check.monitoring.judging import A_YEAR
from sapat.check.monitoring.rules import Bar
from sapat.publish.pictures.drawing import for_page
from sapat.publish.signals import factors_paper, factors_picture
from sapat.school.calendar.rules import year_label
from sapat.web.doors import SchoolRequest, right
from sapat.web.pages.check.signal_tabs import tabs
from sapat.web.papers import answer_with


@right("signal.read")
@require_safe
def factors(request: SchoolRequest) -> HttpResponse:
    """Show how often each factor was named in a school year."""
    years = reads.years()
    year = _year(request, years)
    bars = _bars(year)
    context = {
        "tabs": tabs(request),
        "years": [(each, year_label(each)) for each in years],
        "year": year,
        "drawn": for_page(factors_picture(bars, year), (get_language() or "ky")[:2])
        if bars
        else None,
    }
    return render(request, "check/factors.html", context)


@right("signal.read")
@require_safe
def factors_sheet(request: SchoolRequest) -> HttpResponse:
    """Show the factors of a school year as they are printed, or hand them out."""
    year = _year(request, reads.years())
    bars = _bars(year)
    return answer_with(
        request,
        lambda language: factors_paper(request.school, bars, year, language=language, at=now()),
        back=reverse("check:factors", args=[request.school.code]) + f"?year={year or ''}",
        back_to=_("Causes"),
    )


def _bars(year: int | None) -> list[Bar]:
    """Return the factors of a school year, or of the last twelve months."""
    if year is None:
        return reads.pareto_since(localdate() - timedelta(days=A_YEAR))
    return reads.pareto_of(year)


def _year(request: SchoolRequest, years: list[int]) -> int | None:
    """Return the year that is asked for, None for the last twelve months; 404 for another."""
    asked = request.GET.get("year", "")
    if not asked:
        return None
    if asked not in {str(year) for year in years}:
        raise Http404
    return int(asked)
