"""Documents, their editions, and what they stand on."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from sapat.core.rights import Role
from sapat.plan.acts.models import CitedAct
from sapat.plan.documents import shipped
from sapat.plan.documents.rules import IN_WORK, DocumentKind, EditionState, Route, Wording
from sapat.school.bodies.models import Body
from sapat.school.boundary import SchoolRow
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.people.rules import name_key


class Document(SchoolRow):
    """A paper the school lives by, whatever edition of it is in force."""

    kind = models.CharField(max_length=12, choices=DocumentKind.choices)
    title = models.CharField(max_length=300)
    search_key = models.CharField(max_length=400, editable=False, db_index=True)
    index = models.CharField(max_length=20, blank=True)
    """Index of the file in the nomenclature where the paper lies."""
    owner_role = models.CharField(max_length=20, choices=Role.choices)
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    review_months = models.PositiveSmallIntegerField(null=True, blank=True)
    about = models.CharField(max_length=40, blank=True)
    """What it is to Sapat: `policy`, `regulation:A`, `requirements`; empty: any other paper."""
    wording = models.CharField(max_length=10, choices=Wording.choices, default=Wording.ADOPTED)
    language = models.CharField(max_length=2, default="ky")
    """The language in which it is adopted; texts in other languages are translations."""

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the key by which titles are searched, whatever their case and spelling."""
        self.search_key = name_key(self.title)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def route(self) -> Route:
        """Return what its kind asks before it can be in force."""
        return shipped.kinds()[self.kind].route


class DocumentEdition(SchoolRow):
    """One edition of a document: who adopted it, who approved it, from when it holds."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=12, choices=EditionState.choices, default=EditionState.DRAFT
    )
    changed = models.TextField(blank=True)
    """What is new in it, in the words of its author."""
    drafted_on = models.DateField(null=True)
    prepared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    co_author = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    comments_until = models.DateField(null=True, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    protocol_number = models.CharField(max_length=40, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    order_number = models.CharField(max_length=40, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    exception = models.TextField(blank=True)
    """Why the author approved it too; only in a very small school."""
    text_digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of what was adopted: the text in the document's language with its annexes."""
    effective_from = models.DateField(null=True, blank=True)
    effective_until = models.DateField(null=True, blank=True)
    withdrawal_order = models.CharField(max_length=40, blank=True)
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="one_edition_a_number"),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(state=EditionState.IN_FORCE),
                name="one_edition_in_force",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(state__in=sorted(IN_WORK)),
                name="one_edition_in_work",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "state"])]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.number}: {self.state}"

    @property
    def is_scheduled(self) -> bool:
        """Return whether everything is signed and only its day is still to come."""
        return self.effective_from is not None and self.state in IN_WORK

    def holds(self, day: date) -> bool:
        """Answer whether the edition is or was in force on the day."""
        if self.effective_from is None or day < self.effective_from:
            return False
        return self.effective_until is None or day < self.effective_until


class DocumentReview(SchoolRow):
    """Somebody looked at a document in force and said whether it has to change."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="reviews")
    edition = models.ForeignKey(DocumentEdition, models.PROTECT, related_name="+")
    reviewed_on = models.DateField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    to_change = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.document_id}: {self.reviewed_on:%d.%m.%Y}"


class Citation(SchoolRow):
    """An edition stands on an act."""

    edition = models.ForeignKey(DocumentEdition, models.CASCADE, related_name="citations")
    act = models.ForeignKey(CitedAct, models.PROTECT, related_name="+")
    place = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "act"], name="an_act_cited_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.act_id}"
