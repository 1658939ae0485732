"""Tests that pupils sat, and their answers: kept once, never changed, replaced by later ones."""

from typing import ClassVar

from django.db import models

from sapat.check.testing.rules import Judgement
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person
from sapat.school.people.rules import Sex
from sapat.school.subjects.models import Subject


class SatTest(SchoolRow):
    """A test that was sat: its items, its key, and what it is good for.

    Nothing of it is changed once it is kept; a correction is a new test that replaces it.
    """

    title = models.CharField(max_length=200)
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    held_on = models.DateField()
    classes = models.CharField(max_length=200, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    items = models.JSONField()
    key = models.JSONField(default=list)
    most = models.JSONField(default=list)
    digest = models.CharField(max_length=64, editable=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", editable=False
    )
    why = models.CharField(max_length=300, blank=True)
    kept_at = models.DateTimeField(editable=False)
    pupils = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10, choices=Judgement.choices)
    alpha = models.FloatField(null=True)
    sem = models.FloatField(null=True)
    wrong_keys = models.PositiveIntegerField(default=0)
    flagged = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "digest"], name="answers_are_kept_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def most_points(self) -> float:
        """Return the most points the test gives."""
        return float(sum(self.most)) if self.most else float(len(self.items))

    @property
    def has_options(self) -> bool:
        """Answer whether pupils chose options."""
        return bool(self.key)


class AnswerSheet(SchoolRow):
    """The answers of one pupil, without a name: a person of the school, or a code."""

    test = models.ForeignKey(SatTest, models.PROTECT, related_name="sheets")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=12, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    language = models.CharField(max_length=2, blank=True)
    label = models.CharField(max_length=12, blank=True)
    answers = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["test", "number"], name="one_sheet_a_number"),
        ]

    def __str__(self) -> str:
        return self.code or f"№ {self.number}"
