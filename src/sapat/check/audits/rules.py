"""The life of a programme and of an audit: what may follow what, and who may audit what."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

REPORT_DAYS = 5
"""Working days after the last day of an audit in which its report is written (audit protocol)."""
SIGN_DAYS = 3
"""Working days in which the audited side signs, with its own words if it does not agree."""
DECIDE_DAYS = 5
"""Days in which management confirms a report or refuses it with a reason."""
EARLIER_MONTHS = 24
"""How far back earlier results steer a programme, as long as a finding is remembered."""
HEAVY, NOTABLE = 6, 3
"""Weights of the risks of a process from which it is important, or of middling importance."""
SATURDAY = 5


class Kind(TextChoices):
    """Two kinds of inner checks with the same life and papers of their own."""

    INTERNAL = "internal", _("internal audit")
    CONTROL = "control", _("in-school control")


class ProgrammeState(TextChoices):
    """Where a programme stands."""

    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved by order")


class AuditState(TextChoices):
    """Where an audit stands."""

    PLANNED = "planned", pgettext_lazy("audit", "planned")
    STARTED = "started", pgettext_lazy("audit", "under way")
    HELD = "held", _("held, the report is being written")
    SIGNED = "signed", _("signed by both sides")
    CONFIRMED = "confirmed", pgettext_lazy("audit", "confirmed by management")
    REFUSED = "refused", pgettext_lazy("audit", "refused by management")
    CALLED_OFF = "called_off", pgettext_lazy("audit", "called off")


class Step(TextChoices):
    """What can be done with an audit."""

    RESTATE = "restate", _("reword the plan")
    SEAT = "seat", _("change the team")
    MOVE = "move", _("set another date")
    CALL_OFF = "call_off", _("call off")
    ASK = "ask", _("change the checklist")
    START = "start", _("begin")
    ANSWER = "answer", _("answer the checklist")
    FIND = "find", _("write a finding")
    FINISH = "finish", _("end the work")
    WRITE = "write", _("write the report")
    SIGN = "sign", _("sign the report")
    DECIDE = "decide", _("confirm or refuse")


ALLOWED: dict[str, frozenset[AuditState]] = {
    Step.RESTATE: frozenset({AuditState.PLANNED}),
    Step.SEAT: frozenset({AuditState.PLANNED, AuditState.STARTED}),
    Step.MOVE: frozenset({AuditState.PLANNED}),
    Step.CALL_OFF: frozenset({AuditState.PLANNED}),
    Step.ASK: frozenset({AuditState.PLANNED, AuditState.STARTED}),
    Step.START: frozenset({AuditState.PLANNED}),
    Step.ANSWER: frozenset({AuditState.STARTED, AuditState.HELD}),
    Step.FIND: frozenset({AuditState.STARTED, AuditState.HELD}),
    Step.FINISH: frozenset({AuditState.STARTED}),
    Step.WRITE: frozenset({AuditState.HELD}),
    Step.SIGN: frozenset({AuditState.HELD}),
    Step.DECIDE: frozenset({AuditState.SIGNED}),
}
"""Step -> states in which it may be done; nothing else is possible, on no way."""

DONE = frozenset({AuditState.HELD, AuditState.SIGNED, AuditState.CONFIRMED, AuditState.REFUSED})
"""The work on the spot is over."""


class Part(TextChoices):
    """Which side somebody takes in an audit."""

    LEAD = "lead", _("lead auditor")
    MEMBER = "member", _("auditor")
    AUDITEE = "auditee", _("audited")


AUDITING = frozenset({Part.LEAD, Part.MEMBER})


class Importance(TextChoices):
    """How much depends on a process or a unit."""

    HIGH = "high", pgettext_lazy("importance", "high")
    MEDIUM = "medium", pgettext_lazy("importance", "medium")
    LOW = "low", pgettext_lazy("importance", "low")


class Form(TextChoices):
    """Kinds of in-school control."""

    THEMATIC = "thematic", _("thematic")
    FRONTAL = "frontal", _("frontal")
    CLASS = "class", _("class-generalising")
    PERSONAL = "personal", pgettext_lazy("in-school control", "personal")
    PREVENTIVE = "preventive", _("preventive")


class Origin(TextChoices):
    """What a question was made from."""

    CLAUSE = "clause", _("a clause")
    CARD = "card", _("the card of the process")
    FINDING = "finding", _("an earlier finding")
    OWN = "own", _("the auditors")


class Judgement(TextChoices):
    """What an auditor says at a question (scale of the internal-audit checklist)."""

    CONFORMS = "conforms", pgettext_lazy("audit", "conforms")
    REMARK = "remark", pgettext_lazy("audit", "remark")
    FAULT = "fault", pgettext_lazy("audit", "nonconformity")
    SKIPPED = "skipped", pgettext_lazy("audit", "not looked at")


class NotSo(TextChoices):
    """Why a programme or an audit cannot change like that."""

    THERE = "there", _("There is a programme of this kind for %(year)s already.")
    APPROVED = "approved", _("The programme was approved on %(day)s: it is no longer reworded.")
    NOT_APPROVED = "not_approved", _("The programme has not been approved by order yet.")
    UNFRAMED = "unframed", _("Write the criteria, the scope, the frequency and the methods first.")
    NO_AUDITS = "no_audits", _("The programme holds no audit yet.")
    NOT_CONSIDERED = (
        "not_considered",
        _("Say how earlier results were taken into account: %(name)s."),
    )
    NO_EARLIER = "no_earlier", _("Say what earlier audits showed, or that there were none.")
    NO_ORDER = "no_order", _("Write the number and the day of the order.")
    OTHER_ORDER = "other_order", _("Order № %(number)s is not in force on that day in the book.")
    NOT_YET = "not_yet", _("The day %(day)s has not come yet.")
    ENDS_BEFORE = "ends_before", _("The last day is before the first day.")
    OUTSIDE_YEAR = "outside_year", _("The day %(day)s lies outside the school year.")
    NO_TITLE = "no_title", _("Write what is checked.")
    NO_REASON = "no_reason", _("Write the reason.")
    UNPLANNED = "unplanned", _("The programme is approved: say why one more audit is added.")
    WRONG_STATE = "wrong_state", _("This audit is %(state)s: that step is not its next one.")
    NOBODY = "nobody", _("Choose a person, or write who comes from outside.")
    SEATED = "seated", _("%(name)s already takes part in this audit.")
    ONE_LEAD = "one_lead", _("An audit has one lead auditor; %(name)s is it already.")
    OUTSIDER_LEADS = "outsider_leads", _("The lead auditor and the audited are of the school.")
    NO_LEAD = "no_lead", _("Name the lead auditor first.")
    NO_AUDITEE = "no_auditee", _("Name who is audited first: that side signs the report.")
    OWN_WORK = (
        "own_work",
        _("%(name)s answers for what is audited and cannot audit it without a written exception."),
    )
    NEEDS_OUTSIDER = (
        "needs_outsider",
        _("With an exception for %(name)s somebody from outside belongs to the team."),
    )
    NO_QUESTIONS = "no_questions", _("Make the checklist first.")
    NOT_YOURS = "not_yours", _("Only those who carry out this audit may do this.")


@dataclass(frozen=True)
class Frame:
    """What management sets for a year: without all four no audit begins."""

    criteria: str
    scope: str
    frequency: str
    methods: str

    @property
    def is_whole(self) -> bool:
        """Answer whether nothing is left open."""
        return all(words.strip() for words in vars(self).values())


def may_step(step: str, state: str) -> bool:
    """Answer whether an audit in this state may take the step.

    >>> may_step(Step.START, AuditState.PLANNED), may_step(Step.DECIDE, AuditState.HELD)
    (True, False)
    """
    return state in ALLOWED[step]


@dataclass(frozen=True)
class Seat:
    """Somebody in an audit; `person` None comes from outside the school."""

    person: int | None
    part: str
    name: str = ""
    exception: str = ""


def of_their_own(seats: Iterable[Seat], owners: Collection[int]) -> list[Seat]:
    """Return the auditors who answer for what is audited."""
    told = list(seats)
    audited = {seat.person for seat in told if seat.part == Part.AUDITEE} | set(owners)
    return [seat for seat in told if seat.part in AUDITING and seat.person in audited]


def why_not_independent(
    seats: Sequence[Seat], owners: Collection[int]
) -> tuple[NotSo, dict[str, object]] | None:
    """Return the objection to a team that would check its own work, or None.

    >>> why_not_independent([Seat(1, "lead"), Seat(2, "auditee")], owners={1})[0].value
    'own_work'
    """
    own = of_their_own(seats, owners)
    has_outsider = any(seat.person is None and seat.part in AUDITING for seat in seats)
    for seat in own:
        if not seat.exception.strip():
            return NotSo.OWN_WORK, {"name": seat.name}
        if not has_outsider:
            return NotSo.NEEDS_OUTSIDER, {"name": seat.name}
    return None


def why_not_start(
    seats: Sequence[Seat], owners: Collection[int], questions: int
) -> tuple[NotSo, dict[str, object]] | None:
    """Return the first objection to beginning an audit, or None."""
    parts = {seat.part for seat in seats}
    if Part.LEAD not in parts:
        return NotSo.NO_LEAD, {}
    if Part.AUDITEE not in parts:
        return NotSo.NO_AUDITEE, {}
    if objection := why_not_independent(seats, owners):
        return objection
    return None if questions else (NotSo.NO_QUESTIONS, {})


@dataclass(frozen=True)
class Earlier:
    """What earlier audits of a process or a unit showed within two years."""

    last_held: date | None = None
    major: int = 0
    minor: int = 0
    repeats: int = 0
    still_open: int = 0

    @property
    def says_something(self) -> bool:
        """Answer whether there is anything to take into account."""
        return bool(self.major or self.minor or self.still_open)


def usual_importance(risk: int) -> Importance:
    """Return the importance that the heaviest risk of a process suggests."""
    if risk >= HEAVY:
        return Importance.HIGH
    return Importance.MEDIUM if risk >= NOTABLE else Importance.LOW


def times_a_year(importance: str, earlier: Earlier) -> int:
    """Return how often importance and earlier results ask for an audit within a year.

    What is of little importance and was clean may rest a year; what failed is looked at twice.

    >>> times_a_year(Importance.LOW, Earlier(date(2026, 3, 1)))
    0
    >>> times_a_year(Importance.MEDIUM, Earlier(date(2026, 3, 1), major=1))
    2
    """
    base = 0 if importance == Importance.LOW and earlier.last_held else 1
    failed = earlier.major or earlier.repeats
    return base + bool(failed or (importance == Importance.HIGH and earlier.still_open))


def working_days_after(day: date, count: int) -> date:
    """Return the day so many working days later; Saturdays and Sundays do not count.

    >>> working_days_after(date(2026, 11, 20), 5)
    datetime.date(2026, 11, 27)
    """
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def report_by(held_on: date) -> date:
    """Return the day by which the report of an audit is written and signed by its lead."""
    return working_days_after(held_on, REPORT_DAYS)


@dataclass(frozen=True)
class Count:
    """Plan against fact of a programme."""

    planned: int = 0
    fell_due: int = 0
    held: int = 0
    in_time: int = 0
    overdue: int = 0
    moved: int = 0
    added: int = 0
    called_off: int = 0


@dataclass(frozen=True)
class Standing:
    """An audit as plan and fact are compared."""

    planned_on: date
    first_planned_on: date
    state: str
    held_on: date | None = None
    added: bool = False


def plan_against_fact(audits: Iterable[Standing], day: date, *, tolerance: int) -> Count:
    """Count what was planned, what fell due and what was held within the tolerance."""
    told = list(audits)
    live = [one for one in told if one.state != AuditState.CALLED_OFF]
    slack = timedelta(days=tolerance)
    return Count(
        planned=len(live),
        fell_due=sum(one.planned_on <= day for one in live),
        held=sum(one.held_on is not None for one in live),
        in_time=sum(
            one.held_on is not None and one.held_on <= one.planned_on + slack for one in live
        ),
        overdue=sum(one.held_on is None and one.planned_on + slack < day for one in live),
        moved=sum(one.planned_on != one.first_planned_on for one in live),
        added=sum(one.added for one in live),
        called_off=len(told) - len(live),
    )


def year_of(day: date) -> int:
    """Return the first calendar year of the school year a day lies in; August opens a new one."""
    return day.year if day.month >= 8 else day.year - 1
