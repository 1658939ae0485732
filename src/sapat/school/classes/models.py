"""Classes of a school year, and who was in them when."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sapat.school.boundary import SchoolRow
from sapat.school.calendar.models import SchoolYear
from sapat.school.classes.rules import Level, Mode
from sapat.school.people.models import Person


class SchoolClass(SchoolRow):
    """A class in one school year. Its label, year of study and level are three different things."""

    school_year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="classes")
    grade_label = models.PositiveSmallIntegerField()
    letter = models.CharField(max_length=3, blank=True)
    year_of_study = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=10, choices=Level.choices)
    language = models.CharField(max_length=2, default="ky")
    shift = models.PositiveSmallIntegerField(default=1)
    mode = models.CharField(max_length=15, choices=Mode.choices, default=Mode.DAY)
    continues = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    class_teacher = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school_year", "grade_label", "letter"], name="one_class_a_label"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Return the label as people say it: 7Б."""
        return f"{self.grade_label}{self.letter}"


class Enrolment(SchoolRow):
    """A pupil is in a class from a day to another."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="enrolments")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="enrolment_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.school_class_id}"
