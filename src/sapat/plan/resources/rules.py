"""Kinds of resources, the way of a request, and whether needs are met."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import State


class ResourceKind(TextChoices):
    """What is asked for."""

    TRAINING = "training", _("training")
    ROOM = "room", _("rooms")
    MONEY = "money", _("money")
    EQUIPMENT = "equipment", _("equipment")
    OTHER = "other", _("other resources")


class RequestState(TextChoices):
    """Where a request stands."""

    ASKED = "asked", _("waits for a decision")
    APPROVED = "approved", _("granted")
    REFUSED = "refused", _("refused")
    PROVIDED = "provided", _("provided")


class NotSo(TextChoices):
    """Why a request cannot change like that."""

    DECIDED = "decided", _("This request was decided on %(day)s.")
    NOT_GRANTED = "not_granted", _("Only what was granted can be provided.")
    NEEDS_REASON = "needs_reason", _("A refusal needs a reason.")
    NEEDS_ORDER = "needs_order", _("Granting needs the number of the order.")
    BEFORE = "before", _("The day is before the day of the request.")
    NEEDED_BEFORE = "needed_before", _("It is needed before it was asked for.")
    TOO_LITTLE = "too_little", _("Write a sum of more than zero, or leave it empty.")
    LATER = "later", _("The day lies in the future.")


class Reason(TextChoices):
    """What the proof rule answers."""

    NONE = "none", _("Nobody has asked for a resource since %(since)s, so nothing shows it.")
    UNDECIDED = "undecided", _("%(count)s requests wait longer than %(days)s days for a decision.")
    LATE = "late", _("%(count)s granted resources were not provided by their day.")
    SOON = "soon", _("%(count)s requests must be decided or provided by %(day)s.")
    MET = "met", _("Of %(count)s requests %(provided)s are provided; none is late.")


@dataclass(frozen=True)
class Need:
    """What the rule knows of a request."""

    state: str
    asked_on: date
    needed_by: date


@dataclass(frozen=True)
class Verdict:
    """The answer of the rule, before it names records."""

    state: State
    reason: Reason
    facts: dict[str, object]


def decide_by(need: Need, days: int) -> date:
    """Return the last day on which a decision is in time."""
    return need.asked_on + timedelta(days=days)


def are_needs_met(needs: Iterable[Need], day: date, *, days: int, soon: int) -> Verdict:
    """Judge the requests of the last year: decided in time and provided by their day.

    >>> are_needs_met([], date(2026, 9, 1), days=30, soon=14).state
    State.MISSING
    """
    all_needs = list(needs)
    since = day - timedelta(days=365)
    if not all_needs:
        return Verdict(State.MISSING, Reason.NONE, {"since": since})
    asked = [need for need in all_needs if need.state == RequestState.ASKED]
    granted = [need for need in all_needs if need.state == RequestState.APPROVED]
    if late := [need for need in granted if need.needed_by < day]:
        return Verdict(State.MISSING, Reason.LATE, {"count": len(late)})
    if waiting := [need for need in asked if decide_by(need, days) < day]:
        return Verdict(State.MISSING, Reason.UNDECIDED, {"count": len(waiting), "days": days})
    border = day + timedelta(days=soon)
    terms = [decide_by(need, days) for need in asked] + [need.needed_by for need in granted]
    if near := [term for term in terms if term <= border]:
        return Verdict(State.DUE, Reason.SOON, {"count": len(near), "day": border})
    provided = sum(need.state == RequestState.PROVIDED for need in all_needs)
    return Verdict(State.PROVED, Reason.MET, {"count": len(all_needs), "provided": provided})
