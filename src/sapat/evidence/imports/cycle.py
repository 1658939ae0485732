"""Whether data live as they should: brought in, taken over, kept whole, backed up."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import State


class Reason(TextChoices):
    """What was found when the life of the data was looked at."""

    EMPTY = "empty", _("No evidence has come in yet.")
    STALE = "stale", _("The last evidence came in on %(day)s, more than %(days)s days ago.")
    LOST = "lost", _("The files of %(count)s batches are gone from the store.")
    NO_BACKUP = "no_backup", _("No backup has been made.")
    OLD_BACKUP = "old_backup", _("The last backup was made on %(day)s.")
    WAITING = "waiting", _("%(count)s files were read and wait to be taken over since %(day)s.")
    ALIVE = "alive", _("Evidence came in on %(day)s; all %(count)s batches are whole in the store.")


@dataclass(frozen=True)
class Cycle:
    """What is seen of the data on the day."""

    batches: int
    last: date | None
    lost: int
    waiting: tuple[date, ...]
    """Days on which the files came that were read and not taken over."""
    backup: date | None


@dataclass(frozen=True)
class Limits:
    """For how long evidence may fail to come, files may wait and backups may be old."""

    days: int
    waits: int
    backup: int
    """0: backups are made by others and are not looked at."""


def judge(cycle: Cycle, limits: Limits, day: date) -> tuple[State, Reason, dict[str, object]]:
    """Return what the life of the data proves on the day."""
    if cycle.last is None:
        return State.MISSING, Reason.EMPTY, {}
    if cycle.lost:
        return State.MISSING, Reason.LOST, {"count": cycle.lost}
    if cycle.last < day - timedelta(days=limits.days):
        return State.MISSING, Reason.STALE, {"day": cycle.last, "days": limits.days}
    if limits.backup and cycle.backup is None:
        return State.MISSING, Reason.NO_BACKUP, {}
    if limits.backup and cycle.backup and cycle.backup < day - timedelta(days=limits.backup):
        return State.DUE, Reason.OLD_BACKUP, {"day": cycle.backup}
    forgotten = [came for came in cycle.waiting if came < day - timedelta(days=limits.waits)]
    if forgotten:
        return State.DUE, Reason.WAITING, {"count": len(forgotten), "day": min(forgotten)}
    return State.PROVED, Reason.ALIVE, {"day": cycle.last, "count": cycle.batches}
