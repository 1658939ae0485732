"""The files of the nomenclature."""

from typing import ClassVar

from django.db import models

from sapat.core.language import Named
from sapat.core.rights import Role
from sapat.plan.nomenclature.rules import Storage, kept_for
from sapat.school.boundary import SchoolRow


class NomenclatureFile(SchoolRow, Named):
    """A file of papers: its index, its heading, who keeps it and for how long."""

    index = models.CharField(max_length=20)
    storage = models.CharField(max_length=10, choices=Storage.choices)
    years = models.PositiveSmallIntegerField(null=True, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    note = models.CharField(max_length=200, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "index"], name="one_file_an_index"),
        ]

    @property
    def kept(self) -> str:
        """Return how long the file is kept, in words."""
        return kept_for(self.storage, self.years)
