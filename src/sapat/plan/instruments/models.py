"""The school's instruments and their editions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sapat.plan.instruments.rules import InstrumentState
from sapat.plan.instruments.sheets import Sheet, blank, sheet_of
from sapat.school.bodies.models import Body
from sapat.school.boundary import SchoolRow


class Instrument(SchoolRow):
    """An instrument that the school has taken over; its code is the shipped one's."""

    code = models.CharField(max_length=12)
    taken_at = models.DateTimeField(editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "code"], name="one_instrument_a_code"),
        ]

    def __str__(self) -> str:
        return self.code


class InstrumentEdition(SchoolRow):
    """One edition: the whole content as it is asked, with its hash, and who approved it."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=12, choices=InstrumentState.choices, default=InstrumentState.DRAFT
    )
    content = models.JSONField(default=blank)
    digest = models.CharField(max_length=64)
    begun_at = models.DateTimeField(editable=False)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    protocol_number = models.CharField(max_length=40, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instrument", "number"], name="one_instrument_edition_a_number"
            ),
            models.UniqueConstraint(
                fields=["instrument"],
                condition=Q(state=InstrumentState.DRAFT),
                name="one_draft_of_an_instrument",
            ),
            models.UniqueConstraint(
                fields=["instrument"],
                condition=Q(state=InstrumentState.IN_FORCE),
                name="one_instrument_edition_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id}/{self.number}"

    @property
    def sheet(self) -> Sheet:
        """Return the edition as readers see it."""
        return sheet_of(self.content)
