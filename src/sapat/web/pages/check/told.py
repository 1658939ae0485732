"""What the trail says about the check floor, in words; a line for each kind of change."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["KINDS", "TOLD", "_"]

TOLD: dict[str, Promise] = {
    "quality_issue.accepted": _("Data were accepted as they are"),
    "quality_issue.explained": _("An issue in the data was explained"),
    "quality_issue.looked": _("The data were checked"),
}

KINDS: dict[str, Promise] = {
    "quality_issue": _("data quality"),
}
"""The beginning of a kind of change, by which the trail can be narrowed."""
