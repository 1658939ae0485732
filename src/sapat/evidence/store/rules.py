"""What a batch's columns are, and when it may be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.plan.datasets.rules import COMES_WITH, DataSet


class NotSo(TextChoices):
    """Why facts cannot be taken back."""

    UNDONE = "undone", _("This was already undone.")
    STOOD_ON = "stood_on", _("The later import “%(later)s” stands on it. Undo that one first.")


@dataclass(frozen=True)
class Completeness:
    """How many of the cells that should be filled are."""

    filled: int
    expected: int

    @property
    def share(self) -> float | None:
        """Return the share, 0 to 1, or None where nothing was expected."""
        return self.filled / self.expected if self.expected else None

    @property
    def percent(self) -> float | None:
        """Return the share in per cent, or None where nothing was expected."""
        return None if self.share is None else 100 * self.share


KINDS: Mapping[str, str] = MappingProxyType(
    {
        "pupil": "integer", "staff": "integer", "class": "integer", "subject": "integer",
        "term": "integer", "year": "integer", "date": "integer", "integer": "integer",
        "number": "number", "mark": "number", "boolean": "boolean",
        "choice": "text", "text": "text", "code": "text",
    }
)  # fmt: skip
ADDED: Mapping[str, str] = MappingProxyType(
    {
        "class": "integer", "grade": "integer", "level": "text", "lang": "text",
        "shift": "integer", "mode": "text", "sex": "text", "sen": "boolean",
        "mo": "integer", "category": "text",
    }
)  # fmt: skip
LEFT = "left"
"""The pupil left before the end of the term the row speaks of: kept, and not counted."""


def columns_of(data_set: DataSet) -> dict[str, str]:
    """Return the columns of a batch with their kinds: integer, number, boolean or text.

    Dates are days since 1970-01-01; pupils, staff, classes and subjects are ids.
    """
    found = {"year": "integer", "term": "integer", "batch": "integer"}
    for code, field in data_set.facts.items():
        found[code] = KINDS[field.type]
        for added in COMES_WITH.get(field.type, ()):
            if added not in data_set.facts:
                found[added] = ADDED[added]
    return found | {LEFT: "boolean"}


def sort_order(data_set: DataSet) -> list[str]:
    """Return the columns by which a file is sorted, so that like values lie together."""
    first = [name for name in ("year", "term", "class", "subject") if name in columns_of(data_set)]
    return [*first, *(name for name in data_set.key if name not in first)]
