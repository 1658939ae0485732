"""Which scale holds where, in the active school."""

from django.db.models import QuerySet

from sapat.school.scales.models import MarkScale, ScaleUse
from sapat.school.scales.rules import Scale


def scales() -> QuerySet[MarkScale]:
    """Return the school's scales, with the grades they are used in."""
    found: QuerySet[MarkScale] = MarkScale.objects.order_by("code")
    return found.prefetch_related("uses")


def scale_of_grades(year: int) -> dict[int, Scale]:
    """Return grade (year of study) -> scale in a school year; the latest use wins (one query)."""
    uses = ScaleUse.objects.filter(from_year__lte=year).select_related("scale")
    by_grade: dict[int, Scale] = {}
    for use in uses.order_by("from_year", "pk"):
        for grade in range(use.first_grade, use.last_grade + 1):
            by_grade[grade] = use.scale.scale
    return by_grade
