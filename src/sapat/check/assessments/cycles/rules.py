"""The life of a cycle of self-assessment, what it lacks, and what it proves."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.check.assessments.criteria.rules import Standing
from sapat.core.days import months_after
from sapat.core.proofs import State as Proved

LEAST_MEMBERS = 3
"""A commission of fewer cannot outvote its chair (practice of commissions)."""
WEAK = frozenset({Standing.REMARKS, Standing.FAILS})


class CycleState(TextChoices):
    """Where a cycle stands."""

    PREPARED = "prepared", _("being prepared")
    RUNNING = "running", _("running")
    CLOSED = "closed", _("closed")
    DROPPED = "dropped", _("given up")


class Step(TextChoices):
    """What is done with a cycle."""

    PLAN = "plan", _("change its plan")
    START = "start", _("start")
    ANSWER = "answer", _("say who answers")
    JUDGE = "judge", _("judge")
    SHOW = "show", _("lay evidence beside it")
    CLOSE = "close", _("close")
    DROP = "drop", _("give up")


FROM: dict[Step, frozenset[str]] = {
    Step.PLAN: frozenset({CycleState.PREPARED}),
    Step.START: frozenset({CycleState.PREPARED}),
    Step.ANSWER: frozenset({CycleState.PREPARED, CycleState.RUNNING}),
    Step.JUDGE: frozenset({CycleState.RUNNING}),
    Step.SHOW: frozenset({CycleState.PREPARED, CycleState.RUNNING}),
    Step.CLOSE: frozenset({CycleState.RUNNING}),
    Step.DROP: frozenset({CycleState.PREPARED, CycleState.RUNNING}),
}
"""Step -> the states in which it may be done; nothing else is possible, on no way."""


class EvidenceKind(TextChoices):
    """What lies beside a criterion."""

    DOCUMENT = "document", _("document")
    BATCH = "batch", _("records that came in")
    REPORT = "report", _("report")
    FIGURE = "figure", _("value of an indicator")
    MEETING = "meeting", _("minutes of a meeting")
    DECISION = "decision", _("decision")
    ORDER = "order", _("order")
    FILE = "file", _("file")


class NotSo(TextChoices):
    """Why a cycle cannot change like that."""

    WRONG_STEP = "wrong_step", _("This cycle is %(state)s: “%(step)s” is not possible now.")
    ENDS_BEFORE = "ends_before", _("The last day is before the first day.")
    NO_PROGRAMME = "no_programme", _("Say which programme is assessed.")
    RUNS = "runs", _("A cycle by this set is already under way.")
    NO_CRITERIA = "no_criteria", _("The set has no criteria.")
    NO_ORDER = "no_order", _("Write the number and the day of the order.")
    ORDER_TOMORROW = "order_tomorrow", _("The order is dated %(day)s; that day has not come yet.")
    NO_CHAIR = "no_chair", _("The commission has no chair on %(day)s.")
    FEW = "few", _("The commission has %(count)s members; at least %(least)s are needed.")
    LEVEL = "level", _("The set has no such level.")
    NO_WORDS = "no_words", _("Write what shows it: a level without words cannot be checked.")
    NO_REASON = "no_reason", _("Write the reason.")
    NOT_YOURS = "not_yours", _("%(name)s answers for this criterion.")
    NOT_A_MEMBER = "not_a_member", _("Only a member of the commission judges for it.")
    OWN_JUDGE = "own_judge", _("You judged this criterion for the school; another member must now.")
    OWN_FIRST = "own_first", _("The school judges first, then the commission.")
    JUDGED_ALREADY = (
        "judged_already",
        _("The commission has judged this criterion; it can send it back."),
    )
    NOT_JUDGED = "not_judged", _("The commission has not judged this criterion.")
    CHANGED_SINCE = (
        "changed_since",
        _("Somebody judged this criterion while you were writing: look at what stands there now."),
    )
    UNJUDGED = "unjudged", _("Not judged by the school yet: %(codes)s.")
    NOT_AGREED = "not_agreed", _("Not judged by the commission yet: %(codes)s.")
    NO_EVIDENCE = "no_evidence", _("Judged as met, but nothing is laid beside it: %(codes)s.")
    NO_CONCLUSION = "no_conclusion", _("Write the conclusion.")
    NOT_YET = "not_yet", _("The day %(day)s has not come yet.")
    NO_LABEL = "no_label", _("Say what the evidence is.")
    NO_LINE = "no_line", _("Choose at least one criterion.")


class Reason(TextChoices):
    """What the cycles prove, in one sentence."""

    NO_CYCLE = "no_cycle", _("No self-assessment has been held yet.")
    OLD_CYCLE = "old_cycle", _("The last self-assessment was closed on %(day)s.")
    RUNS = "runs", _("A self-assessment is running; it is to be closed by %(day)s.")
    RUNS_LATE = "runs_late", _("The self-assessment should have been closed by %(day)s.")
    HELD = (
        "held",
        _("%(name)s: %(count)s criteria judged by order № %(order)s; %(share)s %% have evidence."),
    )
    THIN = (
        "thin",
        _("%(name)s is closed, but only %(share)s %% of its criteria have evidence."),
    )
    WEAK_OPEN = (
        "weak_open",
        _("%(count)s weak criteria have no finding yet: %(codes)s."),
    )
    WEAK_DONE = "weak_done", _("%(count)s criteria judged; every weak one led to a finding.")


@dataclass(frozen=True)
class Line:
    """A criterion of a cycle as the rules see it: what it means on both sides, what lies beside."""

    pk: int
    code: str
    own: str = ""
    commission: str = ""
    evidence: int = 0
    finding: bool = False

    @property
    def last(self) -> str:
        """Return what stands in the end: the commission's word, else the school's."""
        return self.commission or self.own

    @property
    def counts(self) -> bool:
        """Answer whether evidence is asked for: it applies, or nobody has said that it does not."""
        return self.last != Standing.NONE

    @property
    def is_weak(self) -> bool:
        """Answer whether it is not fully met."""
        return self.last in WEAK

    @property
    def differs(self) -> bool:
        """Answer whether the two sides judged differently."""
        return bool(self.own and self.commission and self.own != self.commission)


@dataclass(frozen=True)
class Readiness:
    """How far a cycle is, and what it lacks."""

    all: int
    judged: int
    evidenced: int
    agreed: int
    applies: int
    met: float
    """Points reached by what is judged: a remark counts half."""
    unjudged: tuple[str, ...]
    bare: tuple[str, ...]
    waiting: tuple[str, ...]
    weak: tuple[str, ...]
    without_finding: tuple[str, ...]
    differing: tuple[str, ...]

    @staticmethod
    def share(part: int, whole: int) -> int:
        """Return a share in whole per cent; never 100 while one is lacking, never 0 with one."""
        if not whole:
            return 0
        rounded = round(100 * part / whole)
        return min(max(rounded, int(part > 0)), 99 if part < whole else 100)

    @property
    def shares(self) -> dict[str, int]:
        """Return what is judged, shown and agreed, in per cent."""
        return {
            "judged": self.share(self.judged, self.all),
            "evidenced": self.share(self.evidenced, self.applies),
            "agreed": self.share(self.agreed, self.all),
        }


def readiness(lines: Sequence[Line]) -> Readiness:
    """Return how far a cycle is.

    >>> readiness([Line(1, "A", own="meets"), Line(2, "B")]).unjudged
    ('B',)
    """
    applies = [line for line in lines if line.counts]
    judged = [line for line in applies if line.last]
    points = {Standing.MEETS: 1.0, Standing.REMARKS: 0.5, Standing.FAILS: 0.0}
    return Readiness(
        all=len(lines),
        judged=sum(bool(line.own) for line in lines),
        evidenced=sum(line.evidence > 0 for line in applies),
        agreed=sum(bool(line.commission) for line in lines),
        applies=len(applies),
        met=sum(points[Standing(line.last)] for line in judged),
        unjudged=_codes(line for line in lines if not line.own),
        bare=_codes(line for line in applies if not line.evidence),
        waiting=_codes(line for line in lines if line.own and not line.commission),
        weak=_codes(line for line in lines if line.is_weak),
        without_finding=_codes(line for line in lines if line.is_weak and not line.finding),
        differing=_codes(line for line in lines if line.differs),
    )


def _codes(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.code for line in lines)


@dataclass(frozen=True)
class Held:
    """A cycle as the proofs see it."""

    pk: int
    name: str
    kind: str
    state: str
    due_on: date
    closed_on: date | None
    order: str
    lines: tuple[Line, ...] = ()


Judged = tuple[Proved, Reason, dict[str, object], date | None]


def judge_cycle(held: Sequence[Held], day: date, *, months: int, share: int) -> Judged:
    """Return whether a self-assessment was held in the last months, with evidence."""
    since = months_after(day, -months)
    fresh = [one for one in _closed(held) if one.closed_on and one.closed_on >= since]
    if fresh:
        last = fresh[-1]
        now = readiness(last.lines)
        reached = now.shares["evidenced"] if now.applies else 100
        facts: dict[str, object] = {"name": last.name, "share": reached}
        if reached < share:
            return Proved.DUE, Reason.THIN, facts, last.closed_on
        facts |= {"count": now.all, "order": last.order}
        return Proved.PROVED, Reason.HELD, facts, last.closed_on
    return _under_way(held, day)


def judge_criteria(
    held: Sequence[Held], day: date, kinds: Collection[str], *, months: int
) -> Judged:
    """Return whether the weak points of the last assessment by these criteria led to findings."""
    since = months_after(day, -months)
    mine = [one for one in held if one.kind in kinds]
    fresh = [one for one in _closed(mine) if one.closed_on and one.closed_on >= since]
    if not fresh:
        return _under_way(mine, day)
    newest = {one.kind: one for one in fresh}
    lines = [line for one in newest.values() for line in one.lines]
    now = readiness(lines)
    since_day = max(one.closed_on for one in newest.values() if one.closed_on)
    if now.without_finding:
        codes = ", ".join(now.without_finding[:5])
        facts = {"count": len(now.without_finding), "codes": codes}
        return Proved.MISSING, Reason.WEAK_OPEN, facts, None
    return Proved.PROVED, Reason.WEAK_DONE, {"count": now.all}, since_day


def _closed(held: Iterable[Held]) -> list[Held]:
    rows = [one for one in held if one.state == CycleState.CLOSED and one.closed_on]
    return sorted(rows, key=lambda one: (one.closed_on or date.min, one.pk))


def _under_way(held: Sequence[Held], day: date) -> Judged:
    running = [one for one in held if one.state == CycleState.RUNNING]
    if running:
        first = min(running, key=lambda one: (one.due_on, one.pk))
        if first.due_on >= day:
            return Proved.DUE, Reason.RUNS, {"day": first.due_on}, None
        return Proved.MISSING, Reason.RUNS_LATE, {"day": first.due_on}, None
    closed = _closed(held)
    if closed and closed[-1].closed_on:
        return Proved.MISSING, Reason.OLD_CYCLE, {"day": closed[-1].closed_on}, None
    return Proved.MISSING, Reason.NO_CYCLE, {}, None


def may_step(step: Step, state: str) -> bool:
    """Answer whether a step may be done in a state.

    >>> may_step(Step.JUDGE, CycleState.CLOSED)
    False
    """
    return state in FROM[step]
