"""When groups of stakeholders are known well enough."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NotSo(TextChoices):
    """Why the groups cannot change like that."""

    TAKEN = "group_taken", _("The school already keeps the group %(group)s.")
    BAD_CODE = "bad_code", _("A code is made of small Latin letters, digits and dashes.")
    NO_REASON = "no_reason", _("Write the reason.")
    OFF_ALREADY = "off_already", _("The group %(group)s is switched off already.")
    ON_ALREADY = "on_already", _("The group %(group)s is in use.")


class Reason(TextChoices):
    """What the groups show, in one sentence."""

    KNOWN = "known", _("All %(count)s groups are kept, each with where it is heard.")
    NOT_HEARD = "not_heard", _("It is not written where these groups are heard: %(groups)s.")
    MAIN_OFF = "main_off", _("Every main group is switched off: %(groups)s.")


@dataclass(frozen=True)
class Kept:
    """What the rules need to know of a group."""

    name: str
    main: bool
    is_on: bool
    heard: bool


def why_not_known(groups: Sequence[Kept]) -> tuple[Reason, list[str]] | None:
    """Return the first lack and the groups it concerns, or None.

    A group that a school does not have is switched off with a reason: that is no lack, unless
    nobody is left whom the school serves.

    >>> why_not_known([Kept("Pupils", True, True, False)])
    (Reason.NOT_HEARD, ['Pupils'])
    """
    main = [group for group in groups if group.main]
    if not any(group.is_on for group in main):
        return Reason.MAIN_OFF, [group.name for group in main]
    if silent := [group.name for group in groups if group.is_on and not group.heard]:
        return Reason.NOT_HEARD, silent
    return None
