"""A school's own norms: what it holds to be good, since when, and who approved it."""

from typing import ClassVar

from django.db import models

from sapat.plan.indicators.norms import Approval
from sapat.plan.indicators.rules import Levels
from sapat.school.boundary import SchoolRow


class Norm(SchoolRow):
    """The levels of one indicator from a school year on; a later norm never rewrites earlier years.

    Rows are added and never changed: of two norms for one year the newer holds.
    """

    indicator = models.CharField(max_length=12)
    since_year = models.PositiveSmallIntegerField()
    target = models.FloatField()
    ok = models.FloatField()
    alarm = models.FloatField()
    basis = models.CharField(max_length=10, default="regulation")
    body = models.CharField(max_length=200)
    protocol = models.CharField(max_length=40)
    decided_on = models.DateField()
    noted_at = models.DateTimeField(editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "indicator", "since_year"])]

    def __str__(self) -> str:
        return f"{self.indicator} {self.since_year}: {self.target} / {self.ok} / {self.alarm}"

    @property
    def levels(self) -> Levels:
        """Return the three levels."""
        return Levels(self.target, self.ok, self.alarm)

    @property
    def approval(self) -> Approval:
        """Return who approved it and when."""
        return Approval(self.body, self.protocol, self.decided_on)


class Frame(SchoolRow):
    """The two frames of an indicator: the norm it is held to, and whose need it serves."""

    indicator = models.CharField(max_length=12)
    standard = models.TextField()
    need = models.TextField()
    noted_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "indicator"], name="one_frame_an_indicator"),
        ]

    def __str__(self) -> str:
        return self.indicator
