"""The sister pages of the register of documents, and what a reader may see there."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.rules import visible_states
from sapat.web.doors import SchoolRequest, found_or_404, seen

TABS = (
    (_("Documents"), "plan:documents", "document.read"),
    (_("Document audit"), "plan:document_audit", "document.comment"),
    (_("Nomenclature of files"), "plan:nomenclature", "document.read"),
    (_("Cited acts"), "plan:acts", "document.read"),
)

STATUS = {
    "draft": "no_data",
    "discussion": "waiting",
    "adopted": "waiting",
    "approved": "waiting",
    "in_force": "normal",
    "superseded": "not_applicable",
    "withdrawn": "not_applicable",
}
"""State of an edition -> the look of its mark."""


def tabs(request: SchoolRequest) -> list[dict[str, Any]]:
    """Return the tabs this member may open."""
    return [
        {
            "label": label,
            "url": (address := reverse(page, args=[request.school.code])),
            "active": address == request.path,
        }
        for label, page, right in TABS
        if request.may(right)
    ]


def states(request: SchoolRequest) -> frozenset[str]:
    """Return the states of editions this member may see."""
    return visible_states(
        writes=request.may("document.write"), comments=request.may("document.comment")
    )


def seen_edition(request: SchoolRequest, pk: int) -> DocumentEdition:
    """Return the edition if this member may see it at its stage."""
    row = seen(request, DocumentEdition, pk)
    edition: DocumentEdition = found_or_404(row if row.state in states(request) else None)
    return edition


def status(edition: DocumentEdition) -> tuple[str, str]:
    """Return the look and the words of an edition's state."""
    words = str(_("signed, waits for its day")) if edition.is_scheduled else ""
    return STATUS[edition.state], words or str(edition.get_state_display())
