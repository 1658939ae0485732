"""What lay behind the signals of a school year: the few causes that matter most."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sapat.check.monitoring import reads
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
    bars = reads.pareto_of(year) if year else []
    context = {
        "tabs": tabs(request),
        "years": [(each, year_label(each)) for each in years],
        "year": year,
        "drawn": for_page(factors_picture(year, bars), (get_language() or "ky")[:2])
        if year and bars
        else None,
    }
    return render(request, "check/factors.html", context)


@right("signal.read")
@require_safe
def factors_sheet(request: SchoolRequest) -> HttpResponse:
    """Show the factors of a school year as they are printed, or hand them out."""
    year = _year(request, reads.years())
    if year is None:
        raise Http404
    bars = reads.pareto_of(year)
    return answer_with(
        request,
        lambda language: factors_paper(request.school, year, bars, language=language, at=now()),
        back=reverse("check:factors", args=[request.school.code]) + f"?year={year}",
        back_to=_("Causes"),
    )


def _year(request: SchoolRequest, years: list[int]) -> int | None:
    """Return the year that is asked for, or the newest with signals; 404 for another."""
    asked = request.GET.get("year", "")
    if not asked:
        return years[0] if years else None
    if asked not in {str(year) for year in years}:
        raise Http404
    return int(asked)
