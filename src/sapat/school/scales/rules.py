"""What a mark means: scale -> category."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Category(TextChoices):
    """The groups that school analysis counts, whatever the scale."""

    EXCELLENT = "excellent", _("excellent")
    GOOD = "good", _("good")
    SATISFACTORY = "satisfactory", _("satisfactory")
    UNSATISFACTORY = "unsatisfactory", _("unsatisfactory")
    NOT_ATTESTED = "not_attested", _("not attested")


class NotSo(TextChoices):
    """Why a scale cannot be used like that."""

    GRADES = "grades", _("The first grade is above the last.")
    UNKNOWN = "unknown", _("There is no scale %(code)s.")


@dataclass(frozen=True)
class Scale:
    """A mark scale: half-open bands from the lowest mark of a category upwards."""

    code: str
    lowest: float
    highest: float
    whole: bool
    bands: Sequence[tuple[float, str]]
    """Pairs (lowest mark, category), highest first. Empty: ungraded."""
    not_attested: frozenset[str]
    exempt: frozenset[str]

    def category(self, mark: float) -> str | None:
        """Return the category of a mark, or None when the mark lies outside the scale."""
        if not self.lowest <= mark <= self.highest or (self.whole and mark != int(mark)):
            return None
        return next((category for least, category in self.bands if mark >= least), None)


def scale_for(uses: Mapping[tuple[int, int], str], grade: int) -> str | None:
    """Return the code of the scale used in a grade; `uses` maps (first, last grade) -> code."""
    fitting = [
        (last - first, code) for (first, last), code in uses.items() if first <= grade <= last
    ]
    return min(fitting)[1] if fitting else None
