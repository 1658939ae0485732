"""What stakeholders require, and where it was taken into account."""

from django.db import models

from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class Requirement(SchoolRow):
    """Something a stakeholder group requires or expects of the school."""

    group = models.CharField(max_length=20)
    text = models.TextField()
    origin = models.CharField(max_length=20)
    source = models.CharField(max_length=300, blank=True)
    found_on = models.DateField()
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.text
