"""Kinds of bodies and seats."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BodyKind(TextChoices):
    """A body as the regulations name it."""

    PED_COUNCIL = "ped_council", _("pedagogical council")
    SUBJECT_COUNCIL = "subject_council", _("subject council")
    MO = "mo", _("methodical union")
    TEMPORARY = "temp_group", _("temporary council")
    COMMISSION = "commission", _("commission")
    DIRECTORS_MEETING = "directors_meeting", _("director's meeting")
    PARENTS = "parents_committee", _("parents' committee")
    PUPILS = "pupil_gov", _("pupil self-government")
    TRUSTEES = "trustees", _("board of trustees")


class Seat(TextChoices):
    """What somebody does in a body."""

    CHAIR = "chair", _("chair")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")


class NotSo(TextChoices):
    """Why a body cannot change like that."""

    NEEDS_END = "needs_end", _("A temporary body needs the day on which it ends.")
    ENDS_BEFORE = "ends_before", _("The last day is before the first day.")
    CLOSED = "closed", _("The body ended on %(day)s.")
    SEATED = "seated", _("This person already sits in the body on that day.")
    SEAT_TAKEN = "seat_taken", _("%(name)s already holds this seat on that day.")


TEMPORARY_KINDS = frozenset({BodyKind.TEMPORARY, BodyKind.COMMISSION})
"""Bodies set up for a task: they are opened with an end."""

SINGLE_SEATS = frozenset({Seat.CHAIR, Seat.SECRETARY})
