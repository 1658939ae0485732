"""The sister pages of instruments: what is measured, with what, how often, by whom."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from sapat.web.doors import SchoolRequest

TABS = (
    (_("Instruments"), "plan:instruments", "instrument.read"),
    (_("System of indicators"), "plan:proposals", "indicator.read"),
    (_("Norm and need"), "plan:frames", "indicator.read"),
    (_("Assessment procedures"), "plan:procedures", "instrument.read"),
    (_("Map of procedures"), "plan:procedure_map", "instrument.read"),
)


def tabs(request: SchoolRequest) -> list[dict[str, Any]]:
    """Return the tabs this member may open."""
    return [
        {"label": label, "url": address, "active": address == request.path}
        for label, page, right in TABS
        if request.may(right) and (address := _address(page, request.school.code))
    ]


def _address(page: str, code: str) -> str:
    try:
        return reverse(page, args=[code])
    except NoReverseMatch:
        return ""
