"""The sister pages of management reviews."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sapat.web.doors import SchoolRequest

TABS = (
    (pgettext_lazy("management", "Reviews"), "act:reviews"),
    (_("Effectiveness by year"), "act:review_effectiveness"),
    (_("Breaches in numbers"), "act:breach_counts"),
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
