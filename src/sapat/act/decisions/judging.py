"""Whether decisions stand on analyses, are checked, and were heard by consumers; no rows here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.days import months_after
from sapat.core.proofs import State


class Reason(TextChoices):
    """What decisions show, in one sentence."""

    NONE = "none", _("No decision was taken within %(months)s months.")
    UNGROUNDED = "ungrounded", _("%(count)s of %(all)s decisions stand on no analysis.")
    UNDECIDED = "undecided", _("%(count)s analyses were heard and nothing was decided on them.")
    GROUNDED = "grounded", _("All %(all)s decisions stand on an analysis.")
    NO_CHECK = "no_check", _("For none of %(all)s decisions is a check of the effect laid down.")
    UNCHECKED = "unchecked", _("The effect of %(count)s decisions was not checked by its day.")
    CHECK_SOON = "check_soon", _("The effect of %(count)s decisions is to be checked by %(day)s.")
    CHECKED = (
        "checked",
        _("The effect of %(count)s decisions was checked; none waits beyond its day."),
    )
    TO_CHECK = "to_check", _("The first effect is to be checked by %(day)s.")
    NOT_ASKED = "not_asked", _("No decision within %(months)s months was put to parents or pupils.")
    UNHEARD = (
        "unheard",
        _("%(count)s decisions were taken without the opinion of parents or pupils."),
    )
    HEARD = "heard", _("Parents or pupils were heard on all %(count)s decisions that concern them.")
    REGISTER_EMPTY = "register_empty", _("The register of requirements is empty.")
    REQUIREMENTS_WAIT = (
        "requirements_wait",
        _("%(count)s requirements wait for their decision longer than their term."),
    )
    REQUIREMENTS_NEAR = "requirements_near", _("%(count)s requirements wait for their decision.")
    REQUIREMENTS_DECIDED = (
        "requirements_decided",
        _("All %(count)s requirements were decided upon."),
    )


@dataclass(frozen=True)
class Told:
    """A decision as these rules see it."""

    pk: int
    taken_on: date
    grounded: bool
    effect_by: date | None = None
    effect_judged: date | None = None
    for_consumers: bool = False
    heard: bool = False
    done: bool = False


Judged = tuple[State, Reason, Mapping[str, object], date | None]


def _recent(rows: Sequence[Told], day: date, months: int) -> list[Told]:
    since = months_after(day, -months)
    return [row for row in rows if since <= row.taken_on <= day]


def are_grounded(
    rows: Sequence[Told], undecided: Sequence[date], day: date, months: int, spare: int
) -> Judged:
    """Judge the decisions of the months; `spare` per cent may be matters of procedure."""
    recent = _recent(rows, day, months)
    if not recent:
        return State.MISSING, Reason.NONE, {"months": months}, None
    bare = sum(not row.grounded for row in recent)
    if 100 * bare > spare * len(recent):
        return State.MISSING, Reason.UNGROUNDED, {"count": bare, "all": len(recent)}, None
    since = months_after(day, -months)
    if left := sum(since <= one <= day for one in undecided):
        return State.DUE, Reason.UNDECIDED, {"count": left}, None
    last = max(row.taken_on for row in recent)
    return State.PROVED, Reason.GROUNDED, {"all": len(recent) - bare}, last


def are_checked(rows: Sequence[Told], day: date, months: int, soon: int) -> Judged:
    """Judge whether effects are laid down and checked by their day."""
    recent = _recent(rows, day, months)
    if not recent:
        return State.MISSING, Reason.NONE, {"months": months}, None
    aimed = [row for row in rows if row.effect_by]
    if not aimed:
        return State.MISSING, Reason.NO_CHECK, {"all": len(recent)}, None
    open_ = [row for row in aimed if row.effect_judged is None]
    if late := sum(row.effect_by < day for row in open_ if row.effect_by):
        return State.MISSING, Reason.UNCHECKED, {"count": late}, None
    border = day + timedelta(days=soon)
    near = [row.effect_by for row in open_ if row.effect_by and row.effect_by <= border]
    if near:
        return State.DUE, Reason.CHECK_SOON, {"count": len(near), "day": max(near)}, None
    judged = [row.effect_judged for row in aimed if row.effect_judged]
    if not judged:
        first = min(row.effect_by for row in open_ if row.effect_by)
        return State.DUE, Reason.TO_CHECK, {"day": first}, None
    return State.PROVED, Reason.CHECKED, {"count": len(judged)}, max(judged)


def are_consumers_heard(rows: Sequence[Told], day: date, months: int) -> Judged:
    """Judge whether those whom a decision concerns had the figures and were heard before it."""
    asked = [row for row in _recent(rows, day, months) if row.for_consumers]
    if not asked:
        return State.MISSING, Reason.NOT_ASKED, {"months": months}, None
    silent = sum(not row.heard for row in asked)
    if silent:
        return State.MISSING, Reason.UNHEARD, {"count": silent}, None
    last = max(row.taken_on for row in asked)
    return State.PROVED, Reason.HEARD, {"count": len(asked)}, last


def are_requirements_decided(waits: Sequence[bool], every: int, last: date | None) -> Judged:
    """Judge requirements without a decision: `waits` says of each whether its term is over."""
    if not every:
        return State.MISSING, Reason.REGISTER_EMPTY, {}, None
    if late := sum(waits):
        return State.MISSING, Reason.REQUIREMENTS_WAIT, {"count": late}, None
    if waits:
        return State.DUE, Reason.REQUIREMENTS_NEAR, {"count": len(waits)}, None
    return State.PROVED, Reason.REQUIREMENTS_DECIDED, {"count": every}, last
