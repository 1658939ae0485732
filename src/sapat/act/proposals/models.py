"""Proposals for decisions of administration, and its answers."""

from typing import ClassVar

from django.db import models

from sapat.act.decisions.models import Decision
from sapat.act.proposals.rules import ProposalState, Proposed
from sapat.school.bodies.models import Body
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class Proposal(SchoolRow):
    """What a union, or administration itself, proposes from results of assessment."""

    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    """The union that proposes; none: somebody of administration."""
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_on = models.DateField()
    text = models.TextField()
    result = models.TextField()
    """The result of assessment from which it follows."""
    answer_by = models.DateField()
    state = models.CharField(
        max_length=10, choices=ProposalState.choices, default=ProposalState.MADE
    )
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    do_by = models.DateField(null=True, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    """The decision by which it was taken up, where a meeting took one."""
    outcome = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "state"])]

    def __str__(self) -> str:
        return self.text

    @property
    def proposed(self) -> Proposed:
        """Return what the rules know of it."""
        return Proposed(
            self.made_on, self.answer_by, self.state, self.answered_on, self.do_by, self.done_on
        )
