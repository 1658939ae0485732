"""One step from any page to a finding, and from a decision to an action."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import NoReverseMatch, reverse

from sapat.check.findings import reads
from sapat.web.sources import known_of

register = template.Library()

PRIVATE = "breach."
"""Rights of pages about one person, from which no finding takes over words by itself."""


@register.inclusion_tag("act/_to_finding.html", takes_context=True)
def to_finding(context: dict[str, Any], origin: object, source: str = "", **told: Any) -> Any:
    """Draw the button that writes a finding from this page.

    `origin`: a record that `sapat.web.sources` knows, or where a finding comes from, with `told`:
    `label` (words of the record), `page` and `args` (its address below the school; args parted by
    commas), and what the finding takes over: `title`, `indicator`, `group`, `clause`, `process`,
    `grade`. A record whose finding is still open leads to it.
    """
    request = context["request"]
    known = None if isinstance(origin, str) else known_of(origin)
    if known is not None:
        origin, source, told = known.origin, known.source, {**known.told, **told}
    address = _address(request, "finding.write", "act:write_finding")
    if not address or not isinstance(origin, str):
        return {"url": ""}
    if source and known is not None:
        there = reads.open_findings().filter(source=source).first()
        if there is not None:
            return {"url": reverse("act:finding", args=[request.school.code, there.pk]),
                    "there": there}  # fmt: skip
    said = {name: str(value) for name, value in told.items() if value not in (None, "")}
    return {"url": f"{address}?{urlencode({**said, 'origin': origin, 'source': source})}"}


@register.simple_tag(takes_context=True)
def finding_here(context: dict[str, Any], label: object) -> str:
    """Return the address at which a finding is written from any page of a school, or nothing."""
    request = context["request"]
    match, address = request.resolver_match, _address(request, "finding.write", "act:write_finding")
    if not address or not match or match.view_name == "act:write_finding":
        return ""
    if str(getattr(match.func, "right", "")).startswith(PRIVATE):
        return ""  # a finding is read by all: what is said of one person stays where it is
    args = [str(value) for name, value in match.kwargs.items() if name != "code"]  # the school's
    told = {"origin": "hand", "label": label, "page": match.view_name, "args": ",".join(args)}
    return f"{address}?{urlencode(told)}"


@register.simple_tag(takes_context=True)
def improve_from(context: dict[str, Any], record: object) -> str:
    """Return the address at which an improvement that answers a record is opened, or nothing."""
    known = known_of(record)
    address = _address(context["request"], "action.plan", "act:open_improvement")
    return f"{address}?{urlencode(known.told)}" if known and address else ""


def _address(request: Any, right: str, page: str) -> str:
    may = getattr(request, "may", None)
    if may is None or not may(right):
        return ""
    try:
        return reverse(page, args=[request.school.code])
    except NoReverseMatch:
        return ""
