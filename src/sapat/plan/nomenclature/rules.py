"""Indexes of files and how long they are kept."""

import re
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

INDEX = re.compile(r"\d{1,2}(-\d{1,3}){1,2}")


class Storage(TextChoices):
    """How long a file is kept."""

    PERMANENT = "permanent", _("permanently")
    YEARS = "years", _("a number of years")
    REPLACED = "replaced", _("until replaced, then a number of years")


class NotSo(TextChoices):
    """Why a file cannot be kept like that."""

    NO_HEADING = "no_heading", _("Write the heading of the file.")
    BAD_INDEX = "bad_index", _("Write the index as section and number, for example 01-03.")
    INDEX_TAKEN = "index_taken", _("The index %(index)s belongs to another file.")
    NEEDS_YEARS = "needs_years", _("Write how many years the file is kept.")
    CLOSED = "closed", _("The file was closed on %(day)s.")


def why_not_file(heading: str, index: str, storage: str, years: int | None) -> NotSo | None:
    """Return the first objection to a file of the nomenclature, or None.

    >>> why_not_file("Orders", "01-03", "years", None)
    NotSo.NEEDS_YEARS
    """
    if not heading.strip():
        return NotSo.NO_HEADING
    if not INDEX.fullmatch(index):
        return NotSo.BAD_INDEX
    if storage != Storage.PERMANENT and not years:
        return NotSo.NEEDS_YEARS
    return None


def kept_for(storage: str, years: int | None) -> str:
    """Return a storage term in words."""
    if storage == Storage.PERMANENT:
        return gettext("permanently")
    told = ngettext("%(count)s year", "%(count)s years", years or 0) % {"count": years or 0}
    if storage == Storage.REPLACED:
        return gettext("until replaced, then %(years)s") % {"years": told}
    return told


def index_key(index: str) -> tuple[int, ...]:
    """Return the order of an index: 01-2 stands before 01-10.

    >>> sorted(["01-10", "01-2"], key=index_key)
    ['01-2', '01-10']
    """
    return tuple(int(part) for part in re.findall(r"\d+", index))


def is_open(until: date | None, day: date) -> bool:
    """Answer whether papers are still put into the file on the day."""
    return until is None or day < until
