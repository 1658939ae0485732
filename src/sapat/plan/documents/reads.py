"""Questions about documents and their editions."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Max, Q, QuerySet

from sapat.core.rights import Role
from sapat.plan.documents.models import Citation, Document, DocumentEdition, DocumentReview
from sapat.plan.documents.rules import IN_WORK, EditionState
from sapat.school.people.models import Person, Post, current


def documents() -> QuerySet[Document]:
    """Return every document of the active school, by index and title."""
    found: QuerySet[Document] = Document.objects.select_related("unit")
    return found.order_by("index", "title")


def document(about: str) -> Document | None:
    """Return the document that is this to Sapat, such as `policy`, or None."""
    rows = Document.objects.filter(about=about).order_by("-pk")
    found: Document | None = rows.first() if about else None
    return found


def editions(document: Document) -> QuerySet[DocumentEdition]:
    """Return the editions of a document, newest first."""
    found: QuerySet[DocumentEdition] = document.editions.select_related(
        "document", "body", "prepared_by", "approved_by", "co_author"
    )
    return found.order_by("-number")


def newest_editions(document_ids: Iterable[int] | None = None) -> dict[int, list[DocumentEdition]]:
    """Return document id -> its editions, newest first (one query)."""
    rows = DocumentEdition.objects.select_related("body", "document").order_by("-number")
    if document_ids is not None:
        rows = rows.filter(document__in=list(document_ids))
    found: dict[int, list[DocumentEdition]] = {}
    for row in rows:
        found.setdefault(row.document_id, []).append(row)
    return found


def in_force(document: Document, day: date) -> DocumentEdition | None:
    """Return the edition of a document that is or was in force on the day, or None."""
    rows = _holding(day).filter(document=document)
    found: DocumentEdition | None = rows.first()
    return found


def in_force_about(about: str, day: date) -> DocumentEdition | None:
    """Return the edition in force on the day of what is this to Sapat, or None."""
    rows = _holding(day).filter(document__about=about)
    found: DocumentEdition | None = rows.first() if about else None
    return found


def all_in_force(day: date) -> list[DocumentEdition]:
    """Return every edition in force on the day with its document and body (one query)."""
    return list(_holding(day))


def in_work(document: Document) -> DocumentEdition | None:
    """Return the edition that is being prepared, or None."""
    found: DocumentEdition | None = document.editions.filter(state__in=IN_WORK).first()
    return found


def _holding(day: date) -> QuerySet[DocumentEdition]:
    """Return the editions that hold on the day: signed, begun, and not yet ended."""
    signed = Q(state__in=[EditionState.IN_FORCE, EditionState.SUPERSEDED])
    signed |= Q(state=EditionState.WITHDRAWN, effective_from__isnull=False)
    rows: QuerySet[DocumentEdition] = DocumentEdition.objects.filter(
        signed | Q(state__in=IN_WORK),
        Q(effective_until__isnull=True) | Q(effective_until__gt=day),
        effective_from__lte=day,
    )
    return rows.select_related("document", "body", "approved_by", "co_author").order_by(
        "-effective_from", "-number"
    )


def coming(day: date) -> list[DocumentEdition]:
    """Return the signed editions whose day has come, in the order in which they take over."""
    rows = DocumentEdition.objects.filter(state__in=IN_WORK, effective_from__lte=day)
    return list(rows.select_related("document", "school").order_by("effective_from", "pk"))


def last_reviews(by: date | None = None) -> dict[int, date]:
    """Return document id -> day of its last review (one query)."""
    rows = DocumentReview.objects.all()
    if by:
        rows = rows.filter(reviewed_on__lte=by)
    return dict(rows.values_list("document_id").annotate(last=Max("reviewed_on")).order_by())


def reviews(document: Document) -> QuerySet[DocumentReview]:
    """Return the reviews of a document, newest first."""
    found: QuerySet[DocumentReview] = document.reviews.select_related("person", "edition")
    return found.order_by("-reviewed_on", "-pk")


def citations(edition: DocumentEdition) -> QuerySet[Citation]:
    """Return the acts an edition stands on."""
    found: QuerySet[Citation] = edition.citations.select_related("act__replaced_by")
    return found.order_by("act__kind", "act__name_ky")


def cited_by_each() -> dict[int, list[Citation]]:
    """Return edition id -> its citations with their acts (one query)."""
    found: dict[int, list[Citation]] = {}
    for row in Citation.objects.select_related("act__replaced_by"):
        found.setdefault(row.edition_id, []).append(row)
    return found


def citing(act_id: int) -> list[DocumentEdition]:
    """Return the editions in force or in work that cite an act."""
    rows = DocumentEdition.objects.filter(citations__act=act_id).filter(
        Q(state__in=IN_WORK | {EditionState.IN_FORCE})
    )
    return list(rows.select_related("document").order_by("document__title", "number"))


def citing_each() -> dict[int, int]:
    """Return act id -> documents in force or in work that cite it (one query)."""
    states = IN_WORK | {EditionState.IN_FORCE}
    rows = Citation.objects.filter(edition__state__in=states)
    found: dict[int, set[int]] = {}
    for act_id, document_id in rows.values_list("act_id", "edition__document_id"):
        found.setdefault(act_id, set()).add(document_id)
    return {act_id: len(papers) for act_id, papers in found.items()}


def roles_held(day: date) -> set[str]:
    """Return the posts that somebody holds on the day (one query)."""
    rows = Post.objects.filter(current(day))
    return set(rows.values_list("role", flat=True).distinct().order_by())


def directors() -> list[Person]:
    """Return everybody who holds or held the post of the director."""
    posts = Post.objects.filter(role=Role.DIRECTOR)
    people = Person.objects.filter(pk__in=posts.values("person"), erased_at__isnull=True)
    return list(people.order_by("family_name", "given_name"))


def count_by_index(states: Iterable[str]) -> dict[str, int]:
    """Return index of a file -> documents in it with an edition in one of the states."""
    rows = DocumentEdition.objects.filter(state__in=list(states)).values("document").distinct()
    counted = Document.objects.filter(pk__in=rows).values_list("index")
    return dict(counted.annotate(count=Count("pk")).order_by())


def staff_count(day: date) -> int:
    """Return how many people hold a post on the day."""
    count: int = Post.objects.filter(current(day)).values("person").distinct().count()
    return count


def last_movement() -> date | None:
    """Return the latest day on which a document was drafted, signed or reviewed."""
    newest = DocumentEdition.objects.aggregate(
        drafted=Max("drafted_on"), adopted=Max("adopted_on"), approved=Max("approved_on")
    )
    reviewed = DocumentReview.objects.aggregate(last=Max("reviewed_on"))["last"]
    return max((day for day in (*newest.values(), reviewed) if day), default=None)


def stalled(day: date, patience: int) -> list[Document]:
    """Return the documents whose newest edition has lain unsigned for so many days (one query)."""
    drafted = day - timedelta(days=patience)
    waiting = DocumentEdition.objects.filter(
        Q(effective_from__isnull=True) | Q(effective_from__gt=day),
        state__in=IN_WORK,
        drafted_on__lt=drafted,
    )
    return list(Document.objects.filter(pk__in=waiting.values("document")).order_by("pk"))
