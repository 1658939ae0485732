"""What every page shows around itself: the menu, the school, the theme."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sapat.core.rights import Role, may


@dataclass(frozen=True)
class Entry:
    """One line of the menu, shown to those who hold its right."""

    label: Promise
    page: str
    right: str
    icon: str


MENU = (
    Entry(_("Quality"), "check:home", "indicator.read", "home"),
    Entry(_("Indicators"), "check:indicators", "indicator.read", "indicators"),
    Entry(_("Deputy head's table"), "check:table", "indicator.read", "table"),
    Entry(_("Evidence"), "evidence:imports", "evidence.read", "evidence"),
    Entry(_("Reports"), "publish:reports", "report.read", "report"),
    Entry(_("School"), "school:school", "school.read", "school"),
    Entry(_("People"), "school:people", "people.read", "people"),
    Entry(_("Classes"), "school:classes", "class.read", "classes"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the menu of the request's school, for every template."""
    school = getattr(request, "school", None)
    theme = request.COOKIES.get("theme", "")
    context: dict[str, Any] = {"theme": theme if theme in {"light", "dark"} else "", "menu": []}
    if school is not None:
        roles: frozenset[Role] = getattr(request, "roles", frozenset())
        context["school"] = school
        context["school_name"] = school.edition(timezone.localdate()).name
        context["roles"] = sorted(roles)
        context["menu"] = [
            {"label": entry.label, "url": address, "icon": entry.icon, "page": entry.page}
            for entry in MENU
            if may(roles, entry.right) and (address := _address(entry.page, school.code))
        ]
    return context


def _address(page: str, code: str) -> str:
    try:
        return reverse(page, args=[code])
    except NoReverseMatch:
        return ""
