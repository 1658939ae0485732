"""Reminders that were sent, letters, substitutes."""

from typing import ClassVar

from django.db import models

from sapat.act.work.rules import Rhythm
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class MailWish(SchoolRow):
    """Where and how often somebody wants to be written to; without it nobody is."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="ky")
    rhythm = models.CharField(max_length=5, choices=Rhythm.choices, default=Rhythm.NEVER)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], name="one_wish_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.rhythm}"


class Letter(SchoolRow):
    """A letter with what waits for somebody, one a day at most; written first, sent after."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    day = models.DateField()
    address = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "day"], name="one_letter_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.day:%d.%m.%Y}"


class Reminder(SchoolRow):
    """Somebody was reminded of a thing; the same reminder is never sent twice."""

    key = models.CharField(max_length=160)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    step = models.CharField(max_length=12)
    by = models.DateField()
    """The day by which the thing was to be done."""
    about = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Whose thing it is, where the head is told."""
    sent_at = models.DateTimeField()
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="reminders")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "key", "person", "step"], name="reminded_once_a_step"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "person"])]

    def __str__(self) -> str:
        return f"{self.key} {self.step}"


class Substitution(SchoolRow):
    """Somebody acts for another for some days: leave, illness, a course."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    substitute = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="substitution_not_backwards"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.substitute_id}"
