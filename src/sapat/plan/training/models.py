"""Trainings, who took part, the plan of the year, and appointed assessors."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sapat.plan.training.rules import Procedure, TrainingKind
from sapat.school.bodies.models import Body
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class TrainingPlan(SchoolRow):
    """The plan of a school year as the council approved it."""

    year = models.PositiveSmallIntegerField()
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    protocol_number = models.CharField(max_length=40)
    approved_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "year"], name="one_training_plan_a_year"),
        ]

    def __str__(self) -> str:
        return str(self.year)


class Training(SchoolRow):
    """A training: planned for a day, held or called off; `body` is the union that holds it."""

    kind = models.CharField(max_length=12, choices=TrainingKind.choices)
    title = models.CharField(max_length=300)
    provider = models.CharField(max_length=200, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    planned_on = models.DateField()
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.title


class TrainingPart(SchoolRow):
    """Somebody took part in a training; the number of the certificate where there is one."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="parts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    certificate = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["training", "person"], name="one_part_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.training_id}: {self.person_id}"


class Assessor(SchoolRow):
    """Somebody entrusted by order with a procedure, from a day to another."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    procedure = models.CharField(max_length=12, choices=Procedure.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    order_number = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="assessor_ends_after_beginning",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.procedure}"
