"""Reviews, the editions of what they looked at, what was said of each input."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from sapat.act.meetings.models import Meeting
from sapat.act.reviews.rules import (
    USUAL_TIMES,
    Effectiveness,
    Judgement,
    ReviewState,
    Suitability,
)
from sapat.core.inputs import name_of
from sapat.plan.resources.models import ResourceRequest
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class ReviewRhythm(SchoolRow):
    """How often a school reviews its system, where it is not the usual."""

    times = models.PositiveSmallIntegerField(default=USUAL_TIMES)
    """Reviews a year."""
    since = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school"], name="one_review_rhythm_a_school"),
            models.CheckConstraint(
                condition=Q(times__gte=1, times__lte=12), name="one_to_twelve_reviews_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.times}"


class Review(SchoolRow):
    """A management review, from its plan to the director's approval.

    Once it is approved nothing of it is changed: `digest` is taken over all that was approved.
    """

    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    day = models.DateField()
    since = models.DateField()
    """First day of the period that is looked at; the last is the day of the review."""
    state = models.CharField(
        max_length=10, choices=ReviewState.choices, default=ReviewState.PLANNED
    )
    keeper = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who prepares it."""
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    """The meeting of a body at which it is discussed; what that decides belongs to the review."""
    suits = models.CharField(max_length=8, choices=Suitability.choices, blank=True)
    works = models.CharField(max_length=8, choices=Effectiveness.choices, blank=True)
    conclusion = models.TextField(blank=True)
    no_resources = models.TextField(blank=True)
    """Why no resources are needed, where none are asked for."""
    approved_on = models.DateField(null=True, editable=False)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True, editable=False)
    called_off = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "year", "number"], name="a_management_review_a_number"
            ),
            models.CheckConstraint(
                condition=Q(since__lte=models.F("day")), name="review_looks_back"
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.year}/{self.number}, {self.day:%d.%m.%Y}"

    @property
    def name(self) -> str:
        """Return the number as papers write it."""
        return f"№ {self.year}/{self.number}"


class ReviewEdition(SchoolRow):
    """All inputs as they were at one moment; a second freezing is a second edition."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    frozen_at = models.DateTimeField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    """Why the inputs were frozen again."""
    digest = models.CharField(max_length=64)
    trend = models.JSONField(default=dict, blank=True)
    """Measure -> [school year, value, n] of each year, as they were seen."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "number"], name="a_review_edition_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class ReviewInput(SchoolRow):
    """One input of an edition, in three languages, and the director's judgement of it."""

    edition = models.ForeignKey(ReviewEdition, models.PROTECT, related_name="inputs")
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=24)
    told = models.JSONField(default=dict, blank=True)
    """Language -> name, figures, what it lacks."""
    digest = models.CharField(max_length=64)
    is_lacking = models.BooleanField(default=False)
    judgement = models.CharField(max_length=8, choices=Judgement.choices, blank=True)
    words = models.TextField(blank=True)
    judged_on = models.DateField(null=True)
    judged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "code"], name="one_input_a_code"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown(self) -> dict[str, Any]:
        """Return what was told in the reader's language, or in the nearest one there is."""
        language = (get_language() or "ky")[:2]
        found: dict[str, Any] = self.told.get(language) or self.told.get("ky") or {}
        return found

    @property
    def name(self) -> str:
        """Return the name of the input in the reader's language."""
        return str(self.shown.get("name") or name_of(self.code))


class ReviewResource(SchoolRow):
    """A request for resources that a review made."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="resources")
    request = models.OneToOneField(ResourceRequest, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.request)
