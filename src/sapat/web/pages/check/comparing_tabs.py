"""The sister pages of comparison and progress."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sapat.web.doors import SchoolRequest

TABS = (
    (_("By figure"), "check:comparisons", "comparison.read"),
    (_("From their own start"), "check:progress", "progress.read"),
    (_("My lessons"), "check:own_progress", "progress.read"),
    (_("Teachers"), "check:teacher_progress", "comparison.by_teacher"),
)


def tabs(request: SchoolRequest, active: str, query: str = "") -> list[dict[str, Any]]:
    """Return the tabs that the reader may open, the open one marked."""
    return [
        {
            "label": label,
            "url": reverse(page, args=[request.school.code]) + query,
            "active": page == active,
        }
        for label, page, right in TABS
        if request.may(right)
    ]
