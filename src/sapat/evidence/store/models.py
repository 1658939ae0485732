"""A batch: facts that came in together, named by their own content."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from sapat.evidence.store.rules import Completeness
from sapat.school.boundary import SchoolRow


class Batch(SchoolRow):
    """Facts of one data set that came in together: one Parquet file, never edited.

    A later batch of a higher number supersedes the rows with the same key. The file is named
    by the SHA-256 of its content; the batch exists if and only if this row does.
    """

    data_set = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()
    periods = models.JSONField(default=list)
    """Pairs [school year, term] it speaks of; term 0 is the year as a whole."""
    filled = models.PositiveBigIntegerField()
    expected = models.PositiveBigIntegerField()
    stands_on = models.JSONField(default=list)
    """Numbers of the earlier batches that hold the other rows of the same table."""
    source = models.ForeignKey("evidence.Import", models.PROTECT, null=True, related_name="batches")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "number"], name="one_batch_a_number"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["school", "data_set"],
                condition=Q(undone_at__isnull=True),
                name="live_batches",
            ),
        ]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.data_set} {self.number}"

    @property
    def completeness(self) -> Completeness:
        """Return how much of what these rows could say they say."""
        return Completeness(self.filled, self.expected)

    @property
    def is_live(self) -> bool:
        """Return whether figures stand on it."""
        return self.undone_at is None
