"""Every record of the act floor, where Django looks for them."""

from sapat.act.actions.models import Action, ActionStep, EffectCheck, NoPrevention
from sapat.act.breaches.models import Breach, BreachFile, BreachRetention, BreachStep
from sapat.act.decisions.models import Decision, DecisionStep, Dissent, Ground, Hearing
from sapat.act.meetings.models import AgendaItem, Attendance, Meeting, QuorumRule
from sapat.act.orders.models import Order, OrderNotice, OrderPoint
from sapat.act.proposals.models import Proposal
from sapat.act.reviews.models import (
    Review,
    ReviewEdition,
    ReviewInput,
    ReviewResource,
    ReviewRhythm,
)
from sapat.act.work.models import Letter, MailWish, Reminder, Substitution

__all__ = [
    "Action",
    "ActionStep",
    "AgendaItem",
    "Attendance",
    "Breach",
    "BreachFile",
    "BreachRetention",
    "BreachStep",
    "Decision",
    "DecisionStep",
    "Dissent",
    "EffectCheck",
    "Ground",
    "Hearing",
    "Letter",
    "MailWish",
    "Meeting",
    "NoPrevention",
    "Order",
    "OrderNotice",
    "OrderPoint",
    "Proposal",
    "QuorumRule",
    "Reminder",
    "Review",
    "ReviewEdition",
    "ReviewInput",
    "ReviewResource",
    "ReviewRhythm",
    "Substitution",
]
