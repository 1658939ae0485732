"""The register of cited acts."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext

from sapat.core.language import Named
from sapat.plan.acts.rules import ActKind, is_outdated
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class CitedAct(SchoolRow, Named):
    """A law, decree, order or charter that documents of the school cite."""

    code = models.CharField(max_length=40, blank=True, editable=False)
    kind = models.CharField(max_length=10, choices=ActKind.choices)
    number = models.CharField(max_length=40, blank=True)
    dated = models.DateField(null=True, blank=True)
    edition = models.CharField(max_length=40, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    replaced_on = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    """When somebody last compared number, date and edition with the official text."""
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "code"], condition=~Q(code=""), name="one_act_a_code"
            ),
        ]

    @property
    def citation(self) -> str:
        """Return how the act is quoted: its name, number and date."""
        parts = [self.name]
        if self.number:
            parts.append(f"№ {self.number}")
        if self.dated:
            parts.append(date_format(self.dated, "SHORT_DATE_FORMAT"))
        if self.edition:
            parts.append(gettext("edition %(edition)s") % {"edition": self.edition})
        return ", ".join(parts)

    def is_outdated(self, day: date) -> bool:
        """Answer whether the act no longer holds on the day."""
        return is_outdated(self.replaced_on, day)
