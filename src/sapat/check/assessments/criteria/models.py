"""Sets of criteria of a school, and their criteria."""

from typing import ClassVar

from django.db import models

from sapat.check.assessments.criteria.rules import Level, SetKind, standing, words_of
from sapat.core.language import Named, Text
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class CriteriaSet(SchoolRow, Named):
    """An edition of a set of criteria; a cycle that used it keeps it, whatever follows."""

    code = models.CharField(max_length=30)
    kind = models.CharField(max_length=14, choices=SetKind.choices)
    edition = models.CharField(max_length=20)
    source_ky = models.CharField(max_length=400)
    source_ru = models.CharField(max_length=400, blank=True)
    source_en = models.CharField(max_length=400, blank=True)
    dated = models.DateField()
    is_shipped = models.BooleanField(default=False)
    stated_levels = models.JSONField(default=list)
    digest = models.CharField(max_length=64, editable=False)
    taken_on = models.DateField()
    taken_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    replaced_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "code", "edition"], name="one_edition_of_a_set"
            ),
        ]

    @property
    def source(self) -> str:
        """Return where the set comes from, in the reader's language."""
        return str(Text(self.source_ky, self.source_ru, self.source_en))

    @property
    def levels(self) -> list[Level]:
        """Return the levels by which its criteria are judged, the best first."""
        return [
            Level(one["code"], one["points"], words_of(one["name"]), words_of(one["words"]))
            for one in self.stated_levels
        ]

    def means(self, level: str) -> str:
        """Return what a level of this set means; empty where nothing was judged."""
        return standing(level, self.levels) or ""


class Criterion(SchoolRow):
    """One criterion of a set."""

    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="criteria")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=30)
    section_code = models.CharField(max_length=120, blank=True)
    section_names = models.JSONField(default=dict)
    text_ky = models.TextField()
    text_ru = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    clauses = models.JSONField(default=list)
    indicators = models.JSONField(default=list)
    is_proposed = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["criteria_set", "code"], name="one_criterion_a_code_in_a_set"
            ),
        ]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.code}. {self.text}"

    @property
    def text(self) -> str:
        """Return its words in the reader's language, or the nearest there are."""
        return str(Text(self.text_ky, self.text_ru, self.text_en))

    @property
    def section(self) -> str:
        """Return the heading it stands below, in the reader's language."""
        return str(words_of(self.section_names)) if self.section_names else ""
