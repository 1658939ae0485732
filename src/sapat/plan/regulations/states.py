"""Where an edition of a regulation stands, and why it may not change."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EditionState(TextChoices):
    """Where an edition of the school's regulation stands."""

    DRAFT = "draft", _("draft")
    IN_FORCE = "in_force", _("in force")
    SUPERSEDED = "superseded", _("superseded")


class NotSo(TextChoices):
    """Why a regulation cannot change like that."""

    UNKNOWN = "unknown", _("There is no regulation %(code)s.")
    TAKEN = "taken", _("The school has already taken this regulation on.")
    NOT_A_DRAFT = "not_a_draft", _("Only a draft can be changed. Prepare a new edition first.")
    DRAFT_STANDS = "draft_stands", _("A draft of the next edition is already being prepared.")
    NO_CLAUSE = "no_clause", _("There is no clause %(code)s in this regulation.")
    NOT_OWN = "not_own", _("A clause of the regulation stays; it can be marked as not applicable.")
    NO_REASON = "no_reason", _("Write why the clause does not apply at your school.")
    NO_HEADING = "no_heading", _("Write the heading and the meaning of the clause.")
    NO_RULE = "no_rule", _("There is no rule %(rule)s in the library.")
    BAD_VALUE = "bad_value", _("%(label)s: %(why)s")
    NO_PROTOCOL = "no_protocol", _("Write the protocol by which the council adopted the edition.")
    NO_ORDER = "no_order", _("Write the order by which the director approved the edition.")
    NO_BODY = "no_body", _("Choose the council that adopted the edition.")
    NO_DIRECTOR = "no_director", _("Nobody was director on the day of the order.")
    APPROVED_BEFORE = "approved_before", _("The order is dated before the protocol.")
    IN_FORCE_BEFORE = "in_force_before", _("An edition cannot be in force before it is approved.")
    NOT_YET = "not_yet", _("%(day)s has not come yet.")
    BEFORE_LAST = "before_last", _("The edition before it is in force from %(day)s.")
    PROPOSAL_GONE = "proposal_gone", _("This proposal no longer applies.")


@dataclass(frozen=True)
class SignOff:
    """By which protocol an edition was adopted, by which order approved, from when it holds."""

    protocol_number: str
    adopted_on: date
    order_number: str
    approved_on: date
    effective_from: date


def why_not_in_force(sign_off: SignOff, *, last: date | None, today: date) -> NotSo | None:
    """Return the first objection to putting an edition in force, or None."""
    if not sign_off.protocol_number.strip():
        return NotSo.NO_PROTOCOL
    if not sign_off.order_number.strip():
        return NotSo.NO_ORDER
    if sign_off.approved_on < sign_off.adopted_on:
        return NotSo.APPROVED_BEFORE
    if sign_off.approved_on > today:
        return NotSo.NOT_YET
    if sign_off.effective_from < sign_off.approved_on:
        return NotSo.IN_FORCE_BEFORE
    if last and sign_off.effective_from <= last:
        return NotSo.BEFORE_LAST
    return None
