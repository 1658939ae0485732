"""The way of a meeting, who makes a quorum, and how a vote ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeetingState(TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", _("planned")
    INVITED = "invited", _("invited")
    HELD = "held", _("held, minutes to be written")
    MINUTED = "minuted", _("minutes written, to be signed")
    SIGNED = "signed", _("minutes signed")
    CALLED_OFF = "called_off", _("called off")


class Step(TextChoices):
    """What is done with a meeting."""

    PLAN = "plan", _("change the agenda")
    INVITE = "invite", _("invite")
    HOLD = "hold", _("record who came")
    WRITE = "write", _("write what was said and decided")
    MINUTE = "minute", _("close the minutes")
    RETURN = "return", _("return the minutes for correction")
    SIGN = "sign", _("sign the minutes")
    CALL_OFF = "call_off", _("call off")


class Told(TextChoices):
    """How somebody was invited."""

    MESSAGE = "message", _("by message")
    PAPER = "paper", _("on paper")
    NOTICE = "notice", _("by a notice on the board")
    TALK = "talk", _("by word of mouth")


class Presence(TextChoices):
    """Whether somebody came."""

    PRESENT = "present", _("present")
    EXCUSED = "excused", _("absent, with a reason")
    ABSENT = "absent", _("absent")


class Part(TextChoices):
    """As what somebody takes part."""

    CHAIR = "chair", _("chair")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")
    GUEST = "guest", _("guest")


class Share(TextChoices):
    """How many members must be present for a meeting to decide."""

    HALF = "half", _("more than half")
    TWO_THIRDS = "two_thirds", _("two thirds")


class NotSo(TextChoices):
    """Why a meeting cannot change like that."""

    WRONG_STEP = "wrong_step", _("This meeting is %(state)s: “%(step)s” is not possible now.")
    CLOSED = "closed", _("The minutes are signed and are not changed any more.")
    NO_BODY = "no_body", _("This body does not work on %(day)s.")
    NOBODY_SITS = "nobody_sits", _("Nobody sits in this body on %(day)s: seat its members first.")
    NO_TITLE = "no_title", _("Name the question of the agenda.")
    NO_AGENDA = "no_agenda", _("The agenda is empty: write down at least one question.")
    NO_CHAIR = "no_chair", _("Name who chairs the meeting and who keeps the minutes.")
    SAME_HAND = "same_hand", _("The chair and the secretary are two people.")
    NOT_THERE = "not_there", _("%(name)s was not present and cannot chair or keep the minutes.")
    UNRECORDED = "unrecorded", _("Say of every member whether they came: %(count)s are left.")
    TOMORROW = "tomorrow", _("The day %(day)s has not come yet.")
    NO_QUORUM = "no_quorum", _("%(present)s of %(members)s members came; %(least)s make a quorum.")
    UNHEARD = "unheard", _("Write what was heard on question %(number)s, or that it was put off.")
    NO_REASON = "no_reason", _("Write the reason.")
    NOT_YOURS = "not_yours", _("Only %(name)s signs here.")
    SIGNED_ALREADY = "signed_already", _("%(name)s has signed already.")
    KNOWN_GUEST = "known_guest", _("%(name)s is on the list already.")
    IN_USE = "in_use", _("Figures were handed over for question %(number)s: it stays.")
    CHANGED_SINCE = (
        "changed_since",
        _("The minutes were changed while you read them: read them again before you sign."),
    )


FROM: Mapping[Step, frozenset[MeetingState]] = {
    Step.PLAN: frozenset({MeetingState.PLANNED, MeetingState.INVITED}),
    Step.INVITE: frozenset({MeetingState.PLANNED}),
    Step.HOLD: frozenset({MeetingState.INVITED, MeetingState.HELD}),
    Step.WRITE: frozenset({MeetingState.HELD}),
    Step.MINUTE: frozenset({MeetingState.HELD}),
    Step.RETURN: frozenset({MeetingState.MINUTED}),
    Step.SIGN: frozenset({MeetingState.MINUTED}),
    Step.CALL_OFF: frozenset({MeetingState.PLANNED, MeetingState.INVITED}),
}
"""From which states each step is possible; from no other."""

TOOK_PLACE = frozenset({MeetingState.HELD, MeetingState.MINUTED, MeetingState.SIGNED})
VOTING = frozenset({Part.CHAIR, Part.SECRETARY, Part.MEMBER})


def why_not_step(step: Step, state: str) -> NotSo | None:
    """Return why a meeting in this state cannot take the step, or None.

    >>> why_not_step(Step.SIGN, "held"), why_not_step(Step.SIGN, "minuted")
    (NotSo.WRONG_STEP, None)
    """
    if state in FROM[step]:
        return None
    return NotSo.CLOSED if state == MeetingState.SIGNED else NotSo.WRONG_STEP


def quorum(members: int, share: str) -> int:
    """Return how many members must be present.

    >>> quorum(10, "half"), quorum(11, "half"), quorum(10, "two_thirds")
    (6, 6, 7)
    """
    if share == Share.TWO_THIRDS:
        return -(-2 * members // 3)
    return members // 2 + 1


def school_year(day: date) -> int:
    """Return the calendar year in which the day's school year began; August opens a new one.

    >>> school_year(date(2026, 7, 31)), school_year(date(2026, 8, 1))
    (2025, 2026)
    """
    return day.year if day.month >= 8 else day.year - 1


@dataclass(frozen=True)
class Turnout:
    """How many sit in the body, how many came, how many must."""

    members: int
    present: int
    least: int

    @property
    def is_enough(self) -> bool:
        """Answer whether the meeting may decide."""
        return self.present >= self.least


@dataclass(frozen=True)
class Votes:
    """How the members who may vote have voted."""

    in_favour: int = 0
    against: int = 0
    abstained: int = 0
    chair_in_favour: bool = True

    @property
    def cast(self) -> int:
        """Return how many voted at all."""
        return self.in_favour + self.against + self.abstained


def is_carried(votes: Votes, may_vote: int) -> bool:
    """Answer whether more than half of those who may vote are in favour; a tie goes to the chair.

    >>> is_carried(Votes(5, 4, 1), 10), is_carried(Votes(5, 4, 1, chair_in_favour=False), 10)
    (True, False)
    """
    if 2 * votes.in_favour == may_vote:
        return may_vote > 0 and votes.chair_in_favour
    return 2 * votes.in_favour > may_vote
