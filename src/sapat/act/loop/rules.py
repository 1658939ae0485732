"""Where the chain from a signal to a shown effect breaks off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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


class Stage(TextChoices):
    """What a link of a chain is, in the order of the loop."""

    CLAUSE = "clause", _("clause")
    REQUIREMENT = "requirement", _("requirement")
    PROCESS = "process", _("process")
    OBJECTIVE = "objective", _("objective")
    INDICATOR = "indicator", _("indicator")
    SIGNAL = "signal", _("signal")
    SOURCE = "source", _("source")
    FINDING = "finding", _("finding")
    CAUSE = "cause", _("root cause")
    ACTION = "action", _("action")
    DECISION = "decision", _("decision")
    ORDER = "order", _("order")
    EFFECT = "effect", _("effect")


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
class Link:
    """One record of a chain: what it is, its words, and the page where it stands."""

    stage: Stage
    label: str
    page: str = ""
    args: tuple[object, ...] = ()
    state: str = ""
    words: str = ""
    """What it is in a word, where the stage says too little: a complaint, an audit."""
    query: str = ""
    is_here: bool = False
    """The chain is read on its page."""

    @property
    def kind(self) -> str:
        """Return what it is, in the reader's words."""
        return self.words or str(self.stage.label)

    @property
    def key(self) -> tuple[str, ...]:
        """Return what makes two links the same."""
        named = (self.page, *(str(one) for one in self.args))
        own = (self.label,) if not self.page or self.stage == Stage.EFFECT else ()
        return (str(self.stage) if own else "", *named, *own)


def in_order(links: Iterable[Link], *, page: str = "", args: tuple[object, ...] = ()) -> list[Link]:
    """Return the links in the order of the loop, each once; the one of the page knows it is.

    >>> twice = [Link(Stage.ACTION, "b", "p", (1,)), Link(Stage.CLAUSE, "a"),
    ...          Link(Stage.ACTION, "b", "p", ("1",))]
    >>> [one.label for one in in_order(twice, page="p", args=(1,))]
    ['a', 'b']
    """
    order = list(Stage)
    found: dict[tuple[str, ...], Link] = {}
    for one in links:
        found.setdefault(one.key, one)
    here = Link(Stage.SOURCE, "", page, args).key
    known = [replace(one, is_here=one.key == here and bool(page)) for one in found.values()]
    return sorted(known, key=lambda one: order.index(one.stage))


LONGEST = 180
"""Days after which it says nothing more how long a signal has waited."""


@dataclass(frozen=True)
class Answered:
    """A signal with the day on which something was decided upon it, if it was."""

    pk: int
    indicator: str
    raised_on: date
    decided_on: date | None

    def days(self, day: date) -> int:
        """Return the days until the decision, or the whole weeks it has waited for one.

        >>> raised = date(2026, 9, 1)
        >>> Answered(1, "R-01", raised, date(2026, 9, 4)).days(date(2026, 12, 1))
        3
        >>> Answered(1, "R-01", raised, None).days(date(2026, 9, 20))
        14
        """
        if self.decided_on:
            return min(max(0, (self.decided_on - self.raised_on).days), LONGEST)
        waited = max(0, (day - self.raised_on).days)
        return min(waited - waited % 7, LONGEST)


def decided_on(
    answered: date | None, findings: Sequence[date | None], decisions: Sequence[date]
) -> date | None:
    """Return when it was first decided upon a signal.

    By a decision that stands on it, by management's word on its finding, or, where no finding was
    written, by the answer to the signal itself: a finding that waits for its word decides nothing.

    >>> decided_on(date(2026, 9, 2), [None], [date(2026, 9, 9)])
    datetime.date(2026, 9, 9)
    """
    own = [answered] if answered and not findings else []
    days = [*decisions, *own, *(one for one in findings if one)]
    return min(days, default=None)


@dataclass(frozen=True)
class Speed:
    """How long it takes from a signal to the first answer, or to a decision."""

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
