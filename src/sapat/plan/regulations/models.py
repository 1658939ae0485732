"""Adopted regulations, their editions, and what the school says in its own words."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from sapat.plan.documents.models import DocumentEdition
from sapat.plan.regulations.states import EditionState
from sapat.plan.regulations.wording import Restated
from sapat.plan.regulations.words import Labels, Learners, Phase, Priority, Rhythm, Standard
from sapat.school.bodies.models import Body
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class AdoptedRegulation(SchoolRow):
    """A regulation of the catalogue by which the school lives or prepares to live."""

    code = models.CharField(max_length=4)
    taken_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "code"], name="a_regulation_once"),
        ]

    def __str__(self) -> str:
        return self.code


class RegulationEdition(SchoolRow):
    """One edition of the school's regulation: a draft, then in force, then superseded.

    Once it is in force its clauses are kept as they read on that day; a later catalogue cannot
    change what the school adopted.
    """

    regulation = models.ForeignKey(AdoptedRegulation, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=12, choices=EditionState.choices, default=EditionState.DRAFT
    )
    learners = models.CharField(max_length=10, choices=Learners.choices, default=Learners.PUPIL)
    parent = models.CharField(max_length=200, blank=True)
    standard = models.CharField(max_length=20, choices=Standard.choices, default=Standard.ISO_2008)
    levels = models.JSONField(default=dict, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    protocol_number = models.CharField(max_length=40, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    order_number = models.CharField(max_length=40, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    effective_from = models.DateField(null=True, blank=True)
    effective_until = models.DateField(null=True, blank=True)
    content = models.JSONField(default=list, blank=True)
    paper = models.ForeignKey(
        DocumentEdition, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["regulation", "number"], name="one_regulation_edition_a_number"
            ),
            models.UniqueConstraint(
                fields=["regulation"],
                condition=Q(state=EditionState.DRAFT),
                name="one_draft_of_a_regulation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regulation_id}/{self.number}: {self.state}"

    @property
    def labels(self) -> Labels:
        """Return what the edition calls learners and the parent institution."""
        return Labels(self.learners, self.parent)


class EditionClause(SchoolRow):
    """What an edition says of a clause in the school's own words, or a clause of its own."""

    edition = models.ForeignKey(RegulationEdition, models.CASCADE, related_name="clauses")
    code = models.CharField(max_length=20)
    own = models.BooleanField(default=False)
    chapter = models.CharField(max_length=10, blank=True)
    heading = models.CharField(max_length=200, blank=True)
    meaning = models.TextField(blank=True)
    role = models.CharField(max_length=20, blank=True)
    holder = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    rhythm = models.CharField(max_length=12, choices=Rhythm.choices, blank=True)
    priority = models.CharField(max_length=1, choices=Priority.choices, default=Priority.MUST)
    phase = models.CharField(max_length=6, choices=Phase.choices, default=Phase.PLAN)
    rule = models.CharField(max_length=60, blank=True)
    parameters = models.JSONField(default=dict, blank=True)
    applies = models.BooleanField(default=True)
    why_not = models.CharField(max_length=300, blank=True)
    renewal = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "code"], name="a_clause_once_an_edition"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def restated(self) -> Restated:
        """Return it as plain words."""
        said: dict[str, Any] = {
            name: getattr(self, name) for name in Restated.__dataclass_fields__ if name != "holder"
        }
        return Restated(**said, holder=self.holder_id)
