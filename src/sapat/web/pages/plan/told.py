"""What the trail says about the plan floor, in words; a line for each kind of change."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOLD: dict[str, Promise] = {
    "document.drafted": _("A document was drafted"),
}

KINDS: dict[str, Promise] = {
    "document": _("documents"),
}
"""The beginning of a kind of change, by which the trail can be narrowed."""
