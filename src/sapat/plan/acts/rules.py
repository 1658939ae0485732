"""Kinds of cited acts, and when one of them no longer holds."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActKind(TextChoices):
    """Who laid the act down and in what form."""

    LAW = "law", _("law")
    CODE = "code", _("code of laws")
    DECREE = "decree", _("decree")
    ORDER = "order", _("order of an authority")
    CHARTER = "charter", _("charter")
    STANDARD = "standard", _("standard")


class NotSo(TextChoices):
    """Why an act cannot be recorded like that."""

    NO_NAME = "no_name", _("Write what the act is called.")
    ITSELF = "itself", _("An act cannot replace itself.")
    CIRCLE = "circle", _("The new act was itself replaced by this one.")
    REPLACED = "replaced", _("This act was already replaced on %(day)s.")
    FUTURE = "future", _("The day %(day)s has not come yet.")
    KNOWN = "known", _("An act of this kind with the number %(number)s is in the register.")


def is_outdated(replaced_on: date | None, day: date) -> bool:
    """Answer whether an act no longer holds on the day.

    >>> is_outdated(date(2023, 8, 18), date(2023, 8, 17))
    False
    """
    return replaced_on is not None and replaced_on <= day
