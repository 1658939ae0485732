"""The life of an action: planned, begun, done, and judged on data by somebody else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.check.findings.rules import NONCONFORMING
from sapat.core.proofs import State as Proved

WAIT_DAYS = 60
"""Usual days between an action's end and the judgement of its effect: about one term."""
JUDGE_DAYS = 14
"""Days in which the effect is judged once it may be."""


class Kind(TextChoices):
    """What an action is for."""

    CORRECTION = "correction", _("correction")
    CORRECTIVE = "corrective", _("corrective action")
    PREVENTIVE = "preventive", _("preventive action")
    IMPROVEMENT = "improvement", _("improvement")


AGAINST_CAUSES = frozenset({Kind.CORRECTIVE, Kind.PREVENTIVE})
"""Kinds that do away with a cause; a correction only puts one case right."""


class ActionState(TextChoices):
    """Where an action stands."""

    PLANNED = "planned", _("planned")
    STARTED = "started", _("in work")
    DONE = "done", _("done, its effect is awaited")
    WORKED = "worked", _("worked")
    FAILED = "failed", _("did not work")
    DROPPED = "dropped", _("given up")


class Verdict(TextChoices):
    """What somebody else says of the effect."""

    WORKED = "worked", _("it worked")
    FAILED = "failed", _("it did not work")
    TOO_EARLY = "too_early", _("it is too early to tell")


class NotSo(TextChoices):
    """Why an action cannot change like that."""

    NO_TITLE = "no_title", _("Write what is to be done.")
    NO_FINDING = "no_finding", _("Only an improvement can stand without a finding.")
    NOT_CONFIRMED = "not_confirmed", _("The finding is %(state)s: actions answer confirmed ones.")
    NO_EXPECTATION = (
        "no_expectation",
        _("Say which indicator is to move, and by when: otherwise nobody can see the effect."),
    )
    BEFORE = "before", _("The effect cannot be expected before the work is done (%(day)s).")
    WRONG_STATE = "wrong_state", _("This action is %(state)s: that step is not its next one.")
    NO_PLAN = "no_plan", _("Write the steps of the plan first.")
    NO_CAUSE = "no_cause", _("Name the root cause of the finding first: an action answers it.")
    STEPS_OPEN = "steps_open", _("%(count)s steps of the plan are not done.")
    NO_REPORT = "no_report", _("Write what was done.")
    NO_REASON = "no_reason", _("Write the reason.")
    OWN_WORK = "own_work", _("Somebody else judges the effect, not the owner of the action.")
    NO_PERSON = "no_person", _("Only a person of this school can judge an effect.")
    TOO_SOON = "too_soon", _("The effect is judged from %(day)s on.")
    NO_WORDS = "no_words", _("Write what shows it.")
    ALREADY = "already", _("A reason for no preventive action is already written.")
    # why a finding cannot be closed
    ACTIONS_OPEN = "actions_open", _("%(count)s of its actions are not finished.")
    NO_ACTION = "no_action", _("A nonconformity is not closed without an action.")
    NO_PREVENTION = (
        "no_prevention",
        _("After a correction comes an action against the cause, or a reason why there is none."),
    )
    NOT_SHOWN = "not_shown", _("No action against the cause has been shown to work.")


NEXT: dict[str, frozenset[str]] = {
    ActionState.PLANNED: frozenset({ActionState.STARTED, ActionState.DROPPED}),
    ActionState.STARTED: frozenset({ActionState.DONE, ActionState.DROPPED}),
    ActionState.DONE: frozenset({ActionState.WORKED, ActionState.FAILED}),
    ActionState.WORKED: frozenset(),
    ActionState.FAILED: frozenset(),
    ActionState.DROPPED: frozenset(),
}
"""State -> what it may become; nothing else is possible, on no way."""

OPEN = frozenset({ActionState.PLANNED, ActionState.STARTED, ActionState.DONE})


def may_become(state: str, then: str) -> bool:
    """Answer whether an action may go from one state to another.

    >>> may_become(ActionState.PLANNED, ActionState.DONE)
    False
    """
    return then in NEXT[state]


@dataclass(frozen=True)
class Beginning:
    """What is known when somebody wants to begin an action."""

    kind: str
    steps: int
    has_expectation: bool
    finding_has_root: bool | None
    """None: there is no finding."""


def why_not_begin(begun: Beginning) -> NotSo | None:
    """Return the first objection to beginning: no plan, no cause, nothing expected.

    >>> why_not_begin(Beginning(Kind.CORRECTIVE, 2, True, False))
    NotSo.NO_CAUSE
    """
    if not begun.steps:
        return NotSo.NO_PLAN
    if begun.kind in AGAINST_CAUSES and begun.finding_has_root is False:
        return NotSo.NO_CAUSE
    if begun.kind != Kind.CORRECTION and not begun.has_expectation:
        return NotSo.NO_EXPECTATION
    return None


@dataclass(frozen=True)
class Done:
    """An action as the closing of its finding looks at it."""

    kind: str
    state: str


def why_not_close(
    grade: str, actions: Sequence[Done], *, excused: bool
) -> tuple[NotSo, dict[str, object]] | None:
    """Return the first objection to closing a finding, in the order of the procedure.

    `excused`: a reason for no preventive action is written.

    >>> why_not_close(Grade.MINOR, [Done(Kind.CORRECTION, ActionState.WORKED)], excused=False)
    (NotSo.NO_PREVENTION, {})
    """
    unfinished = sum(one.state in OPEN for one in actions)
    if unfinished:
        return NotSo.ACTIONS_OPEN, {"count": unfinished}
    if grade not in NONCONFORMING:
        return None
    carried = [one for one in actions if one.state != ActionState.DROPPED]
    if not carried and not excused:
        return NotSo.NO_ACTION, {}
    against = [one for one in carried if one.kind in AGAINST_CAUSES]
    if against and not any(one.state == ActionState.WORKED for one in against):
        return NotSo.NOT_SHOWN, {}
    if not against and not excused:
        return NotSo.NO_PREVENTION, {}
    return None


def judged_from(done_on: date, wait_days: int, kind: str) -> date:
    """Return from when the effect may be judged; a correction is looked at at once."""
    return done_on if kind == Kind.CORRECTION else done_on + timedelta(days=wait_days)


@dataclass(frozen=True)
class Fact:
    """An action as the proofs look at it."""

    kind: str
    state: str
    opened_on: date
    due_on: date
    is_of_finding: bool = True

    def is_late(self, day: date) -> bool:
        """Answer whether the work should have been done before the day."""
        return self.state in {ActionState.PLANNED, ActionState.STARTED} and self.due_on < day


@dataclass(frozen=True)
class Found:
    """A nonconformity as the proofs look at it."""

    name: str
    found_on: date
    has_root: bool
    kinds: frozenset[str]
    excused: bool
    missed_plan: bool = False
    """It says that a planned result was not reached."""

    @property
    def has_correction_alone(self) -> bool:
        """Answer whether a case was put right and its cause left as it was."""
        return Kind.CORRECTION in self.kinds and not self.kinds & AGAINST_CAUSES

    @property
    def is_answered(self) -> bool:
        """Answer whether something is done about it, or it is said why not."""
        return bool(self.kinds) or self.excused


class Reason(TextChoices):
    """What the actions show, in one sentence."""

    NO_FINDINGS = "no_findings", _("Nothing was found in the last year, so nothing shows the way.")
    NO_ROOT = "no_root", _("No root cause is named for: %(names)s.")
    UNPREVENTED = (
        "unprevented",
        _("A correction without prevention and without a reason: %(names)s."),
    )
    PREVENTED = (
        "prevented",
        _("Every one of %(count)s corrections is followed by prevention or a reason."),
    )
    NO_CORRECTIONS = "no_corrections", _("No correction was needed in the last year.")
    UNANSWERED = "unanswered", _("Nothing is done about: %(names)s.")
    SOON = "soon", _("An action is to be opened by %(day)s for: %(names)s.")
    LATE = "late", _("%(count)s actions are past their term.")
    ANSWERED = "answered", _("All %(count)s findings have an action or a reason for none.")
    NO_IMPROVEMENTS = "no_improvements", _("No improvement was opened since %(since)s.")
    NOT_MEASURED = "not_measured", _("Of %(count)s improvements none has a judged effect yet.")
    IMPROVED = (
        "improved",
        _("%(count)s improvements since %(since)s; the effect of %(judged)s is judged."),
    )


Judged = tuple[Proved, Reason, dict[str, object]]
NAMED = 3


def judge_prevention(found: Iterable[Found], day: date, *, days: int) -> Judged:
    """Judge whether corrections are followed by prevention, within so many days (A3-4)."""
    every = list(found)
    if not every:
        return Proved.NOT_APPLICABLE, Reason.NO_FINDINGS, {}
    corrected = [one for one in every if Kind.CORRECTION in one.kinds]
    if not corrected:
        return Proved.PROVED, Reason.NO_CORRECTIONS, {}
    border = day - timedelta(days=days)
    alone = [one for one in corrected if one.has_correction_alone and not one.excused]
    if late := [one for one in alone if one.found_on < border]:
        return Proved.MISSING, Reason.UNPREVENTED, {"names": _names(late)}
    rootless = [one for one in corrected if not one.has_root and one.found_on < border]
    if rootless:
        return Proved.MISSING, Reason.NO_ROOT, {"names": _names(rootless)}
    if alone:
        by = min(one.found_on for one in alone) + timedelta(days=days)
        return Proved.DUE, Reason.SOON, {"names": _names(alone), "day": by}
    return Proved.PROVED, Reason.PREVENTED, {"count": len(corrected)}


def judge_answers(
    found: Iterable[Found], actions: Iterable[Fact], day: date, *, days: int
) -> Judged:
    """Judge whether every miss has an action or a reason for none (A7.3-2)."""
    every = list(found)
    if not every:
        return Proved.NOT_APPLICABLE, Reason.NO_FINDINGS, {}
    silent = [one for one in every if not one.is_answered]
    border = day - timedelta(days=days)
    if late := [one for one in silent if one.found_on < border]:
        return Proved.MISSING, Reason.UNANSWERED, {"names": _names(late)}
    if overdue := sum(one.is_late(day) for one in actions):
        return Proved.MISSING, Reason.LATE, {"count": overdue}
    if silent:
        by = min(one.found_on for one in silent) + timedelta(days=days)
        return Proved.DUE, Reason.SOON, {"names": _names(silent), "day": by}
    return Proved.PROVED, Reason.ANSWERED, {"count": len(every)}


def judge_improvements(actions: Iterable[Fact], day: date, *, months: int) -> Judged:
    """Judge whether improving goes on all year and its effect is measured (A7.5-1)."""
    since = day - timedelta(days=30 * months)
    lately = [one for one in actions if one.kind == Kind.IMPROVEMENT and one.opened_on >= since]
    if not lately:
        return Proved.MISSING, Reason.NO_IMPROVEMENTS, {"since": since}
    judged = sum(one.state in {ActionState.WORKED, ActionState.FAILED} for one in lately)
    if not judged:
        return Proved.DUE, Reason.NOT_MEASURED, {"count": len(lately)}
    told = {"count": len(lately), "since": since, "judged": judged}
    return Proved.PROVED, Reason.IMPROVED, told


def _names(found: Sequence[Found]) -> str:
    names = ", ".join(one.name for one in found[:NAMED])
    return f"{names}, …" if len(found) > NAMED else names
