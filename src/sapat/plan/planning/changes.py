"""Make plans, write their measures, and record what became of each."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.documents.models import Document
from sapat.plan.planning import reads, rules
from sapat.plan.planning.drafts import Frame, Measure
from sapat.plan.planning.models import ItemMove, Plan, PlanItem
from sapat.plan.planning.rules import NotSo, PlanLevel, Subject
from sapat.school.boundary import within
from sapat.school.calendar.rules import year_label
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people
from sapat.school.people.models import Person


@transaction.atomic
def make(school: Organisation, frame: Frame, *, by: User | None, at: datetime) -> Plan:
    """Open a plan; there is one of a subject for the same time."""
    with within(school):
        _refuse_frame(frame)
        same = Plan.objects.filter(
            level=frame.level,
            subject=frame.subject,
            year=frame.year,
            term=frame.term,
            month=frame.month,
        ).first()
        if same:
            raise Refused(NotSo.EXISTS, title=same.title)
        row: Plan = Plan.objects.create(
            school=school, made_on=timezone.localdate(at), **vars(frame)
        )
    facts = {"level": str(frame.level), "year": frame.year}
    trail.note("plan.made", row, chain=school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def restate(plan: Plan, title: str, owner: Person | None, *, by: User | None, at: datetime) -> Plan:
    """Give a plan another name or another owner."""
    if not title.strip():
        raise Refused(NotSo.NO_TITLE)
    plan.title, plan.owner = title.strip(), owner
    with within(plan.school):
        plan.save(update_fields=["title", "owner"])
    _note("plan.restated", plan, by=by, at=at, facts={"title": plan.title})
    return plan


@transaction.atomic
def publish(plan: Plan, *, by: User | None, at: datetime) -> Plan:
    """Open the plan to everybody from this day on; the day is never moved."""
    if plan.published_on:
        raise Refused(NotSo.PUBLISHED, day=plan.published_on)
    with within(plan.school):
        if not plan.items.exists():
            raise Refused(NotSo.NO_ITEMS)
        plan.published_on = timezone.localdate(at)
        plan.save(update_fields=["published_on"])
    _note("plan.published", plan, by=by, at=at)
    return plan


@transaction.atomic
def link_paper(plan: Plan, document: Document, *, by: User | None, at: datetime) -> Plan:
    """Say by which document the plan is adopted and approved."""
    with within(plan.school):
        if not plan.items.exists():
            raise Refused(NotSo.NO_ITEMS)
        plan.document = document
        plan.save(update_fields=["document"])
    _note("plan.linked", plan, by=by, at=at, facts={"document": document.pk})
    return plan


@transaction.atomic
def add(plan: Plan, measure: Measure, *, by: User | None, at: datetime) -> PlanItem:
    """Write a measure into a plan."""
    with within(plan.school):
        _refuse_measure(plan, measure)
        row = _write(plan, measure, at)
    _note("plan_item.added", row, by=by, at=at, facts={"plan": plan.pk})
    return row


@transaction.atomic
def rewrite(item: PlanItem, measure: Measure, *, by: User | None, at: datetime) -> PlanItem:
    """Correct what an open measure says; its term is moved by `move`, with a reason."""
    _refuse_closed(item, at)
    with within(item.school):
        _refuse_measure(item.plan, measure, term=False)
        for name, value in _fields(measure).items():
            setattr(item, name, value)
        item.save()
    _note("plan_item.rewritten", item, by=by, at=at)
    return item


@transaction.atomic
def finish(item: PlanItem, *, on: date, result: str, by: User | None, at: datetime) -> PlanItem:
    """Record that a measure is done and what came of it; parts close what stands above them."""
    _refuse_closed(item, at)
    if not result.strip():
        raise Refused(NotSo.NO_RESULT)
    if on > timezone.localdate(at):
        raise Refused(NotSo.NOT_YET)
    with within(item.school):
        if count := reads.open_parts(item):
            raise Refused(NotSo.HAS_PARTS, count=count)
        item.done_on, item.result = on, result.strip()
        item.save(update_fields=["done_on", "result"])
        _close_above(item)
    _note("plan_item.done", item, by=by, at=at, facts={"on": str(on)})
    return item


@transaction.atomic
def move(item: PlanItem, *, to: date, reason: str, by: User | None, at: datetime) -> PlanItem:
    """Give a measure another term, for a reason; what it is part of moves along if it must."""
    _refuse_closed(item, at)
    if not reason.strip():
        raise Refused(NotSo.NO_REASON)
    if to == item.due_on:
        raise Refused(NotSo.SAME_DAY)
    if to < item.since:
        raise Refused(NotSo.DUE_BEFORE)
    with within(item.school):
        first, last = rules.year_span(item.plan.year, item.plan.last_year)
        if not first <= to <= last:
            raise Refused(NotSo.OUTSIDE, day=to, first=first, last=last)
        _move(item, to, reason.strip(), timezone.localdate(at))
        above = item.above
        while above is not None and above.due_on < to:
            _move(above, to, reason.strip(), timezone.localdate(at))
            above = above.above
    _note("plan_item.moved", item, by=by, at=at, facts={"to": str(to), "reason": reason})
    return item


@transaction.atomic
def drop(item: PlanItem, *, reason: str, by: User | None, at: datetime) -> PlanItem:
    """Take a measure out of the plan, for a reason; it stays to be read."""
    _refuse_closed(item, at)
    if not reason.strip():
        raise Refused(NotSo.NO_REASON)
    with within(item.school):
        if count := reads.open_parts(item):
            raise Refused(NotSo.HAS_PARTS, count=count)
        item.dropped_on, item.drop_reason = timezone.localdate(at), reason.strip()
        item.save(update_fields=["dropped_on", "drop_reason"])
        _close_above(item)
    _note("plan_item.dropped", item, by=by, at=at, facts={"reason": reason})
    return item


def _refuse_frame(frame: Frame) -> None:
    if not frame.title.strip():
        raise Refused(NotSo.NO_TITLE)
    if frame.level == PlanLevel.STRATEGIC:
        if not rules.FEWEST <= frame.last_year - frame.year + 1 <= rules.MOST:
            raise Refused(NotSo.SPAN)
    elif frame.level == PlanLevel.QUARTERLY:
        days = reads.year_days(frame.year)
        if days is None or frame.term not in days.terms:
            raise Refused(NotSo.NO_TERM, year=year_label(frame.year))
    elif frame.level == PlanLevel.MONTHLY and frame.month not in rules.MONTHS:
        raise Refused(NotSo.NO_MONTH)
    order = list(PlanLevel)
    if frame.above and order.index(PlanLevel(frame.above.level)) >= order.index(
        PlanLevel(frame.level)
    ):
        raise Refused(NotSo.WRONG_ABOVE)


def _refuse_measure(plan: Plan, measure: Measure, *, term: bool = True) -> None:
    if not measure.text.strip():
        raise Refused(NotSo.NO_TEXT)
    if measure.executor is None and not measure.role:
        raise Refused(NotSo.NOBODY)
    if measure.due_on < measure.since:
        raise Refused(NotSo.DUE_BEFORE)
    first, last = reads.span(plan)
    if term and not first <= measure.due_on <= last:
        raise Refused(NotSo.OUTSIDE, day=measure.due_on, first=first, last=last)
    if measure.executor and not people.staff(measure.since).filter(pk=measure.executor.pk):
        raise Refused(NotSo.NO_POST, name=measure.executor.short_name)
    if plan.subject == Subject.IMPROVEMENT and not (
        measure.answers.strip() or measure.answers_indicator
    ):
        raise Refused(NotSo.NO_ANSWER)


def _refuse_closed(item: PlanItem, at: datetime) -> None:
    state = item.state_on(timezone.localdate(at))
    if state not in rules.OPEN:
        raise Refused(NotSo.CLOSED, state=state.label)


def _fields(measure: Measure) -> dict[str, object]:
    given = {**vars(measure), "clauses": list(measure.clauses), "text": measure.text.strip()}
    del given["due_on"]
    return given


def _write(plan: Plan, measure: Measure, at: datetime) -> PlanItem:
    row: PlanItem = PlanItem.objects.create(
        school=plan.school,
        plan=plan,
        due_on=measure.due_on,
        first_due_on=measure.due_on,
        added_on=timezone.localdate(at),
        **_fields(measure),
    )
    return row


def _move(item: PlanItem, to: date, reason: str, day: date) -> None:
    ItemMove.objects.create(
        school=item.school, item=item, was=item.due_on, now=to, reason=reason, moved_on=day
    )
    item.due_on = to
    item.save(update_fields=["due_on"])


def _close_above(item: PlanItem) -> None:
    """Close what a measure is part of, once every part is finished and one of them done."""
    above = item.above
    if above is None or above.done_on or above.dropped_on or reads.open_parts(above):
        return
    done = above.below.filter(done_on__isnull=False).order_by("-done_on", "-pk").first()
    if done is None:
        return
    above.done_on, above.result = done.done_on, done.result
    above.save(update_fields=["done_on", "result"])
    _close_above(above)


def _note(
    what: str,
    row: Plan | PlanItem,
    *,
    by: User | None,
    at: datetime,
    facts: dict[str, object] | None = None,
) -> None:
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=facts or {})


@transaction.atomic
def hand_over(item: PlanItem, executor: Person, *, by: User | None, at: datetime) -> PlanItem:
    """Give an open measure to somebody else."""
    _refuse_closed(item, at)
    with within(item.school):
        item.executor = executor
        item.save(update_fields=["executor"])
    _note("plan_item.handed_over", item, by=by, at=at, facts={"name": item.text[:120]})
    return item
