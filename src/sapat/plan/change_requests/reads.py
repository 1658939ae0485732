"""Questions about requested changes."""

from datetime import date, timedelta

from django.db.models import Case, IntegerField, QuerySet, Value, When

from sapat.plan.change_requests.models import ChangeRequest
from sapat.plan.change_requests.rules import ChangeState
from sapat.plan.documents.models import Document

ORDER = (
    ChangeState.ASKED,
    ChangeState.APPROVED,
    ChangeState.DONE,
    ChangeState.REFUSED,
    ChangeState.TAKEN_BACK,
)
OPEN = frozenset({ChangeState.ASKED, ChangeState.APPROVED})


def requests() -> QuerySet[ChangeRequest]:
    """Return every request, what waits first (one query)."""
    place = Case(
        *[When(state=state, then=Value(number)) for number, state in enumerate(ORDER)],
        output_field=IntegerField(),
    )
    found: QuerySet[ChangeRequest] = ChangeRequest.objects.all()
    return found.select_related("document", "asked_by").order_by(place, "-asked_on", "-pk")


def lately(day: date) -> list[ChangeRequest]:
    """Return the requests of the year before the day and those still open."""
    since = day - timedelta(days=365)
    left_out = ChangeState.TAKEN_BACK
    return [
        row
        for row in requests()
        if row.state != left_out and (row.asked_on >= since or row.state in OPEN)
    ]


def documents() -> QuerySet[Document]:
    """Return the documents whose change may be asked for, by title."""
    found: QuerySet[Document] = Document.objects.order_by("title", "pk")
    return found
