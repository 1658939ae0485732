"""Figures in templates, written as reports write them."""

from collections.abc import Mapping

from django import template

from sapat.publish.exports.tables import DASH
from sapat.publish.exports.tables import figure as written

register = template.Library()


@register.filter
def figure(value: float | None, digits: int = 1) -> str:
    """Write a number with so many digits; a dash for none."""
    return DASH if value is None else written(value, digits)


@register.filter
def signed(value: float | None, digits: int = 1) -> str:
    """Write a difference with its sign; a dash for none."""
    return DASH if value is None else written(value, digits, signed=True)


@register.filter
def of(found: Mapping[str, object], name: str) -> object:
    """Return what a mapping holds under a name."""
    return found.get(name)
