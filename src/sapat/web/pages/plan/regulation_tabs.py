"""The sister pages of the regulation."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from sapat.web.doors import SchoolRequest

TABS = (
    (_("Clauses"), "plan:clauses", "clause.read"),
    (_("Wheel"), "plan:wheel", "clause.read"),
    (_("This week"), "plan:digests", "duty.read"),
    (_("Control notes"), "plan:control_notes", "clause.read"),
    (_("Editions"), "plan:regulations", "clause.read"),
    (_("Standard"), "plan:standard", "clause.read"),
    (_("Glossary"), "plan:glossary", "clause.read"),
)


def tabs(request: SchoolRequest, here: str = "") -> list[dict[str, Any]]:
    """Return the tabs this member may open; `here` names the active one of a page below it."""
    found = []
    for label, page, right in TABS:
        try:
            address = reverse(page, args=[request.school.code])
        except NoReverseMatch:
            continue
        if request.may(right):
            active = page == here or address == request.path
            found.append({"label": label, "url": address, "active": active})
    return found
