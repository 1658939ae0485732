"""When a licence runs out, when its items are to be checked, and what that proves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.days import months_after


class SetKind(TextChoices):
    """What the state gives or does."""

    LICENCE = "licence", _("licence")
    ACCREDITATION = "accreditation", _("accreditation")
    INSPECTION = "inspection", _("general inspection")


class ItemState(TextChoices):
    """What the last check of an item found."""

    MET = "met", _("meets")
    REMARKS = "remarks", _("meets with remarks")
    NOT_MET = "not_met", _("does not meet")


class NotSo(TextChoices):
    """Why a set cannot change like that."""

    ENDS_BEFORE = "ends_before", _("The last day is before the first day.")
    NO_NUMBER = "no_number", _("Write the number of the licence, the certificate or the order.")
    NO_DAYS = "no_days", _("The items are checked at least once in %(most)s days.")
    NO_TEXT = "no_text", _("Write what is required.")
    CODE_TAKEN = "code_taken", _("The set already has an item %(item)s.")
    ENDED = "ended", _("This set ended on %(day)s.")
    RETIRED = "retired", _("The item %(item)s is no longer required.")
    NO_EVIDENCE = "no_evidence", _("Item %(item)s: write what shows it, or what is missing.")
    NOT_YET = "not_yet", _("The day %(day)s has not come yet.")
    BEFORE = "before", _("Item %(item)s was checked later, on %(day)s.")
    NOTHING = "nothing", _("Mark at least one item.")


class Reason(TextChoices):
    """What the sets show, in one sentence."""

    NO_SET = "no_set", _("There is no valid set of requirements for: %(kinds)s.")
    EMPTY = "empty", _("A set has no items: %(kinds)s.")
    RUNS_OUT = "runs_out", _("%(kinds)s: valid until %(day)s only.")
    VALID = "valid", _("Licence, accreditation and inspection are kept as sets that are valid.")
    NO_ITEMS = "no_items", _("There is nothing to check: no valid set has items.")
    NEVER = "never", _("%(count)s items were never checked.")
    OVERDUE = "overdue", _("%(count)s items were not checked for more than %(days)s days.")
    SOON = "soon", _("%(count)s items are to be checked by %(day)s.")
    CHECKED = "checked", _("All %(count)s items were checked within %(days)s days.")


REMINDERS = (12, 6, 3)
"""Months before its end at which a set reminds of itself."""

MOST_DAYS = 400


@dataclass(frozen=True)
class Held:
    """A set as the rules see it."""

    pk: int
    kind: str
    valid_from: date
    valid_to: date | None
    ended_on: date | None
    items: int


@dataclass(frozen=True)
class Checked:
    """An item as the rules see it."""

    pk: int
    set_pk: int
    checked_on: date | None


def is_valid(one: Held, day: date) -> bool:
    """Answer whether a set holds on the day; the last day of its validity counts."""
    if one.ended_on and day >= one.ended_on:
        return False
    return one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)


def reminder(valid_to: date | None, day: date) -> int | None:
    """Return how many months before its end a set reminds of itself today, None if not yet.

    >>> reminder(date(2027, 4, 22), date(2026, 11, 22))
    6
    """
    if valid_to is None:
        return None
    reached = [months for months in REMINDERS if day >= months_after(valid_to, -months)]
    return min(reached, default=None)


def check_by(since: date, checked_on: date | None, days: int) -> date:
    """Return the day by which an item is to be checked next, or for the first time."""
    return (checked_on or since) + timedelta(days=days)


def why_not_valid(
    sets: Sequence[Held], names: Mapping[str, str], day: date, soon: int
) -> tuple[Reason, dict[str, object]] | None:
    """Return the first lack among the kinds that are asked for, or None."""
    now = {kind: [one for one in sets if one.kind == kind and is_valid(one, day)] for kind in names}
    if gone := [names[kind] for kind, found in now.items() if not found]:
        return Reason.NO_SET, {"kinds": ", ".join(gone)}
    if bare := [names[kind] for kind, found in now.items() if not any(x.items for x in found)]:
        return Reason.EMPTY, {"kinds": ", ".join(bare)}
    last = {kind: max((x.valid_to or date.max) for x in found) for kind, found in now.items()}
    near = {kind: end for kind, end in last.items() if (end - day).days <= soon}
    if near:
        kinds = ", ".join(names[kind] for kind in near)
        return Reason.RUNS_OUT, {"kinds": kinds, "day": min(near.values())}
    return None


def control(items: Sequence[Checked], day: date, *, days: int, soon: int) -> tuple[Reason, int]:
    """Return what the control of the items shows, and how many it concerns."""
    if not items:
        return Reason.NO_ITEMS, 0
    if never := sum(one.checked_on is None for one in items):
        return Reason.NEVER, never
    ages = [(day - one.checked_on).days for one in items if one.checked_on]
    if late := sum(age > days for age in ages):
        return Reason.OVERDUE, late
    if near := sum(age > days - soon for age in ages):
        return Reason.SOON, near
    return Reason.CHECKED, len(items)
