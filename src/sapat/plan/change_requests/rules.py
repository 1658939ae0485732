"""What may be changed on request, and whether changes go the director's way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import State


class Subject(TextChoices):
    """What is to be changed."""

    DOCUMENT = "document", _("a document")
    REGULATION = "regulation", _("a clause of the regulation")
    SETTING = "setting", _("a setting of Sapat")
    INDICATOR = "indicator", _("an indicator or a norm")
    INSTRUMENT = "instrument", _("an instrument of assessment")
    PROCESS = "process", _("a process or a duty")
    OTHER = "other", _("something else")


class ChangeState(TextChoices):
    """Where a request stands."""

    ASKED = "asked", _("waits for the director")
    APPROVED = "approved", _("approved, to be carried out")
    REFUSED = "refused", _("refused")
    DONE = "done", _("carried out")
    TAKEN_BACK = "taken_back", _("taken back")


class NotSo(TextChoices):
    """Why a request cannot change like that."""

    DECIDED = "decided", _("This request was decided on %(day)s.")
    NOT_APPROVED = "not_approved", _("Only an approved change can be carried out.")
    NEEDS_REASON = "needs_reason", _("A refusal needs a reason.")
    NOT_YOURS = "not_yours", _("Only the person who asked can take the request back.")
    BEFORE = "before", _("The day is before the day of the request.")
    LATER = "later", _("The day lies in the future.")


class Reason(TextChoices):
    """What the proof rule answers."""

    NONE = "none", _("No change has been asked for since %(since)s, so nothing shows the way.")
    UNDECIDED = "undecided", _("%(count)s requests wait longer than %(days)s days.")
    NOT_CARRIED_OUT = "not_carried_out", _("%(count)s approved changes are past their day.")
    SOON = "soon", _("%(count)s requests must be decided by %(day)s.")
    DECIDED = "decided", _("The director decided on all %(count)s requests of the year.")


@dataclass(frozen=True)
class Asked:
    """What the rule knows of a request."""

    state: str
    asked_on: date
    do_by: date | None = None


@dataclass(frozen=True)
class Verdict:
    """The answer of the rule, before it names records."""

    state: State
    reason: Reason
    facts: dict[str, object]


def are_changes_decided(asked: Iterable[Asked], day: date, *, days: int, soon: int) -> Verdict:
    """Judge the requests of the last year: decided in time, carried out by their day."""
    asked = list(asked)
    if not asked:
        return Verdict(State.MISSING, Reason.NONE, {"since": day - timedelta(days=365)})
    waiting = [one for one in asked if one.state == ChangeState.ASKED]
    if late := sum(one.asked_on + timedelta(days=days) < day for one in waiting):
        return Verdict(State.MISSING, Reason.UNDECIDED, {"count": late, "days": days})
    approved = [one for one in asked if one.state == ChangeState.APPROVED]
    if past := sum(one.do_by is not None and one.do_by < day for one in approved):
        return Verdict(State.MISSING, Reason.NOT_CARRIED_OUT, {"count": past})
    border = day + timedelta(days=soon)
    if near := sum(one.asked_on + timedelta(days=days) <= border for one in waiting):
        return Verdict(State.DUE, Reason.SOON, {"count": near, "day": border})
    return Verdict(State.PROVED, Reason.DECIDED, {"count": len(asked)})
