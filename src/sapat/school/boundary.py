"""The boundary: a row belongs to one school, and a question that names no school is an error."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from django.db import models

__all__ = ["SchoolRow", "Unscoped", "every_school", "within"]

Row = TypeVar("Row", bound=models.Model, covariant=True)

_open: ContextVar[frozenset[int] | None] = ContextVar("open_schools", default=frozenset())
"""Ids of the schools whose rows exist now; empty: none, so any question raises; None: all."""


class Unscoped(Exception):
    """Rows of a school were asked for while no school was active."""


class SchoolManager(models.Manager[Row]):
    """Rows of the active schools only; with no active school, no question is answered."""

    def get_queryset(self) -> models.QuerySet[Row]:
        """Return the active schools' rows, or raise `Unscoped`."""
        schools = _open.get()
        if schools is None:
            return super().get_queryset()
        if not schools:
            raise Unscoped(f"{self.model.__name__}: name a school, see sapat.school.boundary")
        return super().get_queryset().filter(school__in=schools)


class SchoolRow(models.Model):
    """A row that belongs to one school and is seen from there only: see `within`."""

    school = models.ForeignKey("school.Organisation", models.PROTECT, related_name="+")

    objects = SchoolManager()

    class Meta:
        abstract = True


@contextmanager
def within(*schools: models.Model) -> Iterator[None]:
    """Activate one school or several: only their rows exist inside the block."""
    before = _open.set(frozenset(school.pk for school in schools))
    try:
        yield
    finally:
        _open.reset(before)


@contextmanager
def every_school() -> Iterator[None]:
    """Lift the boundary, for the installation's own work (doctor, sign-in); never in a page."""
    before = _open.set(None)
    try:
        yield
    finally:
        _open.reset(before)
