"""Which edition of an organisation holds on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """A level of the tree."""

    MINISTRY = "ministry", _("ministry")
    REGION = "region", _("region")
    DISTRICT = "district", _("district")
    SCHOOL = "school", _("school")
    UNIT = "unit", _("unit")


class SchoolType(TextChoices):
    """What a school teaches and how; switches indicators on and off."""

    BASIC = "basic", _("basic school (9 years)")
    FULL = "full", _("full secondary school")
    CORRESPONDENCE = "correspondence", _("correspondence school")


class NotSo(TextChoices):
    """Why the tree cannot change like that."""

    CODE_TAKEN = "code_taken", _("The code %(code)s is already in use.")
    BAD_CODE = "bad_code", _("A code is made of Latin letters, digits and dashes.")
    BEFORE_LAST = "before_last", _("An earlier change already holds from %(since)s.")
    CLOSED = "closed", _("The organisation was closed on %(day)s.")
    WRONG_LEVEL = "wrong_level", _("A %(child)s cannot belong to a %(parent)s.")
    INTO_ITSELF = "into_itself", _("An organisation cannot be merged into itself.")


class Dated(Protocol):
    """Anything that holds from a day until another."""

    since: date
    until: date | None


D = TypeVar("D", bound=Dated)

LEVELS = [Kind.MINISTRY, Kind.REGION, Kind.DISTRICT, Kind.SCHOOL, Kind.UNIT]


def holds(dated: Dated, day: date) -> bool:
    """Answer whether it holds on the day; `until` is the first day it no longer does."""
    return dated.since <= day and (dated.until is None or day < dated.until)


def on_day(editions: Iterable[D], day: date) -> D | None:
    """Return the edition that holds on the day; outside all of them, the nearest.

    History older than our records is shown under the oldest name we know.
    """
    ordered = sorted(editions, key=lambda edition: edition.since)
    if not ordered:
        return None
    return next((edition for edition in reversed(ordered) if edition.since <= day), ordered[0])


def why_not_under(child: str, parent: str | None) -> NotSo | None:
    """Object when a level would sit under one that is not above it."""
    if parent is None:
        return None
    below = LEVELS.index(Kind(child)) > LEVELS.index(Kind(parent))
    nested_unit = child == parent == Kind.UNIT
    return None if below or nested_unit else NotSo.WRONG_LEVEL
