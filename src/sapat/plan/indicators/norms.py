"""When a school's own norm may stand in the place of the catalogue's."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.plan.indicators.rules import Levels


class NotSo(TextChoices):
    """Why a norm cannot be set like that."""

    UNKNOWN = "unknown", _("There is no indicator %(code)s.")
    FALLING = "falling", _("Where more is better, target, normal and alarm go downwards.")
    RISING = "rising", _("Where less is better, target, normal and alarm go upwards.")
    NO_BODY = "no_body", _("Name the body that approved the norm and its protocol.")
    NOT_YET = "not_yet", _("The protocol is dated %(day)s, which has not come yet.")
    NO_NUMBER = "no_number", _("Write the three levels as numbers.")


@dataclass(frozen=True)
class Approval:
    """Who approved a norm: the body, its protocol and the day."""

    body: str
    protocol: str
    decided_on: date


def why_not_norm(levels: Levels, better: str, approval: Approval, *, today: date) -> NotSo | None:
    """Return the first objection to a norm, or None.

    >>> why_not_norm(Levels(30, 45, 60), "higher", Approval("Council", "4", date(2025, 9, 1)),
    ...              today=date(2025, 9, 2))
    NotSo.FALLING
    """
    if not all(abs(level) < float("inf") for level in (levels.target, levels.ok, levels.alarm)):
        return NotSo.NO_NUMBER
    if not levels.are_in_order(better):
        return NotSo.FALLING if better == "higher" else NotSo.RISING
    if not approval.body.strip() or not approval.protocol.strip():
        return NotSo.NO_BODY
    if approval.decided_on > today:
        return NotSo.NOT_YET
    return None
