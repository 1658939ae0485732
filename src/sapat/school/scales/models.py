"""Which scale holds in which grades of which years, and scales a school made itself."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sapat.core.language import Named
from sapat.school.boundary import SchoolRow
from sapat.school.scales.rules import Scale


class MarkScale(SchoolRow, Named):
    """A mark scale as data."""

    code = models.SlugField(max_length=40)
    lowest = models.FloatField(default=0)
    highest = models.FloatField(default=0)
    whole = models.BooleanField(default=True)
    bands = models.JSONField(default=list)
    not_attested = models.JSONField(default=list)
    exempt = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "code"], name="one_scale_a_code"),
        ]

    @property
    def scale(self) -> Scale:
        """Return the scale as rules use it."""
        return Scale(
            code=self.code,
            lowest=self.lowest,
            highest=self.highest,
            whole=self.whole,
            bands=tuple((float(least), str(category)) for least, category in self.bands),
            not_attested=frozenset(self.not_attested),
            exempt=frozenset(self.exempt),
        )


class ScaleUse(SchoolRow):
    """A scale is used in these grades (years of study) from one school year on."""

    scale = models.ForeignKey(MarkScale, models.PROTECT, related_name="uses")
    from_year = models.PositiveSmallIntegerField()
    first_grade = models.PositiveSmallIntegerField()
    last_grade = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_grade__gte=F("first_grade")), name="scale_grades_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scale}: {self.first_grade}-{self.last_grade}"
