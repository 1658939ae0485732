"""Questions about the active school's calendar."""

from datetime import date

from django.db.models import QuerySet

from sapat.school.calendar.models import SchoolYear, Term
from sapat.school.calendar.rules import TermCode, TermKind


def years() -> QuerySet[SchoolYear]:
    """Return the school years, newest first, with terms and holidays ready."""
    found: QuerySet[SchoolYear] = SchoolYear.objects.order_by("-year")
    return found.prefetch_related("terms__school_year", "holidays")


def plain_years() -> QuerySet[SchoolYear]:
    """Return the school years alone, newest first (one query)."""
    found: QuerySet[SchoolYear] = SchoolYear.objects.order_by("-year")
    return found


def year(number: int) -> SchoolYear | None:
    """Return the school year that starts in this calendar year, or None."""
    return years().filter(year=number).first()


def terms() -> list[Term]:
    """Return all terms, oldest first."""
    return list(Term.objects.select_related("school_year").order_by("starts"))


def term(code: TermCode) -> Term | SchoolYear | None:
    """Return the term (or the school year) behind a code, or None."""
    if code.kind == TermKind.YEAR:
        return year(code.year)
    found = Term.objects.filter(
        school_year__year=code.year, number=code.number, kind=code.kind
    ).select_related("school_year")
    return found.first()


def term_on(day: date) -> Term | None:
    """Return the term the day is in, or the last one before it (holidays belong to what ended)."""
    found = Term.objects.filter(starts__lte=day).select_related("school_year").order_by("-starts")
    return found.first()


def year_on(day: date) -> SchoolYear | None:
    """Return the school year the day is in, or the last one before it."""
    return SchoolYear.objects.filter(starts__lte=day).order_by("-year").first()
