"""Bodies and who sits in them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sapat.core.language import Named
from sapat.school.bodies.rules import BodyKind, Seat
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class Body(SchoolRow, Named):
    """A council, union or commission of a school."""

    kind = models.CharField(max_length=20, choices=BodyKind.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    order_number = models.CharField(max_length=40, blank=True)
    subjects = models.ManyToManyField("school.Subject", related_name="+", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="body_ends_after_it_begins",
            ),
        ]


class Sitting(SchoolRow):
    """A person sits in a body from a day to another."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="sittings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="sittings")
    seat = models.CharField(max_length=10, choices=Seat.choices, default=Seat.MEMBER)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person}, {self.get_seat_display()}"
