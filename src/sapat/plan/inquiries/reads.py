"""Questions about requests for information and studies of needs, in the active school."""

from django.db.models import QuerySet

from sapat.plan.inquiries.models import Inquiry, NeedsStudy
from sapat.plan.inquiries.rules import Study, Wanted


def inquiries() -> QuerySet[Inquiry]:
    """Return every request for information, the newest first."""
    rows: QuerySet[Inquiry] = Inquiry.objects.order_by("-asked_on", "-pk")
    return rows


def studies() -> QuerySet[NeedsStudy]:
    """Return every study of needs, the newest first."""
    rows: QuerySet[NeedsStudy] = NeedsStudy.objects.select_related("person")
    return rows.order_by("-on", "-pk")


def wanted() -> list[Wanted]:
    """Return every request as the rules judge it (one query)."""
    rows = Inquiry.objects.order_by("asked_on", "pk")
    return [Wanted(*row) for row in rows.values_list("pk", "state", "asked_on", "text")]


def judged_studies() -> list[Study]:
    """Return every study as the rules judge it (one query)."""
    return [Study(row.on, bool(row.protocol_number)) for row in NeedsStudy.objects.all()]
