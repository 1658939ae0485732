"""Which school year a list shows."""

from django.utils.timezone import localdate

from sapat.school.calendar import reads
from sapat.school.calendar.models import SchoolYear
from sapat.web.doors import SchoolRequest


def chosen_year(request: SchoolRequest) -> tuple[list[SchoolYear], int | None]:
    """Return the school years to choose from, and the one asked for or running (one query)."""
    years = list(reads.plain_years())
    wanted = request.GET.get("year", "")
    if chosen := next((year.year for year in years if str(year.year) == wanted), None):
        return years, chosen
    begun = [year.year for year in years if year.starts <= localdate()]
    return years, next(iter(begun), years[0].year if years else None)
