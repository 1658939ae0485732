"""What others decide and find, how far it agrees with the school's own word, what it proves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.check.assessments.criteria.rules import Standing
from sapat.core.proofs import State


class OutsideKind(TextChoices):
    """Who looks at the school, and why."""

    INSTITUTIONAL = "institutional", _("institutional accreditation")
    PROGRAMME = "programme", _("programme accreditation")
    INSPECTION = "inspection", _("inspection")
    MINISTRY = "ministry", _("assessment by the ministry")
    OTHER = "other", _("another outside assessment")


ACCREDITATIONS = frozenset({OutsideKind.INSTITUTIONAL, OutsideKind.PROGRAMME})


class Decision(TextChoices):
    """What was decided."""

    AWAITED = "awaited", _("the decision is awaited")
    FULL = "full", _("accredited")
    CONDITIONAL = "conditional", _("conditionally accredited")
    REFUSED = "refused", _("refused")
    NO_REMARKS = "no_remarks", _("no breaches found")
    ORDERS = "orders", _("orders were given")


OF_AGENCY = frozenset({Decision.FULL, Decision.CONDITIONAL, Decision.REFUSED})
OF_INSPECTION = frozenset({Decision.NO_REMARKS, Decision.ORDERS})
GIVEN = frozenset({Decision.FULL, Decision.CONDITIONAL})


class PointKind(TextChoices):
    """What a point of the paper is."""

    ORDER = "order", _("order to be carried out")
    REMARK = "remark", _("remark")
    RECOMMENDATION = "advice", _("recommendation")
    STRENGTH = "strength", _("strength")


GRADES = {
    PointKind.ORDER: "major",
    PointKind.REMARK: "minor",
    PointKind.RECOMMENDATION: "chance",
    PointKind.STRENGTH: "good",
}
"""Kind of point -> grade of the finding it becomes."""


class NotSo(TextChoices):
    """Why the record cannot hold that."""

    NO_ASSESSOR = "no_assessor", _("Write who assessed.")
    ENDS_BEFORE = "ends_before", _("The last day is before the first day.")
    NOT_YET = "not_yet", _("The day %(day)s has not come yet.")
    NO_DAY = "no_day", _("Write the day of the decision.")
    NOT_THEIRS = "not_theirs", _("That decision does not belong to this kind of assessment.")
    NO_END = "no_end", _("Write until when the accreditation is valid.")
    NO_PROGRAMME = "no_programme", _("Say which programme was assessed.")
    NO_TEXT = "no_text", _("Write the point as the paper has it.")
    NO_TERM = "no_term", _("An order has a term.")
    SETTLED = "settled", _("This point was settled on %(day)s.")
    NOT_SETTLED = "not_settled", _("This point is not settled.")
    NO_WORDS = "no_words", _("Write what shows it.")
    NO_REASON = "no_reason", _("Write the reason.")
    FINDING_OPEN = (
        "finding_open",
        _("Finding %(name)s from this point is still open: close it first."),
    )
    STRENGTH = "strength", _("A strength needs no settling.")
    NO_CYCLE = "no_cycle", _("Say first which self-assessment it is compared with.")
    LEVEL = "level", _("The set has no such level.")


class Reason(TextChoices):
    """What the accreditations prove, in one sentence."""

    NONE = "none", _("No accreditation is written down.")
    EXPIRED = "expired", _("The accreditation was valid until %(day)s.")
    UNANSWERED = "unanswered", _("%(count)s recommendations have no finding or action yet.")
    LATE = "late", _("%(count)s recommendations are past their term.")
    ENDS = "ends", _("The accreditation is valid until %(day)s: apply again in time.")
    LIVES = (
        "lives",
        _(
            "%(name)s is valid until %(day)s; of %(count)s recommendations %(settled)s are "
            "settled, the others are being answered."
        ),
    )
    NO_JOINT = "no_joint", _("No discussion with other institutions has been written down.")
    OLD_JOINT = "old_joint", _("The last discussion with other institutions was on %(day)s.")
    NO_WORDS = "no_words", _("The discussions of the last months have no conclusions written down.")
    JOINT = "joint", _("%(count)s discussions with other institutions, the last on %(day)s.")


@dataclass(frozen=True)
class Point:
    """A point as the rules see it."""

    kind: str
    due_on: date | None = None
    settled_on: date | None = None
    finding: bool = False

    @property
    def asks(self) -> bool:
        """Answer whether something has to be done about it."""
        return self.kind != PointKind.STRENGTH

    def is_late(self, day: date) -> bool:
        """Answer whether its term has passed and it is not settled."""
        return self.asks and not self.settled_on and bool(self.due_on and self.due_on < day)


@dataclass(frozen=True)
class Accredited:
    """An accreditation as the proofs see it."""

    pk: int
    name: str
    decision: str
    decided_on: date | None
    valid_until: date | None
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Agreement:
    """How far the school's own word agrees with that of others."""

    all: int
    same: int
    stricter: int
    """The others are stricter than the school."""
    milder: int

    @property
    def share(self) -> int:
        """Return how much of what both judged agrees, in per cent."""
        return round(100 * self.same / self.all) if self.all else 0


ORDER = {Standing.FAILS: 0, Standing.REMARKS: 1, Standing.MEETS: 2}


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """Count where others judged as the school did; what does not apply to either is left out.

    >>> agreement([("meets", "meets"), ("meets", "fails"), ("none", "meets"), ("", "meets")])
    Agreement(all=2, same=1, stricter=1, milder=0)
    """
    both = [(ORDER[own], ORDER[other]) for own, other in pairs if own in ORDER and other in ORDER]  # type: ignore[index]
    return Agreement(
        all=len(both),
        same=sum(own == other for own, other in both),
        stricter=sum(other < own for own, other in both),
        milder=sum(other > own for own, other in both),
    )


Judged = tuple[State, Reason, dict[str, object], date | None]


def judge_accreditation(held: Sequence[Accredited], day: date, *, soon: int) -> Judged:
    """Return whether an accreditation is valid and its recommendations are answered."""
    given = [one for one in held if one.decision in GIVEN and one.decided_on]
    given = [one for one in given if one.decided_on and one.decided_on <= day]
    if not given:
        return State.MISSING, Reason.NONE, {}, None
    last = max(given, key=lambda one: (one.valid_until or date.min, one.pk))
    until = last.valid_until or date.min
    if until < day:
        return State.MISSING, Reason.EXPIRED, {"day": until}, None
    points = [point for one in given for point in one.points if point.asks]
    bare = sum(not (point.finding or point.settled_on) for point in points)
    if bare:
        return State.MISSING, Reason.UNANSWERED, {"count": bare}, None
    late = sum(point.is_late(day) for point in points)
    if late:
        return State.DUE, Reason.LATE, {"count": late}, last.decided_on
    if until <= day + timedelta(days=soon):
        return State.DUE, Reason.ENDS, {"day": until}, last.decided_on
    facts: dict[str, object] = {
        "name": last.name,
        "day": until,
        "count": len(points),
        "settled": sum(point.settled_on is not None for point in points),
    }
    return State.PROVED, Reason.LIVES, facts, last.decided_on


def judge_joint(held: Sequence[tuple[date, bool]], since: date, day: date) -> Judged:
    """Return whether quality was discussed with others since a day, with conclusions."""
    past = sorted(one for one in held if one[0] <= day)
    if not past:
        return State.MISSING, Reason.NO_JOINT, {}, None
    fresh = [one for one in past if one[0] >= since]
    if not fresh:
        return State.MISSING, Reason.OLD_JOINT, {"day": past[-1][0]}, None
    said = [on for on, has_words in fresh if has_words]
    if not said:
        return State.DUE, Reason.NO_WORDS, {}, None
    return State.PROVED, Reason.JOINT, {"count": len(said), "day": said[-1]}, said[0]
