"""Which procedures the school carries out on a day."""

from datetime import date

from django.db.models import Q, QuerySet

from sapat.plan.instruments.sheets import shipped
from sapat.plan.procedures.models import AssessmentProcedure
from sapat.school.people.models import Post, current


def procedures(day: date) -> QuerySet[AssessmentProcedure]:
    """Return the procedures that are carried out on a day."""
    open_then = Q(until__isnull=True) | Q(until__gt=day)
    found: QuerySet[AssessmentProcedure] = AssessmentProcedure.objects.filter(
        open_then, since__lte=day
    )
    return found


def on(day: date) -> list[AssessmentProcedure]:
    """Return the procedures of a day, read once."""
    return list(procedures(day))


def held(day: date) -> frozenset[str]:
    """Return the posts somebody holds on a day (one query)."""
    rows = Post.objects.filter(current(day)).values_list("role", flat=True)
    return frozenset(rows)


def fed_by() -> dict[str, str]:
    """Return indicator -> the shipped instrument its figures come from."""
    return {code: sheet.code for sheet in shipped().values() for code in sheet.feeds}
