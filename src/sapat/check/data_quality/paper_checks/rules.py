"""How many rows are compared with the paper, and who may do it."""

from collections.abc import Sequence
from enum import StrEnum
from math import ceil
from random import Random

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NotSo(TextChoices):
    """Why a comparison with the paper cannot go on like that."""

    OWN_WORK = (
        "own_work",
        _("Another person than the one who brought the figures in confirms them."),
    )
    CLOSED = "closed", _("This comparison is finished.")
    UNDONE = "undone", _("The import was undone; there is nothing to compare.")
    EMPTY = "empty", _("The file brought in no row of its own; there is nothing to compare.")
    NEEDS_WORDS = "needs_words", _("Say what the paper says in the rows that differ.")


class Standing(StrEnum):
    """Where figures typed by hand stand."""

    UNCONFIRMED = "unconfirmed"
    DRAWN = "drawn"
    CONFIRMED = "confirmed"
    DIFFERS = "differs"


WORDS = {
    Standing.UNCONFIRMED: _("not confirmed by a second person"),
    Standing.DRAWN: _("a sample is being compared"),
    Standing.CONFIRMED: _("confirmed by a second person"),
    Standing.DIFFERS: _("differs from the paper"),
}


def sample_size(rows: int, *, least: int, percent: int) -> int:
    """Return how many rows are compared: a share of them, not fewer than some, at most all.

    >>> sample_size(12, least=30, percent=5), sample_size(1000, least=30, percent=5)
    (12, 50)
    """
    return min(rows, max(least, ceil(rows * percent / 100)))


def drawn(sizes: Sequence[int], count: int, chance: Random) -> list[list[int]]:
    """Return which rows of each batch are compared, every row being as likely as any other."""
    places = sorted(chance.sample(range(sum(sizes)), count))
    found: list[list[int]] = []
    start = 0
    for size in sizes:
        found.append([place - start for place in places if start <= place < start + size])
        start += size
    return found


def standing(*, is_drawn: bool, is_closed: bool, wrong: int) -> Standing:
    """Return where figures stand after what was compared."""
    if not is_drawn:
        return Standing.UNCONFIRMED
    if not is_closed:
        return Standing.DRAWN
    return Standing.DIFFERS if wrong else Standing.CONFIRMED
