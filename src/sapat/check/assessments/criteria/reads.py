"""Questions about sets of criteria of the active school."""

from django.db.models import Count, QuerySet

from sapat.check.assessments.criteria.models import CriteriaSet, Criterion


def sets() -> QuerySet[CriteriaSet]:
    """Return every edition, those in use first, with the number of their criteria."""
    rows: QuerySet[CriteriaSet] = CriteriaSet.objects.annotate(size=Count("criteria"))
    return rows.order_by("replaced_on", "kind", "name_ky", "-taken_on", "-pk")


def in_use() -> QuerySet[CriteriaSet]:
    """Return the editions that nothing has replaced."""
    return sets().filter(replaced_on__isnull=True)


def criteria(row: CriteriaSet) -> QuerySet[Criterion]:
    """Return the criteria of a set in their order."""
    found: QuerySet[Criterion] = row.criteria.all()
    return found.order_by("number")


def codes_held() -> set[tuple[str, str]]:
    """Return code and edition of every set that is here."""
    return set(CriteriaSet.objects.values_list("code", "edition"))
