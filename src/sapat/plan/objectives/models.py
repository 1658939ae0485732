"""The strategy and the objectives below it."""

from typing import ClassVar

from django.db import models

from sapat.plan.documents.models import Document
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class Strategy(SchoolRow):
    """Mission, vision and goals up to a horizon, laid down in a document."""

    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    mission = models.TextField()
    vision = models.TextField(blank=True)
    values = models.TextField(blank=True)
    goal = models.TextField()
    since_year = models.PositiveSmallIntegerField()
    horizon_year = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.since_year}-{self.horizon_year}"


class Objective(SchoolRow):
    """What the school wants to reach: an indicator, from a baseline to a target by a day."""

    strategy = models.ForeignKey(Strategy, models.PROTECT, null=True, related_name="objectives")
    above = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="below")
    title = models.CharField(max_length=300)
    indicator = models.CharField(max_length=12)
    baseline = models.FloatField(null=True, blank=True)
    target = models.FloatField()
    set_on = models.DateField()
    due_on = models.DateField()
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(indicator=""), name="objective_has_an_indicator"
            ),
        ]

    def __str__(self) -> str:
        return self.title
