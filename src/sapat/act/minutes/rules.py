"""What minutes must hold before they are closed, and the mark taken over what is signed."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

SIGN_DAYS = 5
"""Days after the meeting in which the minutes are to be signed."""


class Hand(TextChoices):
    """Whose signature stands below the minutes."""

    CHAIR = "chair", _("chair")
    SECRETARY = "secretary", _("secretary")


@dataclass(frozen=True)
class Question:
    """A question as the minutes hold it: its number, what was heard, how many decisions."""

    number: int
    heard: str
    decisions: int


def first_unheard(questions: Sequence[Question]) -> int | None:
    """Return the number of the first question of which nothing is written, or None.

    >>> first_unheard([Question(1, "Угулду", 0), Question(2, "", 1), Question(3, "", 0)])
    3
    """
    return next((one.number for one in questions if not one.heard and not one.decisions), None)


def digest_of(content: object) -> str:
    """Return the SHA-256 of what is signed."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
