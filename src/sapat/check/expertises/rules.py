"""The life of an expert review: planned, judged by criteria, concluded, signed, heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SOON = 30
"""Days before a term at which it is said to come soon."""


class Kind(TextChoices):
    """What is looked at."""

    ATTESTATION = "attestation", _("expertise of attestation")
    PROGRAMME = "programme", _("expertise of a programme")
    STATE = "state", _("expertise of the state of education")


class Part(TextChoices):
    """One side of what is looked at."""

    TASKS = "tasks", _("tasks and materials")
    PROCEDURE = "procedure", _("procedure")
    CONTENT = "content", pgettext_lazy("programme", "content")
    PROCESS = "process", _("educational process")
    CONDITIONS = "conditions", pgettext_lazy("education", "conditions")
    RESULTS = "results", pgettext_lazy("education", "results")


PARTS: dict[str, tuple[Part, ...]] = {
    Kind.ATTESTATION: (Part.TASKS, Part.PROCEDURE, Part.RESULTS),
    Kind.PROGRAMME: (Part.CONTENT, Part.CONDITIONS, Part.RESULTS),
    Kind.STATE: (Part.PROCESS, Part.CONDITIONS, Part.RESULTS),
}
"""Kind -> the sides that have to be judged, each of them."""


class Mark(TextChoices):
    """How far a criterion is met."""

    MET = "met", pgettext_lazy("criterion", "met")
    MOSTLY = "mostly", pgettext_lazy("criterion", "mostly met")
    PARTLY = "partly", pgettext_lazy("criterion", "partly met")
    NOT_MET = "not_met", pgettext_lazy("criterion", "not met")
    UNSEEN = "unseen", _("could not be judged")


WANTING = frozenset({Mark.PARTLY, Mark.NOT_MET})
"""Marks that ask for a word of why, and for a recommendation."""


class Outcome(TextChoices):
    """What the experts conclude."""

    FIT = "fit", _("meets the criteria")
    AFTER = "after", _("meets them after corrections")
    UNFIT = "unfit", _("does not meet the criteria")


class Seat(TextChoices):
    """What a person has to do with a review."""

    LEAD = "lead", _("leads the review")
    EXPERT = "expert", pgettext_lazy("person", "expert")
    AUTHOR = "author", _("made what is reviewed")


class ExpertiseState(TextChoices):
    """Where a review stands."""

    PLANNED = "planned", pgettext_lazy("expertise", "planned")
    JUDGING = "judging", _("experts are at work")
    CONCLUDED = "concluded", _("concluded, waits for signatures")
    SIGNED = "signed", pgettext_lazy("expertise", "signed")
    DROPPED = "dropped", pgettext_lazy("expertise", "given up")


NEXT: dict[str, frozenset[str]] = {
    ExpertiseState.PLANNED: frozenset({ExpertiseState.JUDGING, ExpertiseState.DROPPED}),
    ExpertiseState.JUDGING: frozenset({ExpertiseState.CONCLUDED, ExpertiseState.DROPPED}),
    ExpertiseState.CONCLUDED: frozenset({ExpertiseState.SIGNED, ExpertiseState.JUDGING}),
    ExpertiseState.SIGNED: frozenset(),
    ExpertiseState.DROPPED: frozenset(),
}
"""State -> what it may become; nothing else is possible, on no way."""

OPEN = frozenset({ExpertiseState.PLANNED, ExpertiseState.JUDGING, ExpertiseState.CONCLUDED})


class NotSo(TextChoices):
    """Why a review cannot change like that."""

    NO_TITLE = "no_title", _("Say what is reviewed.")
    WRONG_STATE = "wrong_state", _("This review is %(state)s: that step is not its next one.")
    DUE_BEFORE = "due_before", _("The term %(day)s has already passed.")
    NOBODY = "nobody", _("Name a person of the school, or write the name of an outside expert.")
    CONFLICT = (
        "conflict",
        _("%(name)s made what is reviewed and cannot review it: name another expert."),
    )
    TWICE = "twice", _("%(name)s is already named.")
    LEAD_TAKEN = "lead_taken", _("%(name)s already leads the review.")
    NO_LEAD = "no_lead", _("Name who leads the review.")
    FEW = "few", _("Name at least two experts: one pair of eyes is no review.")
    UNJUDGED = "unjudged", _("Not every criterion is judged yet: %(left)s left.")
    NO_WORDS = "no_words", _("Say what is lacking where a criterion is not met: %(name)s.")
    NO_CONCLUSION = "no_conclusion", _("Write the conclusion.")
    TOO_GOOD = (
        "too_good",
        _("A criterion is not met: the conclusion cannot be that all is in order."),
    )
    NO_ADVICE = "no_advice", _("Write at least one recommendation: something is not met.")
    NO_REASON = "no_reason", _("Write the reason.")
    NOT_EXPERT = "not_expert", _("Only an expert of this review signs it.")
    SIGNED_ALREADY = "signed_already", _("%(name)s has already signed.")
    NOT_YET = "not_yet", _("The day %(day)s has not come yet.")
    BEFORE_END = "before_end", _("The review was signed on %(day)s; a council hears it after that.")
    NO_COUNCIL = "no_council", _("Write what the council concluded and the number of its protocol.")
    NOT_ITS = "not_its", _("That criterion belongs to another review.")


def may_become(state: str, then: str) -> bool:
    """Answer whether a review may go from one state to another.

    >>> may_become(ExpertiseState.PLANNED, ExpertiseState.SIGNED)
    False
    """
    return then in NEXT[state]


@dataclass(frozen=True)
class Named:
    """Somebody of a review: a person of the school by id, an outside expert by name alone."""

    name: str
    seat: str
    person: int | None = None
    signed: bool = False

    @property
    def is_author(self) -> bool:
        """Answer whether they made what is reviewed."""
        return self.seat == Seat.AUTHOR

    def same(self, other: "Named") -> bool:
        """Answer whether both are the same somebody."""
        if self.person or other.person:
            return self.person == other.person
        return self.name.casefold() == other.name.casefold()


def why_not_name(new: Named, there: Sequence[Named]) -> tuple[NotSo, str] | None:
    """Return the first objection to naming somebody, or None: no author reviews their own work.

    >>> author = Named("Асанова Н.", Seat.AUTHOR, 1)
    >>> why_not_name(Named("Асанова Н.", Seat.EXPERT, 1), [author])[0]
    NotSo.CONFLICT
    """
    for other in there:
        if new.same(other):
            differs = new.is_author != other.is_author
            return (NotSo.CONFLICT if differs else NotSo.TWICE), new.name
    if new.seat == Seat.LEAD:
        led = next((other for other in there if other.seat == Seat.LEAD), None)
        if led:
            return NotSo.LEAD_TAKEN, led.name
    return None


def why_not_begin(named: Sequence[Named]) -> NotSo | None:
    """Return the first objection to beginning, or None."""
    experts = [one for one in named if not one.is_author]
    if not any(one.seat == Seat.LEAD for one in experts):
        return NotSo.NO_LEAD
    return NotSo.FEW if len(experts) < 2 else None


@dataclass(frozen=True)
class Judged:
    """One criterion: its side, its mark, and whether words stand beside it."""

    name: str
    part: str
    mark: str = ""
    has_words: bool = False

    @property
    def wants(self) -> bool:
        """Answer whether something is lacking."""
        return self.mark in WANTING


def why_not_conclude(
    criteria: Sequence[Judged], outcome: str, *, advice: int
) -> tuple[NotSo, dict[str, object]] | None:
    """Return the first objection to the conclusion with the facts of its sentence, or None."""
    left = sum(not one.mark for one in criteria)
    if left:
        return NotSo.UNJUDGED, {"left": left}
    lacking = [one for one in criteria if one.wants]
    mute = next((one for one in lacking if not one.has_words), None)
    if mute:
        return NotSo.NO_WORDS, {"name": mute.name}
    if lacking and outcome == Outcome.FIT:
        return NotSo.TOO_GOOD, {}
    if lacking and not advice:
        return NotSo.NO_ADVICE, {}
    return None


def all_signed(named: Sequence[Named]) -> bool:
    """Answer whether every expert has signed."""
    return all(one.signed for one in named if not one.is_author)


def is_late(state: str, due_on: date, day: date) -> bool:
    """Answer whether a review is open after its term."""
    return state in OPEN and due_on < day


def soon(due_on: date, day: date) -> bool:
    """Answer whether a term comes within a month."""
    return day <= due_on <= day + timedelta(days=SOON)
