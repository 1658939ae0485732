"""What the trail says about the act floor, in words; a line for each kind of change."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOLD: dict[str, Promise] = {
    "action.begun": _("An action began"),
    "action.done": _("An action was reported as done"),
    "action.dropped": _("An action was given up"),
    "action.expected": _("It was said what an action is to bring"),
    "action.handed": _("An action was given to somebody else"),
    "action.judged": _("The effect of an action was judged"),
    "action.not_needed": _("It was said why no action against the cause is needed"),
    "action.opened": _("An action was opened"),
    "action.planned": _("The steps of an action were laid out"),
    "action.step": _("A step of an action was ticked"),
}

KINDS: dict[str, Promise] = {
    "action": _("actions"),
}
"""The beginning of a kind of change, by which the trail can be narrowed."""
