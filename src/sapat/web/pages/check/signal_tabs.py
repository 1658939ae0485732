"""The sister pages of signals."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sapat.check.monitoring.reads import Sight
from sapat.web.doors import SchoolRequest

TABS = (
    (_("Signals"), "check:signals"),
    (_("Causes"), "check:factors"),
    (_("Forecasts"), "check:forecasts"),
)


def tabs(request: SchoolRequest) -> list[dict[str, Any]]:
    """Return the tabs; every reader of signals may open them all."""
    return [
        {
            "label": label,
            "url": (address := reverse(page, args=[request.school.code])),
            "active": address == request.path,
        }
        for label, page in TABS
    ]


def sight_of(request: SchoolRequest) -> Sight:
    """Return whose figures the member may see: a teacher's only the teacher and the heads."""
    return Sight(request.may("indicator.by_teacher"), request.member.person_id)
