"""Letters of the responsibility matrix, what is wrong with a row, and what the duties prove."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import State


class Letter(TextChoices):
    """What a post, a unit or a person has to do with a duty."""

    RESPONSIBLE = "R", _("responsible")
    APPROVES = "A", _("approves")
    TAKES_PART = "C", _("takes part")
    INFORMED = "I", _("is informed")


class Source(TextChoices):
    """Where a duty comes from."""

    NAMED = "named", _("duties by order")
    PROCESS = "process", _("processes")
    CLAUSE = "clause", _("clauses of the regulations")
    OWN = "own", _("the school's own duties")


class Trouble(TextChoices):
    """What is wrong with a row of the matrix."""

    NOBODY = "nobody", _("nobody is responsible")
    VACANT = "vacant", _("the post is vacant")
    DOUBLE = "double", _("two owners")


class NotSo(TextChoices):
    """Why duties cannot change like that."""

    NO_NAME = "no_name", _("Give the duty a name.")
    NO_HOLDER = "no_holder", _("Name one post, one unit or one person.")
    HELD = "held", _("%(name)s already holds this duty so.")
    SAME = "same", _("%(name)s holds this duty already: nothing would change.")
    NO_ORDER = (
        "no_order",
        _("A duty is re-assigned by order: write its number, its day and the reason."),
    )
    BEFORE = "before", _("The duty was given on %(day)s; it cannot pass on before that.")
    ENDED = "ended", _("This ended on %(day)s.")
    NOTHING = "nothing", _("There is no duty yet: lay the duties out first.")
    APPROVED = "approved", _("The matrix is approved as it stands; nothing has changed since.")
    NOT_YET = "not_yet", _("The order is dated %(day)s, which has not come yet.")
    NOT_A_HEAD = "not_a_head", _("The heads who answer for something in the matrix sign it.")
    SIGNED = "signed", _("You have signed this matrix already.")
    CHANGED = (
        "changed",
        _("Your contribution has changed while you were reading. Please read it again."),
    )
    NOT_YOURS = "not_yours", _("Only you yourself can say that you have read your contribution.")
    NO_YEAR = "no_year", _("The school has no school year for this day yet.")


class Reason(TextChoices):
    """What a look at the duties found."""

    NO_DUTIES = "no_duties", _("No duty is laid out.")
    NO_MATRIX = "no_matrix", _("The responsibility matrix has never been approved by order.")
    NOBODY = "nobody", _("%(count)s duties have nobody responsible; the first: %(duty)s.")
    VACANT = "vacant", _("%(count)s duties lie on vacant posts; the first: %(duty)s (%(holder)s).")
    DOUBLE = "double", _("%(count)s duties have two owners; the first: %(duty)s (%(holder)s).")
    CHANGED = "changed", _("The duties changed after the matrix was approved by order %(order)s.")
    UNSIGNED = "unsigned", _("%(signed)s of %(heads)s heads have signed the matrix.")
    IN_ORDER = "in_order", _("The matrix of %(count)s duties is approved by order %(order)s.")
    NOT_KNOWN = "not_known", _("The duty “%(duty)s” is not laid out.")
    NOT_HELD = "not_held", _("Nobody holds the duty “%(duty)s”.")
    POST_VACANT = (
        "post_vacant",
        _("The duty “%(duty)s” lies on a vacant post (%(holder)s): re-assign it by order."),
    )
    WITHOUT_ORDER = "without_order", _("%(holder)s holds the duty “%(duty)s” without an order.")
    ENDS = "ends", _("The duty “%(duty)s” of %(holder)s ends on %(day)s.")
    HELD = "held", _("The duty “%(duty)s” is held by %(holder)s by order %(order)s.")
    NO_YEAR = "no_year", _("The school has no school year for this day yet.")
    NO_STAFF = "no_staff", _("No member of staff holds a post.")
    READING = "reading", _("%(count)s of %(all)s have confirmed so far; the last day is %(day)s.")
    UNREAD = "unread", _("Only %(count)s of %(all)s know their contribution in this school year.")
    READ = "read", _("%(count)s of %(all)s have confirmed that they know their contribution.")


@dataclass(frozen=True)
class Held:
    """One holder of a duty, as the rules see it."""

    letter: str
    key: str
    """`role:director`, `unit:7` or `person:12`."""
    label: str
    is_filled: bool = True
    order: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Row:
    """One row of the matrix."""

    pk: int
    code: str
    name: str
    held: tuple[Held, ...] = ()

    @property
    def responsible(self) -> list[Held]:
        """Return who is responsible."""
        return [one for one in self.held if one.letter == Letter.RESPONSIBLE]

    @property
    def troubles(self) -> list[Trouble]:
        """Return what is wrong: nobody responsible, a vacant post, two owners."""
        found = self.responsible
        if not found:
            return [Trouble.NOBODY]
        troubles = [] if any(one.is_filled for one in found) else [Trouble.VACANT]
        return [*troubles, Trouble.DOUBLE] if len({one.key for one in found}) > 1 else troubles

    @property
    def letters(self) -> dict[str, str]:
        """Return holder -> letters, the weightiest first."""
        found: dict[str, str] = {}
        for letter in Letter.values:
            for one in self.held:
                if one.letter == letter and letter not in found.get(one.key, ""):
                    found[one.key] = found.get(one.key, "") + letter
        return found


def without_repeats(held: Iterable[Held]) -> list[Held]:
    """Keep each holder once, with the weightiest letter: who approves need not be informed.

    >>> [one.letter for one in without_repeats([Held("I", "role:x", ""), Held("R", "role:x", "")])]
    ['R']
    """
    rank = {letter: place for place, letter in enumerate(Letter.values)}
    found: dict[str, Held] = {}
    for one in sorted(held, key=lambda one: rank[one.letter]):
        found.setdefault(one.key, one)
    return list(found.values())


@dataclass(frozen=True)
class Approved:
    """What is known of the matrix that was approved last."""

    order: str
    ordered_on: date
    is_current: bool
    heads: int = 0
    signed: int = 0


Judged = tuple[State, Reason, dict[str, object]]


def judge_matrix(rows: Sequence[Row], approved: Approved | None, signed: int) -> Judged:
    """Judge whether every duty has one owner and the matrix is approved; `signed`: percent."""
    if not rows:
        return State.MISSING, Reason.NO_DUTIES, {}
    for trouble in Trouble:
        wrong = [row for row in rows if trouble in row.troubles]
        if wrong:
            facts: dict[str, object] = {"count": len(wrong), "duty": wrong[0].name}
            facts["holder"] = ", ".join(one.label for one in wrong[0].responsible)
            return State.MISSING, Reason(trouble.value), facts
    if approved is None:
        return State.MISSING, Reason.NO_MATRIX, {}
    if not approved.is_current:
        return State.DUE, Reason.CHANGED, {"order": approved.order}
    if approved.signed * 100 < signed * approved.heads:
        facts = {"signed": approved.signed, "heads": approved.heads}
        return State.DUE, Reason.UNSIGNED, facts
    return State.PROVED, Reason.IN_ORDER, {"count": len(rows), "order": approved.order}


def judge_held(row: Row | None, name: str, day: date, soon: int) -> Judged:
    """Judge whether somebody really there holds a duty by order, and for how long yet."""
    facts: dict[str, object] = {"duty": row.name if row else name}
    if row is None:
        return State.MISSING, Reason.NOT_KNOWN, facts
    if not row.responsible:
        return State.MISSING, Reason.NOT_HELD, facts
    one = next((one for one in row.responsible if one.is_filled), row.responsible[0])
    facts |= {"holder": one.label, "order": one.order}
    if not one.is_filled:
        return State.MISSING, Reason.POST_VACANT, facts
    if not one.order:
        return State.MISSING, Reason.WITHOUT_ORDER, facts
    if one.until and one.until <= day + timedelta(days=soon):
        return State.DUE, Reason.ENDS, {**facts, "day": one.until}
    return State.PROVED, Reason.HELD, facts


def judge_readings(
    staff: int, read: int, share: int, *, last_day: date | None, day: date
) -> Judged:
    """Judge whether enough of the staff know their contribution; until the last day it is due."""
    if last_day is None:
        return State.MISSING, Reason.NO_YEAR, {}
    if not staff:
        return State.MISSING, Reason.NO_STAFF, {}
    facts: dict[str, object] = {"count": read, "all": staff}
    if read * 100 >= share * staff:
        return State.PROVED, Reason.READ, facts
    if day <= last_day:
        return State.DUE, Reason.READING, {**facts, "day": last_day}
    return State.MISSING, Reason.UNREAD, facts
