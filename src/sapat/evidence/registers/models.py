"""Which batch holds what a room's records said when they were looked at last."""

from typing import ClassVar

from django.db import models

from sapat.evidence.store.models import Batch
from sapat.school.boundary import SchoolRow


class Register(SchoolRow):
    """The records of one data set as they stand among the facts."""

    data_set = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    """The school year of its rows."""
    fingerprint = models.CharField(max_length=64)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="+")
    """None: there is nothing on record."""
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "data_set", "year"], name="one_register_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.data_set} {self.year}"
