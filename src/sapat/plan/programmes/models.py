"""Programmes, the sheets that compare them with what is required, and technologies."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sapat.core.language import Named
from sapat.plan.documents.models import Document
from sapat.plan.licensing.models import RequirementItem
from sapat.plan.programmes.rules import Cover, ProgrammeKind, ProgrammeState, TechnologyState
from sapat.plan.requirements.models import Requirement
from sapat.school.boundary import SchoolRow
from sapat.school.classes.rules import Level
from sapat.school.people.models import Person
from sapat.school.subjects.models import Subject


class Programme(SchoolRow):
    """A basic or an additional programme, or a curriculum, with who signed and approved it."""

    kind = models.CharField(max_length=16, choices=ProgrammeKind.choices)
    title = models.CharField(max_length=300)
    level = models.CharField(max_length=10, choices=Level.choices, blank=True)
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, related_name="+")
    since_year = models.PositiveSmallIntegerField()
    until_year = models.PositiveSmallIntegerField(null=True, blank=True)
    hours = models.PositiveIntegerField(null=True, blank=True)
    language = models.CharField(max_length=2, default="ky")
    content = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    results = models.TextField(blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    drafted_on = models.DateField()
    state = models.CharField(
        max_length=8, choices=ProgrammeState.choices, default=ProgrammeState.DRAFT
    )
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField(null=True, blank=True)
    considered = models.CharField(max_length=200, blank=True)
    """The union that looked through it, with its protocol."""
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    order_number = models.CharField(max_length=40, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=ProgrammeState.APPROVED) | Q(signed_on__isnull=False),
                name="no_programme_is_approved_unsigned",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_described(self) -> bool:
        """Answer whether content, conditions and results are all written."""
        return bool(self.content and self.conditions and self.results)


class ProgrammeLine(SchoolRow):
    """How far a programme meets one requirement, and where."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="lines")
    item = models.ForeignKey(RequirementItem, models.PROTECT, null=True, related_name="+")
    requirement = models.ForeignKey(Requirement, models.PROTECT, null=True, related_name="+")
    cover = models.CharField(max_length=8, choices=Cover.choices)
    where = models.TextField()
    noted_at = models.DateTimeField(editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "item"], name="one_line_an_item"),
            models.UniqueConstraint(
                fields=["programme", "requirement"], name="one_line_a_requirement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.cover}"


class Technology(SchoolRow, Named):
    """A teaching technology of the school's own, beside those of the catalogue."""

    code = models.SlugField(max_length=20)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "code"], name="one_technology_a_code"),
        ]


class TechnologyUse(SchoolRow):
    """A technology in a subject: planned, in use or dropped, since when, and who answers for it."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    technology = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=TechnologyState.choices)
    since = models.DateField(null=True, blank=True)
    responsible = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "technology"], name="one_technology_a_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.technology}: {self.subject_id}"
