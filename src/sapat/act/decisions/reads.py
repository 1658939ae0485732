"""Questions about decisions, in the active school."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from sapat.act.decisions.models import Decision, DecisionStep, Ground, Hearing
from sapat.act.decisions.rules import (
    BINDING,
    CONSUMERS,
    JUDGED,
    WAITING,
    DecisionState,
    GroundKind,
    effect_waits,
    is_overdue,
)
from sapat.act.meetings.models import AgendaItem, Meeting
from sapat.act.meetings.rules import MeetingState
from sapat.act.meetings.standing import shipped
from sapat.school.bodies.models import Body
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


def decisions() -> QuerySet[Decision]:
    """Return every decision, the newest first, with its people, question and body."""
    rows: QuerySet[Decision] = Decision.objects.select_related(
        "owner", "controller", "item__meeting__body"
    )
    return rows.order_by("-taken_on", "-pk")


def open_decisions(school: Organisation, day: date) -> list[Decision]:
    """Return the binding decisions of a school that are not carried out yet, by term."""
    with within(school):
        rows = decisions().filter(state__in=WAITING, taken_on__lte=day)
        return list(rows.order_by("term", "pk"))


def of_meeting(meeting: Meeting) -> QuerySet[Decision]:
    """Return the decisions of a meeting in order, with all that stands on them."""
    rows = decisions().filter(item__meeting=meeting)
    rows = rows.prefetch_related("grounds", "dissents__person", "item__hearings__body")
    return rows.order_by("item__number", "number")


def in_force(day: date, *, months: int = 12) -> list[Decision]:
    """Return what was decided or judged in the months before the day, and what is open (3 queries).

    Ground, opinions and questions are ready to be read.
    """
    since = day - timedelta(days=31 * months)
    rows = decisions().filter(state__in=BINDING, taken_on__lte=day)
    recent = rows.filter(Q(taken_on__gte=since) | Q(effect_on__gte=since) | Q(state__in=WAITING))
    return list(recent.prefetch_related("grounds", "item__hearings"))


def numbered(ids: Iterable[object]) -> QuerySet[Decision]:
    """Return the decisions with these ids, their grounds ready."""
    wanted = [int(str(one)) for one in ids if str(one).isdecimal()]
    return decisions().filter(pk__in=wanted).prefetch_related("grounds")


def grounded_on(kind: str, reference: object) -> QuerySet[Decision]:
    """Return the decisions that stand on one record, the newest first."""
    rows = decisions().filter(grounds__kind=kind, grounds__reference=str(reference))
    return rows.distinct().prefetch_related("grounds")


def on_findings(ids: Iterable[int]) -> QuerySet[Decision]:
    """Return the decisions that stand on any of these findings, the newest first."""
    named = [str(one) for one in ids]
    rows = decisions().filter(grounds__kind=GroundKind.FINDING, grounds__reference__in=named)
    return rows.distinct().prefetch_related("grounds")


def taken_on_grounds(kinds: Iterable[str], day: date) -> dict[tuple[str, str], list[date]]:
    """Return (kind, reference) of a ground -> days of the binding decisions on it (one query)."""
    rows = Ground.objects.filter(
        kind__in=list(kinds), decision__state__in=BINDING, decision__taken_on__lte=day
    )
    found: dict[tuple[str, str], list[date]] = {}
    for kind, reference, on in rows.values_list("kind", "reference", "decision__taken_on"):
        found.setdefault((kind, reference), []).append(on)
    return found


def earlier(body: Body, before: date) -> list[Decision]:
    """Return the body's decisions that a meeting on the day looks back on, by term.

    These are the open ones, and those carried out since its last meeting.
    """
    rows = decisions().filter(item__meeting__body=body, taken_on__lt=before)
    meetings = Meeting.objects.filter(body=body, day__lt=before).order_by("-day")
    last = meetings.values_list("day", flat=True).first() or before
    wanted = Q(state__in=WAITING) | Q(state=DecisionState.DONE, done_on__gte=last)
    return list(rows.filter(wanted).order_by("term", "pk"))


def owned_by(person: Person) -> QuerySet[Decision]:
    """Return what somebody has to carry out or to control, by term."""
    rows = decisions().filter(state__in=WAITING).filter(Q(owner=person) | Q(controller=person))
    return rows.order_by("term", "pk")


def effects_waiting() -> list[Decision]:
    """Return the decisions whose effect is still to be judged, by day (one query)."""
    rows = decisions().filter(state=DecisionState.DONE, effect_by__isnull=False)
    return [
        row
        for row in rows.exclude(effect__in=JUDGED).order_by("effect_by", "pk")
        if effect_waits(row.state, row.effect_by, row.effect)
    ]


def hearings(meeting: Meeting) -> QuerySet[Hearing]:
    """Return what bodies of parents and pupils were given and said before a meeting."""
    rows: QuerySet[Hearing] = Hearing.objects.filter(item__meeting=meeting)
    return rows.select_related("body", "item").order_by("item__number", "pk")


def steps(decision: Decision) -> QuerySet[DecisionStep]:
    """Return the way of a decision, the newest stage first."""
    return decision.steps.select_related("person").order_by("-on", "-pk")


@dataclass(frozen=True)
class Tally:
    """How many decisions stand where."""

    overdue: int
    open: int
    reported: int
    done: int
    ungrounded: int
    effect_waits: int


def tally(rows: Iterable[Decision], day: date) -> Tally:
    """Count decisions by where they stand on the day."""
    rows = list(rows)
    open_ = [row for row in rows if row.state == DecisionState.OPEN]
    return Tally(
        overdue=sum(row.term < day for row in open_),
        open=len(open_),
        reported=sum(row.state == DecisionState.REPORTED for row in rows),
        done=sum(row.state == DecisionState.DONE for row in rows),
        ungrounded=sum(bool(row.no_ground) for row in rows),
        effect_waits=sum(effect_waits(row.state, row.effect_by, row.effect) for row in rows),
    )


def undecided_items(day: date) -> QuerySet[AgendaItem]:
    """Return the questions in which an analysis was heard and nothing was decided, by day."""
    codes = [item.code for item in shipped().values() if item.is_analysis]
    rows = AgendaItem.objects.filter(
        standing__in=codes, meeting__state=MeetingState.SIGNED, meeting__day__lte=day
    )
    # Parents and pupils are told of results; what follows is decided by those who run the school.
    rows = rows.exclude(meeting__body__kind__in=CONSUMERS).filter(decisions__isnull=True)
    return rows.select_related("meeting__body").order_by("meeting__day", "pk")


def undecided_analyses(day: date) -> list[date]:
    """Return the days on which an analysis was heard and nothing was decided on it (one query)."""
    return list(undecided_items(day).values_list("meeting__day", flat=True))


def is_late(row: Decision, day: date) -> bool:
    """Answer whether a decision should have been carried out by the day."""
    return is_overdue(row.state, row.term, day)
