"""Accreditations, inspections and other assessments from outside; their points; experts' levels."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sapat.check.assessments.criteria.models import Criterion
from sapat.check.assessments.cycles.models import Assessment
from sapat.check.assessments.outside.rules import (
    ACCREDITATIONS,
    Decision,
    OutsideKind,
    Point,
    PointKind,
)
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class OutsideAssessment(SchoolRow):
    """Somebody from outside assessed the school: who, when, by which paper, with what decision."""

    kind = models.CharField(max_length=14, choices=OutsideKind.choices)
    assessor = models.CharField(max_length=200)
    programme = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    paper = models.CharField(max_length=120, blank=True)
    """The act or the certificate: its number and day."""
    decision = models.CharField(max_length=12, choices=Decision.choices, default=Decision.AWAITED)
    decided_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    conclusion = models.TextField(blank=True)
    cycle = models.ForeignKey(Assessment, models.PROTECT, null=True, blank=True, related_name="+")
    """The self-assessment that the experts had before them."""
    kept_on = models.DateField()
    kept_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="outside_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return who assessed what, and when."""
        parts = [self.get_kind_display(), self.programme, self.assessor]
        words = ", ".join(part for part in parts if part)
        return f"{words[:1].upper()}{words[1:]}, {self.since:%Y}"

    @property
    def is_accreditation(self) -> bool:
        """Answer whether it ends with an accreditation."""
        return self.kind in ACCREDITATIONS


class OutsidePoint(SchoolRow):
    """One point of the paper: what is ordered, advised or praised, by when."""

    outside = models.ForeignKey(OutsideAssessment, models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=PointKind.choices)
    text = models.TextField()
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_words = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["outside", "number"], name="one_point_a_number"),
        ]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    @property
    def source(self) -> str:
        """Return the key by which findings name it."""
        return f"outside:{self.pk}"

    def plain(self, *, finding: bool = False) -> Point:
        """Return it as the rules see it."""
        return Point(self.kind, self.due_on, self.settled_on, finding)

    def is_late(self, day: date) -> bool:
        """Answer whether its term has passed and it is not settled."""
        return self.plain().is_late(day)


class ExpertJudgement(SchoolRow):
    """What the experts said of a criterion the school had judged itself."""

    outside = models.ForeignKey(OutsideAssessment, models.CASCADE, related_name="judgements")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    level = models.CharField(max_length=8)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["outside", "criterion"], name="one_expert_judgement_a_criterion"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.level}"
