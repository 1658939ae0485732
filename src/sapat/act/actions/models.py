"""Actions, the steps of their plans, and what was said of their effect."""

from datetime import date
from typing import ClassVar

from django.db import models

from sapat.act.actions.rules import WAIT_DAYS, ActionState, Kind, Verdict, judged_from
from sapat.check.findings.models import Finding
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person
from sapat.school.people.rules import name_key


class Action(SchoolRow):
    """What somebody does by a day so that an indicator moves, or a case is put right."""

    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=300)
    search_key = models.CharField(max_length=400, editable=False)
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, related_name="+")
    ground_label = models.CharField(max_length=300, blank=True)
    """What an improvement without a finding answers: a survey, an analysis, a decision."""
    ground_page = models.CharField(max_length=60, blank=True)
    ground_args = models.JSONField(default=list, blank=True)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_on = models.DateField()
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    indicator = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=200, blank=True)
    expected = models.TextField(blank=True)
    """What is expected to change, in words."""
    target = models.FloatField(null=True, blank=True)
    effect_by = models.DateField(null=True, blank=True)
    wait_days = models.PositiveSmallIntegerField(default=WAIT_DAYS)
    state = models.CharField(max_length=8, choices=ActionState.choices, default=ActionState.PLANNED)
    started_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    report = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)
    """The day it was judged or given up."""
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "year", "number"], name="an_action_a_number"),
            models.CheckConstraint(
                condition=models.Q(finding__isnull=False) | models.Q(kind="improvement"),
                name="only_improvements_without_a_finding",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "state"])]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the key by which actions are searched."""
        self.search_key = name_key(f"{self.title} {self.group}")[:400]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def name(self) -> str:
        """Return the number as papers write it."""
        return f"№ {self.year}/{self.number}"

    @property
    def has_expectation(self) -> bool:
        """Answer whether anybody could see the effect: which indicator, by when."""
        return bool(self.indicator and self.effect_by)

    @property
    def judged_from(self) -> date | None:
        """Return from when its effect may be judged, or None while it is not done."""
        return judged_from(self.done_on, self.wait_days, self.kind) if self.done_on else None


class ActionStep(SchoolRow):
    """A step of the plan of an action."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return self.text


class EffectCheck(SchoolRow):
    """Somebody other than the owner looked at the effect; each look is kept."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="checks")
    on = models.DateField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    words = models.TextField()
    figures = models.JSONField(default=dict, blank=True)
    """What the data said on the day: verdict of the method, estimate, interval, sentence."""
    look_again_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}: {self.verdict}"


class NoPrevention(SchoolRow):
    """Why no action against the cause of a finding is needed."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="+")
    reason = models.TextField()
    on = models.DateField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["finding"], name="one_reason_a_finding"),
        ]

    def __str__(self) -> str:
        return self.reason
