"""Process cards: what goes in and out, who is served, what may go wrong, how it is measured."""

from typing import ClassVar

from django.db import models

from sapat.core.language import Named
from sapat.core.rights import Role
from sapat.plan.documents.models import Document
from sapat.plan.planning.models import PlanItem
from sapat.plan.processes.rules import Direction, Frequency, LinkKind, heaviness, weight
from sapat.plan.requirements.models import Requirement
from sapat.school.boundary import SchoolRow
from sapat.school.organisations.models import Organisation


class Process(SchoolRow, Named):
    """Work that turns something into something for somebody, with an owner and a measure.

    The row says what holds now; what a card said before stands in its editions.
    """

    code = models.CharField(max_length=20)
    number = models.PositiveSmallIntegerField(default=0)
    purpose = models.TextField()
    owner_role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    customers = models.JSONField(default=list, blank=True)
    """Codes of stakeholder groups."""
    resources = models.TextField(blank=True)
    indicators = models.JSONField(default=list, blank=True)
    documents = models.ManyToManyField(Document, blank=True, related_name="+")
    requirements = models.ManyToManyField(Requirement, blank=True, related_name="+")
    plan_items = models.ManyToManyField(PlanItem, blank=True, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "code"], name="one_process_a_code"),
        ]

    @property
    def title(self) -> str:
        """Return the name in the reader's language."""
        return self.name


class ProcessFlow(SchoolRow):
    """Something a process needs or makes."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="flows")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    name = models.CharField(max_length=200)
    place = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class ProcessLink(SchoolRow):
    """What leaves one process and comes into another; one end may lie outside the school."""

    flow = models.ForeignKey(ProcessFlow, models.CASCADE, related_name="links")
    into = models.ForeignKey(ProcessFlow, models.CASCADE, null=True, related_name="from_links")
    """The input that takes it; empty where the other end lies outside."""
    outside = models.CharField(max_length=20, blank=True)
    """The stakeholder group at the other end."""
    kind = models.CharField(max_length=8, choices=LinkKind.choices, default=LinkKind.WORK)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["flow", "into", "outside"], name="one_link_of_a_kind"),
        ]

    def __str__(self) -> str:
        return self.flow.name

    @property
    def output(self) -> ProcessFlow | None:
        """Return what leaves a process, None where somebody outside gives."""
        return self.flow if self.flow.direction == Direction.OUT else None

    @property
    def input(self) -> ProcessFlow | None:
        """Return what comes into a process, None where somebody outside receives."""
        return self.into or (self.flow if self.flow.direction == Direction.IN else None)


class ProcessRisk(SchoolRow):
    """What may go wrong in a process, how likely and with what consequence."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="risks")
    text = models.CharField(max_length=300)
    likelihood = models.PositiveSmallIntegerField()
    consequence = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=300, blank=True)
    """What is done so that it does not happen."""

    def __str__(self) -> str:
        return self.text

    @property
    def weight(self) -> int:
        """Return how much it weighs, from 1 to 9."""
        return weight(self.likelihood, self.consequence)

    @property
    def status(self) -> str:
        """Return the status by which it is shown."""
        return heaviness(self.weight)


class ProcessMeasure(SchoolRow):
    """How a process is measured: what, in which unit, how often, how, with what target."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="measures")
    what = models.CharField(max_length=200)
    indicator = models.CharField(max_length=12, blank=True)
    unit = models.CharField(max_length=60)
    frequency = models.CharField(max_length=10, choices=Frequency.choices)
    method = models.CharField(max_length=300)
    target = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return self.what


class ProcessEdition(SchoolRow):
    """What a card said from one day to another; the last one has no end."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    content = models.JSONField(default=dict)
    kept_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process", "since"], name="one_card_edition_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.process_id}/{self.number}"
