"""What the reviews of a school prove: plain values in, an answer out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.check.expertises.rules import OPEN, Kind, Part
from sapat.core.days import months_after
from sapat.core.proofs import State


class Reason(TextChoices):
    """What was found when reviews were looked for."""

    NONE = "none", _("No expert review was signed since %(since)s.")
    PLANNED = "planned", _("“%(title)s” is under way; it is due on %(day)s.")
    LATE = "late", _("“%(title)s” should have been signed by %(day)s.")
    MADE = "made", _("%(count)s expert reviews were signed since %(since)s.")
    NO_ADVICE = "no_advice", _("The reviews signed since %(since)s recommend nothing.")
    NO_ATTESTATION = (
        "no_attestation",
        _("Attestation was not reviewed since %(since)s: tasks, procedure and results."),
    )
    HALF = "half", _("“%(title)s” does not judge: %(parts)s.")
    NOT_UNION = "not_union", _("“%(title)s” was reviewed by no union or subject council.")
    ATTESTED = (
        "attested",
        _("“%(title)s” judged tasks, procedure and results; signed on %(day)s."),
    )
    UNHEARD = "unheard", _("The council has concluded on no expert review since %(since)s.")
    TO_HEAR = "to_hear", _("The council concludes on “%(title)s” by %(day)s.")
    HEARD = "heard", _("The council concluded on “%(title)s” on %(day)s.")


@dataclass(frozen=True)
class Made:
    """A review as the proof rules see it."""

    pk: int
    title: str
    kind: str
    state: str
    due_on: date
    signed_on: date | None = None
    body: str = ""
    """Kind of the body that made it."""
    judged: frozenset[str] = frozenset()
    """Sides with a mark on every criterion."""
    advice: int = 0
    council: str = ""
    """Kind of the council that concluded on it."""
    heard_on: date | None = None


Verdict = tuple[State, Reason, dict[str, object], date | None, tuple[int, ...]]
"""State, reason, facts, since when, and which reviews show it."""

HEARD_WITHIN = timedelta(days=45)
"""Days a council has to conclude on a signed review."""


def judge_made(found: Sequence[Made], day: date, *, months: int) -> Verdict:
    """Judge whether reviews end with a conclusion and recommendations."""
    since = months_after(day, -months)
    signed = _signed(found, since)
    if not signed:
        return _none(found, day, Reason.NONE, since)
    useful = [one for one in signed if one.advice]
    keys = tuple(one.pk for one in signed)
    if not useful:
        return State.MISSING, Reason.NO_ADVICE, {"since": since}, None, keys
    facts: dict[str, object] = {"count": len(signed), "since": since}
    return State.PROVED, Reason.MADE, facts, useful[0].signed_on, keys


def judge_attestation(
    found: Sequence[Made], day: date, *, months: int, by: Sequence[str]
) -> Verdict:
    """Judge whether unions reviewed tasks, procedure and results of an attestation."""
    since = months_after(day, -months)
    of_kind = [one for one in found if one.kind == Kind.ATTESTATION]
    signed = _signed(of_kind, since)
    if not signed:
        return _none(of_kind, day, Reason.NO_ATTESTATION, since)
    whole = {Part.TASKS.value, Part.PROCEDURE.value, Part.RESULTS.value}
    for one in signed:
        if whole <= one.judged and one.body in by:
            facts: dict[str, object] = {"title": one.title, "day": one.signed_on}
            return State.PROVED, Reason.ATTESTED, facts, one.signed_on, (one.pk,)
    newest = signed[0]
    lacking = [str(part.label) for part in Part if part.value in whole - newest.judged]
    if lacking:
        told: dict[str, object] = {"title": newest.title, "parts": ", ".join(lacking)}
        return State.MISSING, Reason.HALF, told, None, (newest.pk,)
    return State.MISSING, Reason.NOT_UNION, {"title": newest.title}, None, (newest.pk,)


def judge_concluded(found: Sequence[Made], day: date, *, months: int, by: str) -> Verdict:
    """Judge whether a council concluded on a review lately."""
    since = months_after(day, -months)
    heard = [
        one for one in found if one.council == by and one.heard_on and since <= one.heard_on <= day
    ]
    if heard:
        newest = max(heard, key=lambda one: (one.heard_on or day, one.pk))
        facts: dict[str, object] = {"title": newest.title, "day": newest.heard_on}
        return State.PROVED, Reason.HEARD, facts, newest.heard_on, (newest.pk,)
    for one in _signed(found, day - HEARD_WITHIN):
        if not one.heard_on and one.signed_on:
            told: dict[str, object] = {"title": one.title, "day": one.signed_on + HEARD_WITHIN}
            return State.DUE, Reason.TO_HEAR, told, None, (one.pk,)
    return State.MISSING, Reason.UNHEARD, {"since": since}, None, ()


def _signed(found: Sequence[Made], since: date) -> list[Made]:
    """Return the reviews signed since a day, the newest first."""
    rows = [one for one in found if one.signed_on and one.signed_on >= since]
    newest: Callable[[Made], tuple[date, int]] = lambda one: (one.signed_on or since, one.pk)  # noqa: E731
    return sorted(rows, key=newest, reverse=True)


def _none(found: Sequence[Made], day: date, reason: Reason, since: date) -> Verdict:
    """Say that none is signed: one is on its way, or late, or there is none at all."""
    going = sorted((one for one in found if one.state in OPEN), key=lambda one: one.due_on)
    for one in going:
        if one.due_on >= day:
            facts: dict[str, object] = {"title": one.title, "day": one.due_on}
            return State.DUE, Reason.PLANNED, facts, None, (one.pk,)
    if going:
        late = going[-1]
        told: dict[str, object] = {"title": late.title, "day": late.due_on}
        return State.MISSING, Reason.LATE, told, None, (late.pk,)
    return State.MISSING, reason, {"since": since}, None, ()
