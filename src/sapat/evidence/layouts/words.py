"""Comparing words the way people mean them, whatever keyboard they were typed on."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from sapat.evidence.layouts import vocabulary

# Latin letters that look like Cyrillic ones: a reader cannot tell them apart, a computer can.
LOOK_ALIKE = str.maketrans("abcehkmoptxyi", "авсенкмортхуі")
PLAIN = str.maketrans("ёөүңіөѳ", "еоуниоо")
LONGEST = 300  # no header and no name is longer
WORDS = re.compile(r"\w+")
LATIN = re.compile(r"[a-z]")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
FOOTERS = frozenset(vocabulary.FOOTERS)
FOOTER_BEGINNINGS = tuple(f"{phrase} " for phrase in vocabulary.FOOTERS if phrase)


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Return the words of a text: small letters, no punctuation, look-alikes made one.

    >>> fold("Cабак:"), fold("Аты-жөнү"), fold("Ф.И.О.")
    ('сабак', 'аты жону', 'ф и о')
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST]).lower().replace("_", " ")
    if not LATIN.search(text):
        return " ".join(WORDS.findall(text.translate(PLAIN)))
    return " ".join(_plain(word) for word in WORDS.findall(text))


def _plain(word: str) -> str:
    if CYRILLIC.search(word):
        word = word.translate(LOOK_ALIKE).translate(PLAIN)
    return word


def has_words(text: str, phrases: Iterable[str]) -> bool:
    """Return whether a folded text has one of the phrases; a phrase may be a beginning."""
    return any(f" {phrase}" in f" {text}" for phrase in phrases)


def is_footer(text: str) -> bool:
    """Return whether a row that begins so is a total or a signature.

    >>> is_footer("Итого: 25"), is_footer("Директоров Асан")
    (True, False)
    """
    folded = fold(text)
    return folded in FOOTERS or folded.startswith(FOOTER_BEGINNINGS)
