"""Questions about orders, in the active school."""

import hashlib
import json
from collections.abc import Iterable

from django.db.models import Count, Max, Q, QuerySet

from sapat.act.decisions.models import Decision
from sapat.act.orders.models import Order, OrderNotice, OrderPoint
from sapat.act.orders.rules import OrderState, PointState
from sapat.core.alphabet import alphabetical
from sapat.school.people.models import Person

PEOPLE = ("order__control", "order__control_handed_to", "owner", "handed_to")
"""Whom a point and its order name."""


def orders() -> QuerySet[Order]:
    """Return every order, drafts first, then the newest, with its points counted."""
    rows: QuerySet[Order] = Order.objects.exclude(state=OrderState.DROPPED)
    counted = rows.annotate(
        all_points=Count("points", distinct=True),
        done_points=Count("points", filter=Q(points__state=PointState.DONE), distinct=True),
        all_notices=Count("notices", distinct=True),
        known=Count("notices", filter=Q(notices__known_on__isnull=False), distinct=True),
    )
    return counted.select_related("control", "signed_by").order_by(
        "-year", "-signed_on", "-order_number", "-pk"
    )


def register(year: int, series: str) -> list[Order]:
    """Return the signed orders of a book in a school year, by number, with their points."""
    rows = Order.objects.filter(year=year, series=series, order_number__isnull=False)
    rows = rows.select_related("signed_by", "control", "cancels").order_by("order_number")
    return list(rows.prefetch_related("points__owner"))


def years() -> list[int]:
    """Return the school years that have orders, newest first."""
    rows = Order.objects.order_by("-year").values_list("year", flat=True)
    return list(rows.distinct())


def points(order: Order) -> QuerySet[OrderPoint]:
    """Return the points of an order, in order."""
    return order.points.select_related(*PEOPLE).order_by("number")


def notices(order: Order) -> QuerySet[OrderNotice]:
    """Return who has to take note of an order, by name."""
    rows = order.notices.select_related("person")
    return rows.order_by(alphabetical("person__search_key"), "pk")


def open_points() -> list[OrderPoint]:
    """Return the points of orders in force that are not carried out, by term (one query)."""
    rows = OrderPoint.objects.filter(order__state=OrderState.SIGNED)
    rows = rows.exclude(state=PointState.DONE).select_related(*PEOPLE)
    return list(rows.order_by("term", "order", "number"))


def carried_by(person_id: int) -> list[OrderPoint]:
    """Return the points in force that somebody carries out and has not reported yet."""
    rows = OrderPoint.objects.filter(order__state=OrderState.SIGNED, state=PointState.OPEN)
    mine = Q(handed_to=person_id) | Q(handed_to__isnull=True, owner=person_id)
    return list(rows.filter(mine).select_related(*PEOPLE).order_by("term", "order", "number"))


def controlled_by(person_id: int) -> list[Order]:
    """Return the orders in force with open points that somebody controls."""
    mine = Q(control_handed_to=person_id) | Q(control_handed_to__isnull=True, control=person_id)
    rows = Order.objects.filter(mine, state=OrderState.SIGNED)
    rows = rows.filter(points__state__in=[PointState.OPEN, PointState.REPORTED])
    return list(rows.distinct().order_by("signed_on", "pk"))


def unread(person: Person | None = None) -> list[OrderNotice]:
    """Return the notices of orders in force that nobody has taken yet (one query)."""
    rows = OrderNotice.objects.filter(order__state=OrderState.SIGNED, known_on__isnull=True)
    rows = rows.filter(person=person) if person else rows
    return list(rows.select_related("order", "person").order_by("order", "pk"))


def drafts() -> list[Order]:
    """Return the orders that wait for a signature (one query)."""
    return list(Order.objects.filter(state=OrderState.DRAFT).order_by("drafted_on", "pk"))


def of_decision(decision: Decision) -> list[Order]:
    """Return the orders drafted from a decision."""
    rows = Order.objects.filter(decision=decision).exclude(state=OrderState.DROPPED)
    return list(rows.order_by("pk"))


def of_decisions(ids: Iterable[int]) -> list[Order]:
    """Return the orders drafted from any of these decisions (one query)."""
    rows = Order.objects.filter(decision__in=list(ids)).exclude(state=OrderState.DROPPED)
    return list(rows.order_by("pk"))


def last_signed(year: int, series: str) -> Order | None:
    """Return the order of the book that was signed last in the school year."""
    rows = Order.objects.filter(year=year, series=series, order_number__isnull=False)
    found: Order | None = rows.order_by("-order_number").first()
    return found


def next_number(year: int, series: str) -> int:
    """Return the next number of the book in the school year."""
    rows = Order.objects.filter(year=year, series=series)
    last = rows.aggregate(last=Max("order_number"))["last"]
    return (last or 0) + 1


def to_cancel() -> list[Order]:
    """Return the orders in force, which another one may cancel, the newest first."""
    rows = Order.objects.filter(state=OrderState.SIGNED)
    return list(rows.order_by("-signed_on", "-order_number"))


def digest(order: Order) -> str:
    """Return the mark over the text of an order: what is signed."""
    content = [
        order.series, order.title, order.preamble, order.control_id, order.cancels_id,
        [[one.number, one.text, one.owner_id, f"{one.term}"] for one in points(order)],
    ]  # fmt: skip
    text = json.dumps(content, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def is_intact(order: Order) -> bool:
    """Answer whether a signed order is as it was signed."""
    return order.digest == digest(order)
