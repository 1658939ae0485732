"""Cycles of self-assessment, the judgements on each criterion, and the evidence beside them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sapat.check.assessments.criteria.models import CriteriaSet, Criterion
from sapat.check.assessments.cycles.rules import CycleState, EvidenceKind
from sapat.school.bodies.models import Body
from sapat.school.boundary import SchoolRow
from sapat.school.calendar.rules import year_label
from sapat.school.people.models import Person


class Assessment(SchoolRow):
    """A cycle: by which set, over which period, by which order, with which commission."""

    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="cycles")
    year = models.PositiveSmallIntegerField()
    programme = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    until = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=CycleState.choices, default=CycleState.PREPARED)
    commission = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    order_number = models.CharField(max_length=40, blank=True)
    order_on = models.DateField(null=True, blank=True)
    order_args = models.JSONField(default=list)
    """The order as an address names it, where it stands in the book of orders of Sapat."""
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    """The last closed cycle by the same set (or an earlier edition) on the same programme."""
    prepared_on = models.DateField()
    prepared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    started_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    heard_at = models.CharField(max_length=120, blank=True)
    """The council and the protocol that heard the result."""
    conclusion = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="assessed_period_ends_after_it_begins"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "state"])]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the set, the programme and the school year."""
        parts = [self.criteria_set.name, self.programme, year_label(self.year)]
        return ", ".join(part for part in parts if part)

    @property
    def is_open(self) -> bool:
        """Answer whether anything may still be judged or laid beside it."""
        return self.state in {CycleState.PREPARED, CycleState.RUNNING}


class AssessedCriterion(SchoolRow):
    """A criterion of a cycle: what the school says, what its commission says."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="lines")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    own_level = models.CharField(max_length=8, blank=True)
    own_words = models.TextField(blank=True)
    own_on = models.DateField(null=True, blank=True)
    own_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    strengths = models.TextField(blank=True)
    gaps = models.TextField(blank=True)
    commission_level = models.CharField(max_length=8, blank=True)
    commission_words = models.TextField(blank=True)
    commission_on = models.DateField(null=True, blank=True)
    commission_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    turn = models.PositiveIntegerField(default=0)
    """Counts every judgement, so that whoever judges has seen the one before."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"], name="a_criterion_once_a_cycle"
            ),
        ]
        ordering: ClassVar = ["criterion__number"]

    def __str__(self) -> str:
        return str(self.criterion)

    @property
    def source(self) -> str:
        """Return the key by which findings name it."""
        return f"criterion:{self.pk}"


class AssessmentEvidence(SchoolRow):
    """An annex of a cycle: what it is, of which period, by which mark; it may show many criteria.

    A record of a floor above is named by its page; its words and its mark are kept as they were.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="evidence")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=EvidenceKind.choices)
    label = models.CharField(max_length=300)
    page = models.CharField(max_length=60, blank=True)
    args = models.JSONField(default=list)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    ending = models.CharField(max_length=5, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    added_on = models.DateField()
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    lines = models.ManyToManyField(AssessedCriterion, related_name="evidence")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "number"], name="one_evidence_a_number"),
        ]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.label}"
