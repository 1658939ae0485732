"""What an edition says in each language, and the files that belong to it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.texts.rules import LANGUAGES
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person
from sapat.school.people.rules import name_key


class DocumentText(SchoolRow):
    """What an edition says in one language, written as Markdown."""

    edition = models.ForeignKey(DocumentEdition, models.PROTECT, related_name="texts")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    search_key = models.TextField(editable=False, blank=True)
    digest = models.CharField(max_length=64)
    follows = models.CharField(max_length=64, blank=True)
    """Digest of the main text from which this translation was made; empty for the main text."""
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "language"], name="one_text_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.language}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the key by which words inside are found, whatever their case and spelling."""
        self.search_key = name_key(f"{self.title} {self.text}")
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class DocumentFile(SchoolRow):
    """A file of an edition: its text in a language (number 0), or a numbered annex."""

    edition = models.ForeignKey(DocumentEdition, models.PROTECT, related_name="files")
    language = models.CharField(max_length=2, choices=LANGUAGES, blank=True)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    name = models.CharField(max_length=255)
    ending = models.CharField(max_length=5)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "number"],
                condition=~Q(number=0),
                name="one_annex_a_number",
            ),
            models.UniqueConstraint(
                fields=["edition", "language"],
                condition=Q(number=0),
                name="one_text_file_a_language",
            ),
        ]
        ordering: ClassVar = ["number", "language"]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.number} {self.name}"
