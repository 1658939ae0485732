"""The sister pages of plans, and the words they share."""

from typing import Any

from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from sapat.plan.planning import rules
from sapat.web.doors import SchoolRequest

TABS = (
    (_("Plans"), "plan:plans", "plan.read"),
    (_("My measures"), "plan:my_measures", "reading.own"),
    (_("All measures"), "plan:measures", "plan.read"),
    (_("Units and measures"), "plan:coverage", "plan.read"),
    (_("Yearly cycle"), "plan:cycle", "plan.change"),
)


def tabs(request: SchoolRequest) -> list[dict[str, Any]]:
    """Return the tabs this member may open, the open one marked."""
    return [
        {
            "label": label,
            "url": (address := reverse(page, args=[request.school.code])),
            "active": address == request.path,
        }
        for label, page, right in TABS
        if request.may(right)
    ]


def months() -> list[tuple[int, str]]:
    """Return the months in the order of a school year, by number and name."""
    return [(number, str(MONTHS[number])) for number in rules.MONTHS]
