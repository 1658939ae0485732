"""What a file of a document may be, and how a text is told from another."""

import hashlib
from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MIB = 1024 * 1024
FILE_BYTES = 20 * MIB
TEXT_CHARACTERS = 400_000
"""About two hundred printed pages."""

ENDINGS = ("pdf", "docx", "odt", "xlsx", "png", "jpg")
LANGUAGES = (("ky", _("Kyrgyz")), ("ru", _("Russian")), ("en", _("English")))


class NotSo(TextChoices):
    """Why a text or a file cannot be kept."""

    EMPTY = "empty", _("The file is empty.")
    TOO_BIG = "too_big", _("The file is larger than %(most)s MB.")
    NOT_A_DOCUMENT = (
        "not_a_document",
        _("This is not a PDF, DOCX, ODT, XLSX, PNG or JPEG file, whatever its name says."),
    )
    MACROS = "macros", _("The file carries macros. Save it without them, or as PDF.")
    TOO_LONG = "too_long", _("The text is too long. Attach it as a file.")
    NO_MAIN = "no_main", _("First write the text in the language of the document.")
    LANGUAGE = "language", _("Documents are kept in Kyrgyz, Russian and English.")


def digest_of(parts: Iterable[str]) -> str:
    """Return the SHA-256 over texts, each with its length, so that none runs into the next.

    >>> digest_of(["ab", "c"]) == digest_of(["a", "bc"])
    False
    """
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def is_behind(follows: str, main_digest: str) -> bool:
    """Answer whether the main text changed after the translation was made from it."""
    return follows != main_digest


def annex_name(number: int, title: str) -> str:
    """Return how an annex is listed; number 0 is the text itself."""
    return f"{number}. {title}" if number else title
