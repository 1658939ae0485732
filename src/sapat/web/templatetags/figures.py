"""Figures in templates, written as reports write them."""

from collections.abc import Mapping

from django import template
from django.utils.translation import pgettext

from sapat.check.measuring.picture import Index
from sapat.publish.exports.tables import DASH
from sapat.publish.exports.tables import figure as written
from sapat.web.shell import STATUSES

register = template.Library()

ENOUGH = 0.5
"""Share of its indicators an index needs for its status to be said without reserve."""


@register.filter
def figure(value: float | None, digits: int = 1) -> str:
    """Write a number with so many digits; a dash for none."""
    return DASH if value is None else written(value, digits)


@register.filter
def signed(value: float | None, digits: int = 1) -> str:
    """Write a difference with its sign; a dash for none."""
    return DASH if value is None else written(value, digits, signed=True)


@register.filter
def share(value: float | None, digits: int = 0) -> str:
    """Write a fraction in per cent; a dash for none."""
    return DASH if value is None else f"{written(100 * value, digits)}\u00a0%"


@register.filter
def of(found: Mapping[str, object], name: str) -> object:
    """Return what a mapping holds under a name."""
    return found.get(name)


@register.inclusion_tag("components/status.html")
def index_status(index: Index) -> dict[str, object]:
    """Say the status of an index; of few figures it is said to be preliminary."""
    picture, plain = STATUSES[index.status]
    words = str(plain)
    if index.value is not None and index.coverage < ENOUGH:
        words = pgettext("status", "%(status)s, preliminary") % {"status": words}
    return {"code": str(index.status), "icon": picture, "words": words}
