"""The sister pages of findings and actions."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sapat.web.doors import SchoolRequest

TABS = (
    (_("Findings"), "act:findings"),
    (_("Actions"), "act:actions"),
    (_("Causes"), "act:causes"),
    (_("Broken chains"), "act:loop"),
)


def tabs(request: SchoolRequest) -> list[dict[str, Any]]:
    """Return the tabs; every reader of findings may open them all."""
    return [
        {
            "label": label,
            "url": (address := reverse(page, args=[request.school.code])),
            "active": address == request.path,
        }
        for label, page in TABS
    ]
