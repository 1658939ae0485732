"""Where the chain from a signal to a shown effect breaks off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

ANSWER_DAYS = 14
"""Days in which a signal is answered (clause B3.6-6 of the catalogue: decided in time)."""
ACT_DAYS = 14
"""Days after the confirmation of a finding in which something is done about it."""
JUDGE_DAYS = 14
"""Days in which an effect is judged once it may be."""


class Break(TextChoices):
    """How a chain is broken."""

    UNANSWERED = "unanswered", _("signals nobody answered")
    NO_ACTION = "no_action", _("findings without action")
    NO_PREVENTION = "no_prevention", _("corrections without prevention")
    NOT_JUDGED = "not_judged", _("actions whose effect nobody judged")
    FAILED = "failed", _("actions that failed with nothing after them")
    NO_GROUND = "no_ground", _("decisions without an analysis")
    NO_DECISION = "no_decision", _("analyses without a decision")
    STILL = "still", _("objectives nobody works for")


WHY = {
    Break.UNANSWERED: _("A figure changed, and for %(days)s days nobody said why."),
    Break.NO_ACTION: _("A fault is confirmed, and for %(days)s days nothing is done about it."),
    Break.NO_PREVENTION: _("One case was put right; its cause is still there."),
    Break.NOT_JUDGED: _("The work is done, but nobody knows whether it helped."),
    Break.FAILED: _("It did not help, and nothing else was begun."),
    Break.NO_GROUND: _("Nobody can say on what it stands."),
    Break.NO_DECISION: _("It was heard, and nothing followed."),
    Break.STILL: _("No measure of any plan serves it."),
}


@dataclass(frozen=True)
class Broken:
    """One broken chain: what it is, since when, and where to go on."""

    kind: Break
    label: str
    since: date
    page: str
    args: tuple[object, ...]

    def days(self, day: date) -> int:
        """Return for how many days it has been broken."""
        return max(0, (day - self.since).days)


def by_kind(broken: Iterable[Broken]) -> dict[Break, list[Broken]]:
    """Return the broken chains by kind in the order of the loop, the oldest first."""
    found: dict[Break, list[Broken]] = {}
    for one in sorted(broken, key=lambda each: (each.since, each.label)):
        found.setdefault(one.kind, []).append(one)
    return {kind: found[kind] for kind in Break if kind in found}


@dataclass(frozen=True)
class Speed:
    """How long it takes from a signal to the first answer."""

    answered: int
    days: float | None
    """Median; None while nothing was answered."""
    in_time: int


def speed(waits: Sequence[int]) -> Speed:
    """Return how fast signals were answered, given the days each waited.

    >>> speed([1, 2, 30])
    Speed(answered=3, days=2, in_time=2)
    """
    in_time = sum(days <= ANSWER_DAYS for days in waits)
    return Speed(len(waits), median(waits) if waits else None, in_time)
