"""Set up and end bodies, seat people."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from sapat.core import trail
from sapat.core.language import Text
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.bodies.models import Body, Sitting
from sapat.school.bodies.rules import SINGLE_SEATS, TEMPORARY_KINDS, NotSo, Seat
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person, current


@dataclass(frozen=True)
class Mandate:
    """What a body is and for how long."""

    kind: str
    name: Text
    since: date
    until: date | None = None
    order_number: str = ""


@transaction.atomic
def set_up(school: Organisation, mandate: Mandate, *, by: User | None, at: datetime) -> Body:
    """Open a body; a temporary one needs its end."""
    if mandate.kind in TEMPORARY_KINDS and mandate.until is None:
        raise Refused(NotSo.NEEDS_END)
    if mandate.until and mandate.until <= mandate.since:
        raise Refused(NotSo.ENDS_BEFORE)
    with within(school):
        body: Body = Body.objects.create(
            school=school,
            kind=mandate.kind,
            since=mandate.since,
            until=mandate.until,
            order_number=mandate.order_number,
            **Body.names(mandate.name),
        )
    trail.note(
        "body.set_up", body, chain=school.chain, by=by, at=at, facts={"name": mandate.name.ky}
    )
    return body


@transaction.atomic
def seat(
    body: Body, person: Person, seat: str, *, since: date, by: User | None, at: datetime
) -> Sitting:
    """Seat a person; there is one chair and one secretary at a time."""
    if body.until and since >= body.until:
        raise Refused(NotSo.CLOSED, day=body.until)
    with within(body.school):
        open_then = Q(until__isnull=True) | Q(until__gt=since)
        if body.sittings.filter(open_then, person=person).exists():
            raise Refused(NotSo.SEATED)
        if Seat(seat) in SINGLE_SEATS:
            taken = body.sittings.filter(open_then, seat=seat).select_related("person").first()
            if taken:
                raise Refused(NotSo.SEAT_TAKEN, name=taken.person.short_name)
        sitting: Sitting = Sitting.objects.create(
            school=body.school, body=body, person=person, seat=seat, since=since
        )
    trail.note(
        "body.seated",
        sitting,
        chain=body.school.chain,
        by=by,
        at=at,
        facts={"body": body.pk, "person": person.pk, "seat": seat},
    )
    return sitting


@transaction.atomic
def unseat(sitting: Sitting, *, until: date, by: User | None, at: datetime) -> Sitting:
    """End a person's time in a body."""
    if until <= sitting.since:
        raise Refused(NotSo.ENDS_BEFORE)
    sitting.until = until
    with within(sitting.school):
        sitting.save(update_fields=["until"])
    trail.note("body.unseated", sitting, chain=sitting.school.chain, by=by, at=at)
    return sitting


@transaction.atomic
def dissolve(body: Body, *, until: date, by: User | None, at: datetime) -> Body:
    """End a body and every seat in it."""
    if until <= body.since:
        raise Refused(NotSo.ENDS_BEFORE)
    with within(body.school):
        body.sittings.filter(current(until)).update(until=until)
        body.until = until
        body.save(update_fields=["until"])
    trail.note("body.dissolved", body, chain=body.school.chain, by=by, at=at)
    return body
