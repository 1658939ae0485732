"""The way of a proposal, and whether proposals are answered and carried out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.days import months_after
from sapat.core.proofs import State

ANSWER_DAYS = 14
"""Days in which administration answers, where the proposal names no other."""


class ProposalState(TextChoices):
    """Where a proposal stands."""

    MADE = "made", _("waits for an answer")
    ACCEPTED = "accepted", _("accepted, to be carried out")
    DECLINED = "declined", _("declined")
    DONE = "done", _("fulfilled")
    TAKEN_BACK = "taken_back", _("taken back")


class NotSo(TextChoices):
    """Why a proposal cannot be made or changed like that."""

    NO_TEXT = "no_text", _("Write what is proposed.")
    NO_RESULT = "no_result", _("Name the result of assessment from which the proposal follows.")
    TOMORROW = "tomorrow", _("The day %(day)s has not come yet.")
    BEFORE = "before", _("The proposal was made only on %(day)s.")
    NO_REASON = "no_reason", _("An answer needs its reason.")
    NO_TERM = "no_term", _("Say who carries it out and by when.")
    WRONG_STEP = "wrong_step", _("This proposal is %(state)s: that is not possible now.")
    NOT_YOURS = "not_yours", _("Nobody answers their own proposal.")
    NO_WORDS = "no_words", _("Write what was done and what came of it.")


class Reason(TextChoices):
    """What proposals show, in one sentence."""

    NONE = "none", _("No proposal was made within %(months)s months.")
    UNANSWERED = "unanswered", _("%(count)s proposals had no answer in time.")
    WAITING = "waiting", _("%(count)s proposals wait for an answer, within the term.")
    ANSWERED = "answered", _("All %(count)s proposals of %(months)s months were answered.")
    NONE_DONE = "none_done", _("None of the %(count)s proposals has been carried out yet.")
    LATE = "late", _("%(count)s accepted proposals are past their day.")
    DONE = "done", _("%(done)s of %(count)s proposals were carried out; none is late.")


@dataclass(frozen=True)
class Proposed:
    """A proposal as the rules see it."""

    made_on: date
    answer_by: date
    state: str
    answered_on: date | None = None
    do_by: date | None = None
    done_on: date | None = None


@dataclass(frozen=True)
class Verdict:
    """The answer of a rule, before it names records."""

    state: State
    reason: Reason
    facts: Mapping[str, object]
    since: date | None = None


def _within(rows: Sequence[Proposed], day: date, months: int) -> list[Proposed]:
    since = months_after(day, -months)
    left_out = ProposalState.TAKEN_BACK
    return [row for row in rows if since <= row.made_on <= day and row.state != left_out]


def are_answered(rows: Sequence[Proposed], day: date, months: int, soon: int) -> Verdict:
    """Judge whether the proposals of the last months were answered by their term."""
    recent = _within(rows, day, months)
    if not recent:
        return Verdict(State.MISSING, Reason.NONE, {"months": months})
    open_ = [row for row in recent if row.state == ProposalState.MADE]
    if late := sum(row.answer_by < day for row in open_):
        return Verdict(State.MISSING, Reason.UNANSWERED, {"count": late})
    if any(row.answer_by <= day + timedelta(days=soon) for row in open_):
        return Verdict(State.DUE, Reason.WAITING, {"count": len(open_)})
    facts = {"count": len(recent) - len(open_), "months": months}
    since = max((row.answered_on for row in recent if row.answered_on), default=None)
    if since is None:
        return Verdict(State.DUE, Reason.WAITING, {"count": len(open_)})
    return Verdict(State.PROVED, Reason.ANSWERED, facts, since)


def are_carried_out(rows: Sequence[Proposed], day: date, months: int) -> Verdict:
    """Judge whether what was accepted in the last months is carried out or within its term."""
    recent = _within(rows, day, months)
    if not recent:
        return Verdict(State.MISSING, Reason.NONE, {"months": months})
    accepted = [row for row in recent if row.state == ProposalState.ACCEPTED]
    if late := sum(row.do_by is not None and row.do_by < day for row in accepted):
        return Verdict(State.MISSING, Reason.LATE, {"count": late})
    done = [row.done_on for row in recent if row.state == ProposalState.DONE and row.done_on]
    if not done:
        state = State.DUE if accepted else State.MISSING
        return Verdict(state, Reason.NONE_DONE, {"count": len(recent)})
    facts = {"done": len(done), "count": len(recent)}
    return Verdict(State.PROVED, Reason.DONE, facts, max(done))
