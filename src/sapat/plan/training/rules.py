"""Kinds of training, who may assess, and whether the plan is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import State


class TrainingKind(TextChoices):
    """What a training is about."""

    QUALITY = "quality", _("quality management")
    ASSESSMENT = "assessment", _("assessment procedures")
    AUDIT = "audit", _("internal audit")
    SURVEY = "survey", _("surveys and studies")
    OBSERVATION = "observation", _("observation of lessons")
    SUBJECT = "subject", _("subject and method")
    OTHER = "other", _("other training")


class Procedure(TextChoices):
    """What an assessor is entrusted with."""

    OBSERVE = "observe", _("observe lessons")
    SURVEY = "survey", _("run surveys")
    AUDIT = "audit", _("audit")
    SELF_ASSESS = "self_assess", _("take part in self-assessment")


PREPARES: Mapping[Procedure, frozenset[TrainingKind]] = {
    Procedure.OBSERVE: frozenset({TrainingKind.OBSERVATION, TrainingKind.ASSESSMENT}),
    Procedure.SURVEY: frozenset({TrainingKind.SURVEY, TrainingKind.ASSESSMENT}),
    Procedure.AUDIT: frozenset({TrainingKind.AUDIT, TrainingKind.QUALITY}),
    Procedure.SELF_ASSESS: frozenset({TrainingKind.QUALITY, TrainingKind.ASSESSMENT}),
}
"""Which trainings prepare for a procedure; one of them is enough."""

ASSESSING = frozenset(TrainingKind) - {TrainingKind.SUBJECT, TrainingKind.OTHER}
"""Trainings that raise the power to assess (B2.3-6, B3.4-6)."""


class NotSo(TextChoices):
    """Why training cannot be written down like that."""

    HELD = "held", _("This training was held on %(day)s.")
    CANCELLED = "cancelled", _("This training was cancelled.")
    NOT_HELD = "not_held", _("Write down that it was held before you say who took part.")
    THERE = "there", _("This person is already in the list.")
    NEEDS_REASON = "needs_reason", _("Write why it does not take place.")
    LATER = "later", _("The day lies in the future.")
    UNTRAINED = "untrained", _("%(name)s has no valid training for this procedure.")
    APPOINTED = "appointed", _("%(name)s is already appointed for this procedure.")
    ENDS_BEFORE = "ends_before", _("The last day is before the first day.")
    NEEDS_ORDER = "needs_order", _("An assessor is appointed by order: write its number.")
    PLAN_APPROVED = "plan_approved", _("The plan of this year was approved on %(day)s.")
    NO_COURSES = "no_courses", _("The plan of this year is empty: write the trainings first.")


class Reason(TextChoices):
    """What the proof rules answer."""

    NO_ASSESSORS = "no_assessors", _("Nobody is appointed to observe, survey or audit.")
    UNTRAINED = "untrained", _("%(count)s of %(of)s assessors have no valid training.")
    EXPIRES = "expires", _("The training of %(count)s assessors ends by %(day)s.")
    TRAINED = "trained", _("All %(of)s assessors have a valid training.")
    NO_PLAN = "no_plan", _("There is no training plan for %(year)s.")
    NOT_APPROVED = "not_approved", _("The training plan for %(year)s waits for the council.")
    LATE = "late", _("%(count)s planned trainings were not held by their day.")
    GOES_ON = "goes_on", _("The plan for %(year)s is approved; %(held)s of %(of)s are held.")
    NO_TRAINING = "no_training", _("No training in assessment was held since %(since)s.")
    FEW = "few", _("%(count)s of %(of)s teachers were trained in assessment since %(since)s.")
    ENOUGH = "enough", _("%(count)s of %(of)s teachers were trained in assessment.")
    SILENT_UNIONS = (
        "silent_unions",
        _("%(count)s of %(of)s methodical unions held no training in assessment this year."),
    )
    NO_UNIONS = "no_unions", _("The school has no methodical union.")
    UNIONS_TEACH = "unions_teach", _("Every methodical union held a training this year.")


@dataclass(frozen=True)
class Taken:
    """A training somebody took: what it was about, when, and how long it counts."""

    kind: str
    on: date
    valid_until: date | None = None


def prepared_until(procedure: str, taken: Iterable[Taken], day: date) -> date | None:
    """Return the day up to which somebody may carry out a procedure; None: not on this day.

    `date.max` where a valid training has no end.
    """
    kinds = PREPARES[Procedure(procedure)]
    ends = [
        each.valid_until or date.max
        for each in taken
        if each.kind in kinds and each.on <= day and (each.valid_until or date.max) > day
    ]
    return max(ends, default=None)


def may_assess(procedure: str, taken: Iterable[Taken], day: date) -> bool:
    """Answer whether somebody is prepared for a procedure on the day.

    >>> may_assess("audit", [Taken("audit", date(2025, 9, 1))], date(2026, 9, 1))
    True
    >>> may_assess("audit", [Taken("subject", date(2025, 9, 1))], date(2026, 9, 1))
    False
    """
    return prepared_until(procedure, taken, day) is not None


@dataclass(frozen=True)
class Verdict:
    """The answer of a rule, before it names records."""

    state: State
    reason: Reason
    facts: dict[str, object]


def are_assessors_trained(ends: Iterable[date | None], day: date, *, soon: int) -> Verdict:
    """Judge the assessors by the day up to which each is prepared."""
    ends = list(ends)
    facts: dict[str, object] = {"of": len(ends)}
    if not ends:
        return Verdict(State.MISSING, Reason.NO_ASSESSORS, {})
    if untrained := sum(end is None for end in ends):
        return Verdict(State.MISSING, Reason.UNTRAINED, {**facts, "count": untrained})
    border = day + timedelta(days=soon)
    if near := sum(end is not None and end <= border for end in ends):
        return Verdict(State.DUE, Reason.EXPIRES, {"count": near, "day": border})
    return Verdict(State.PROVED, Reason.TRAINED, facts)


@dataclass(frozen=True)
class Planned:
    """A planned training: by when, and whether it was held or called off."""

    planned_on: date
    held: bool = False
    cancelled: bool = False


def is_plan_kept(planned: Iterable[Planned], approved: bool, day: date, *, year: str) -> Verdict:
    """Judge the plan of a school year: it exists, a council approved it, nothing is late."""
    planned = [each for each in planned if not each.cancelled]
    facts: dict[str, object] = {"year": year}
    if not planned:
        return Verdict(State.MISSING, Reason.NO_PLAN, facts)
    if late := sum(not each.held and each.planned_on < day for each in planned):
        return Verdict(State.MISSING, Reason.LATE, {"count": late})
    if not approved:
        return Verdict(State.DUE, Reason.NOT_APPROVED, facts)
    held = sum(each.held for each in planned)
    return Verdict(State.PROVED, Reason.GOES_ON, {**facts, "held": held, "of": len(planned)})


def are_teachers_trained(trained: int, teachers: int, *, share: int, since: date) -> Verdict:
    """Judge how many teachers learned to assess; `share` in per cent."""
    facts: dict[str, object] = {"count": trained, "of": teachers, "since": since}
    if not trained:
        return Verdict(State.MISSING, Reason.NO_TRAINING, {"since": since})
    if trained * 100 < share * teachers:
        return Verdict(State.MISSING, Reason.FEW, facts)
    return Verdict(State.PROVED, Reason.ENOUGH, {"count": trained, "of": teachers})


def do_unions_teach(unions: int, teaching: int) -> Verdict:
    """Judge whether every methodical union held a training in assessment."""
    if not unions:
        return Verdict(State.MISSING, Reason.NO_UNIONS, {})
    if teaching < unions:
        facts: dict[str, object] = {"count": unions - teaching, "of": unions}
        return Verdict(State.MISSING, Reason.SILENT_UNIONS, facts)
    return Verdict(State.PROVED, Reason.UNIONS_TEACH, {})
