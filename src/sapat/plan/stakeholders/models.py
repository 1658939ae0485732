"""What the school writes about its stakeholder groups."""

from typing import ClassVar

from django.db import models

from sapat.core.language import Named
from sapat.school.boundary import SchoolRow


class StakeholderGroup(SchoolRow, Named):
    """What the school writes about a group of the catalogue, or a group of its own."""

    code = models.SlugField(max_length=20)
    contact = models.CharField(max_length=200, blank=True)
    heard = models.CharField(max_length=300, blank=True)
    off_since = models.DateField(null=True, blank=True)
    off_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "code"], name="one_group_a_code"),
        ]
