"""Orders, their points, and who has to take note of them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sapat.act.decisions.models import Decision
from sapat.act.orders.rules import OrderState, PointState, Series, Way, number_of
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class Order(SchoolRow):
    """An order of the director; once signed its text never changes, another order cancels it."""

    series = models.CharField(max_length=6, choices=Series.choices, default=Series.MAIN)
    year = models.PositiveSmallIntegerField()
    order_number = models.PositiveIntegerField(null=True, editable=False)
    """In its series and school year; given with the signature, without gaps."""
    title = models.CharField(max_length=300)
    preamble = models.TextField()
    """For what purpose and on what ground."""
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=9, choices=OrderState.choices, default=OrderState.DRAFT)
    control = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    drafted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    drafted_on = models.DateField()
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    """Mark of what was signed."""
    control_handed_to = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Who controls it instead, once the one who is named has left; the text stays as signed."""
    cancels = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "series", "year", "order_number"],
                condition=Q(order_number__isnull=False),
                name="one_order_a_number",
            ),
            models.CheckConstraint(
                condition=Q(order_number__isnull=True)
                | Q(state__in=[OrderState.SIGNED, OrderState.CANCELLED]),
                name="only_signed_orders_have_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.number} {self.title}" if self.number else self.title

    @property
    def number(self) -> str:
        """Return its number as papers write it."""
        return number_of(self.order_number, self.series)

    @property
    def controller(self) -> Person | None:
        """Return who controls it now."""
        return self.control_handed_to or self.control


class OrderPoint(SchoolRow):
    """A point of an order: what, who, by when, and whether it is carried out."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    handed_to = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Who carries it out instead, once the one who is named has left; the text stays as signed."""
    term = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=PointState.choices, default=PointState.OPEN)
    report = models.TextField(blank=True)
    reported_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "number"], name="one_order_point_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    @property
    def doer(self) -> Person | None:
        """Return who carries it out now; a point without a name is the control's."""
        return self.handed_to or self.owner or self.order.controller


class OrderNotice(SchoolRow):
    """Somebody named in an order who takes note of it: «тааныштым»."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="notices")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    known_on = models.DateField(null=True, blank=True)
    way = models.CharField(max_length=6, choices=Way.choices, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "person"], name="one_notice_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person}"
