"""Organisations outlive their names, types and places in the tree."""

from datetime import date
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models

from sapat.core.language import Named
from sapat.school.organisations.rules import Kind, SchoolType, on_day

CODE = RegexValidator(r"^[A-Za-z0-9-]{1,40}\Z")


class Organisation(models.Model):
    """A ministry, region, district, school or unit, whatever it is called at the time."""

    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(max_length=40, unique=True, validators=[CODE])
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    demonstration = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.code

    @property
    def chain(self) -> str:
        """Return the name of this organisation's trail."""
        return self.code

    def edition(self, day: date) -> "Edition":
        """Return name, type and parent as of the day (one query, then remembered)."""
        if not hasattr(self, "_editions"):
            self._editions = list(self.editions.select_related("parent"))
        found = on_day(self._editions, day)
        if found is None:
            raise Edition.DoesNotExist(self.code)
        return found


class Edition(Named):
    """What an organisation was called and where it stood from one day to another."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="editions")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    parent = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    school_type = models.CharField(max_length=20, choices=SchoolType.choices, blank=True)
    rural = models.BooleanField(default=True)
    language = models.CharField(max_length=2, default="ky")
    ground = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "since"], name="one_edition_a_day"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="edition_ends_after_it_begins",
            ),
        ]
