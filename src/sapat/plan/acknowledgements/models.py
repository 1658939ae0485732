"""Whom documents concern, what is shown beside them, and who has read which edition."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sapat.core.rights import Role
from sapat.plan.acknowledgements.rules import TERM_DAYS, Audience, Way, Whom
from sapat.plan.documents.models import Document, DocumentEdition
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class ReadingAudience(SchoolRow):
    """What the school has said about who reads a document; without it the usual holds."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="+")
    whom = models.CharField(max_length=10, choices=Whom.choices)
    posts = models.JSONField(default=list, blank=True)
    units = models.JSONField(default=list, blank=True)
    days = models.PositiveSmallIntegerField(default=TERM_DAYS)
    newcomers = models.BooleanField(default=False)
    needed = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document"], name="one_audience_a_document"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.whom}"

    @property
    def audience(self) -> Audience:
        """Return it as the rules judge it."""
        return Audience(
            self.whom,
            frozenset(self.posts),
            frozenset(self.units),
            self.days,
            self.newcomers,
            self.needed,
        )


class PositionNote(SchoolRow):
    """What a document means for the work of one post."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "role"], name="one_note_a_post"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.role}"


class CheckQuestion(SchoolRow):
    """A question about a document with one right answer of several."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    answers = models.JSONField(default=list)
    right = models.PositiveSmallIntegerField()
    """Place of the right answer, from 0."""
    passage = models.TextField(blank=True)
    """What is shown to those who answer wrongly."""
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="one_question_a_number"),
        ]

    def __str__(self) -> str:
        return self.text


class CheckTry(SchoolRow):
    """Somebody answered the questions on an edition; every try is kept."""

    edition = models.ForeignKey(DocumentEdition, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    tried_at = models.DateTimeField()
    right = models.PositiveSmallIntegerField()
    asked = models.PositiveSmallIntegerField()
    passed = models.BooleanField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["edition", "person"])]

    def __str__(self) -> str:
        return f"{self.right}/{self.asked}"


class ReadingSheet(SchoolRow):
    """A printed sheet of names on which staff sign that they have read an edition."""

    edition = models.ForeignKey(DocumentEdition, models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=200, blank=True)
    """The unit it was printed for; empty: the whole school."""
    printed_on = models.DateField()
    printed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.printed_on:%d.%m.%Y}"


class SheetLine(SchoolRow):
    """One name on a sheet, in the order in which it was printed."""

    sheet = models.ForeignKey(ReadingSheet, models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    unit_key = models.CharField(max_length=24)
    unit_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "number"], name="one_line_a_number"),
            models.UniqueConstraint(fields=["sheet", "person"], name="one_line_a_person"),
        ]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.person_id}"


class SheetScan(SchoolRow):
    """A signed sheet that came back, kept under the digest of its content."""

    sheet = models.ForeignKey(ReadingSheet, models.PROTECT, related_name="scans")
    name = models.CharField(max_length=255)
    ending = models.CharField(max_length=5)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.name


class Acknowledgement(SchoolRow):
    """Somebody read an edition, signed for it on paper, or declined; never changed.

    Only an entry from paper that was a mistake is withdrawn; it stays, with the reason.
    """

    edition = models.ForeignKey(DocumentEdition, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=Way.choices)
    on = models.DateField()
    noted_at = models.DateTimeField(editable=False)
    first_day = models.DateField()
    """First day of the employment for which it was read: who is hired again reads again."""
    role = models.CharField(max_length=20, choices=Role.choices)
    unit_key = models.CharField(max_length=24)
    unit_name = models.CharField(max_length=200, blank=True)
    handed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    shown_digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the text and the notes that were on the screen."""
    line = models.ForeignKey(SheetLine, models.PROTECT, null=True, related_name="+")
    scan = models.ForeignKey(SheetScan, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "person", "first_day"],
                condition=Q(way__in=["screen", "paper"], withdrawn_at__isnull=True),
                name="read_once_an_employment",
            ),
            models.UniqueConstraint(
                fields=["edition", "person", "first_day"],
                condition=Q(way="declined"),
                name="declined_once_an_employment",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "edition"])]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.person_id} {self.way}"


class DeclineTalk(SchoolRow):
    """The head talked with somebody who declined, and this came of it."""

    record = models.OneToOneField(Acknowledgement, models.PROTECT, related_name="talk")
    on = models.DateField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    outcome = models.TextField()

    def __str__(self) -> str:
        return f"{self.record_id}: {self.on:%d.%m.%Y}"
