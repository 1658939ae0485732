"""The way of a management review, how often it is held, and what proves that it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.days import months_after
from sapat.core.proofs import State

USUAL_TIMES = 2
"""Reviews a year where the school has set nothing else: the regulation leaves it open (N6)."""
APPROVE_DAYS = 14
"""Days in which a review that was held is judged, decided upon and approved."""
REQUIRED = ("policy", "objectives", "audits", "indicators", "actions")
"""Inputs without which the analysis of a year is not joint (A7.5-2)."""


class ReviewState(TextChoices):
    """Where a review stands."""

    PLANNED = "planned", _("planned")
    HELD = "held", _("inputs frozen, to be judged")
    APPROVED = "approved", _("approved")
    CALLED_OFF = "called_off", _("called off")


class Step(TextChoices):
    """What is done with a review."""

    MOVE = "move", _("change the plan")
    FREEZE = "freeze", _("freeze the inputs")
    FREEZE_AGAIN = "freeze_again", _("freeze the inputs again")
    JUDGE = "judge", _("judge an input")
    DECIDE = "decide", _("decide")
    CONCLUDE = "conclude", _("write the conclusion")
    APPROVE = "approve", _("approve")
    CALL_OFF = "call_off", _("call off")


FROM: Mapping[Step, frozenset[ReviewState]] = {
    Step.MOVE: frozenset({ReviewState.PLANNED}),
    Step.FREEZE: frozenset({ReviewState.PLANNED}),
    Step.FREEZE_AGAIN: frozenset({ReviewState.HELD}),
    Step.JUDGE: frozenset({ReviewState.HELD}),
    Step.DECIDE: frozenset({ReviewState.HELD}),
    Step.CONCLUDE: frozenset({ReviewState.HELD}),
    Step.APPROVE: frozenset({ReviewState.HELD}),
    Step.CALL_OFF: frozenset({ReviewState.PLANNED}),
}
"""From which states each step is possible; from no other."""


class Judgement(TextChoices):
    """What the director says of an input."""

    GOOD = "good", _("works as it should")
    IMPROVE = "improve", _("to be improved")
    BAD = "bad", _("does not work")


class Suitability(TextChoices):
    """What the review says of the system: does it suit the school."""

    YES = "yes", _("suits the school")
    PARTLY = "partly", _("suits in part, is to be changed")
    NO = "no", _("does not suit the school")


class Effectiveness(TextChoices):
    """What the review says of the system: does it work."""

    YES = "yes", _("works effectively")
    PARTLY = "partly", _("works in part")
    NO = "no", _("does not work")


class NotSo(TextChoices):
    """Why a review cannot change like that."""

    WRONG_STEP = "wrong_step", _("This review is %(state)s: “%(step)s” is not possible now.")
    BACKWARDS = "backwards", _("The period begins on %(since)s, after the day of the review.")
    TOMORROW = "tomorrow", _("The review is on %(day)s: its inputs are frozen on the day itself.")
    SAME_DAY = "same_day", _("A review is already planned for %(day)s.")
    NO_REASON = "no_reason", _("Write the reason.")
    NO_WORDS = "no_words", _("Write in words what you see.")
    NO_INPUTS = "no_inputs", _("Nothing was gathered: there is nothing to freeze.")
    OLD_EDITION = "old_edition", _("This input belongs to an earlier edition.")
    UNJUDGED = "unjudged", _("%(count)s inputs are not judged yet: %(names)s.")
    NO_DECISION = "no_decision", _("A review ends with at least one decision.")
    NO_RESOURCES = (
        "no_resources",
        _("Ask for resources, or write in the conclusion why none are needed."),
    )
    NO_CONCLUSION = "no_conclusion", _("Write the conclusion: does the system suit, does it work.")
    NOT_DIRECTOR = "not_director", _("Only the director approves a review.")
    CHANGED_SINCE = (
        "changed_since",
        _("The review was changed while you read it: read it again before you approve."),
    )


def may_step(step: Step, state: str) -> bool:
    """Answer whether a review in this state can take the step.

    >>> may_step(Step.APPROVE, "planned"), may_step(Step.APPROVE, "held")
    (False, True)
    """
    return state in FROM[step]


def next_due(last: date | None, times: int, began: date) -> date:
    """Return by when the next review is held: so many months after the last, or after the begin.

    >>> next_due(date(2026, 1, 20), 2, date(2025, 9, 1))
    datetime.date(2026, 7, 20)
    """
    return months_after(last or began, 12 // times)


@dataclass(frozen=True)
class Ready:
    """A review as its approval looks at it."""

    unjudged: Sequence[str]
    decisions: int
    requests: int
    no_resources: str
    suits: str
    works: str
    words: str


def why_not_approve(ready: Ready) -> tuple[NotSo, dict[str, object]] | None:
    """Return the first objection to approving a review, or None.

    >>> why_not_approve(Ready([], 0, 1, "", "yes", "yes", "Жакшы"))
    (NotSo.NO_DECISION, {})
    """
    if ready.unjudged:
        named = ", ".join(ready.unjudged[:3]) + ("…" if len(ready.unjudged) > 3 else "")
        return NotSo.UNJUDGED, {"count": len(ready.unjudged), "names": named}
    if not ready.decisions:
        return NotSo.NO_DECISION, {}
    if not (ready.suits and ready.works and ready.words.strip()):
        return NotSo.NO_CONCLUSION, {}
    if not ready.requests and not ready.no_resources.strip():
        return NotSo.NO_RESOURCES, {}
    return None


@dataclass(frozen=True)
class Held:
    """A review as the proofs look at it."""

    on: date
    approved: bool
    there: frozenset[str] = frozenset()
    """Codes of the inputs that had figures."""


class Reason(TextChoices):
    """What the reviews show, in one sentence."""

    NEVER = "never", _("No management review has been held.")
    FIRST_DUE = "first_due", _("The first review is due by %(day)s.")
    HELD = "held", _("The last review was held on %(last)s; the next is due by %(day)s.")
    SOON = "soon", _("The last review was held on %(last)s; the next is due by %(day)s already.")
    OVERDUE = "overdue", _("The last review was held on %(last)s; one was due by %(day)s.")
    NOT_APPROVED = (
        "not_approved",
        _("The review of %(last)s was held, but is not approved with its decisions yet."),
    )
    NO_ANALYSIS = "no_analysis", _("No review was approved since %(since)s.")
    NOT_JOINT = "not_joint", _("The analysis of %(last)s lacks: %(names)s.")
    JOINT = "joint", _("The analysis of %(last)s covers all that it must, with its sources.")
    ANALYSIS_DUE = "analysis_due", _("The analysis of %(last)s holds until %(day)s.")


Judged = tuple[State, Reason, dict[str, object]]


@dataclass(frozen=True)
class Rhythm:
    """How often reviews are held, since when, and how near is near."""

    times: int
    began: date
    soon: int = 30


def judge_held(held: Iterable[Held], rhythm: Rhythm, day: date) -> Judged:
    """Judge whether management reviews the system as often as the school has set (A2-11)."""
    rows = sorted((one for one in held if one.on <= day), key=lambda one: one.on)
    approved = [one for one in rows if one.approved]
    last = approved[-1].on if approved else None
    by = next_due(last, rhythm.times, rhythm.began)
    if rows and not rows[-1].approved:
        late = day > rows[-1].on + timedelta(days=APPROVE_DAYS) and day > by
        state = State.MISSING if late else State.DUE
        return state, Reason.NOT_APPROVED, {"last": rows[-1].on}
    if last is None:
        if by < day:
            return State.MISSING, Reason.NEVER, {}
        return State.DUE, Reason.FIRST_DUE, {"day": by}
    facts: dict[str, object] = {"last": last, "day": by}
    if by < day:
        return State.MISSING, Reason.OVERDUE, facts
    if by <= day + timedelta(days=rhythm.soon):
        return State.DUE, Reason.SOON, facts
    return State.PROVED, Reason.HELD, facts


def judge_analysis(
    held: Iterable[Held], day: date, *, months: int, required: Sequence[str], soon: int
) -> tuple[State, Reason, dict[str, object], tuple[str, ...]]:
    """Judge whether one analysis of the year joins all it must (A7.5-2); also what it lacks."""
    since = months_after(day, -months)
    approved = sorted((one for one in held if one.approved and since < one.on <= day),
                      key=lambda one: one.on)  # fmt: skip
    if not approved:
        return State.MISSING, Reason.NO_ANALYSIS, {"since": since}, ()
    whole = [one for one in approved if not set(required) - one.there]
    if not whole:
        last = approved[-1]
        lacks = tuple(code for code in required if code not in last.there)
        return State.MISSING, Reason.NOT_JOINT, {"last": last.on}, lacks
    last = whole[-1]
    ends = months_after(last.on, months)
    if ends <= day + timedelta(days=soon):
        return State.DUE, Reason.ANALYSIS_DUE, {"last": last.on, "day": ends}, ()
    return State.PROVED, Reason.JOINT, {"last": last.on}, ()
