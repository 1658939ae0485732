"""Requests for information, and the yearly study of what is needed."""

from django.db import models

from sapat.plan.inquiries.rules import Form, InquiryState, Rhythm
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class Inquiry(SchoolRow):
    """Somebody needs some information, so often and in such a form."""

    group = models.CharField(max_length=20)
    asker = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices)
    form = models.CharField(max_length=8, choices=Form.choices)
    asked_on = models.DateField()
    state = models.CharField(max_length=12, choices=InquiryState.choices, default=InquiryState.NEW)
    report = models.CharField(max_length=200, blank=True)
    """The report that answers it, or the one to be made."""
    report_page = models.CharField(max_length=60, blank=True)
    """Name of the page on which the report stands, where Sapat has it."""
    make_by = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.text


class NeedsStudy(SchoolRow):
    """The needs of the main users were studied, and perhaps heard by the council."""

    on = models.DateField()
    method = models.TextField()
    findings = models.TextField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    protocol_number = models.CharField(max_length=40, blank=True)
    heard_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}"
