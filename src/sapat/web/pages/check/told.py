"""What the trail says about the check floor, in words; a line for each kind of change."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["KINDS", "TOLD", "_"]

TOLD: dict[str, Promise] = {}

KINDS: dict[str, Promise] = {}
"""The beginning of a kind of change, by which the trail can be narrowed."""
