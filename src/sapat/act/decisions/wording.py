"""A decision as it is worded and voted on, and what it may not lack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sapat.act.decisions.rules import NotSo, why_not_effect
from sapat.act.meetings.rules import Votes
from sapat.core.refusal import Refused
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Reason:
    """An analysis that grounds a decision: its kind, its words, and where it stands."""

    kind: str
    words: str
    reference: str = ""


@dataclass(frozen=True)
class Aim:
    """By which indicator and by when the effect of a decision is judged, and what is expected."""

    indicator: str = ""
    expected: str = ""
    by: date | None = None


@dataclass(frozen=True)
class Resolution:
    """A decision as it is worded: what, who, by when, on what ground, to what effect."""

    text: str
    owner: Person | None
    controller: Person | None
    term: date | None
    reasons: Sequence[Reason] = ()
    no_ground: str = ""
    aim: Aim = field(default_factory=Aim)
    for_consumers: bool = False


@dataclass(frozen=True)
class Vote:
    """How the members voted; by person id, what dissenters said and who has an interest."""

    votes: Votes
    dissent: Mapping[int, str] = field(default_factory=dict)
    interest: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Judgement:
    """What the check of an effect found; "too early" names the day of the next check."""

    effect: str
    words: str
    again: date | None = None


def is_whole(resolution: Resolution, day: date) -> None:
    """Refuse a decision that lacks its words, its people, its term or its ground."""
    if not resolution.text.strip():
        raise Refused(NotSo.NO_TEXT)
    owner, controller, term = resolution.owner, resolution.controller, resolution.term
    if owner is None or term is None:
        raise Refused(NotSo.NO_OWNER)
    if controller is None or controller.pk == owner.pk:
        raise Refused(NotSo.NO_CONTROLLER)
    if term < day:
        raise Refused(NotSo.BEFORE_MEETING, day=day)
    grounded = any(reason.words.strip() for reason in resolution.reasons)
    if not grounded and not resolution.no_ground.strip():
        raise Refused(NotSo.NO_GROUND)
    aim = resolution.aim
    if objection := why_not_effect(aim.indicator, aim.expected, aim.by, term):
        raise Refused(objection)


def worded(resolution: Resolution) -> dict[str, object]:
    """Return the columns of a decision that its wording fills."""
    grounded = any(reason.words.strip() for reason in resolution.reasons)
    return {
        "text": resolution.text.strip(),
        "owner": resolution.owner,
        "controller": resolution.controller,
        "term": resolution.term,
        "no_ground": "" if grounded else resolution.no_ground.strip(),
        "for_consumers": resolution.for_consumers,
        "effect_indicator": resolution.aim.indicator,
        "effect_expected": resolution.aim.expected,
        "effect_by": resolution.aim.by,
    }
