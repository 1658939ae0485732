"""Signals and what was said about them; forecasts that were kept; when the school was watched."""

from typing import ClassVar

from django.db import models

from sapat.check.data_quality.checks import checks
from sapat.check.monitoring.rules import ANSWERS, Kind, Known, Side, State
from sapat.plan.indicators.rules import indicators
from sapat.school.boundary import SchoolRow
from sapat.school.calendar.rules import TermCode, parse_term
from sapat.school.people.models import Person
from sapat.school.subjects.models import Subject

TERM = 8
"""Letters of a term's code, `2025-Q1`."""


class Watch(SchoolRow):
    """The school was looked at as a whole after a term; one row for each term."""

    term = models.CharField(max_length=TERM)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    figures = models.PositiveIntegerField(default=0)
    raised = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=64)
    """What the figures stood on; while it is the same there is nothing to look at."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "term"], name="one_watch_a_term"),
        ]

    def __str__(self) -> str:
        return self.term

    @property
    def code(self) -> TermCode | None:
        """Return the term."""
        return parse_term(self.term)


class Signal(SchoolRow):
    """Something in the figures that somebody has to look at; it stays open until it is answered."""

    key = models.CharField(max_length=120)
    indicator = models.CharField(max_length=20, blank=True)
    dim = models.CharField(max_length=40, blank=True)
    group = models.PositiveIntegerField(default=0)
    group_now = models.PositiveIntegerField(default=0)
    label = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Whose figures these are, where a group is one person."""
    subject = models.ForeignKey(Subject, models.PROTECT, null=True, blank=True, related_name="+")
    """Of which subject they are: it has a name in each language, and a label has only one."""
    side = models.CharField(max_length=6, choices=Side.choices)
    term = models.CharField(max_length=TERM)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    seen_year = models.PositiveSmallIntegerField()
    seen_number = models.PositiveSmallIntegerField()
    """The newest term at which it was found again."""
    grounds = models.JSONField(default=dict)
    """Kind -> what its sentence names."""
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    n = models.PositiveIntegerField(default=0)
    weight = models.PositiveSmallIntegerField(default=0)
    part_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    """The school's own signal that explains it; it is answered with that one."""
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answered_at = models.DateTimeField(null=True)
    """When it was first answered: the time from signal to decision ends here."""
    corrected_at = models.DateTimeField(null=True)
    corrected_value = models.FloatField(null=True)
    still = models.BooleanField(default=True)
    """Whether the figure, as it is now known, still gives reason for a signal."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "key"], name="one_signal_a_thing"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return what it is about: the indicator, or the check of the data."""
        known = indicators().get(self.indicator)
        check = None if self.indicator else checks().get(self.dim)
        return str(known.name if known else check.name if check else self.indicator or self.dim)

    @property
    def group_label(self) -> str:
        """Return the group; a person or a subject is called as its own register calls it now."""
        if self.person_id and self.person:
            return self.person.short_name
        if self.subject_id and self.subject:
            return self.subject.name
        return self.label if self.dim and self.indicator else ""

    @property
    def code(self) -> TermCode | None:
        """Return the term it was raised at."""
        return parse_term(self.term)

    @property
    def kinds(self) -> list[Kind]:
        """Return why it was raised."""
        return [kind for kind in Kind if kind.value in self.grounds]

    @property
    def finding_key(self) -> str:
        """Return the key by which a finding names this signal as its source."""
        return f"signal:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Answer whether nobody has answered it yet."""
        return self.state == State.OPEN

    @property
    def known(self) -> Known:
        """Return what the rules know of it."""
        return Known(
            self.key,
            self.state,
            frozenset(self.grounds),
            (self.year, self.number),
            (self.seen_year, self.seen_number),
        )


class SignalAnswer(SchoolRow):
    """What somebody said about a signal, in their words; earlier answers stay."""

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="answers")
    state = models.CharField(max_length=10, choices=[(one.value, one.label) for one in ANSWERS])
    words = models.TextField()
    begun = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=300, blank=True)
    """Where what was begun stands, if it stands in Sapat or in the web."""
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.words


class SignalFactor(SchoolRow):
    """Something that contributed to what a signal shows; several stand beside each other."""

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="factors")
    factor = models.CharField(max_length=30, blank=True)
    words = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["signal", "factor", "words"], name="a_factor_is_named_once"
            ),
        ]

    def __str__(self) -> str:
        return self.words or self.factor


class KeptForecast(SchoolRow):
    """What was expected of an indicator at a term, kept before the term; later what happened."""

    indicator = models.CharField(max_length=20)
    made_after = models.CharField(max_length=TERM)
    """The last term whose figures it stands on."""
    term = models.CharField(max_length=TERM)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=10)
    points = models.PositiveSmallIntegerField()
    version = models.CharField(max_length=40)
    """Of the definition: another one cannot be compared."""
    value = models.FloatField()
    low80 = models.FloatField(null=True)
    high80 = models.FloatField(null=True)
    low95 = models.FloatField(null=True)
    high95 = models.FloatField(null=True)
    made_at = models.DateTimeField()
    fact = models.FloatField(null=True)
    compared_at = models.DateTimeField(null=True)
    held = models.BooleanField(null=True)
    """Whether what happened lay in the 95 % interval; None: not yet known, or no interval."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "indicator", "made_after", "term"], name="one_forecast_a_term"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.term}"

    @property
    def code(self) -> TermCode | None:
        """Return the term it speaks of."""
        return parse_term(self.term)
