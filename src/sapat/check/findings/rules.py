"""The life of a finding: written, confirmed or refused, its cause named, closed, perhaps again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.days import months_after

REPEAT_MONTHS = 24
"""How long a finding is remembered: the same within two years is a repeat (practice of audits)."""
CONFIRM_DAYS = 5
"""Days in which management confirms or refuses a finding (instruments, audit protocol)."""
ACT_DAYS = 10
"""Days after the confirmation in which an action is opened."""


class Grade(TextChoices):
    """How grave a finding is: five grades, good practice among them."""

    MAJOR = "major", _("major nonconformity")
    MINOR = "minor", _("minor nonconformity")
    REMARK = "remark", _("remark")
    CHANCE = "chance", _("opportunity to improve")
    GOOD = "good", _("good practice")


NONCONFORMING = frozenset({Grade.MAJOR, Grade.MINOR})
"""Grades that need a cause, and an action whose effect is shown."""


class Origin(TextChoices):
    """Where a finding comes from."""

    SIGNAL = "signal", _("a signal")
    AUDIT = "audit", _("an internal audit")
    CONTROL = "control", _("in-school control")
    COMPLAINT = "complaint", _("a complaint or a proposal")
    OBSERVATION = "observation", _("a lesson observation")
    SURVEY = "survey", _("a survey")
    ASSESSMENT = "assessment", _("self-assessment")
    EXTERNAL = "external", _("an external assessment")
    DUTY = "duty", _("a breach of a duty")
    BREACH = "breach", _("a breach of the policy")
    DATA = "data", _("a check of the data")
    MEETING = "meeting", _("a meeting")
    REVIEW = "review", _("a management review")
    EXPERTISE = "expertise", _("an expert review")
    RATING = "rating", _("a rating")
    HAND = "hand", _("somebody noticed it")


class FindingState(TextChoices):
    """Where a finding stands."""

    WRITTEN = "written", _("waits for confirmation")
    CONFIRMED = "confirmed", _("confirmed, in work")
    REFUSED = "refused", _("not confirmed")
    CLOSED = "closed", _("closed")


class Happened(TextChoices):
    """A step in the life of a finding; each is kept."""

    WRITTEN = "written", _("written down")
    CORRECTED = "corrected", _("reworded")
    CONFIRMED = "confirmed", _("management confirmed it")
    REFUSED = "refused", _("management did not confirm it")
    CAUSE = "cause", _("a cause was named")
    HANDED = "handed", _("handed to somebody else")
    CLOSED = "closed", _("closed")
    REOPENED = "reopened", _("opened again")


class NotSo(TextChoices):
    """Why a finding cannot change like that."""

    NO_TITLE = "no_title", _("Write what was found.")
    NOT_YET = "not_yet", _("The day %(day)s has not come yet.")
    BEFORE = "before", _("The finding was written on %(day)s; this cannot be earlier.")
    WRONG_STATE = "wrong_state", _("This finding is %(state)s: that step is not its next one.")
    NO_REASON = "no_reason", _("Write the reason.")
    NO_OWNER = "no_owner", _("Say who answers for it.")
    NO_CAUSE = "no_cause", _("Name the root cause first: ask “why?” until nothing more follows.")
    ROOT_NEEDS_WORDS = "root_needs_words", _("Write the cause.")
    NOT_ITS_CAUSE = "not_its_cause", _("That cause belongs to another finding.")
    HAS_BELOW = "has_below", _("Other causes hang on this one: take them away first.")
    BUSY = "busy", _("This finding from “%(label)s” is already open: № %(number)s.")


NEXT: dict[str, frozenset[str]] = {
    FindingState.WRITTEN: frozenset({FindingState.CONFIRMED, FindingState.REFUSED}),
    FindingState.CONFIRMED: frozenset({FindingState.CLOSED}),
    FindingState.REFUSED: frozenset(),
    FindingState.CLOSED: frozenset({FindingState.CONFIRMED}),
}
"""State -> what it may become; nothing else is possible, on no way."""

OPEN = frozenset({FindingState.WRITTEN, FindingState.CONFIRMED})


def may_become(state: str, then: str) -> bool:
    """Answer whether a finding may go from one state to another.

    >>> may_become(FindingState.WRITTEN, FindingState.CLOSED)
    False
    """
    return then in NEXT[state]


@dataclass(frozen=True)
class Stood:
    """A step with its day."""

    happened: str
    on: date


def days_open(steps: Iterable[Stood], day: date) -> int:
    """Return on how many days a finding was open until the day, pauses not counted.

    Closed and opened again counts twice, so no reopening can make it look quick.

    >>> wrote = Stood(Happened.WRITTEN, date(2026, 9, 1))
    >>> days_open([wrote, Stood(Happened.CLOSED, date(2026, 9, 11))], date(2026, 12, 1))
    10
    """
    total, since = 0, None
    for step in sorted(steps, key=lambda one: one.on):
        if step.happened in {Happened.WRITTEN, Happened.REOPENED} and since is None:
            since = step.on
        elif step.happened in {Happened.CLOSED, Happened.REFUSED} and since is not None:
            total += (step.on - since).days
            since = None
    return total + (max(0, (day - since).days) if since is not None else 0)


@dataclass(frozen=True)
class Likeness:
    """What makes two findings the same: the figure of the same group, the clause, the process."""

    indicator: str = ""
    group: str = ""
    clause: str = ""
    process: int | None = None

    @property
    def says_something(self) -> bool:
        """Answer whether there is anything to compare."""
        return bool(self.indicator or self.clause or self.process)


@dataclass(frozen=True)
class Earlier:
    """A finding of before."""

    pk: int
    found_on: date
    likeness: Likeness


def repeats(new: Likeness, found_on: date, before: Iterable[Earlier]) -> int | None:
    """Return the newest finding of the last two years that is the same, or None.

    >>> was = Earlier(7, date(2026, 1, 10), Likeness(clause="A7.2-1"))
    >>> repeats(Likeness(clause="A7.2-1"), date(2026, 9, 1), [was])
    7
    """
    since = months_after(found_on, -REPEAT_MONTHS)
    same = [
        one
        for one in before
        if new.says_something and one.likeness == new and since <= one.found_on <= found_on
    ]
    return max(same, key=lambda one: (one.found_on, one.pk)).pk if same else None


@dataclass(frozen=True)
class Cause:
    """A cause and the one it explains; without one above, it explains the finding itself."""

    pk: int
    above: int | None
    is_root: bool
    factor: str = ""


def root_causes(causes: Sequence[Cause]) -> list[Cause]:
    """Return the causes marked as the root: what has to change so that it does not come back."""
    return [cause for cause in causes if cause.is_root]


def depth(cause: Cause, causes: Sequence[Cause]) -> int:
    """Return how many times “why?” was asked to reach a cause; the first answer is 1."""
    known = {one.pk: one for one in causes}
    count, at = 1, cause
    while at.above in known and count <= len(known):
        at = known[at.above]
        count += 1
    return count


def confirm_by(found_on: date) -> date:
    """Return the day by which a finding is confirmed or refused."""
    return found_on + timedelta(days=CONFIRM_DAYS)
