"""Open actions, plan, begin and finish them; judge their effect; say why none is needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from sapat.act.actions import reads
from sapat.act.actions.models import Action, ActionStep, EffectCheck, NoPrevention
from sapat.act.actions.rules import (
    WAIT_DAYS,
    ActionState,
    Beginning,
    Kind,
    NotSo,
    Verdict,
    may_become,
    why_not_begin,
)
from sapat.check.findings import changes as findings
from sapat.check.findings import reads as found
from sapat.check.findings.models import Finding
from sapat.check.findings.rules import FindingState, root_causes
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.boundary import within
from sapat.school.calendar import reads as calendar
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Ground:
    """What an action without a finding answers."""

    label: str = ""
    page: str = ""
    args: tuple[object, ...] = ()


@dataclass(frozen=True)
class Intent:
    """What is to be done, by whom, by when, and what is to come of it."""

    kind: str
    title: str
    owner: Person
    due_on: date
    finding: Finding | None = None
    ground: Ground = field(default_factory=Ground)
    indicator: str = ""
    group: str = ""
    expected: str = ""
    target: float | None = None
    effect_by: date | None = None
    wait_days: int = WAIT_DAYS


@transaction.atomic
def open_action(
    school: Organisation, intent: Intent, *, person: Person | None, by: User | None, at: datetime
) -> Action:
    """Open an action; what is expected of it can be completed until it begins."""
    if not intent.title.strip():
        raise Refused(NotSo.NO_TITLE)
    finding = _confirmed(intent.finding, intent.kind)
    _expect(intent.effect_by, intent.due_on)
    Organisation.objects.select_for_update().get(pk=school.pk)  # one number at a time
    day = localdate(at)
    with within(school):
        year = calendar.year_on(day)
        number = year.year if year else day.year
        row: Action = Action.objects.create(
            school=school,
            year=number,
            number=reads.last_number(number) + 1,
            kind=intent.kind,
            title=intent.title.strip(),
            finding=finding,
            ground_label=intent.ground.label,
            ground_page=intent.ground.page,
            ground_args=list(intent.ground.args),
            owner=intent.owner,
            opened_on=day,
            opened_by=person,
            due_on=intent.due_on,
            indicator=intent.indicator or (finding.indicator if finding else ""),
            group=intent.group or (finding.group if finding else ""),
            expected=intent.expected.strip(),
            target=intent.target,
            effect_by=intent.effect_by,
            wait_days=intent.wait_days,
        )
    _note("action.opened", row, by=by, at=at, kind=row.kind)
    return row


@transaction.atomic
def expect(
    action: Action,
    *,
    indicator: str,
    expected: str,
    target: float | None,
    effect_by: date | None,
    by: User | None,
    at: datetime,
) -> Action:
    """Say what is to come of an action that has not begun."""
    row = _taken(action)
    if row.state != ActionState.PLANNED:
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    _expect(effect_by, row.due_on)
    row.indicator, row.expected, row.target = indicator, expected.strip(), target
    row.effect_by = effect_by
    return _kept(row, "action.expected", by=by, at=at)


@dataclass(frozen=True)
class Step:
    """A step of a plan."""

    text: str
    due_on: date | None = None


@transaction.atomic
def plan(action: Action, steps: Sequence[Step], *, by: User | None, at: datetime) -> Action:
    """Lay out the steps of an action that has not begun."""
    row = _taken(action)
    if row.state != ActionState.PLANNED:
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    written = [step for step in steps if step.text.strip()]
    if not written:
        raise Refused(NotSo.NO_PLAN)
    with within(row.school):
        row.steps.all().delete()
        for place, step in enumerate(written, 1):
            ActionStep.objects.create(
                school=row.school,
                action=row,
                place=place,
                text=step.text.strip(),
                due_on=step.due_on,
            )
    return _kept(row, "action.planned", by=by, at=at)


@transaction.atomic
def begin(action: Action, *, by: User | None, at: datetime) -> Action:
    """Begin: only with a plan, a known cause and a stated expectation."""
    row = _moving(action, ActionState.STARTED)
    with within(row.school):
        root: bool | None = None
        if row.finding_id:
            root = bool(root_causes(found.judged_causes([row.finding_id]).get(row.finding_id, [])))
        begun = Beginning(row.kind, row.steps.count(), row.has_expectation, root)
    if objection := why_not_begin(begun):
        raise Refused(objection)
    row.state, row.started_on = ActionState.STARTED, localdate(at)
    return _kept(row, "action.begun", by=by, at=at)


@transaction.atomic
def tick_off(step: ActionStep, *, done: bool, by: User | None, at: datetime) -> ActionStep:
    """Mark a step of a running action as done, or take the mark back."""
    row = _taken(step.action)
    if row.state != ActionState.STARTED:
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    with within(row.school):
        step.done_on = localdate(at) if done else None
        step.save(update_fields=["done_on"])
    _note("action.step", row, by=by, at=at, label=step.text)
    return step


@transaction.atomic
def finish(action: Action, report: str, *, by: User | None, at: datetime) -> Action:
    """Report an action as done; its effect is judged later, by somebody else."""
    row = _moving(action, ActionState.DONE)
    if not report.strip():
        raise Refused(NotSo.NO_REPORT)
    with within(row.school):
        left = row.steps.filter(done_on__isnull=True).count()
    if left:
        raise Refused(NotSo.STEPS_OPEN, count=left)
    row.state, row.done_on, row.report = ActionState.DONE, localdate(at), report.strip()
    return _kept(row, "action.done", by=by, at=at)


@transaction.atomic
def give_up(action: Action, reason: str, *, by: User | None, at: datetime) -> Action:
    """Give an action up before it is done, with the reason."""
    row = _moving(action, ActionState.DROPPED)
    if not reason.strip():
        raise Refused(NotSo.NO_REASON)
    row.state, row.reason, row.ended_on = ActionState.DROPPED, reason.strip(), localdate(at)
    return _kept(row, "action.dropped", by=by, at=at)


@dataclass(frozen=True)
class Look:
    """What somebody says of the effect, and what the data said on the day."""

    verdict: str
    words: str
    figures: Mapping[str, Any] = field(default_factory=dict)
    look_again_on: date | None = None


@transaction.atomic
def judge(
    action: Action, look: Look, *, person: Person | None, by: User | None, at: datetime
) -> EffectCheck:
    """Judge the effect, by somebody else and not too soon; “too early” leaves it open.

    An action that did not work opens its finding again.
    """
    row = _taken(action)
    if row.state != ActionState.DONE:
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    day = localdate(at)
    if person is None:
        raise Refused(NotSo.NO_PERSON)
    if person.pk == row.owner_id:
        raise Refused(NotSo.OWN_WORK)
    if row.judged_from and day < row.judged_from:
        raise Refused(NotSo.TOO_SOON, day=row.judged_from)
    if not look.words.strip():
        raise Refused(NotSo.NO_WORDS)
    with within(row.school):
        check: EffectCheck = EffectCheck.objects.create(
            school=row.school,
            action=row,
            on=day,
            person=person,
            verdict=look.verdict,
            words=look.words.strip(),
            figures=dict(look.figures),
            look_again_on=look.look_again_on if look.verdict == Verdict.TOO_EARLY else None,
        )
    if look.verdict != Verdict.TOO_EARLY:
        worked = look.verdict == Verdict.WORKED
        row.state = ActionState.WORKED if worked else ActionState.FAILED
        row.ended_on = day
    _kept(row, "action.judged", by=by, at=at)
    _open_again(row, look, person=person, by=by, at=at)
    return check


@transaction.atomic
def need_no_prevention(
    finding: Finding, reason: str, *, person: Person | None, by: User | None, at: datetime
) -> NoPrevention:
    """Write why no action against the cause of a finding is needed."""
    if not reason.strip():
        raise Refused(NotSo.NO_REASON)
    with within(finding.school):
        row = Finding.objects.select_for_update().get(pk=finding.pk)
        if row.state != FindingState.CONFIRMED:
            raise Refused(NotSo.NOT_CONFIRMED, state=row.get_state_display())
        if reads.excuse_of(row):
            raise Refused(NotSo.ALREADY)
        excuse: NoPrevention = NoPrevention.objects.create(
            school=row.school, finding=row, reason=reason.strip(), on=localdate(at), person=person
        )
    facts = {"name": row.title, "code": row.name}
    trail.note("action.not_needed", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return excuse


@transaction.atomic
def hand(action: Action, owner: Person, *, by: User | None, at: datetime) -> Action:
    """Give an action that is not done to somebody else."""
    row = _taken(action)
    if row.state not in {ActionState.PLANNED, ActionState.STARTED}:
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    row.owner = owner
    return _kept(row, "action.handed", by=by, at=at)


def _open_again(
    row: Action, look: Look, *, person: Person | None, by: User | None, at: datetime
) -> None:
    if look.verdict != Verdict.FAILED or row.finding_id is None:
        return
    with within(row.school):
        finding = Finding.objects.get(pk=row.finding_id)
    if finding.state == FindingState.CLOSED:
        findings.reopen(finding, look.words, person=person, by=by, at=at)


def _confirmed(finding: Finding | None, kind: str) -> Finding | None:
    if finding is None:
        if kind != Kind.IMPROVEMENT:
            raise Refused(NotSo.NO_FINDING)
        return None
    with within(finding.school):
        row: Finding = Finding.objects.select_for_update().get(pk=finding.pk)
    if row.state != FindingState.CONFIRMED:
        raise Refused(NotSo.NOT_CONFIRMED, state=row.get_state_display())
    return row


def _expect(effect_by: date | None, due_on: date) -> None:
    if effect_by and effect_by < due_on:
        raise Refused(NotSo.BEFORE, day=due_on)


def _taken(action: Action) -> Action:
    with within(action.school):
        row: Action = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
    return row


def _moving(action: Action, then: str) -> Action:
    row = _taken(action)
    if not may_become(row.state, then):
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    return row


def _kept(row: Action, what: str, *, by: User | None, at: datetime) -> Action:
    with within(row.school):
        row.save()
    _note(what, row, by=by, at=at)
    return row


def _note(what: str, row: Action, *, by: User | None, at: datetime, **facts: object) -> None:
    told = {"name": row.title, "code": row.name, **facts}
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=told)
