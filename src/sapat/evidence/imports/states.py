"""How far an import has come."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """How far an import has come."""

    READING = "reading", _("being read")
    UNREADABLE = "unreadable", _("could not be read")
    CHECKED = "checked", _("ready to commit")
    REFUSED = "refused", _("has errors")
    COMMITTING = "committing", _("being committed")
    COMMITTED = "committed", _("committed")
    UNDONE = "undone", _("undone")


class Stage(TextChoices):
    """What is being done with a file right now."""

    READING = "reading", _("Reading the file")
    UNDERSTANDING = "understanding", _("Understanding the tables")
    CHECKING = "checking", _("Checking every row")
    COMPARING = "comparing", _("Comparing with what is known")
    WRITING = "writing", _("Writing")


BUSY = frozenset({State.READING, State.COMMITTING})
"""Somebody is at work; the page asks again."""
