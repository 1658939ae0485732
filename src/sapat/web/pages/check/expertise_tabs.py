"""The sister pages of expert reviews and ratings."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from sapat.web.doors import SchoolRequest

TABS = (
    (_("Expert reviews"), "check:expertises"),
    (_("Ratings of the school's own"), "check:ratings"),
    (_("Outside ratings"), "check:outside_ratings"),
)


def tabs(request: SchoolRequest) -> list[dict[str, Any]]:
    """Return the tabs; every reader of reviews may open them all."""
    found = []
    for label, page in TABS:
        try:
            address = reverse(page, args=[request.school.code])
        except NoReverseMatch:
            continue
        found.append({"label": label, "url": address, "active": address == request.path})
    return found
