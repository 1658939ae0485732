"""The sister pages of meetings."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sapat.web.doors import SchoolRequest

TABS = (
    (_("Meetings"), "act:meetings"),
    (_("Decisions"), "act:decisions"),
    (_("Proposals"), "act:proposals"),
    (_("Standing questions"), "act:standing"),
)


def tabs(request: SchoolRequest) -> list[dict[str, Any]]:
    """Return the tabs, the open one marked."""
    return [
        {
            "label": label,
            "url": (address := reverse(page, args=[request.school.code])),
            "active": address == request.path,
        }
        for label, page in TABS
    ]
