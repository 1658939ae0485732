"""The life of what the checks find: plain values in, an answer out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import State


class IssueState(TextChoices):
    """Where an issue stands."""

    OPEN = "open", _("needs checking")
    EXPLAINED = "explained", _("explained")
    ACCEPTED = "accepted", _("accepted as it is")
    FIXED = "fixed", _("the data no longer show it")


class Turn(TextChoices):
    """What happened to an issue."""

    FOUND = "found", _("A check found it")
    GREW = "grew", _("It grew since the answer")
    CAME_BACK = "came_back", _("It came back")
    EXPLAINED = "explained", _("Explained")
    ACCEPTED = "accepted", _("Accepted as it is")
    FIXED = "fixed", _("The data no longer show it")


class NotSo(TextChoices):
    """Why an issue cannot be answered like that."""

    GONE = "gone", _("The data no longer show this; there is nothing to answer.")
    NEEDS_WORDS = "needs_words", _("Say in a few words why it is so.")
    STILL_THERE = "still_there", _("The data still show it. Bring in the corrected file first.")
    NOT_YOURS = "not_yours", _("Only the head of quality may accept data as they are.")


ANSWERS = {IssueState.EXPLAINED: Turn.EXPLAINED, IssueState.ACCEPTED: Turn.ACCEPTED}
SETTLED = frozenset({IssueState.EXPLAINED, IssueState.ACCEPTED})


def turn_of(state: str | None, answered: int, found: int | None) -> Turn | None:
    """Return what a look at the data does to an issue, or None if nothing changes.

    `state` is None for what was never seen; `found` is how much the data show now, None for
    nothing; `answered` is how much there was when somebody answered.

    >>> turn_of(IssueState.EXPLAINED, 4, 4), turn_of(IssueState.EXPLAINED, 4, 9)
    (None, Turn.GREW)
    """
    if found is None:
        return None if state in (None, IssueState.FIXED) else Turn.FIXED
    if state is None:
        return Turn.FOUND
    if state == IssueState.FIXED:
        return Turn.CAME_BACK
    if state in SETTLED and found > answered:
        return Turn.GREW
    return None


def state_after(turn: str) -> IssueState:
    """Return where an issue stands after what happened to it."""
    if turn in (Turn.FOUND, Turn.GREW, Turn.CAME_BACK):
        return IssueState.OPEN
    return IssueState(turn)


def key_of(check: str, data: str, year: int, term: int, group: Iterable[object]) -> str:
    """Return the name that is the same whenever the same thing is found.

    >>> key_of("marks_missing", "period_marks", 2025, 1, [12, 4])
    'marks_missing:period_marks:2025.1:12.4'
    """
    return f"{check}:{data}:{year}.{term}:{'.'.join(str(each) for each in group)}"


class Reason(TextChoices):
    """What the proof rule answers."""

    NEVER = "never", _("The data have not been checked yet.")
    OLD = "old", _("The data were last checked on %(day)s; more has come in since.")
    UNANSWERED = (
        "unanswered",
        _("%(count)s issues that may mislead wait longer than %(days)s days."),
    )
    THIN = "thin", _("The data of %(term)s are %(percent)s %% complete; %(least)s %% are needed.")
    WAITING = "waiting", _("%(count)s issues that may mislead wait for an answer by %(day)s.")
    SETTLED = (
        "settled",
        _("The data were checked on %(day)s; of %(all)s issues %(settled)s are settled."),
    )


@dataclass(frozen=True)
class Known:
    """What the proof rule knows of one issue."""

    pk: int
    severity: str
    state: str
    opened_on: date


@dataclass(frozen=True)
class Checked:
    """What is known of the last look at the data, and of what it looked at."""

    on: date | None
    is_current: bool
    term: str = ""
    percent: float | None = None


@dataclass(frozen=True)
class Terms:
    """How long an answer may wait and how complete the data must be."""

    days: int
    least: int


Judged = tuple[State, Reason, dict[str, object]]


def judge(issues: Sequence[Known], checked: Checked, terms: Terms, day: date) -> Judged:
    """Judge whether what is incomplete or inaccurate is found and settled in time."""
    if checked.on is None:
        return State.MISSING, Reason.NEVER, {}
    if not checked.is_current:
        return State.DUE, Reason.OLD, {"day": checked.on}
    waiting = [one for one in issues if one.state == IssueState.OPEN and one.severity == "high"]
    late = [one for one in waiting if one.opened_on + timedelta(days=terms.days) < day]
    if late:
        return State.MISSING, Reason.UNANSWERED, {"count": len(late), "days": terms.days}
    if checked.percent is not None and checked.percent < terms.least:
        told = {"term": checked.term, "percent": int(checked.percent), "least": terms.least}
        return State.MISSING, Reason.THIN, told
    if waiting:
        by = min(one.opened_on for one in waiting) + timedelta(days=terms.days)
        return State.DUE, Reason.WAITING, {"count": len(waiting), "day": by}
    settled = sum(one.state != IssueState.OPEN for one in issues)
    facts: dict[str, object] = {"day": checked.on, "all": len(issues), "settled": settled}
    return State.PROVED, Reason.SETTLED, facts
