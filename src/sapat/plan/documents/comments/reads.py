"""Questions about comments."""

from django.db.models import Count, Q, QuerySet

from sapat.plan.documents.comments.models import EditionComment
from sapat.plan.documents.models import DocumentEdition


def comments_on(edition: DocumentEdition) -> QuerySet[EditionComment]:
    """Return the comments on an edition, in the order in which they were made."""
    rows: QuerySet[EditionComment] = EditionComment.objects.filter(edition=edition)
    return rows.select_related("person", "answered_by").order_by("said_at", "pk")


def unanswered(edition: DocumentEdition) -> int:
    """Return how many comments on an edition have no answer."""
    return EditionComment.objects.filter(edition=edition, verdict="").count()


def unanswered_each() -> dict[int, int]:
    """Return edition id -> comments without an answer (one query)."""
    counted = EditionComment.objects.filter(verdict="").values_list("edition_id")
    return dict(counted.annotate(count=Count("pk")).order_by())


def counts(edition: DocumentEdition) -> dict[str, int]:
    """Return how many comments were made, accepted and declined."""
    found: dict[str, int] = EditionComment.objects.filter(edition=edition).aggregate(
        made=Count("pk"),
        accepted=Count("pk", filter=Q(verdict="accepted")),
        declined=Count("pk", filter=Q(verdict="declined")),
    )
    return found
