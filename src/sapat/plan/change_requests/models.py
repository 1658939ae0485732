"""Requests to change a document or a setting."""

from django.db import models

from sapat.plan.change_requests.rules import Asked, ChangeState, Subject
from sapat.plan.documents.models import Document
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class ChangeRequest(SchoolRow):
    """Who asks for which change and why, what the director decided, and what was done."""

    subject = models.CharField(max_length=12, choices=Subject.choices)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=300)
    why = models.TextField()
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_on = models.DateField()
    state = models.CharField(max_length=12, choices=ChangeState.choices, default=ChangeState.ASKED)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    do_by = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_note = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.what

    @property
    def asked(self) -> Asked:
        """Return what rules know of it."""
        return Asked(self.state, self.asked_on, self.do_by)
