"""School years, terms and holidays of one school; editable mid-year."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sapat.core.language import Named
from sapat.school.boundary import SchoolRow
from sapat.school.calendar.rules import TermCode, TermKind


class SchoolYear(SchoolRow):
    """A school year, known by its first calendar year: 2025 is 2025/26."""

    year = models.PositiveSmallIntegerField()
    starts = models.DateField()
    ends = models.DateField()
    kind = models.CharField(max_length=1, choices=TermKind.choices, default=TermKind.QUARTER)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "year"], name="one_school_year"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="year_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.year}/{(self.year + 1) % 100:02d}"

    @property
    def code(self) -> TermCode:
        """Return the code of the whole year."""
        return TermCode(self.year, 0, TermKind.YEAR)


class Term(SchoolRow):
    """A quarter, half-year or session; days between terms are holidays."""

    school_year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="terms")
    kind = models.CharField(max_length=1, choices=TermKind.choices)
    number = models.PositiveSmallIntegerField()
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school_year", "number"], name="one_term_a_number"),
        ]

    def __str__(self) -> str:
        return self.code.label

    @property
    def code(self) -> TermCode:
        """Return the term's code; needs `school_year` loaded."""
        return TermCode(self.school_year.year, self.number, TermKind(self.kind))


class Holiday(SchoolRow, Named):
    """Days without lessons inside or between terms, for some grades or for all."""

    school_year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="holidays")
    starts = models.DateField()
    ends = models.DateField()
    grades = models.CharField(max_length=40, blank=True)
