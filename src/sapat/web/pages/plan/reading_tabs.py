"""The sister pages of acknowledgements, and what several of them show alike."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sapat.core.rights import Role
from sapat.plan.acknowledgements import staffing
from sapat.plan.acknowledgements.rules import Arrival, Standing
from sapat.plan.acknowledgements.staffing import Colleague
from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.texts import reads as texts
from sapat.publish.papers.prose import nodes
from sapat.web.doors import SchoolRequest
from sapat.web.papers import shown_nodes

TABS = (
    (_("Follow-up"), "plan:readings", "reading.follow"),
    (_("Newcomers"), "plan:newcomers", "reading.follow"),
    (_("Paper sheets"), "plan:sheets", "reading.follow"),
    (_("What is read by whom"), "plan:asked_documents", "reading.follow"),
    (_("My readings"), "plan:my_readings", "reading.own"),
)

LOOKS = {
    Standing.READ: "normal",
    Standing.WAITING: "waiting",
    Standing.LATE: "critical",
    Standing.DECLINED: "attention",
}
ARRIVALS = {
    Arrival.IN_TIME: "normal",
    Arrival.WAITING: "waiting",
    Arrival.LATE: "attention",
    Arrival.UNREAD: "critical",
}
"""Where somebody stands -> how it is drawn; what is late is drawn so that it is seen."""

EVERYWHERE = frozenset(
    {
        Role.DIRECTOR,
        Role.DEP_ACADEMIC,
        Role.DEP_UPBRINGING,
        Role.ADMINISTRATION,
        Role.ACADEMIC_DEPT,
        Role.CLERK,
        Role.AUDITOR,
    }
)
"""Roles whose work with readings does not end at their own unit."""


def tabs(request: SchoolRequest) -> list[dict[str, Any]]:
    """Return the tabs this member may open."""
    return [
        {
            "label": label,
            "url": (address := reverse(page, args=[request.school.code])),
            "active": address == request.path,
        }
        for label, page, needed in TABS
        if request.may(needed)
    ]


def own_units(request: SchoolRequest) -> frozenset[str] | None:
    """Return the units this member answers for; None: all of them."""
    if request.roles & EVERYWHERE:
        return None
    person = request.member.person_id
    heads = staffing.heads(localdate())
    return frozenset(key for key, people in heads.items() if person in people)


def is_mine(colleague: Colleague, units: frozenset[str] | None) -> bool:
    """Answer whether this member answers for the colleague."""
    return units is None or colleague.unit.key in units


def shown_text(edition: DocumentEdition) -> dict[str, Any]:
    """Return the text in the reader's language, or in the document's own, as a page draws it."""
    main = edition.document.language
    language = (get_language() or main)[:2]
    text = texts.text_in(edition, language)
    if text is None or not text.text.strip():
        text, language = texts.main_text(edition), main
    return {
        "text": text,
        "text_language": language,
        "is_translation": bool(text) and language != main,
        "is_foreign": bool(text) and language != (get_language() or main)[:2],
        "title": (text.title if text else "") or edition.document.title,
        "nodes": shown_nodes(nodes(text.text), below=3) if text else [],
        "file": texts.text_file(edition, language) or texts.text_file(edition, main),
        "annexes": texts.annexes(edition),
        "digest": text.digest if text else "",
    }
