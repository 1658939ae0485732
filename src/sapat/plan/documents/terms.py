"""When a document is to be looked at again, and what is wrong with how it is kept."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.plan.documents.rules import IN_WORK, EditionState

PATIENCE = 30
"""Days a draft, or an edition that only waits for the director, may lie before it is told."""


class Problem(TextChoices):
    """What the document audit finds."""

    NONE_IN_FORCE = "none_in_force", _("no edition is in force")
    REVIEW_OVERDUE = "review_overdue", _("the review is overdue")
    STALLED = "stalled", _("the approval has stalled")
    UNANSWERED = "unanswered", _("comments have no answer")
    OUTDATED_ACT = "outdated_act", _("cites an act that was replaced")
    BEHIND = "behind", _("a translation is behind")
    NO_INDEX = "no_index", _("has no place in the nomenclature")
    NO_OWNER = "no_owner", _("nobody holds the post that keeps it")


@dataclass(frozen=True)
class Keeping:
    """How a document is kept, in plain values."""

    state: str
    """State of the edition in force, or of the newest one."""
    waiting_state: str = ""
    """State of the edition that is being prepared, if any."""
    waiting_since: date | None = None
    scheduled: bool = False
    """Everything is signed; only the day is still to come."""
    review_due: date | None = None
    comments_until: date | None = None
    unanswered: int = 0
    outdated_acts: int = 0
    behind: bool = False
    has_index: bool = True
    has_owner: bool = True


def problems(keeping: Keeping, day: date) -> tuple[Problem, ...]:
    """Return what is wrong with how a document is kept on the day, gravest first."""
    if keeping.state == EditionState.WITHDRAWN:
        return ()
    asked_in_vain = keeping.comments_until and keeping.comments_until < day and keeping.unanswered
    found = {
        Problem.NONE_IN_FORCE: keeping.state != EditionState.IN_FORCE and _lies(keeping, day),
        Problem.REVIEW_OVERDUE: keeping.review_due is not None and keeping.review_due < day,
        Problem.STALLED: keeping.waiting_state in IN_WORK - {EditionState.DRAFT}
        and _lies(keeping, day),
        Problem.UNANSWERED: bool(asked_in_vain),
        Problem.OUTDATED_ACT: keeping.outdated_acts > 0,
        Problem.BEHIND: keeping.behind,
        Problem.NO_INDEX: not keeping.has_index,
        Problem.NO_OWNER: not keeping.has_owner,
    }
    return tuple(problem for problem, stands in found.items() if stands)


def _lies(keeping: Keeping, day: date) -> bool:
    """Answer whether nobody has moved the edition in work for too long."""
    if keeping.scheduled:
        return False
    since = keeping.waiting_since
    return since is None or day - since > timedelta(days=PATIENCE)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of a shorter month.

    >>> months_after(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def review_due(
    effective_from: date | None, reviewed_on: date | None, months: int | None
) -> date | None:
    """Return by when a document in force is to be looked at again, or None for never."""
    if not months or effective_from is None:
        return None
    return months_after(max(effective_from, reviewed_on or effective_from), months)
