"""Decisions, what they stand on, who did not agree, what happened to them."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sapat.act.decisions.rules import DecisionState, Effect, GroundKind, Happened, Stand
from sapat.act.meetings.models import AgendaItem
from sapat.act.meetings.rules import Votes
from sapat.school.bodies.models import Body
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class Decision(SchoolRow):
    """What was decided, by a body on a question or by the head alone."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    """The question on which a meeting decided; none: the head decided alone."""
    number = models.PositiveSmallIntegerField()
    """In its meeting, or among those of the head in the school year."""
    taken_on = models.DateField()
    text = models.TextField()
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    controller = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    term = models.DateField()
    state = models.CharField(
        max_length=10, choices=DecisionState.choices, default=DecisionState.DRAFT
    )
    in_favour = models.PositiveSmallIntegerField(default=0)
    against = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    chair_in_favour = models.BooleanField(default=True)
    may_vote = models.PositiveSmallIntegerField(default=0)
    no_ground = models.CharField(max_length=300, blank=True)
    """Why it needs no analysis: a matter of procedure."""
    for_consumers = models.BooleanField(default=False)
    """It concerns pupils and parents: their bodies are heard before."""
    effect_indicator = models.CharField(max_length=40, blank=True)
    effect_expected = models.CharField(max_length=300, blank=True)
    effect_by = models.DateField(null=True, blank=True)
    effect = models.CharField(max_length=12, choices=Effect.choices, blank=True)
    effect_found = models.TextField(blank=True)
    effect_on = models.DateField(null=True, blank=True)
    effect_checked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reported = models.TextField(blank=True)
    reported_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    carried_over = models.PositiveSmallIntegerField(default=0)
    """How often its term was moved."""

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(may_vote__gte=F("in_favour") + F("against") + F("abstained")),
                name="no_more_votes_than_voters",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "state", "term"])]

    def __str__(self) -> str:
        return self.text

    @property
    def votes(self) -> Votes:
        """Return how the members voted."""
        return Votes(self.in_favour, self.against, self.abstained, self.chair_in_favour)


class Ground(SchoolRow):
    """An analysis on which a decision stands.

    The record may stand in a room above or below this one, so it is named by its kind, number or
    code, and its words are kept as they were on the day.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="grounds")
    kind = models.CharField(max_length=12, choices=GroundKind.choices)
    reference = models.CharField(max_length=60, blank=True)
    words = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words}"


class Dissent(SchoolRow):
    """A member who did not agree, or did not vote because of an interest of their own."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="dissents")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    has_interest = models.BooleanField(default=False)
    words = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision", "person"], name="one_dissent_a_person_and_decision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.words}"


class DecisionStep(SchoolRow):
    """One stage on the way of a decision; added, never changed."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="steps")
    happened = models.CharField(max_length=12, choices=Happened.choices)
    on = models.DateField()
    words = models.TextField(blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    term = models.DateField(null=True, blank=True)
    """The term that holds from here, where it was moved."""

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y} {self.get_happened_display()}"


class Hearing(SchoolRow):
    """Figures handed to a body of parents or pupils before a question is decided; its opinion."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="hearings")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    given_on = models.DateField()
    figures = models.JSONField(default=list)
    """Each with code, name and figure as they were on the day; small groups are hidden."""
    words = models.TextField(blank=True)
    """What else was told: the draft of the decision, the question to them."""
    stand = models.CharField(max_length=8, choices=Stand.choices, blank=True)
    opinion = models.TextField(blank=True)
    said_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "body"], name="one_hearing_a_body"),
            models.CheckConstraint(
                condition=Q(said_on__isnull=True) | Q(said_on__gte=F("given_on")),
                name="heard_after_the_figures",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.given_on:%d.%m.%Y}"

    def was_before(self, day: date) -> bool:
        """Answer whether the opinion was stated by the day of the decision."""
        return self.said_on is not None and self.said_on <= day
