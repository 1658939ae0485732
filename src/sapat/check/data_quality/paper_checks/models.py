"""A sample of figures typed by hand, and what the paper says."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from sapat.check.data_quality.paper_checks.rules import Standing, standing
from sapat.evidence.imports.models import Import
from sapat.plan.indicators.models import Norm
from sapat.school.boundary import SchoolRow


class PaperCheck(SchoolRow):
    """Rows of a file typed by hand, drawn at random and compared with the paper by another person.

    A norm typed from a protocol is compared in the same way: it is one row.
    """

    source = models.ForeignKey(Import, models.PROTECT, null=True, related_name="+")
    norm = models.ForeignKey(Norm, models.PROTECT, null=True, related_name="+")
    rows = models.JSONField(default=list)
    """Data set and values of each row; of a row that differs also what the paper says."""
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    wrong = models.PositiveIntegerField(default=0)
    words = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(source__isnull=False), name="one_check_a_file"
            ),
            models.UniqueConstraint(
                fields=["norm"], condition=Q(norm__isnull=False), name="one_check_a_norm"
            ),
        ]

    def __str__(self) -> str:
        return str(self.source or self.norm)

    @property
    def standing(self) -> Standing:
        """Return where the figures stand."""
        return standing(is_drawn=True, is_closed=self.closed_at is not None, wrong=self.wrong)
