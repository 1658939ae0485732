"""When the system is in working order, and when a month is closed by a control note."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.days import month_in_words

DAYS_OF_A_WEEK = 7


class Reason(TextChoices):
    """What the rules of this room found."""

    NO_DIGEST = "no_digest", _("Nobody watches yet: no weekly digest has been kept.")
    DIGEST_OLD = "digest_old", _("The last weekly digest is of %(day)s.")
    OVERDUE = "overdue", _("%(count)s things are overdue by more than %(days)s days.")
    LATE = "late", _("%(count)s things are late, none by more than %(days)s days.")
    IN_ORDER = "in_order", _("Nothing is late; the last digest is of %(day)s.")
    NO_NOTE = "no_note", _("No control note has been signed yet.")
    NOTE_SIGNED = "note_signed", _("The control note for %(month)s was signed by %(name)s.")
    NOTE_DUE = "note_due", _("The control note for %(month)s is to be signed by %(day)s.")
    NOTE_MISSING = "note_missing", _("The control note for %(month)s was to be signed by %(day)s.")


class NotSo(TextChoices):
    """Why a control note cannot change like that."""

    NOT_OVER = "not_over", _("The month is not over yet.")
    EXISTS = "exists", _("There is a control note for this month already.")
    SIGNED = "signed", _("A signed control note is kept as it is.")
    EMPTY = "empty", _("Write what the control of the month found.")
    NOT_DEPUTY = "not_deputy", _("The deputy director for academic work signs the control note.")


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    @property
    def name(self) -> str:
        """The month as a sentence names it, in the reader's language."""
        return month_in_words(self.starts)

    @property
    def starts(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def next(self) -> "Month":
        """The month after it."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def before(self) -> "Month":
        """The month before it."""
        return month_of(self.starts - timedelta(days=1))

    @property
    def ends(self) -> date:
        """The last day."""
        return self.next.starts - timedelta(days=1)


def month_of(day: date) -> Month:
    """Return the month of a day."""
    return Month(day.year, day.month)


def week_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def last_month_asked(day: date, free: Collection[int]) -> Month:
    """Return the last month over by the day for which a note is asked.

    >>> last_month_asked(date(2026, 9, 3), {7, 8})
    Month(year=2026, month=6)
    """
    month = month_of(day).before
    while month.month in free and len(set(free)) < 12:
        month = month.before
    return month


@dataclass(frozen=True)
class Order:
    """How the work stands: lateness in days of what is late, the last digest's Monday."""

    late: tuple[int, ...]
    digest: date | None


def is_in_order(order: Order, *, days: int, today: date) -> tuple[str, Reason]:
    """Return proved, due or missing with the reason; a week may pass before a digest is old."""
    if order.digest is None:
        return "missing", Reason.NO_DIGEST
    if week_of(today) - order.digest > timedelta(days=DAYS_OF_A_WEEK):
        return "missing", Reason.DIGEST_OLD
    if any(each > days for each in order.late):
        return "missing", Reason.OVERDUE
    return ("due", Reason.LATE) if order.late else ("proved", Reason.IN_ORDER)


@dataclass(frozen=True)
class Signed:
    """The newest signed note: of which month, when and by whom."""

    month: Month
    on: date


def is_noted(
    signed: Signed | None, month: Month, *, until: date, today: date
) -> tuple[str, Reason]:
    """Return how the monthly note stands: for the last month over, to be signed by a day."""
    if signed and signed.month >= month:
        return "proved", Reason.NOTE_SIGNED
    if today <= until:
        return "due", Reason.NOTE_DUE
    return "missing", Reason.NOTE_MISSING if signed else Reason.NO_NOTE


def why_not_sign(text: str, *, signed: bool, roles: Collection[str], deputies: int) -> NotSo | None:
    """Return the objection to signing, or None; without a deputy the director signs."""
    if signed:
        return NotSo.SIGNED
    if not text.strip():
        return NotSo.EMPTY
    allowed = {"dep_academic"} if deputies else {"dep_academic", "director"}
    return None if allowed & set(roles) else NotSo.NOT_DEPUTY
