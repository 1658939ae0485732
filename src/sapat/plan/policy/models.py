"""What an edition of the quality policy is made of, beside its text."""

from typing import ClassVar

from django.db import models

from sapat.plan.documents.models import DocumentEdition
from sapat.plan.objectives.models import Strategy
from sapat.plan.planning.models import Plan
from sapat.plan.policy.rules import SectionCode
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class PolicyEdition(SchoolRow):
    """An edition of the policy: the goal it agrees with, and the plan that carries it out."""

    edition = models.OneToOneField(DocumentEdition, models.PROTECT, related_name="+")
    strategy = models.ForeignKey(Strategy, models.PROTECT, null=True, blank=True, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="+")
    opening = models.TextField(blank=True)
    agrees = models.BooleanField(null=True, blank=True)
    agreement_note = models.TextField(blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    assigned_to = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    assigned_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.edition)


class PolicySection(SchoolRow):
    """One of the five inputs of the policy: the school's words, and what the records said."""

    policy = models.ForeignKey(PolicyEdition, models.PROTECT, related_name="sections")
    code = models.CharField(max_length=12, choices=SectionCode.choices)
    text = models.TextField(blank=True)
    taken = models.JSONField(default=list, blank=True)
    """Sentences taken over from the records, as they stood on `taken_on`."""
    taken_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["policy", "code"], name="one_section_a_policy"),
        ]

    def __str__(self) -> str:
        return str(self.get_code_display())
