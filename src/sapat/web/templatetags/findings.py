"""One step from any page to a finding."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import NoReverseMatch, reverse

register = template.Library()


@register.inclusion_tag("act/_to_finding.html", takes_context=True)
def to_finding(context: dict[str, Any], origin: str, source: str = "", **told: Any) -> Any:
    """Draw the button that writes a finding from this page.

    `told`: `label` (words of the record), `page` and `args` (its address below the school; args
    parted by commas), and what the finding takes over: `title`, `indicator`, `group`, `clause`,
    `process`, `grade`.
    """
    request = context["request"]
    may = getattr(request, "may", None)
    if may is None or not may("finding.write"):
        return {"url": ""}
    try:
        address = reverse("act:write_finding", args=[request.school.code])
    except NoReverseMatch:
        return {"url": ""}
    said = {name: str(value) for name, value in told.items() if value not in (None, "")}
    return {"url": f"{address}?{urlencode({'origin': origin, 'source': source, **said})}"}
