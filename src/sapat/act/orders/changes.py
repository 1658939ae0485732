"""Draft orders, sign them, record who knows them, carry out their points, cancel them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sapat.act.decisions.models import Decision
from sapat.act.decisions.rules import BINDING
from sapat.act.meetings.rules import school_year
from sapat.act.orders import reads
from sapat.act.orders.models import Order, OrderNotice, OrderPoint
from sapat.act.orders.rules import NotSo, OrderState, PointState, Step, Way, may_step
from sapat.act.orders.wording import Item, Wording
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.core.rights import Role
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people
from sapat.school.people.models import Person


@transaction.atomic
def draft(
    school: Organisation,
    wording: Wording,
    items: Sequence[Item],
    *,
    drafter: Person | None,
    by: User | None,
    at: datetime,
) -> Order:
    """Draft an order with its points; those who carry one out take note of it."""
    _is_whole(wording)
    day = localdate(at)
    with within(school):
        row: Order = Order.objects.create(
            school=school, year=school_year(day), drafted_by=drafter, drafted_on=day,
            **vars(wording),
        )  # fmt: skip
        for item in items:
            _add(row, item)
        _name(row, [wording.control, *(item.owner for item in items)])
    _note("order.drafted", row, by=by, at=at, points=len(items))
    return row


@transaction.atomic
def draft_from(
    decision: Decision, *, drafter: Person | None, by: User | None, at: datetime
) -> Order:
    """Draft an order from a decision: its ground as the preamble, its words as the first point."""
    if decision.state not in BINDING:
        raise Refused(NotSo.NOT_BINDING)
    meeting = decision.item.meeting if decision.item else None
    if meeting:
        facts = {
            "body": meeting.body.name,
            "number": meeting.protocol_number,
            "day": date_format(meeting.day, "SHORT_DATE_FORMAT"),
        }
        preamble = (
            _("To carry out the decision of “%(body)s”, protocol № %(number)s of %(day)s,") % facts
        )
    else:
        preamble = _("To carry out the decision of the director of %(day)s,") % {
            "day": date_format(decision.taken_on, "SHORT_DATE_FORMAT")
        }
    title = decision.text if len(decision.text) <= 120 else f"{decision.text[:117]}…"
    wording = Wording("main", title, preamble, decision.controller, None, decision)
    point = Item(decision.text, decision.owner, decision.term)
    return draft(decision.school, wording, [point], drafter=drafter, by=by, at=at)


@transaction.atomic
def restate(order: Order, wording: Wording, *, by: User | None, at: datetime) -> Order:
    """Change the text of a draft."""
    row = _taken(order, Step.WRITE)
    if wording.cancels and wording.cancels.pk == row.pk:
        raise Refused(NotSo.ITSELF)
    _is_whole(wording)
    row.series, row.title, row.preamble = wording.series, wording.title, wording.preamble
    row.control, row.cancels = wording.control, wording.cancels
    _save(row)
    with within(row.school):
        _name(row, [wording.control])
    _note("order.restated", row, by=by, at=at)
    return row


@transaction.atomic
def add_point(order: Order, item: Item, *, by: User | None, at: datetime) -> OrderPoint:
    """Add a point to a draft."""
    row = _taken(order, Step.WRITE)
    with within(row.school):
        point = _add(row, item)
        _name(row, [item.owner])
    _note("order.point_added", row, by=by, at=at, point=point.number)
    return point


@transaction.atomic
def restate_point(point: OrderPoint, item: Item, *, by: User | None, at: datetime) -> OrderPoint:
    """Change a point of a draft."""
    row = _taken(point.order, Step.WRITE)
    if not item.text.strip():
        raise Refused(NotSo.NO_TEXT)
    point.text, point.owner, point.term = item.text.strip(), item.owner, item.term
    with within(row.school):
        point.save(update_fields=["text", "owner", "term"])
        _name(row, [item.owner])
    _note("order.point_restated", row, by=by, at=at, point=point.number)
    return point


@transaction.atomic
def drop_point(point: OrderPoint, *, by: User | None, at: datetime) -> None:
    """Take a point out of a draft; those after it move up."""
    row = _taken(point.order, Step.WRITE)
    number = point.number
    with within(row.school):
        point.delete()
        for place, other in enumerate(row.points.order_by("number"), 1):
            if other.number != place:
                other.number = place
                other.save(update_fields=["number"])
    _note("order.point_dropped", row, by=by, at=at, point=number)


@transaction.atomic
def name_people(order: Order, persons: Iterable[Person], *, by: User | None, at: datetime) -> Order:
    """Name who takes note of a draft, in place of those named before."""
    row = _taken(order, Step.WRITE)
    with within(row.school):
        row.notices.all().delete()
        named = list(persons)
        _name(row, named)
    _note("order.people_named", row, by=by, at=at, people=len(named))
    return row


@transaction.atomic
def sign(
    order: Order, shown: str, *, person: Person | None, on: date, by: User | None, at: datetime
) -> Order:
    """Sign a draft as the director: it gets its number, and the order it cancels ends.

    `shown` is the mark of what the director has read. `person` None is the system itself.
    """
    row = _taken(order, Step.SIGN)
    if on > localdate(at):
        raise Refused(NotSo.TOMORROW, day=on)
    signer = person or people.holders(row.school, Role.DIRECTOR, on).first()
    heads = set(people.holders(row.school, Role.DIRECTOR, on).values_list("pk", flat=True))
    if signer is None or signer.pk not in heads:
        raise Refused(NotSo.NOT_DIRECTOR)
    with within(row.school):
        if not row.points.exists():
            raise Refused(NotSo.NO_POINTS)
        if row.control_id is None:
            raise Refused(NotSo.NO_CONTROL)
        if shown != reads.digest(row):
            raise Refused(NotSo.CHANGED_SINCE)
        _number(row, on)
    row.state, row.signed_by, row.signed_on, row.digest = OrderState.SIGNED, signer, on, shown
    _save(row)
    _note("order.signed", row, by=by, at=at, number=row.number, digest=shown)
    if row.cancels_id:
        _cancel(row, by=by, at=at)
    return row


@transaction.atomic
def drop(order: Order, *, by: User | None, at: datetime) -> Order:
    """Drop a draft that is not signed."""
    row = _taken(order, Step.DROP)
    row.state = OrderState.DROPPED
    _save(row)
    _note("order.dropped", row, by=by, at=at)
    return row


@transaction.atomic
def take_note(
    order: Order,
    person: Person,
    way: str,
    *,
    acting: Person | None,
    on: date,
    by: User | None,
    at: datetime,
) -> OrderNotice:
    """Record that somebody named in an order knows it: themselves, or the office for the paper."""
    row = _taken(order, Step.KNOW)
    if row.signed_on and not row.signed_on <= on <= localdate(at):
        raise Refused(NotSo.TOMORROW, day=on)
    if way == Way.SCREEN and acting and acting.pk != person.pk:
        raise Refused(NotSo.NOT_YOURS, name=person.short_name)
    with within(row.school):
        notice: OrderNotice | None = (
            OrderNotice.objects.select_for_update().filter(order=row, person=person).first()
        )
        if notice is None:
            raise Refused(NotSo.NOT_NAMED, name=person.short_name)
        if notice.known_on:
            raise Refused(NotSo.KNOWN, name=person.short_name)
        notice.known_on, notice.way = on, way
        notice.save(update_fields=["known_on", "way"])
    _note("order.known", row, by=by, at=at, person=person.pk, way=way)
    return notice


@transaction.atomic
def report_point(
    point: OrderPoint, words: str, *, person: Person | None, by: User | None, at: datetime
) -> OrderPoint:
    """Report a point as carried out; whoever is responsible does."""
    row = _point(point, PointState.OPEN)
    if not words.strip():
        raise Refused(NotSo.NO_WORDS)
    _is_theirs(row.doer, person)
    row.state, row.report, row.reported_on = PointState.REPORTED, words.strip(), localdate(at)
    _keep(row)
    _note("order.point_reported", row.order, by=by, at=at, point=row.number)
    return row


@transaction.atomic
def confirm_point(
    point: OrderPoint, *, person: Person | None, by: User | None, at: datetime
) -> OrderPoint:
    """Confirm that a point is carried out; who controls the order does."""
    row = _point(point, PointState.REPORTED)
    if person and row.doer == person and row.doer != row.order.controller:
        raise Refused(NotSo.OWN_WORK)
    _is_theirs(row.order.controller, person)
    row.state, row.done_on = PointState.DONE, row.reported_on
    _keep(row)
    _note("order.point_confirmed", row.order, by=by, at=at, point=row.number)
    return row


@transaction.atomic
def send_back_point(
    point: OrderPoint, words: str, *, person: Person | None, by: User | None, at: datetime
) -> OrderPoint:
    """Send a reported point back: it is not carried out."""
    row = _point(point, PointState.REPORTED)
    if not words.strip():
        raise Refused(NotSo.NO_WORDS)
    _is_theirs(row.order.controller, person)
    row.state, row.reported_on = PointState.OPEN, None
    row.report = f"{row.report}\n— {words.strip()}"
    _keep(row)
    _note("order.point_sent_back", row.order, by=by, at=at, point=row.number)
    return row


@transaction.atomic
def hand_point(point: OrderPoint, to: Person, *, by: User | None, at: datetime) -> OrderPoint:
    """Let somebody else carry out a point; what was signed stays as it is."""
    row = _point(point, PointState.OPEN)
    row.handed_to = to
    with within(row.school):
        row.save(update_fields=["handed_to"])
    _note("order.point_handed", row.order, by=by, at=at, point=row.number, person=to.pk)
    return row


@transaction.atomic
def hand_control(order: Order, to: Person, *, by: User | None, at: datetime) -> Order:
    """Let somebody else control an order in force; what was signed stays as it is."""
    row = _taken(order, Step.CARRY)
    row.control_handed_to = to
    _save(row)
    _note("order.control_handed", row, by=by, at=at, person=to.pk)
    return row


def _is_whole(wording: Wording) -> None:
    if not wording.title.strip():
        raise Refused(NotSo.NO_TITLE)
    if not wording.preamble.strip():
        raise Refused(NotSo.NO_PREAMBLE)
    if wording.cancels:
        _taken(wording.cancels, Step.CANCEL)


def _add(row: Order, item: Item) -> OrderPoint:
    if not item.text.strip():
        raise Refused(NotSo.NO_TEXT)
    last = row.points.order_by("-number").first()
    point: OrderPoint = OrderPoint.objects.create(
        school=row.school,
        order=row,
        number=last.number + 1 if last else 1,
        text=item.text.strip(),
        owner=item.owner,
        term=item.term,
    )
    return point


def _name(row: Order, persons: Iterable[Person | None]) -> None:
    """Put people on the list of those who take note, each once."""
    known = set(row.notices.values_list("person_id", flat=True))
    for person in persons:
        if person and person.pk not in known:
            known.add(person.pk)
            OrderNotice.objects.create(school=row.school, order=row, person=person)


def _number(row: Order, on: date) -> None:
    """Give the order its number: one after the other in its book, in the order of the days."""
    # The school is held fast, so that two orders signed at once get two numbers.
    Organisation.objects.select_for_update().get(pk=row.school_id)
    row.year = school_year(on)
    last = reads.last_signed(row.year, row.series)
    if last and last.signed_on and on < last.signed_on:
        raise Refused(NotSo.BACKDATED, number=last.number, day=last.signed_on)
    row.order_number = reads.next_number(row.year, row.series)


def _cancel(row: Order, *, by: User | None, at: datetime) -> None:
    ended = _taken(row.cancels, Step.CANCEL)  # type: ignore[arg-type]
    ended.state, ended.cancelled_on = OrderState.CANCELLED, row.signed_on
    _save(ended)
    _note("order.cancelled", ended, by=by, at=at, by_order=row.number)


def _point(point: OrderPoint, state: PointState) -> OrderPoint:
    order = _taken(point.order, Step.CARRY)
    with within(order.school):
        rows = OrderPoint.objects.select_for_update(of=("self",))
        row: OrderPoint = rows.select_related(
            "order__control", "order__control_handed_to", "owner", "handed_to"
        ).get(pk=point.pk)
    if row.state != state:
        raise Refused(NotSo.POINT_STATE, state=row.get_state_display())
    return row


def _is_theirs(whose: Person | None, person: Person | None) -> None:
    """Refuse who acts for somebody that can sign in; `person` None is the system itself."""
    if person and whose and whose.user_id and whose.pk != person.pk:
        raise Refused(NotSo.NOT_YOURS, name=whose.short_name)


def _taken(order: Order, step: Step) -> Order:
    with within(order.school):
        row: Order = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    if not may_step(step, row.state):
        raise Refused(NotSo.WRONG_STEP, state=row.get_state_display(), step=step.label)
    return row


def _save(row: Order) -> None:
    with within(row.school):
        row.save()


def _keep(row: OrderPoint) -> None:
    with within(row.school):
        row.save(update_fields=["state", "report", "reported_on", "done_on"])


def _note(what: str, row: Order, *, by: User | None, at: datetime, **facts: object) -> None:
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=facts)
