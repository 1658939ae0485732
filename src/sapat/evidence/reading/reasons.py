"""Why a file could not be read, in a sentence for the person who gave it."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    """Why a file could not be read."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_SLOW = "too_slow"
    BOMB = "bomb"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    ARCHIVE = "archive"
    NOT_A_TABLE = "not_a_table"
    UNKNOWN = "unknown"

    @property
    def label(self) -> Promise:
        """Return the sentence, in the reader's language when it is printed."""
        return SENTENCES[self]


SENTENCES: dict[Reason, Promise] = {
    Reason.EMPTY: _("The file is empty: there is not one filled cell in it."),
    Reason.TOO_BIG: _("The file is too big to be read at once. Split it into smaller files."),
    Reason.TOO_SLOW: _(
        "Reading the file took too long and was stopped. "
        "Save it again in your spreadsheet program, or split it into smaller files."
    ),
    Reason.BOMB: _(
        "The file unpacks into far more than a table can hold, as harmful files do. "
        "It was not opened."
    ),
    Reason.ENCRYPTED: _(
        "The file is protected by a password. Save it without a password and give it again."
    ),
    Reason.DAMAGED: _(
        "The file is damaged or was not saved completely. Save it again and give it once more."
    ),
    Reason.ARCHIVE: _("This is an archive. Unpack it and give the table itself."),
    Reason.NOT_A_TABLE: _(
        "This is a picture, a printed page or a text, not a table. "
        "Give the table it was made from: XLSX, XLS, ODS, CSV or a saved web page."
    ),
    Reason.UNKNOWN: _(
        "The format of the file is unknown. Give XLSX, XLS, ODS, CSV or a saved web page."
    ),
}


class Unreadable(Exception):
    """The file could not be read; nothing of it was kept."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.value)

    @property
    def sentence(self) -> str:
        """Return the sentence in the reader's language."""
        return str(self.reason.label)

    def __str__(self) -> str:
        return self.sentence
