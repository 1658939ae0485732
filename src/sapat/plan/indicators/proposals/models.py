"""Proposals about indicators, and what people say to them."""

from typing import ClassVar

from django.db import models

from sapat.plan.indicators.proposals.rules import About, Progress
from sapat.plan.indicators.sketch import Sketch
from sapat.plan.indicators.system import Decision
from sapat.school.bodies.models import Body
from sapat.school.boundary import SchoolRow
from sapat.school.calendar.rules import ROMAN, year_label
from sapat.school.people.models import Person


class IndicatorProposal(SchoolRow):
    """One proposal; once approved its content is never changed and holds from a term on."""

    about = models.CharField(max_length=10, choices=About.choices)
    indicator = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=250)
    content = models.JSONField(default=dict)
    why = models.TextField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(editable=False)
    state = models.CharField(max_length=12, choices=Progress.choices, default=Progress.PROPOSED)
    union = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    union_protocol = models.CharField(max_length=40, blank=True)
    discussed_on = models.DateField(null=True, blank=True)
    conclusion = models.TextField(blank=True)
    council = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    protocol_number = models.CharField(max_length=40, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    since_year = models.PositiveSmallIntegerField(null=True, blank=True)
    since_number = models.PositiveSmallIntegerField(null=True, blank=True)
    noted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "state"])]

    def __str__(self) -> str:
        return self.title

    @property
    def since_words(self) -> str:
        """Return the term from which it holds, as papers write it."""
        if self.since_year is None:
            return ""
        number = self.since_number or 1
        told = ROMAN[number] if number < len(ROMAN) else str(number)
        return f"{told}, {year_label(self.since_year)}"

    @property
    def sketch(self) -> Sketch:
        """Return the indicator it describes."""
        return Sketch.of(self.content)

    @property
    def decision(self) -> Decision:
        """Return what was decided by it."""
        return Decision(
            what=self.about,
            indicator=self.indicator,
            content=self.content,
            since=(self.since_year or 0, self.since_number or 1),
            number=self.pk,
            body=str(self.council or ""),
            protocol=self.protocol_number,
            decided_on=self.decided_on,
        )


class IndicatorComment(SchoolRow):
    """What somebody says to a proposal."""

    proposal = models.ForeignKey(IndicatorProposal, models.PROTECT, related_name="comments")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(editable=False)

    def __str__(self) -> str:
        return self.text[:60]
