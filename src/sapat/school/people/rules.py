"""Names, posts, and when they hold."""

import re
import unicodedata
from collections.abc import Set

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sex(TextChoices):
    """As registers write it."""

    FEMALE = "f", _("female")
    MALE = "m", _("male")


class NotSo(TextChoices):
    """Why a person's record cannot change like that."""

    NO_NAME = "no_name", _("Write at least a family name.")
    POST_HELD = "post_held", _("This person already holds the post on that day.")
    ENDS_BEFORE = "ends_before", _("The last day is before the first day.")
    ENDED = "ended", _("This post has already ended on %(day)s.")
    LAST_DIRECTOR = "last_director", _("Name the next director before you end this post.")
    LOGIN_TAKEN = "login_taken", _("The sign-in name %(login)s is already in use.")
    SIGNED_UP = "signed_up", _("This person already signs in as %(login)s.")
    ABOVE = "above", _("This concerns rights you do not hold yourself. Ask the director.")
    NO_SIGN_IN = "no_sign_in", _("This person has no open sign-in.")
    OWN = "own", _("Change your own password through your menu, where the old one is asked for.")
    NUMBER_TAKEN = "number_taken", _("The number %(number)s belongs to somebody else.")
    ERASED = "erased", _("This person's data was erased.")


LOOKALIKES = str.maketrans("aceopxyABCEHKMOPTXё", "асеорхуАВСЕНКМОРТХе")


def exceeds(wanted: Set[str], own: Set[str]) -> bool:
    """Answer whether somebody would hand out rights they do not hold themselves.

    >>> exceeds({"trail.read"}, {"school.read"})
    True
    """
    return not wanted <= own


def name_key(name: str) -> str:
    """Return a name in the form in which two spellings of it are compared.

    Case, spaces, punctuation, "ё" and Latin look-alike letters make no difference.

    >>> name_key("Осмонова  Айгүл") == name_key("осмонова айгүл")
    True
    """
    plain = unicodedata.normalize("NFC", name).translate(LOOKALIKES).lower().replace("ё", "е")
    return " ".join(re.findall(r"[\w-]+", plain))
