"""Weights of ratings, the ratings of terms with their frozen figures, and appeals."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from sapat.check.ratings.rules import (
    APPEAL_DAYS,
    COVERAGE,
    Answer,
    Kind,
    Part,
    RatingState,
    SchemeState,
    answer_by,
)
from sapat.school.bodies.models import Body
from sapat.school.boundary import SchoolRow
from sapat.school.calendar.rules import TermCode, TermKind
from sapat.school.people.models import Person


class RatingScheme(SchoolRow):
    """What counts in a rating and how much, why, and who approved it."""

    kind = models.CharField(max_length=8, choices=Kind.choices)
    name = models.CharField(max_length=200)
    parts = models.JSONField(default=list)
    """Code, weight and reason of each indicator."""
    plain = models.TextField(blank=True)
    """How the rating is made, in plain words for its readers."""
    least_coverage = models.PositiveSmallIntegerField(default=COVERAGE)
    appeal_days = models.PositiveSmallIntegerField(default=APPEAL_DAYS)
    state = models.CharField(max_length=8, choices=SchemeState.choices, default=SchemeState.DRAFT)
    drafted_on = models.DateField()
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    protocol = models.CharField(max_length=40, blank=True)
    approved_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "kind"],
                condition=Q(state="approved"),
                name="one_approved_scheme_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def weighed(self) -> list[Part]:
        """Return the indicators with their weights."""
        return [Part(**part) for part in self.parts]


class Rating(SchoolRow):
    """The rating of one term: figures that are frozen, with the name of their content."""

    scheme = models.ForeignKey(RatingScheme, models.PROTECT, related_name="ratings")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    term = models.PositiveSmallIntegerField()
    term_kind = models.CharField(max_length=1, choices=TermKind.choices)
    edition = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=9, choices=RatingState.choices, default=RatingState.DRAFT)
    figures = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    worked_out_at = models.DateTimeField(editable=False)
    """The moment whose evidence it stands on; the same moment gives the same figures again."""
    appeal_days = models.PositiveSmallIntegerField(default=APPEAL_DAYS)
    published_on = models.DateField(null=True, blank=True)
    appeals_until = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "kind", "year", "term"],
                condition=Q(state__in=["published", "final"]),
                name="one_standing_rating_a_term",
            ),
            models.UniqueConstraint(
                fields=["school", "kind", "year", "term"],
                condition=Q(state="draft"),
                name="one_draft_rating_a_term",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme_id} {self.code}"

    @property
    def code(self) -> TermCode:
        """Return the term it is of."""
        return TermCode(self.year, self.term, TermKind(self.term_kind))

    @property
    def units(self) -> list[dict[str, Any]]:
        """Return the groups with a place, the best first."""
        return [unit for unit in self.figures.get("units", ()) if unit.get("place")]

    @property
    def left_out(self) -> list[dict[str, Any]]:
        """Return the groups without a place, with the reason."""
        return [unit for unit in self.figures.get("units", ()) if not unit.get("place")]

    @property
    def weights(self) -> dict[str, float]:
        """Return code -> weight as they were when it was worked out."""
        return {part["code"]: part["weight"] for part in self.figures.get("weights", ())}

    def source(self, key: str) -> str:
        """Return the key of the finding that answers what it shows of a group."""
        return f"rating:{self.pk}:{key}"


class RatingAppeal(SchoolRow):
    """Somebody says that a figure or a place is wrong; it is answered with a reason."""

    rating = models.ForeignKey(Rating, models.PROTECT, related_name="appeals")
    unit = models.CharField(max_length=40, blank=True)
    """Key of the group it is about; empty for the rating as a whole."""
    text = models.TextField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    verdict = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def answer_by(self) -> date:
        """Return the day by which it is answered."""
        return answer_by(self.on)
