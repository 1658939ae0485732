"""What is known of a test without any row: its words, its bounds, when it is refused."""

import hashlib
import json
from collections.abc import Sequence

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

ITEMS_AT_MOST = 200
PUPILS_AT_MOST = 3000
OPTION_LENGTH = 3
CODE_LENGTH = 12
BAND = 1.96
"""Standard errors on both sides of a score that hold the true one 95 times of 100."""


class Judgement(TextChoices):
    """What a test can be used for; the codes are the engine's."""

    TOO_FEW = "too_few", _("too few to judge")
    WEAK = "weak", _("judges nobody")
    CLASS = "class", _("judges a class")
    PUPIL = "pupil", _("judges a pupil")


class Remark(TextChoices):
    """What is to be looked at in an item; the codes are the engine's."""

    MISKEYED = "miskeyed", _("wrong key?")
    NEGATIVE = "negative", _("against the test")
    NO_VARIETY = "no_variety", _("all alike")
    WEAK = "weak", _("tells little")
    TOO_EASY = "too_easy", _("too easy")
    TOO_HARD = "too_hard", _("too hard")
    DEAD_DISTRACTOR = "dead_distractor", _("idle option")


class NotSo(TextChoices):
    """Why a test is not kept."""

    KEPT_ALREADY = "kept_already", _("These answers were kept already, as “%(title)s”.")
    REPLACED = "replaced", _("This test was replaced by a later one already.")
    SAME_KEY = "same_key", _("The key is the same as before.")
    NO_KEY = "no_key", _("This test has points and no options, so it has no key.")
    KEY_GAP = "key_gap", _("The key has no right answer for item %(item)s.")


class Unlike(TextChoices):
    """Why two tests cannot be put on one scale; the codes are the engine's."""

    FEW_COMMON = (
        "few_common",
        _("The tests need 5 items of the same name in common at least."),
    )
    SMALL_SHARE = (
        "small_share",
        _("The items in common must be a fifth of the longer test at least."),
    )
    FEW_PUPILS = "few_pupils", _("Each test needs 30 pupils at least.")
    NO_VARIETY = (
        "no_variety",
        _("All pupils have the same score: there is nothing to go by."),
    )
    LOOSE_ANCHOR = (
        "loose_anchor",
        _("The items in common hardly go with the whole test: they carry no scale over."),
    )


class Fault(TextChoices):
    """What is wrong in a table of answers."""

    NOTHING = "nothing", _("There is no row of answers below the names of the items.")
    FEW_ITEMS = "few_items", _("A test needs two columns of items at least.")
    MANY_ITEMS = "many_items", _("There are more than %(most)s columns of items.")
    MANY_PUPILS = "many_pupils", _("There are more than %(most)s rows of pupils.")
    REPEATED_ITEM = "repeated_item", _("Item “%(value)s” stands twice in the head of the table.")
    TWO_KEYS = "two_keys", _("There are two keys: leave one.")
    NO_KEY = (
        "no_key",
        _("“%(value)s” is an option and not points: add the right options as a row named “key”."),
    )
    KEY_GAP = "key_gap", _("The key has no right answer for item %(value)s.")
    KEY_LENGTH = "key_length", _("The key has %(value)s answers for %(most)s items.")
    NO_NUMBER = "no_number", _("“%(value)s” is no number of points.")
    NEGATIVE = "negative", _("Points below 0: %(value)s.")
    TOO_MANY = "too_many", _("%(value)s is more than the item's %(most)s points.")
    NO_OPTION = "no_option", _("“%(value)s” is no option: write a letter or a digit.")
    TWICE = "twice", _("This pupil stands in row %(row)s already.")
    NAMESAKES = "namesakes", _("Several pupils are called so: write the personal number instead.")


def digest(
    items: Sequence[str], key: Sequence[str], most: Sequence[float], rows: Sequence[Sequence[str]]
) -> str:
    """Return the mark of a test's content: the same answers and key give the same mark."""
    content = json.dumps(
        [list(items), list(key), list(most), [list(row) for row in rows]],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(content.encode()).hexdigest()


def is_code(who: str) -> bool:
    """Answer whether a text stands for a pupil without naming one, so that it may be kept.

    >>> is_code("7A-03"), is_code("Осмонова Айгүл")
    (True, False)
    """
    has_digit = any(character.isdigit() for character in who)
    return has_digit and len(who) <= CODE_LENGTH and len(who.split()) == 1


def band(score: float, sem: float, most: float) -> tuple[float, float]:
    """Return the scores between which the true one lies, 95 times of 100, on the test's scale.

    >>> band(10, 1.5, 12)
    (7.1, 12)
    """
    half = BAND * sem
    low, high = max(0, round(score - half, 1)), min(most, round(score + half, 1))
    return low, high
