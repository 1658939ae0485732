"""Two frames of an indicator, and what the school's norms and decisions prove: pure judgements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import State


class Unsaid(TextChoices):
    """Why the frames of an indicator cannot be written down like that."""

    UNKNOWN = "unknown", _("There is no indicator %(code)s.")
    BOTH = "both", _("Write both: the norm it is held to, and whose need it serves.")


class Reason(TextChoices):
    """Why a clause about indicators is proved or not."""

    NO_FRAMES = "no_frames", _("No indicator names both the norm and whose need it serves.")
    FEW_FRAMES = "few_frames", _("Only %(count)s of %(least)s indicators name both norm and need.")
    FRAMED = "framed", _("%(count)s indicators stand beside both their norm and a need.")
    NEVER = "never", _("No decision about the system of indicators is recorded.")
    LONG_AGO = "long_ago", _("The system of indicators was last discussed on %(day)s.")
    SOON = "soon", _("The system of indicators was discussed on %(day)s; it is soon due again.")
    DECIDED = "decided", _("The system of indicators was discussed: protocol No. %(protocol)s.")
    NO_NORMS = "no_norms", _("The school has not set any norm of its own.")
    FEW_NORMS = "few_norms", _("The school has set %(count)s norms; %(least)s are expected.")
    OLD_NORMS = "old_norms", _("The last norm was set on %(day)s; it is time to look at them.")
    NORMED = "normed", _("%(count)s norms are set by the school's own bodies.")


Verdict = tuple[State, Reason, Mapping[str, object], date | None]


@dataclass(frozen=True)
class Meeting:
    """A meeting that dealt with indicators: its day and its protocol."""

    day: date
    protocol: str


def judge_frames(noted: Sequence[date], least: int) -> Verdict:
    """Answer whether enough indicators stand beside both frames; `noted`: since when each."""
    if not noted:
        return State.MISSING, Reason.NO_FRAMES, {}, None
    if len(noted) < least:
        return State.MISSING, Reason.FEW_FRAMES, {"count": len(noted), "least": least}, None
    return State.PROVED, Reason.FRAMED, {"count": len(noted)}, sorted(noted)[least - 1]


def judge_meetings(meetings: Sequence[Meeting], day: date, *, months: int, soon: int) -> Verdict:
    """Answer whether the system of indicators was dealt with within so many months.

    >>> judge_meetings([], date(2026, 9, 1), months=12, soon=30)[0]
    State.MISSING
    """
    if not meetings:
        return State.MISSING, Reason.NEVER, {}, None
    last = max(meetings, key=lambda meeting: meeting.day)
    until = _later(last.day, months)
    if until < day:
        return State.MISSING, Reason.LONG_AGO, {"day": last.day}, None
    if until - day <= timedelta(soon):
        return State.DUE, Reason.SOON, {"day": last.day}, last.day
    return State.PROVED, Reason.DECIDED, {"protocol": last.protocol}, last.day


def judge_norms(decided: Sequence[date], day: date, *, least: int, months: int) -> Verdict:
    """Answer whether the school sets norms of its own and looks at them again."""
    if not decided:
        return State.MISSING, Reason.NO_NORMS, {}, None
    if len(decided) < least:
        return State.MISSING, Reason.FEW_NORMS, {"count": len(decided), "least": least}, None
    if _later(max(decided), months) < day:
        return State.DUE, Reason.OLD_NORMS, {"day": max(decided)}, None
    return State.PROVED, Reason.NORMED, {"count": len(decided)}, sorted(decided)[least - 1]


def _later(day: date, months: int) -> date:
    """Return the day so many months later; the last of the month where it is shorter."""
    month = day.month - 1 + months
    first = date(day.year + month // 12, month % 12 + 1, 1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(day.day - 1), after - timedelta(1))
