"""Ask for resources, decide, and write down what came."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.objectives.models import Objective
from sapat.plan.resources.models import ResourceRequest
from sapat.plan.resources.rules import NotSo, RequestState
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Wish:
    """What is needed, why, and by when."""

    kind: str
    title: str
    why: str
    asked_on: date
    needed_by: date
    needed: Decimal | None = None
    objective: Objective | None = None
    unit: Organisation | None = None


@transaction.atomic
def ask(
    school: Organisation, wish: Wish, *, asker: Person | None, by: User | None, at: datetime
) -> ResourceRequest:
    """Write a request into the register."""
    if wish.needed_by < wish.asked_on:
        raise Refused(NotSo.NEEDED_BEFORE)
    if wish.needed is not None and wish.needed <= 0:
        raise Refused(NotSo.TOO_LITTLE)
    with within(school):
        row: ResourceRequest = ResourceRequest.objects.create(
            school=school,
            kind=wish.kind,
            title=wish.title,
            why=wish.why,
            asked_on=wish.asked_on,
            needed_by=wish.needed_by,
            needed=wish.needed,
            objective=wish.objective,
            unit=wish.unit,
            asked_by=asker,
        )
    _note("resource.asked", row, by=by, at=at)
    return row


@dataclass(frozen=True)
class Ruling:
    """What the director decided, when, and by which order or for which reason."""

    granted: bool
    on: date
    order_number: str = ""
    reason: str = ""


@transaction.atomic
def decide(
    row: ResourceRequest, ruling: Ruling, *, decider: Person | None, by: User | None, at: datetime
) -> ResourceRequest:
    """Grant a request by order, or refuse it with a reason."""
    row = _locked(row)
    if row.state != RequestState.ASKED:
        raise Refused(NotSo.DECIDED, day=row.decided_on)
    if ruling.on < row.asked_on:
        raise Refused(NotSo.BEFORE)
    if ruling.granted and not ruling.order_number:
        raise Refused(NotSo.NEEDS_ORDER)
    if not ruling.granted and not ruling.reason:
        raise Refused(NotSo.NEEDS_REASON)
    row.state = RequestState.APPROVED if ruling.granted else RequestState.REFUSED
    row.decided_on, row.decided_by = ruling.on, decider
    row.order_number, row.reason = ruling.order_number, ruling.reason
    _save(row)
    what = "resource.granted" if ruling.granted else "resource.refused"
    _note(what, row, by=by, at=at, order=ruling.order_number)
    return row


@dataclass(frozen=True)
class Arrival:
    """What came, when, and how much of it."""

    on: date
    provided: Decimal | None = None
    note: str = ""


@transaction.atomic
def provide(
    row: ResourceRequest, arrival: Arrival, *, by: User | None, at: datetime
) -> ResourceRequest:
    """Write down that what was granted is there."""
    row = _locked(row)
    if row.state != RequestState.APPROVED:
        raise Refused(NotSo.NOT_GRANTED)
    if arrival.on < row.asked_on:
        raise Refused(NotSo.BEFORE)
    if arrival.on > at.date():
        raise Refused(NotSo.LATER)
    if arrival.provided is not None and arrival.provided <= 0:
        raise Refused(NotSo.TOO_LITTLE)
    row.state, row.provided_on = RequestState.PROVIDED, arrival.on
    row.provided, row.note = arrival.provided, arrival.note
    _save(row)
    _note("resource.provided", row, by=by, at=at)
    return row


def _locked(row: ResourceRequest) -> ResourceRequest:
    with within(row.school):
        found: ResourceRequest = ResourceRequest.objects.select_for_update().get(pk=row.pk)
    return found


def _save(row: ResourceRequest) -> None:
    with within(row.school):
        row.save()


def _note(
    what: str, row: ResourceRequest, *, by: User | None, at: datetime, order: str = ""
) -> None:
    facts = {"name": row.title, **({"order": order} if order else {})}
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=facts)
