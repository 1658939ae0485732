"""What staff say about a draft."""

from django.db import models

from sapat.plan.documents.comments.rules import Verdict
from sapat.plan.documents.models import DocumentEdition
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class EditionComment(SchoolRow):
    """One comment of one person on a draft, and the answer to it."""

    edition = models.ForeignKey(DocumentEdition, models.PROTECT, related_name="comments")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    said_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.text[:40]}"
