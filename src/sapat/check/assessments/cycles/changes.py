"""Prepare, start and close cycles of self-assessment, and judge their criteria."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.check.assessments.criteria.models import CriteriaSet
from sapat.check.assessments.cycles import reads
from sapat.check.assessments.cycles.models import AssessedCriterion, Assessment
from sapat.check.assessments.cycles.rules import (
    LEAST_MEMBERS,
    CycleState,
    NotSo,
    Step,
    readiness,
)
from sapat.check.assessments.cycles.steps import taken
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.bodies.models import Body
from sapat.school.bodies.rules import Seat
from sapat.school.boundary import within
from sapat.school.calendar import reads as calendar
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person

MOST_CODES = 8


@dataclass(frozen=True)
class CyclePlan:
    """What is assessed, over which period, and by when it is done."""

    criteria_set: CriteriaSet
    since: date
    until: date
    due_on: date
    programme: str = ""


@dataclass(frozen=True)
class Ground:
    """The order by which a cycle is held."""

    number: str
    on: date
    args: tuple[object, ...] = ()


@dataclass(frozen=True)
class Said:
    """A judgement: the level, what shows it; for the school also strengths and gaps."""

    level: str
    words: str
    strengths: str = ""
    gaps: str = ""


@transaction.atomic
def prepare(
    school: Organisation,
    plan: CyclePlan,
    *,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> Assessment:
    """Prepare a cycle: every criterion of the set gets a line."""
    _is_whole(plan)
    Organisation.objects.select_for_update().get(pk=school.pk)  # one cycle at a time
    day = localdate(at)
    with within(school):
        criteria = list(plan.criteria_set.criteria.order_by("number"))
        if not criteria:
            raise Refused(NotSo.NO_CRITERIA)
        for one in reads.open_cycles():
            if (one.criteria_set.code, one.programme) == (plan.criteria_set.code, plan.programme):
                raise Refused(NotSo.RUNS)
        year = calendar.year_on(plan.until)
        row: Assessment = Assessment.objects.create(
            school=school,
            criteria_set=plan.criteria_set,
            year=year.year if year else plan.until.year,
            programme=plan.programme.strip(),
            since=plan.since,
            until=plan.until,
            due_on=plan.due_on,
            previous=reads.last_closed(plan.criteria_set, plan.programme.strip()),
            prepared_on=day,
            prepared_by=person,
        )
        AssessedCriterion.objects.bulk_create(
            AssessedCriterion(school=school, assessment=row, criterion=one) for one in criteria
        )
    _note("self_assessment.prepared", row, by=by, at=at, criteria=len(criteria))
    return row


@transaction.atomic
def replan(assessment: Assessment, plan: CyclePlan, *, by: User | None, at: datetime) -> Assessment:
    """Change the period and the term of a cycle that has not started."""
    row = taken(assessment, Step.PLAN)
    _is_whole(plan)
    row.since, row.until, row.due_on = plan.since, plan.until, plan.due_on
    _save(row)
    _note("self_assessment.replanned", row, by=by, at=at)
    return row


@transaction.atomic
def start(
    assessment: Assessment, commission: Body, ground: Ground, *, by: User | None, at: datetime
) -> Assessment:
    """Start a cycle by an order that names its commission."""
    row = taken(assessment, Step.START)
    day = localdate(at)
    if not ground.number.strip():
        raise Refused(NotSo.NO_ORDER)
    if ground.on > day:
        raise Refused(NotSo.ORDER_TOMORROW, day=ground.on)
    with within(row.school):
        sitting = reads.members(commission, day)
    if not any(one.seat == Seat.CHAIR for one in sitting):
        raise Refused(NotSo.NO_CHAIR, day=day)
    if len(sitting) < LEAST_MEMBERS:
        raise Refused(NotSo.FEW, count=len(sitting), least=LEAST_MEMBERS)
    row.commission, row.state, row.started_on = commission, CycleState.RUNNING, day
    row.order_number, row.order_on = ground.number.strip(), ground.on
    row.order_args = list(ground.args)
    _save(row)
    _note("self_assessment.started", row, by=by, at=at, order=row.order_number)
    return row


@transaction.atomic
def give(
    assessment: Assessment,
    line_ids: Iterable[int],
    person: Person | None,
    *,
    by: User | None,
    at: datetime,
) -> int:
    """Say who answers for criteria of a cycle; return how many."""
    row = taken(assessment, Step.ANSWER)
    with within(row.school):
        lines = AssessedCriterion.objects.filter(assessment=row, pk__in=list(line_ids))
        count: int = lines.update(owner=person)
    if not count:
        raise Refused(NotSo.NO_LINE)
    _note(
        "self_assessment.given",
        row,
        by=by,
        at=at,
        criteria=count,
        person=person.pk if person else None,
    )
    return count


@transaction.atomic
def judge(
    line: AssessedCriterion,
    said: Said,
    shown: int,
    *,
    person: Person | None,
    leads: bool,
    by: User | None,
    at: datetime,
) -> AssessedCriterion:
    """Judge a criterion for the school; `shown` is the turn the judge has seen.

    `leads`: who leads the cycle may judge for anybody.
    """
    row = _line(line, said, shown)
    if row.commission_level:
        raise Refused(NotSo.JUDGED_ALREADY)
    if row.owner and person and row.owner_id != person.pk and not leads:
        raise Refused(NotSo.NOT_YOURS, name=row.owner.short_name)
    row.own_level, row.own_words = said.level, said.words.strip()
    row.strengths, row.gaps = said.strengths.strip(), said.gaps.strip()
    row.own_on, row.own_by = localdate(at), person
    return _turned(row, "self_assessment.judged", by=by, at=at)


@transaction.atomic
def agree(
    line: AssessedCriterion,
    said: Said,
    shown: int,
    *,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> AssessedCriterion:
    """Judge a criterion for the commission: a member who did not judge it for the school."""
    row = _line(line, said, shown)
    if not row.own_level:
        raise Refused(NotSo.OWN_FIRST)
    _is_member(row, person, localdate(at))
    if person and row.own_by_id == person.pk:
        raise Refused(NotSo.OWN_JUDGE)
    row.commission_level, row.commission_words = said.level, said.words.strip()
    row.commission_on, row.commission_by = localdate(at), person
    return _turned(row, "self_assessment.agreed", by=by, at=at)


@transaction.atomic
def send_back(
    line: AssessedCriterion,
    words: str,
    shown: int,
    *,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> AssessedCriterion:
    """Let the school judge a criterion again: the commission takes its judgement back."""
    row = _seen(line, shown)
    if not row.commission_level:
        raise Refused(NotSo.NOT_JUDGED)
    if not words.strip():
        raise Refused(NotSo.NO_REASON)
    _is_member(row, person, localdate(at))
    row.commission_level, row.commission_words = "", words.strip()
    row.commission_on, row.commission_by = localdate(at), person
    return _turned(row, "self_assessment.sent_back", by=by, at=at)


@transaction.atomic
def close(
    assessment: Assessment,
    conclusion: str,
    heard_at: str,
    *,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> Assessment:
    """Close a cycle: both sides judged every criterion, and what is met is shown."""
    row = taken(assessment, Step.CLOSE)
    if not conclusion.strip():
        raise Refused(NotSo.NO_CONCLUSION)
    with within(row.school):
        rows = list(reads.lines(row))
        plain = reads.plain(row.criteria_set, rows)
    now = readiness(plain)
    if now.unjudged:
        raise Refused(NotSo.UNJUDGED, codes=_named(now.unjudged))
    if now.waiting:
        raise Refused(NotSo.NOT_AGREED, codes=_named(now.waiting))
    bare = [line.code for line in plain if line.last == "meets" and not line.evidence]
    if bare:
        raise Refused(NotSo.NO_EVIDENCE, codes=_named(bare))
    row.state, row.closed_on, row.closed_by = CycleState.CLOSED, localdate(at), person
    row.conclusion, row.heard_at = conclusion.strip(), heard_at.strip()
    _save(row)
    _note("self_assessment.closed", row, by=by, at=at, weak=len(now.weak))
    return row


@transaction.atomic
def drop(assessment: Assessment, reason: str, *, by: User | None, at: datetime) -> Assessment:
    """Give a cycle up; the reason stays beside it."""
    row = taken(assessment, Step.DROP)
    if not reason.strip():
        raise Refused(NotSo.NO_REASON)
    row.state, row.conclusion = CycleState.DROPPED, reason.strip()
    _save(row)
    _note("self_assessment.dropped", row, by=by, at=at)
    return row


def _is_whole(plan: CyclePlan) -> None:
    if plan.until < plan.since or plan.due_on < plan.since:
        raise Refused(NotSo.ENDS_BEFORE)
    if plan.criteria_set.kind == "programme" and not plan.programme.strip():
        raise Refused(NotSo.NO_PROGRAMME)


def _seen(line: AssessedCriterion, shown: int) -> AssessedCriterion:
    taken(line.assessment, Step.JUDGE)
    with within(line.school):
        rows = AssessedCriterion.objects.select_for_update(of=("self",))
        row: AssessedCriterion = rows.select_related(
            "assessment__criteria_set", "assessment__commission", "criterion", "owner"
        ).get(pk=line.pk)
    if row.turn != shown:
        raise Refused(NotSo.CHANGED_SINCE)
    return row


def _line(line: AssessedCriterion, said: Said, shown: int) -> AssessedCriterion:
    row = _seen(line, shown)
    if not row.assessment.criteria_set.means(said.level):
        raise Refused(NotSo.LEVEL)
    if not said.words.strip():
        raise Refused(NotSo.NO_WORDS)
    return row


def _is_member(row: AssessedCriterion, person: Person | None, day: date) -> None:
    """Refuse who does not sit in the commission; `person` None is the system itself."""
    commission = row.assessment.commission
    if person is None or commission is None:
        return
    with within(row.school):
        sitting = {one.person_id for one in reads.members(commission, day)}
    if person.pk not in sitting:
        raise Refused(NotSo.NOT_A_MEMBER)


def _turned(
    row: AssessedCriterion, happened: str, *, by: User | None, at: datetime
) -> AssessedCriterion:
    row.turn += 1
    with within(row.school):
        row.save()
    code = row.criterion.code
    _note(happened, row.assessment, by=by, at=at, code=code, turn=row.turn)
    return row


def _named(codes: Iterable[str]) -> str:
    several = list(codes)
    more = " …" if len(several) > MOST_CODES else ""
    return ", ".join(several[:MOST_CODES]) + more


def _save(row: Assessment) -> None:
    with within(row.school):
        row.save()


def _note(what: str, row: Assessment, *, by: User | None, at: datetime, **facts: object) -> None:
    told = {"name": row.name, **facts}
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=told)
