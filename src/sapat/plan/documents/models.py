"""Documents and their editions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sapat.core.rights import Role
from sapat.plan.documents.rules import DocumentKind, EditionState
from sapat.school.bodies.models import Body
from sapat.school.boundary import SchoolRow
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


class Document(SchoolRow):
    """A paper the school lives by, whatever edition of it is in force."""

    kind = models.CharField(max_length=12, choices=DocumentKind.choices)
    title = models.CharField(max_length=300)
    search_key = models.CharField(max_length=400, editable=False, db_index=True)
    index = models.CharField(max_length=20, blank=True)
    owner_role = models.CharField(max_length=20, choices=Role.choices)
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    review_months = models.PositiveSmallIntegerField(null=True, blank=True)
    about = models.CharField(max_length=40, blank=True)
    """What it is to Sapat: `policy`, `regulation:A`, `requirements`; empty: any other paper."""

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the key by which titles are searched, whatever their case."""
        self.search_key = self.title.casefold()
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class DocumentEdition(SchoolRow):
    """One edition of a document: who adopted it, who approved it, from when it holds."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=12, choices=EditionState.choices, default=EditionState.DRAFT
    )
    prepared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    protocol_number = models.CharField(max_length=40, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    order_number = models.CharField(max_length=40, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    effective_from = models.DateField(null=True, blank=True)
    effective_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="one_edition_a_number"),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(state=EditionState.IN_FORCE),
                name="one_edition_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.number}: {self.state}"
