"""The way of a decision: carried, carried out, confirmed, its effect judged."""

from collections.abc import Mapping
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.act.meetings.rules import Votes
from sapat.school.bodies.rules import BodyKind


class DecisionState(TextChoices):
    """Where a decision stands."""

    DRAFT = "draft", _("in minutes not signed yet")
    REJECTED = "rejected", _("not carried")
    OPEN = "open", _("to be carried out")
    REPORTED = "reported", _("reported as done")
    DONE = "done", _("fulfilled")
    CANCELLED = "cancelled", _("cancelled")


class Effect(TextChoices):
    """What the check of a decision's effect found."""

    REACHED = "reached", _("the effect is there")
    PARTLY = "partly", _("partly")
    NOT_REACHED = "not_reached", _("no effect")
    TOO_EARLY = "too_early", _("too early to say")


class GroundKind(TextChoices):
    """What kind of analysis a decision stands on."""

    INDICATOR = "indicator", _("reading of an indicator")
    REPORT = "report", _("report on a term")
    SIGNAL = "signal", _("signal of monitoring")
    FINDING = "finding", _("finding")
    AUDIT = "audit", _("audit or control")
    SURVEY = "survey", _("survey")
    EXPERTISE = "expertise", _("expertise")
    REQUIREMENT = "requirement", _("requirement of a stakeholder")
    PROPOSAL = "proposal", _("proposal of a union")
    ASSESSMENT = "assessment", _("self-assessment")
    REVIEW = "review", _("management review")
    DOCUMENT = "document", _("document")
    OTHER = "other", _("another analysis")


PAGES = {
    GroundKind.INDICATOR: "check:indicator",
    GroundKind.SIGNAL: "check:signal",
    GroundKind.FINDING: "act:finding",
    GroundKind.REQUIREMENT: "plan:requirement",
    GroundKind.PROPOSAL: "act:proposal",
    GroundKind.DOCUMENT: "plan:document",
    GroundKind.REVIEW: "act:review",
    GroundKind.AUDIT: "check:audits_audit",
    GroundKind.EXPERTISE: "check:expertise",
    GroundKind.ASSESSMENT: "check:assessment",
}
"""Kind of a ground -> the page on which its record stands, where the school keeps it in Sapat."""


class Stand(TextChoices):
    """What a body of parents or pupils says to a decision."""

    FOR = "for", _("agrees")
    REMARKS = "remarks", _("agrees with remarks")
    AGAINST = "against", _("does not agree")


class Happened(TextChoices):
    """What happened to a decision; every stage is kept."""

    TAKEN = "taken", _("taken")
    IN_FORCE = "in_force", _("in force with the signed minutes")
    REPORTED = "reported", _("reported as done")
    RETURNED = "returned", _("sent back to be carried out")
    CONFIRMED = "confirmed", _("confirmed as carried out")
    CARRIED_OVER = "carried_over", _("carried over to a new term")
    EFFECT = "effect", _("effect checked")
    HANDED_OVER = "handed_over", _("given to somebody else")
    CONTROL = "control", _("controlled by somebody else")
    CANCELLED = "cancelled", _("cancelled")


class Step(TextChoices):
    """What is done with a decision."""

    RESTATE = "restate", _("correct the decision")
    REPORT = "report", _("report it as done")
    CONFIRM = "confirm", _("confirm it")
    RETURN = "return", _("send it back")
    CARRY_OVER = "carry_over", _("set a new term")
    HAND_OVER = "hand_over", _("give it to somebody else")
    CONTROL = "control", _("let somebody else control it")
    CHECK = "check", _("check its effect")
    CANCEL = "cancel", _("cancel it")


class NotSo(TextChoices):
    """Why a decision cannot be taken or changed like that."""

    NO_TEXT = "no_text", _("Write what is decided.")
    NO_OWNER = "no_owner", _("Name who carries it out and by when.")
    NO_CONTROLLER = "no_controller", _("Somebody else than the owner has to be in control.")
    BEFORE_MEETING = "before_meeting", _("The term lies before the day of the decision, %(day)s.")
    NO_GROUND = (
        "no_ground",
        _("Name the analysis on which the decision stands, or say why it needs none."),
    )
    NO_QUORUM = "no_quorum", _("%(present)s of %(members)s members came; %(least)s make a quorum.")
    TOO_MANY_VOTES = (
        "too_many_votes",
        _("%(cast)s votes are written down, but only %(may)s members may vote."),
    )
    NO_VOTES = "no_votes", _("Write how the members voted.")
    NOT_PRESENT = "not_present", _("%(name)s was not among the members present.")
    HALF_EFFECT = "half_effect", _("For the effect name the indicator, what is expected, by when.")
    EFFECT_EARLY = "effect_early", _("The effect is checked after the term of the decision.")
    WRONG_STEP = "wrong_step", _("The decision is %(state)s: “%(step)s” is not possible now.")
    NOT_YOURS = "not_yours", _("Only %(name)s does this.")
    OWN_WORK = "own_work", _("Nobody confirms or judges their own work.")
    NO_WORDS = "no_words", _("Write it in words.")
    NO_DAY = "no_day", _("Name the new day; it lies after the present term.")
    NO_EFFECT = "no_effect", _("No effect was to be checked for this decision.")
    NOT_CONSUMERS = "not_consumers", _("“%(name)s” is no body of parents or pupils.")
    SAID_ALREADY = "said_already", _("“%(name)s” has stated its opinion already.")
    NO_PACK = "no_pack", _("Choose the figures to hand over, or write what is told.")
    GIVEN = "given", _("“%(name)s” has the figures for this question already.")
    PACK_LATE = "pack_late", _("The meeting is on %(day)s: figures are handed over by then.")
    SAID_LATE = (
        "said_late",
        _("An opinion is stated after the figures came, %(since)s, and by the meeting, %(day)s."),
    )
    NOT_SIGNED = "not_signed", _("The decision binds once the minutes are signed.")
    TOMORROW = "tomorrow", _("The day %(day)s has not come yet.")


FROM: Mapping[Step, frozenset[DecisionState]] = {
    Step.RESTATE: frozenset({DecisionState.DRAFT, DecisionState.REJECTED}),
    Step.REPORT: frozenset({DecisionState.OPEN}),
    Step.CONFIRM: frozenset({DecisionState.REPORTED}),
    Step.RETURN: frozenset({DecisionState.REPORTED}),
    Step.CARRY_OVER: frozenset({DecisionState.OPEN}),
    Step.HAND_OVER: frozenset({DecisionState.OPEN}),
    Step.CONTROL: frozenset({DecisionState.OPEN, DecisionState.REPORTED}),
    Step.CHECK: frozenset({DecisionState.DONE}),
    Step.CANCEL: frozenset({DecisionState.OPEN, DecisionState.REPORTED}),
}
"""From which states each step is possible; from no other."""

CONSUMERS = frozenset({BodyKind.PARENTS, BodyKind.PUPILS, BodyKind.TRUSTEES})
"""Kinds of bodies through which those whom the school serves are heard."""

BINDING = frozenset({DecisionState.OPEN, DecisionState.REPORTED, DecisionState.DONE})
"""States of a decision that was carried and whose minutes are signed."""

WAITING = frozenset({DecisionState.OPEN, DecisionState.REPORTED})
JUDGED = frozenset({Effect.REACHED, Effect.PARTLY, Effect.NOT_REACHED})
"""Answers that end the waiting for an effect; "too early" does not."""


def may_step(step: Step, state: str) -> bool:
    """Answer whether a decision in this state can take the step.

    >>> may_step(Step.CONFIRM, "open"), may_step(Step.CONFIRM, "reported")
    (False, True)
    """
    return state in FROM[step]


def why_not_votes(votes: Votes, may_vote: int) -> NotSo | None:
    """Return why the votes cannot be, or None."""
    if votes.cast > may_vote:
        return NotSo.TOO_MANY_VOTES
    return None if votes.cast else NotSo.NO_VOTES


def why_not_effect(code: str, expected: str, by: date | None, term: date) -> NotSo | None:
    """Return why the check of an effect is not fully laid down, or None."""
    if not (code or expected or by):
        return None
    if not (code and expected and by):
        return NotSo.HALF_EFFECT
    return NotSo.EFFECT_EARLY if by < term else None


def is_overdue(state: str, term: date, day: date) -> bool:
    """Answer whether a decision should have been carried out by now."""
    return state == DecisionState.OPEN and term < day


def effect_waits(state: str, by: date | None, effect: str) -> bool:
    """Answer whether the effect of a decision is still to be judged."""
    return state == DecisionState.DONE and by is not None and effect not in JUDGED
