"""Discussions of quality with other institutions."""

from django.db import models

from sapat.plan.registers.models import Partner
from sapat.school.boundary import SchoolRow
from sapat.school.people.models import Person


class JointDiscussion(SchoolRow):
    """A discussion with partners: its topic, its conclusions, what the school took home."""

    topic = models.CharField(max_length=300)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    partners = models.ManyToManyField(Partner, related_name="+")
    participants = models.PositiveIntegerField(null=True, blank=True)
    conclusions = models.TextField(blank=True)
    taken_home = models.TextField(blank=True)
    """What the school decided to do after it."""
    kept_on = models.DateField()
    kept_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.topic

    @property
    def source(self) -> str:
        """Return the key by which findings name it."""
        return f"joint:{self.pk}"
