"""Requests for resources."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sapat.plan.resources.rules import Need, RequestState, ResourceKind
from sapat.school.boundary import SchoolRow
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


class ResourceRequest(SchoolRow):
    """Something the school needs: asked for, granted or refused, and what came of it."""

    kind = models.CharField(max_length=10, choices=ResourceKind.choices)
    title = models.CharField(max_length=300)
    why = models.TextField()
    objective = models.ForeignKey(
        "plan.Objective", models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    needed = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    provided = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_on = models.DateField()
    needed_by = models.DateField()
    state = models.CharField(
        max_length=10, choices=RequestState.choices, default=RequestState.ASKED
    )
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    order_number = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    provided_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(needed_by__gte=F("asked_on")), name="resource_is_needed_after_asking"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def need(self) -> Need:
        """Return what rules know of it."""
        return Need(self.state, self.asked_on, self.needed_by)
