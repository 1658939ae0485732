"""The sister pages of the school's own page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sapat.web.doors import SchoolRequest

TABS = (
    (_("About the school"), "school:school", "school.read"),
    (_("Calendar"), "school:calendar", "school.read"),
    (_("Mark scales"), "school:scales", "school.read"),
    (_("Subjects"), "school:subjects", "school.read"),
    (_("Teaching load"), "school:load", "people.read"),
    (_("Councils and unions"), "school:bodies", "people.read"),
    (_("Trail of changes"), "school:trail", "trail.read"),
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
