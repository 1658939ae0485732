"""Partners, export offers, continuity of programmes, methods of ratings and places in them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sapat.plan.registers.rules import MethodPart, Offer, PartnerKind, Scope, StudyForm
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class Partner(SchoolRow):
    """Somebody outside who works with the school."""

    kind = models.CharField(max_length=12, choices=PartnerKind.choices)
    name = models.CharField(max_length=200)
    contact = models.CharField(max_length=200, blank=True)
    agreement = models.CharField(max_length=80, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    keeper = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    next_contact_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "name"], name="one_partner_a_name"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="partner_ends_after_beginning",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PartnerContact(SchoolRow):
    """A contact with a partner: when, how, and what came of it."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="contacts")
    on = models.DateField()
    how = models.CharField(max_length=80)
    outcome = models.TextField()

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y} {self.how}"


class ExportOffer(SchoolRow):
    """A programme offered to learners from abroad."""

    programme = models.CharField(max_length=300)
    language = models.CharField(max_length=40)
    form = models.CharField(max_length=16, choices=StudyForm.choices)
    country = models.CharField(max_length=80)
    recognition = models.CharField(max_length=300, blank=True)
    price = models.CharField(max_length=80, blank=True)
    learners = models.PositiveIntegerField(null=True, blank=True)
    improvement = models.TextField(blank=True)
    reviewed_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.programme

    def offer(self, *, leads_on: bool = False) -> Offer:
        """Return what rules know of it."""
        return Offer(self.reviewed_on, bool(self.improvement), leads_on, self.learners)


class ContinuityLink(SchoolRow):
    """A programme of the school leads on to one of a partner."""

    programme = models.CharField(max_length=300)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="links")
    leads_to = models.CharField(max_length=300)
    terms = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.programme} → {self.leads_to}"


class RatingMethod(SchoolRow):
    """How a rating counts: its parts with their weights and the own indicators behind them."""

    name = models.CharField(max_length=200)
    organiser = models.CharField(max_length=200)
    scope = models.CharField(max_length=10, choices=Scope.choices)
    parts = models.JSONField(default=list)
    studied_on = models.DateField()
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def method_parts(self) -> list[MethodPart]:
        """Return the parts of the score."""
        return [MethodPart(**part) for part in self.parts]


class RatingPlace(SchoolRow):
    """The school's place in a rating of a year."""

    method = models.ForeignKey(RatingMethod, models.PROTECT, related_name="places")
    year = models.PositiveSmallIntegerField()
    place = models.PositiveIntegerField()
    participants = models.PositiveIntegerField(null=True, blank=True)
    score = models.FloatField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["method", "year"], name="one_place_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.method_id} {self.year}: {self.place}"
