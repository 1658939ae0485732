"""Subjects and teaching load."""

from typing import ClassVar

from django.db import models

from sapat.core.language import Named
from sapat.school.boundary import SchoolRow
from sapat.school.classes.models import SchoolClass
from sapat.school.people.models import Person


class Subject(SchoolRow, Named):
    """A subject of this school, with the spellings its journals use."""

    code = models.SlugField(max_length=40)
    spellings = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "code"], name="one_subject_a_code"),
        ]


class TeachingLoad(SchoolRow):
    """A teacher teaches a subject to a class (or a group of it), so many hours a week."""

    teacher = models.ForeignKey(Person, models.PROTECT, related_name="load")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="load")
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="load")
    group = models.CharField(max_length=20, blank=True)
    hours_a_week = models.DecimalField(max_digits=4, decimal_places=1, default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school_class", "subject", "group", "teacher"], name="one_load_a_group"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} -> {self.school_class_id}"
