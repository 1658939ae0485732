"""Process cards."""

from django.db import models

from sapat.core.rights import Role
from sapat.plan.documents.models import Document
from sapat.plan.requirements.models import Requirement
from sapat.school.boundary import SchoolRow
from sapat.school.organisations.models import Organisation


class Process(SchoolRow):
    """Work that turns something into something for somebody, with an owner and a measure."""

    code = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    purpose = models.TextField()
    owner_role = models.CharField(max_length=20, choices=Role.choices)
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    customers = models.JSONField(default=list, blank=True)
    resources = models.TextField(blank=True)
    risks = models.TextField(blank=True)
    indicators = models.JSONField(default=list, blank=True)
    documents = models.ManyToManyField(Document, blank=True, related_name="+")
    requirements = models.ManyToManyField(Requirement, blank=True, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title
