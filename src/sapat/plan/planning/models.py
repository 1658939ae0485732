"""Plans, what stands in them, and what became of it."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sapat.plan.documents.models import Document
from sapat.plan.objectives.models import Objective
from sapat.plan.planning.rules import ItemKind, ItemState, PlanLevel, Section, Subject, state_of
from sapat.school.bodies.models import Body
from sapat.school.boundary import SchoolRow
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


class Plan(SchoolRow):
    """A plan of a school year, of a term or of a month in it, or of several years."""

    level = models.CharField(max_length=10, choices=PlanLevel.choices)
    subject = models.CharField(max_length=12, choices=Subject.choices, default=Subject.SCHOOL)
    title = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField(default=0)
    """The last school year of a strategic plan; 0 for a plan within one school year."""
    term = models.PositiveSmallIntegerField(default=0)
    month = models.PositiveSmallIntegerField(default=0)
    above = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="below")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    made_on = models.DateField()
    published_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class PlanItem(SchoolRow):
    """One measure of a plan: what, by when, who, for which objective, and what came of it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="items")
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, related_name="items"
    )
    above = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="below")
    duty = models.CharField(max_length=60, blank=True)
    """The duty of the yearly calendar it was written from; empty for a measure of its own."""
    section = models.CharField(max_length=12, choices=Section.choices, default=Section.MANAGEMENT)
    kind = models.CharField(max_length=12, choices=ItemKind.choices, default=ItemKind.MEASURE)
    text = models.TextField()
    since = models.DateField()
    due_on = models.DateField()
    first_due_on = models.DateField()
    """The term as it was planned at first: what was moved is told against it."""
    executor = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    clauses = models.JSONField(default=list, blank=True)
    answers = models.CharField(max_length=300, blank=True)
    """The result of a survey, an audit or an indicator that the measure answers."""
    answers_indicator = models.CharField(max_length=12, blank=True)
    heard_at = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=200, blank=True)
    """What it ends with: an order, minutes, a note."""
    added_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    drop_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("since")), name="item_due_after_start"
            ),
            models.UniqueConstraint(
                fields=["plan", "duty"], condition=~Q(duty=""), name="one_item_a_duty"
            ),
            models.UniqueConstraint(
                fields=["plan", "above"],
                condition=Q(above__isnull=False),
                name="one_part_of_an_item_a_plan",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "due_on"])]

    def __str__(self) -> str:
        return self.text

    def state_on(self, day: date) -> ItemState:
        """Return where the measure stands on a day."""
        return state_of(self.since, self.due_on, self.done_on, self.dropped_on, day)


class ItemMove(SchoolRow):
    """A measure was given another term, for a reason."""

    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="moves")
    was = models.DateField()
    now = models.DateField()
    reason = models.TextField()
    moved_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.was:%d.%m.%Y} → {self.now:%d.%m.%Y}"
