"""An import, and the mapping a school chose for a layout."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from sapat.evidence.imports.states import State
from sapat.school.boundary import SchoolRow


class Import(SchoolRow):
    """A file or a pasted table on its way into the evidence; the original is kept as it came."""

    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    pasted = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.READING)
    stage = models.CharField(max_length=24, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=20, blank=True)
    """Why the file could not be read."""
    choices = models.JSONField(default=dict)
    """What the person said: data set, year, term, class, enrol_new."""
    mapping = models.JSONField(null=True)
    """What the person changed of what was understood."""
    understood = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    errors = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    changes = models.JSONField(default=dict)
    """What will change, or has changed: people, classes, rows."""
    created = models.JSONField(default=dict)
    """Ids of the records it made, so that undoing can remove them."""
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    committed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "digest"])]
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class RememberedMapping(SchoolRow):
    """What a school once chose for a layout, offered at the next file of the same layout."""

    fingerprint = models.CharField(max_length=16)
    memory = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "fingerprint"], name="one_memory_a_layout"),
        ]

    def __str__(self) -> str:
        return self.fingerprint
