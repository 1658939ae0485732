"""Records that hang together, with the addresses of their pages."""

from collections.abc import Iterable

from django.urls import NoReverseMatch, reverse

from sapat.act.loop.rules import Link, Stage
from sapat.web.doors import SchoolRequest

RIGHTS = {
    Stage.REQUIREMENT: "requirement.read",
    Stage.PROCESS: "process.read",
    Stage.OBJECTIVE: "objective.read",
    Stage.SIGNAL: "signal.read",
    Stage.SOURCE: "finding.read",
    Stage.FINDING: "finding.read",
    Stage.CAUSE: "finding.read",
    Stage.ACTION: "action.read",
    Stage.EFFECT: "action.read",
    Stage.DECISION: "meeting.read",
    Stage.ORDER: "order.read",
}
"""What a link is -> the right without which nobody reads it; the others are for everybody."""


def address(request: SchoolRequest, page: str, args: Iterable[object], query: str = "") -> str:
    """Return the address of a record below the school, or nothing if it has no page."""
    if not page:
        return ""
    try:
        found = reverse(page, args=[request.school.code, *args])
    except NoReverseMatch:
        return ""
    return f"{found}?{query}" if query else found


def linked(request: SchoolRequest, links: Iterable[Link]) -> list[tuple[Link, str]]:
    """Return the links this reader may see with their addresses, for `act/_chain.html`.

    A chain of one record says nothing and is left out.
    """
    may = {stage: request.may(right) for stage, right in RIGHTS.items()}
    seen = [
        (one, "" if one.is_here else address(request, one.page, one.args, one.query))
        for one in links
        if may.get(one.stage, True)
    ]
    return seen if len(seen) > 1 else []
