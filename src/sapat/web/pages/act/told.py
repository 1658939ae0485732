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
    "decision.cancelled": _("A decision was cancelled"),
    "decision.carried_over": _("A decision got a new term"),
    "decision.confirmed": _("A decision was confirmed as carried out"),
    "decision.effect_checked": _("The effect of a decision was checked"),
    "decision.handed_over": _("A decision got another owner"),
    "decision.in_force": _("A decision came into force"),
    "decision.reported": _("A decision was reported as carried out"),
    "decision.restated": _("A decision was corrected before signature"),
    "decision.sent_back": _("A decision was sent back"),
    "decision.taken": _("A decision was written down"),
    "decision.taken_alone": _("The director took a decision"),
    "hearing.given": _("Figures were handed to parents or pupils"),
    "hearing.said": _("The opinion of parents or pupils was written down"),
    "meeting.called_off": _("A meeting was called off"),
    "meeting.guest_added": _("A guest was put on the list of a meeting"),
    "meeting.held": _("It was recorded who came to a meeting"),
    "meeting.invited": _("The invitations to a meeting went out"),
    "meeting.moved": _("A meeting was set to another day or place"),
    "meeting.planned": _("A meeting was planned"),
    "meeting.question_added": _("A question was put on an agenda"),
    "meeting.question_dropped": _("A question was taken off an agenda"),
    "meeting.question_restated": _("A question of an agenda was corrected"),
    "meeting.quorum_set": _("The quorum of a body was set"),
    "meeting.written": _("The minutes of a meeting were written on"),
    "minutes.closed": _("Minutes were closed for signature"),
    "minutes.returned": _("Minutes were sent back"),
    "minutes.signed": _("Minutes were signed"),
    "proposal.accepted": _("A proposal was accepted"),
    "proposal.declined": _("A proposal was declined"),
    "proposal.done": _("A proposal was carried out"),
    "proposal.made": _("A proposal was made"),
    "proposal.taken_back": _("A proposal was taken back"),
}

KINDS: dict[str, Promise] = {
    "action": _("actions"),
    "decision": _("decisions"),
    "hearing": _("opinions of parents and pupils"),
    "meeting": _("meetings"),
    "minutes": _("minutes"),
    "proposal": _("proposals"),
}
"""The beginning of a kind of change, by which the trail can be narrowed."""
