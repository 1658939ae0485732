"""What stakeholders require, and every stage of its way."""

from typing import ClassVar

from django.db import models

from sapat.plan.documents.models import Document
from sapat.plan.requirements.rules import Happened, Origin, Place, Side, State
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person
from sapat.school.people.rules import name_key


class RegisterTerms(SchoolRow):
    """How long a requirement may wait for each step in this school, in days."""

    analyse = models.PositiveSmallIntegerField()
    decide = models.PositiveSmallIntegerField()
    account = models.PositiveSmallIntegerField()
    ask = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school"], name="one_set_of_terms_a_school"),
        ]

    def __str__(self) -> str:
        return f"{self.analyse} / {self.decide} / {self.account} / {self.ask}"


class Requirement(SchoolRow):
    """Something a stakeholder group requires or expects of the school."""

    number = models.PositiveIntegerField()
    group = models.CharField(max_length=20)
    text = models.TextField()
    search_key = models.TextField(editable=False)
    origin = models.CharField(max_length=20, choices=Origin.choices)
    source = models.CharField(max_length=300, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    found_on = models.DateField()
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.FOUND)
    state_since = models.DateField()
    sides = models.JSONField(default=list, blank=True)
    """In what it is to be taken into account: codes of `Side`."""
    turn = models.PositiveSmallIntegerField(default=1)
    """Counts up when the group was asked again and was not satisfied."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "number"], name="one_requirement_a_number"),
        ]

    def __str__(self) -> str:
        return f"№ {self.number}. {self.text}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the key by which the register is searched, whatever the case."""
        self.search_key = name_key(f"{self.text} {self.source}")
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class RequirementStage(SchoolRow):
    """One stage on the way of a requirement; added, never changed."""

    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="stages")
    happened = models.CharField(max_length=12, choices=Happened.choices)
    on = models.DateField()
    text = models.TextField(blank=True)
    paper = models.CharField(max_length=120, blank=True)
    """The protocol or order of a decision."""
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField(editable=False)

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y} {self.get_happened_display()}"


class Reflection(SchoolRow):
    """Where a requirement was taken into account, and what shows it.

    The record may stand in a room above this one, so it is named by its kind and number, and its
    words are kept as they were on the day.
    """

    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="reflections")
    side = models.CharField(max_length=12, choices=Side.choices)
    place = models.CharField(max_length=12, choices=Place.choices)
    place_id = models.PositiveBigIntegerField(null=True, blank=True)
    words = models.CharField(max_length=300)
    proof = models.CharField(max_length=300)
    on = models.DateField()
    turn = models.PositiveSmallIntegerField(default=1)
    noted_at = models.DateTimeField(editable=False)

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.words}"
