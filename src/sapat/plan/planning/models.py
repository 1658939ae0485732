"""Plans and what stands in them."""

from django.db import models

from sapat.plan.objectives.models import Objective
from sapat.plan.planning.rules import PlanLevel
from sapat.school.boundary import SchoolRow
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


class Plan(SchoolRow):
    """A plan of a school year, of a term or of a month in it, or of several years."""

    level = models.CharField(max_length=10, choices=PlanLevel.choices)
    title = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField()
    term = models.PositiveSmallIntegerField(default=0)
    month = models.PositiveSmallIntegerField(default=0)
    above = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="below")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.title


class PlanItem(SchoolRow):
    """One measure of a plan: what, by when, who, for which objective, and what came of it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="items")
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, related_name="items")
    above = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="below")
    text = models.TextField()
    since = models.DateField()
    due_on = models.DateField()
    executor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    clauses = models.JSONField(default=list, blank=True)
    done_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.text
