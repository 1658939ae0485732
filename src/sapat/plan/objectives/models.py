"""The strategy, its goals, and the objectives below it."""

from typing import ClassVar

from django.db import models

from sapat.plan.documents.models import Document
from sapat.plan.objectives.rules import Outcome, Shape, Way
from sapat.school.boundary import SchoolRow
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


class Strategy(SchoolRow):
    """One edition of mission, vision, values and goals up to a horizon, laid down in a document.

    Texts are never rewritten: a changed text is a new edition, and the old one keeps its days.
    """

    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    mission = models.TextField()
    vision = models.TextField(blank=True)
    values = models.TextField(blank=True)
    goal = models.TextField()
    since_year = models.PositiveSmallIntegerField()
    horizon_year = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "number"], name="one_strategy_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.since_year}–{self.horizon_year}"


class StrategyGoal(SchoolRow):
    """One of the goals a strategy names; objectives say which of them they serve."""

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="goals")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["strategy", "number"], name="one_goal_a_number"),
        ]

    def __str__(self) -> str:
        return self.text


class Objective(SchoolRow):
    """What the school wants to reach: an indicator, from a baseline to a target by a day."""

    strategy = models.ForeignKey(
        Strategy, models.PROTECT, null=True, blank=True, related_name="objectives"
    )
    goal = models.ForeignKey(
        StrategyGoal, models.PROTECT, null=True, blank=True, related_name="objectives"
    )
    above = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="below")
    title = models.CharField(max_length=300)
    indicator = models.CharField(max_length=12)
    baseline = models.FloatField(null=True, blank=True)
    baseline_from = models.CharField(max_length=120, blank=True)
    target = models.FloatField()
    shape = models.CharField(max_length=8, choices=Shape.choices, default=Shape.LINEAR)
    set_on = models.DateField()
    due_on = models.DateField()
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    result = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(indicator=""), name="objective_has_an_indicator"
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("set_on")),
                name="objective_not_due_before_set",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def way(self) -> Way:
        """Return the way laid out for it (one query, none where `milestones` are ready)."""
        steps = [(step.due_on, step.value) for step in self.milestones.all()]
        return Way(self.set_on, self.due_on, self.baseline, self.target, tuple(sorted(steps)))


class Milestone(SchoolRow):
    """The value an objective is to have by a day, where the way goes in steps."""

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="milestones")
    due_on = models.DateField()
    value = models.FloatField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["objective", "due_on"], name="one_step_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.due_on:%d.%m.%Y}: {self.value:g}"
