"""The register of assessment procedures."""

from typing import ClassVar

from django.db import models

from sapat.core.rights import Role
from sapat.plan.procedures.rules import Method, Period, Procedure
from sapat.school.boundary import SchoolRow


class AssessmentProcedure(SchoolRow):
    """One procedure: object, method, tool, norm document, period, who; from a day to another."""

    criterion = models.CharField(max_length=12)
    method = models.CharField(max_length=12, choices=Method.choices)
    tool = models.CharField(max_length=120)
    norm = models.CharField(max_length=300)
    period = models.CharField(max_length=10, choices=Period.choices)
    role = models.CharField(max_length=20, choices=Role.choices)
    indicators = models.JSONField(default=list)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["criterion", "method", "tool", "pk"]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.get_method_display()}, {self.tool}"

    @property
    def plain(self) -> Procedure:
        """Return it as proofs and the map look at it."""
        codes = tuple(self.indicators)
        return Procedure(
            self.criterion, self.method, self.tool, self.norm, self.period, self.role, codes,
            self.since,
        )  # fmt: skip
