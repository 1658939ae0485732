"""Lay down and renew the strategy; set, restate and end objectives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.documents.models import Document
from sapat.plan.objectives import reads
from sapat.plan.objectives.models import Milestone, Objective, Strategy, StrategyGoal
from sapat.plan.objectives.rules import (
    NotSo,
    Outcome,
    Shape,
    Way,
    is_passed,
    why_not_way,
    would_circle,
)
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Wording:
    """What a strategy says, and how far it looks."""

    mission: str
    goal: str
    since_year: int
    horizon_year: int
    vision: str = ""
    values: str = ""
    goals: Sequence[str] = ()
    document: Document | None = None
    note: str = ""


@dataclass(frozen=True)
class Aim:
    """What an objective is: its indicator, its way, its owner and what it serves."""

    title: str
    indicator: str
    way: Way
    owner: Person
    strategy: Strategy | None = None
    goal: StrategyGoal | None = None
    above: Objective | None = None
    unit: Organisation | None = None
    shape: str = Shape.LINEAR
    baseline_from: str = ""


@transaction.atomic
def lay_down(school: Organisation, wording: Wording, *, by: User | None, at: datetime) -> Strategy:
    """Lay down the strategy in a new edition; open objectives follow it."""
    day = timezone.localdate(at)
    _refuse_wording(wording)
    with within(school):
        before = reads.strategies().select_for_update(of=("self",)).first()
        row = _write_strategy(school, wording, before, day)
        if before is not None:
            _close(before, row, day, list(reads.open_objectives(day)))
    _note_strategy("strategy.laid_down", row, by=by, at=at)
    return row


@transaction.atomic
def renew(
    strategy: Strategy,
    wording: Wording,
    *,
    keep: Sequence[Objective],
    by: User | None,
    at: datetime,
) -> Strategy:
    """Put a strategy with a new horizon in the old one's place; the objectives kept go over."""
    day = timezone.localdate(at)
    _refuse_wording(wording)
    if is_passed(wording.horizon_year, day):
        raise Refused(NotSo.HORIZON_OVER, horizon=wording.horizon_year)
    with within(strategy.school):
        if strategy.until is not None:
            raise Refused(NotSo.NOT_NEWEST)
        row = _write_strategy(strategy.school, wording, strategy, day)
        kept = {one.pk for one in keep}
        running = [one for one in reads.open_objectives(day) if one.strategy_id == strategy.pk]
        _close(strategy, row, day, [one for one in running if one.pk in kept])
        for one in running:
            if one.pk not in kept:
                _end(one, day, Outcome.GIVEN_UP, wording.note or str(row))
    _note_strategy("strategy.renewed", row, by=by, at=at)
    return row


@transaction.atomic
def link_paper(
    strategy: Strategy, document: Document, *, by: User | None, at: datetime
) -> Strategy:
    """Say in which document the strategy stands."""
    with within(strategy.school):
        strategy.document = document
        strategy.save(update_fields=["document"])
    _note_strategy("strategy.linked", strategy, by=by, at=at)
    return strategy


@transaction.atomic
def set_objective(school: Organisation, aim: Aim, *, by: User | None, at: datetime) -> Objective:
    """Set an objective; without an indicator, a way and an owner with a post there is none."""
    with within(school):
        _refuse_aim(aim, None)
        row: Objective = Objective.objects.create(school=school, **_fields(aim))
        _write_steps(row, aim)
    facts = {"indicator": aim.indicator, "target": aim.way.target}
    trail.note("objective.set", row, chain=school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def restate(
    objective: Objective, aim: Aim, *, reason: str, by: User | None, at: datetime
) -> Objective:
    """Change a running objective, for a reason; the trail keeps what it was."""
    if objective.ended_on:
        raise Refused(NotSo.ENDED, day=objective.ended_on)
    if not reason.strip():
        raise Refused(NotSo.NO_REASON)
    with within(objective.school):
        _refuse_aim(aim, objective)
        before = {"target": objective.target, "due_on": str(objective.due_on)}
        for name, value in _fields(aim).items():
            setattr(objective, name, value)
        objective.save()
        objective.milestones.all().delete()
        _write_steps(objective, aim)
    facts = {"before": before, "target": aim.way.target, "reason": reason}
    chain = objective.school.chain
    trail.note("objective.restated", objective, chain=chain, by=by, at=at, facts=facts)
    return objective


@transaction.atomic
def end(
    objective: Objective,
    *,
    on: date,
    outcome: str,
    result: str,
    by: User | None,
    at: datetime,
) -> Objective:
    """End an objective with its result; those below it end first."""
    if objective.ended_on:
        raise Refused(NotSo.ENDED, day=objective.ended_on)
    if not result.strip():
        raise Refused(NotSo.NO_RESULT)
    if on < objective.set_on:
        raise Refused(NotSo.DUE_BEFORE)
    with within(objective.school):
        if count := reads.open_below(objective):
            raise Refused(NotSo.OPEN_BELOW, count=count)
        _end(objective, on, outcome, result)
    facts = {"outcome": str(outcome), "on": str(on)}
    chain = objective.school.chain
    trail.note("objective.ended", objective, chain=chain, by=by, at=at, facts=facts)
    return objective


def _refuse_wording(wording: Wording) -> None:
    if not wording.mission.strip() or not wording.goal.strip():
        raise Refused(NotSo.NO_GOAL)
    if wording.horizon_year < wording.since_year:
        raise Refused(NotSo.HORIZON_BEFORE, horizon=wording.horizon_year)


def _write_strategy(
    school: Organisation, wording: Wording, before: Strategy | None, day: date
) -> Strategy:
    document = wording.document or (before.document if before else None)
    row: Strategy = Strategy.objects.create(
        school=school,
        number=before.number + 1 if before else 1,
        document=document,
        mission=wording.mission,
        vision=wording.vision,
        values=wording.values,
        goal=wording.goal,
        since_year=wording.since_year,
        horizon_year=wording.horizon_year,
        since=day,
        note=wording.note,
    )
    StrategyGoal.objects.bulk_create(
        StrategyGoal(school=school, strategy=row, number=number, text=text)
        for number, text in enumerate(filter(str.strip, wording.goals), 1)
    )
    return row


def _close(before: Strategy, after: Strategy, day: date, running: Sequence[Objective]) -> None:
    """End the old edition; its running objectives go over, to the goal of the same number."""
    before.until = day
    before.save(update_fields=["until"])
    goals = {goal.number: goal for goal in after.goals.all()}
    for one in running:
        one.strategy = after
        one.goal = goals.get(one.goal.number) if one.goal else None
        one.save(update_fields=["strategy", "goal"])


def _note_strategy(what: str, row: Strategy, *, by: User | None, at: datetime) -> None:
    facts = {"number": row.number, "horizon": row.horizon_year}
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=facts)


def _refuse_aim(aim: Aim, row: Objective | None) -> None:
    if not aim.title.strip():
        raise Refused(NotSo.NO_TITLE)
    if not aim.indicator:
        raise Refused(NotSo.NO_INDICATOR)
    known = reads.known_indicators(active=row is None).get(aim.indicator)
    if known is None:
        raise Refused(NotSo.UNKNOWN, code=aim.indicator)
    if objection := why_not_way(aim.way, known.better):
        reason, facts = objection
        raise Refused(reason, **facts)
    if aim.shape == Shape.STEPS and not aim.way.steps:
        raise Refused(NotSo.NO_STEPS)
    if not people.staff(aim.way.set_on).filter(pk=aim.owner.pk).exists():
        raise Refused(NotSo.NO_POST, name=aim.owner.short_name)
    if aim.above is not None:
        if row is not None and would_circle(row.pk, aim.above.pk, reads.parents()):
            raise Refused(NotSo.BELOW_ITSELF)
        if aim.way.due_on > aim.above.due_on:
            raise Refused(NotSo.LATER_THAN_ABOVE, day=aim.above.due_on)


def _fields(aim: Aim) -> dict[str, object]:
    return {
        "strategy": aim.strategy,
        "goal": aim.goal,
        "above": aim.above,
        "title": aim.title.strip(),
        "indicator": aim.indicator,
        "baseline": aim.way.baseline,
        "baseline_from": aim.baseline_from,
        "target": aim.way.target,
        "shape": aim.shape,
        "set_on": aim.way.set_on,
        "due_on": aim.way.due_on,
        "owner": aim.owner,
        "unit": aim.unit,
    }


def _write_steps(row: Objective, aim: Aim) -> None:
    steps = aim.way.steps if aim.shape == Shape.STEPS else ()
    Milestone.objects.bulk_create(
        Milestone(school=row.school, objective=row, due_on=day, value=value) for day, value in steps
    )


def _end(row: Objective, day: date, outcome: str, result: str) -> None:
    row.ended_on, row.outcome, row.result = day, outcome, result.strip()
    row.save(update_fields=["ended_on", "outcome", "result"])


@transaction.atomic
def hand_over(row: Objective, owner: Person, *, by: User | None, at: datetime) -> Objective:
    """Give a running objective to another owner, who must hold a post."""
    with within(row.school):
        if row.ended_on:
            raise Refused(NotSo.ENDED, day=row.ended_on)
        if not people.staff(timezone.localdate(at)).filter(pk=owner.pk).exists():
            raise Refused(NotSo.NO_POST, name=owner.short_name)
        row.owner = owner
        row.save(update_fields=["owner"])
    trail.note(
        "objective.handed_over",
        row,
        chain=row.school.chain,
        by=by,
        at=at,
        facts={"name": row.title},
    )
    return row
