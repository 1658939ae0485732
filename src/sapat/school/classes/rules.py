"""Class labels and enrolment."""

import re

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.school.people.rules import LOOKALIKES


class Level(TextChoices):
    """A level of schooling; its borders belong to the cohort's standard, not to the school."""

    PRIMARY = "primary", _("primary")
    BASIC = "basic", _("basic")
    SECONDARY = "secondary", _("secondary")


class Mode(TextChoices):
    """How a class studies."""

    DAY = "day", _("day")
    CORRESPONDENCE = "correspondence", _("correspondence")
    EVENING = "evening", _("evening")


class NotSo(TextChoices):
    """Why classes and enrolments cannot change like that."""

    EXISTS = "exists", _("The class %(label)s already exists in %(year)s.")
    BAD_LABEL = "bad_label", _("Write a class as 7А or 10.")
    ENROLLED = "enrolled", _("This pupil is already in class %(label)s on that day.")
    ENDS_BEFORE = "ends_before", _("The last day is before the first day.")
    LEFT = "left", _("This pupil left the class on %(day)s.")


LABEL = re.compile(r"(\d{1,2})\s*[-–—.]?\s*[«\"'(]?\s*([^\W\d_])?\s*[»\"')]?\Z")


def parse_label(text: str) -> tuple[int, str] | None:
    """Read a class label as (grade label, letter), whatever way it is written.

    >>> parse_label("7 «б» класс"), parse_label("10-A"), parse_label("8А")
    ((7, 'Б'), (10, 'А'), (8, 'А'))
    """
    plain = re.sub(r"(?i)\b(класс\w*|кл\.?|class|grade)", " ", text).strip(" .,:;")
    found = LABEL.match(plain)
    if not found:
        return None
    letter = (found[2] or "").upper().translate(LOOKALIKES).upper()
    return int(found[1]), letter
