"""Weekly digests and monthly control notes; what is signed stays."""

from typing import ClassVar

from django.db import models

from sapat.plan.control.rules import Month
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class WeeklyDigest(SchoolRow):
    """What was late and what is missing in one week, as the controller was told."""

    week = models.DateField()
    made_at = models.DateTimeField()
    holder = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    content = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "week"], name="one_digest_a_week"),
        ]

    def __str__(self) -> str:
        return f"{self.week:%Y-%m-%d}"


class ControlNote(SchoolRow):
    """The monthly note on whether the quality system works, signed by the deputy."""

    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    text = models.TextField()
    drafted_at = models.DateTimeField()
    signed_on = models.DateField(null=True, blank=True)
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "year", "month"], name="one_control_note_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"

    @property
    def of(self) -> Month:
        """The month it speaks of."""
        return Month(self.year, self.month)
