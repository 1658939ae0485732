"""What every page shows around itself: the menu, the school, the theme."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sapat import __version__
from sapat.core.rights import HEADS, Role, may
from sapat.school.organisations.rules import Kind


@dataclass(frozen=True)
class Entry:
    """One line of the menu, shown to those who hold its right."""

    label: Promise
    page: str
    right: str
    icon: str


MENU: tuple[tuple[Promise | None, tuple[Entry, ...]], ...] = (
    (
        None,
        (
            Entry(_("Quality"), "check:home", "indicator.read", "home"),
            Entry(_("Regulation"), "plan:clauses", "clause.read", "clause"),
            Entry(_("My work"), "act:work", "work.own", "check"),
            Entry(_("My contribution"), "plan:contribution", "reading.own", "hand"),
            Entry(_("My readings"), "plan:my_readings", "reading.own", "sign"),
        ),
    ),
    (
        _("Plan"),
        (
            Entry(_("Documents"), "plan:documents", "document.read", "report"),
            Entry(_("Acknowledgements"), "plan:readings", "reading.follow", "sign"),
            Entry(_("Policy and objectives"), "plan:policy", "objective.read", "target"),
            Entry(_("Plans"), "plan:plans", "plan.read", "calendar"),
            Entry(_("Processes and duties"), "plan:processes", "process.read", "process"),
            Entry(_("Requirements"), "plan:requirements", "requirement.read", "council"),
            Entry(_("Instruments"), "plan:instruments", "instrument.read", "scale"),
            Entry(_("Resources and training"), "plan:resources", "resource.read", "book"),
            Entry(_("Registers"), "plan:registers", "register.read", "trail"),
        ),
    ),
    (
        _("Evidence and results"),
        (
            Entry(_("Evidence"), "evidence:imports", "evidence.read", "evidence"),
            Entry(_("Indicators"), "check:indicators", "indicator.read", "indicators"),
            Entry(_("Deputy head's table"), "check:table", "indicator.read", "table"),
            Entry(_("Comparisons"), "check:comparisons", "comparison.read", "scale"),
            Entry(_("Tests"), "check:tests", "test.read", "book"),
            Entry(_("Reports"), "publish:reports", "report.read", "report"),
        ),
    ),
    (
        _("Check"),
        (
            Entry(_("Signals"), "check:signals", "signal.read", "alert"),
            Entry(_("Data quality"), "check:quality_issues", "quality_issue.read", "question"),
            Entry(_("Audits"), "check:audits", "audit.read", "clause"),
            Entry(_("Self-assessment"), "check:assessments", "self_assessment.read", "star"),
            Entry(_("Expertise and ratings"), "check:expertises", "expertise.read", "indicators"),
        ),
    ),
    (
        _("Decisions"),
        (
            Entry(_("Findings and actions"), "act:findings", "finding.read", "target"),
            Entry(_("Meetings"), "act:meetings", "meeting.read", "council"),
            Entry(_("Orders"), "act:orders", "order.read", "sign"),
            Entry(_("Management review"), "act:reviews", "review.read", "process"),
            Entry(_("Breaches"), "act:breaches", "breach.read", "cross"),
        ),
    ),
    (
        _("The school itself"),
        (
            Entry(_("School"), "school:school", "school.read", "school"),
            Entry(_("People"), "school:people", "people.read", "people"),
            Entry(_("Classes"), "school:classes", "class.read", "classes"),
        ),
    ),
)
"""The menu in groups, in the order of the quality cycle; a page that is not there is left out."""

THEMES = (
    ("", _("As the device"), "auto"),
    ("light", _("Light"), "sun"),
    ("dark", _("Dark"), "moon"),
)

STATUSES: dict[str, tuple[str, Promise]] = {
    "high": ("star", _("above the norm")),
    "normal": ("check", _("within the norm")),
    "attention": ("alert", _("needs attention")),
    "critical": ("cross", _("critical")),
    "no_data": ("question", _("no data")),
    "waiting": ("clock", _("waits for evidence")),
    "not_applicable": ("dash", _("not applicable")),
}
"""Status of a figure -> its icon and its words; colour alone says nothing."""

CLAUSE_STATES: dict[str, tuple[str, Promise]] = {
    "clause_proved": ("check", _("proved")),
    "clause_due": ("alert", _("due soon")),
    "clause_missing": ("cross", _("missing")),
    "clause_waiting": ("clock", _("waits for Sapat")),
    "clause_not_applicable": ("dash", _("not applicable")),
}
"""State of a clause, likewise; what waits for Sapat is told apart from what is missing."""

LATER = "second_step_later"
"""Session key: this person wants no reminder of the second step until the next sign-in."""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the menu of the request's school, for every template."""
    school = getattr(request, "school", None)
    theme = request.COOKIES.get("theme", "")
    context: dict[str, Any] = {
        "theme": theme if theme in {"light", "dark"} else "",
        "themes": THEMES,
        "version": __version__,
        "many_schools": _many_schools(request),
    }
    if school is not None:
        roles: frozenset[Role] = getattr(request, "roles", frozenset())
        context["school"] = school
        context["school_name"] = school.edition(timezone.localdate()).name
        context["roles"] = [role.label for role in Role if role in roles]
        context["menu"] = _menu(request, school.code, roles)
        context["offer_second_step"] = _offer(request, roles)
    return context


def _menu(request: HttpRequest, code: str, roles: frozenset[Role]) -> list[dict[str, Any]]:
    """Return the groups of lines this member may follow; the best fitting line is active."""
    groups: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for label, entries in MENU:
        found: list[dict[str, Any]] = [
            {"label": entry.label, "url": address, "icon": entry.icon, "page": entry.page}
            for entry in entries
            if may(roles, entry.right) and (address := _address(entry.page, code))
        ]
        groups.append({"label": label, "lines": found})
        lines += found
    fitting = [line for line in lines if request.path.startswith(str(line["url"]))]
    best = max(fitting, key=lambda line: len(str(line["url"])), default=None)
    for line in lines:
        line["active"] = line is best
    return [group for group in groups if group["lines"]]


def _many_schools(request: HttpRequest) -> bool:
    """Answer, without asking the database, whether the member may have a school to change to."""
    member = getattr(request, "member", None)
    holdings = member.holdings if member else ()
    places = {holding.place_id for holding in holdings}
    return len(places) > 1 or any(holding.place_kind != Kind.SCHOOL for holding in holdings)


def _offer(request: HttpRequest, roles: frozenset[Role]) -> Callable[[], bool]:
    """Return the question whether to offer the second step; asked only by pages that print it."""

    def offer() -> bool:
        if not roles & HEADS or request.session.get(LATER):
            return False
        return not Authenticator.objects.filter(
            user=request.user, type=Authenticator.Type.TOTP
        ).exists()

    return offer


def _address(page: str, code: str) -> str:
    try:
        return reverse(page, args=[code])
    except NoReverseMatch:
        return ""
