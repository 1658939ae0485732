"""The sister pages of data quality."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sapat.web.doors import SchoolRequest

PAGES = (
    ("check:quality_issues", _("What needs checking"), "quality_issue.read"),
    ("check:paper_checks", _("Typed by hand"), "paper_check.read"),
)


def tabs(request: SchoolRequest) -> list[dict[str, object]]:
    """Return the tabs this member may open."""
    return [
        {
            "label": label,
            "url": (address := reverse(page, args=[request.school.code])),
            "active": address == request.path,
        }
        for page, label, needs in PAGES
        if request.may(needs)
    ]
