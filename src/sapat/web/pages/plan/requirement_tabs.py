"""The sister pages of requirements."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sapat.web.doors import SchoolRequest

TABS = (
    (_("Register"), "plan:requirements"),
    (_("Groups"), "plan:groups"),
    (_("Licence and accreditation"), "plan:sets"),
    (_("Programmes"), "plan:programmes"),
    (_("Technologies"), "plan:technologies"),
    (_("Information requests"), "plan:inquiries"),
)


def tabs(request: SchoolRequest) -> list[dict[str, Any]]:
    """Return the tabs; every reader of requirements may open them all."""
    return [
        {
            "label": label,
            "url": (address := reverse(page, args=[request.school.code])),
            "active": address == request.path,
        }
        for label, page in TABS
    ]
