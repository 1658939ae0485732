"""Duties, who holds them, the approved matrix, and who has read their contribution."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sapat.core.language import Named
from sapat.plan.duties.rules import Letter, Source
from sapat.plan.processes.models import Process
from sapat.school.boundary import SchoolRow
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


class Duty(SchoolRow, Named):
    """Something somebody has to do, from a day on; what the source says needs no own words."""

    code = models.CharField(max_length=40)
    """`A2-9`, `process:teaching`, `feedback`; duties of the school's own have a number."""
    source = models.CharField(max_length=8, choices=Source.choices)
    process = models.ForeignKey(Process, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    powers = models.TextField(blank=True)
    interfaces = models.TextField(blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "code"], name="one_duty_a_code"),
        ]


class DutyHolder(SchoolRow):
    """A post, a unit or a person that has to do with a duty, from a day to another."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="holders")
    letter = models.CharField(max_length=1, choices=Letter.choices)
    role = models.CharField(max_length=20, blank=True)
    """Code of a post or a kind of body."""
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    order_number = models.CharField(max_length=40, blank=True)
    ordered_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_duty_is_not_passed_on_before_it_is_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.letter} {self.key}"

    @property
    def key(self) -> str:
        """Return which column of the matrix it stands in."""
        if self.person_id:
            return f"person:{self.person_id}"
        return f"unit:{self.unit_id}" if self.unit_id else f"role:{self.role}"


class DutyMatrix(SchoolRow):
    """The responsibility matrix as it stood when an order approved it."""

    number = models.PositiveSmallIntegerField()
    order_number = models.CharField(max_length=40)
    ordered_on = models.DateField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    duties = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "number"], name="one_matrix_a_number"),
        ]

    def __str__(self) -> str:
        return f"№ {self.order_number}, {self.ordered_on:%d.%m.%Y}"


class DutySignature(SchoolRow):
    """A head has signed an approved matrix."""

    matrix = models.ForeignKey(DutyMatrix, models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["matrix", "person"], name="a_head_signs_once"),
        ]

    def __str__(self) -> str:
        return f"{self.matrix_id}: {self.person_id}"


class ContributionReading(SchoolRow):
    """A person has read what their contribution is in a school year, in exactly these words."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField()
    on_paper = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "year"], name="a_contribution_is_confirmed_once_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.year}"
