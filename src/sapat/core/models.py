"""The user who signs in, and the trail."""

from typing import ClassVar, NoReturn

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """Somebody who signs in. What they may do follows from their posts, not from this row."""

    class Meta(AbstractUser.Meta):
        pass


class ReadOnlyRow(Exception):
    """The trail is written once; nobody edits or deletes a line of it."""


class TrailChain(models.Model):
    """The end of one chain; locking this row keeps parallel writers from forking the chain."""

    name = models.CharField(max_length=40, unique=True)
    length = models.PositiveIntegerField(default=0)
    seal = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.name}: {self.length}"


class TrailEntry(models.Model):
    """One line of the trail: who changed what, and when, chained to the line before it."""

    chain = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    what = models.CharField(max_length=60)
    about = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    before = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "number"], name="one_trail_without_forks"),
        ]
        ordering: ClassVar = ["chain", "number"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what} {self.about}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Write a new line; refuse to edit an old one."""
        if self.pk is not None:
            raise ReadOnlyRow
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        """Refuse: lines are never deleted."""
        raise ReadOnlyRow
