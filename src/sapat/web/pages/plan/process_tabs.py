"""The sister pages of processes and duties."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sapat.web.doors import SchoolRequest

TABS = (
    (_("Processes"), "plan:processes", "process.read"),
    (_("From requirement to evidence"), "plan:chains", "process.read"),
    (_("Responsibility matrix"), "plan:duties", "duty.read"),
    (_("Who has read their contribution"), "plan:contributions", "reading.follow"),
)


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
