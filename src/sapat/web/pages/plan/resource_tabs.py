"""The sister pages of resources and of registers."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sapat.web.doors import SchoolRequest

Tabs = tuple[tuple[Promise, str, str], ...]

RESOURCES: Tabs = (
    (_("Resources"), "plan:resources", "resource.read"),
    (_("Training plan"), "plan:trainings", "resource.read"),
    (_("Assessors"), "plan:assessors", "resource.read"),
    (_("Ethics"), "plan:ethics", "reading.own"),
)
REGISTERS: Tabs = (
    (_("Partners"), "plan:registers", "register.read"),
    (_("Export of education"), "plan:export", "register.read"),
    (_("Ratings"), "plan:ratings", "register.read"),
    (_("Change requests"), "plan:change_requests", "change.ask"),
)


def tabs(request: SchoolRequest, which: Tabs) -> list[dict[str, Any]]:
    """Return the tabs this member may open."""
    return [
        {
            "label": label,
            "url": (address := reverse(page, args=[request.school.code])),
            "active": address == request.path,
        }
        for label, page, right in which
        if request.may(right)
    ]
