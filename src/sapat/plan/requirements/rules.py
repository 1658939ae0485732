"""The way of a requirement, and what the register proves."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.days import months_after


class State(TextChoices):
    """How far a requirement has come."""

    FOUND = "found", _("found")
    ANALYSED = "analysed", _("analysed")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    ACCOUNTED = "accounted", _("taken into account")
    SATISFIED = "satisfied", _("satisfied")


class Happened(TextChoices):
    """What happened to a requirement; every stage is kept."""

    FOUND = "found", _("written down")
    CORRECTED = "corrected", _("corrected")
    ANALYSED = "analysed", _("analysed")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    REFLECTED = "reflected", _("taken into account")
    SATISFIED = "satisfied", _("asked again: satisfied")
    UNSATISFIED = "unsatisfied", _("asked again: not satisfied")


class Origin(TextChoices):
    """How the school learned of it."""

    SURVEY = "survey", _("survey")
    MEETING = "meeting", _("meeting")
    LETTER = "letter", _("letter")
    LAW = "law", _("law")
    INSPECTION = "inspection", _("inspection")
    TALK = "talk", _("talk")


class Side(TextChoices):
    """The side of the school's work in which a requirement is taken into account."""

    CONTENT = "content", _("teaching content")
    TECHNOLOGY = "technology", _("teaching technology")
    MANAGEMENT = "management", _("management")


class Place(TextChoices):
    """What kind of record shows that a requirement was taken into account."""

    PROGRAMME = "programme", _("programme")
    TECHNOLOGY = "technology", _("technology")
    DOCUMENT = "document", _("document")
    PLAN_ITEM = "plan_item", _("item of a plan")
    PROCESS = "process", _("process")
    OTHER = "other", _("something else")


class NotSo(TextChoices):
    """Why the register cannot change like that."""

    NO_TEXT = "no_text", _("Write what is required.")
    NO_GROUP = "no_group", _("There is no group %(group)s.")
    GROUP_OFF = "group_off", _("The group %(group)s is switched off.")
    NOT_YET = "not_yet", _("The day %(day)s has not come yet.")
    BEFORE = "before", _("The step before it was on %(day)s.")
    WRONG_STEP = "wrong_step", _("This requirement is %(state)s: that step is not its next one.")
    NO_ANALYSIS = "no_analysis", _("Write what the analysis showed.")
    NO_REASON = "no_reason", _("Write the reason.")
    NO_PAPER = "no_paper", _("Name the protocol or the order of the decision.")
    NO_SIDE = "no_side", _("Say in what it is to be taken into account.")
    NO_PROOF = "no_proof", _("Name the record or the paper that shows it.")
    NO_ANSWER = "no_answer", _("Write how the group was asked again and what it said.")
    CLOSED = "closed", _("This requirement is %(state)s and is not corrected any more.")
    EMPTY = "empty", _("The register is empty: there is nothing to freeze.")
    NO_TERM = "no_term", _("Every term is at least one day.")


class Reason(TextChoices):
    """What the register shows, in one sentence."""

    NOTHING = "nothing", _("The register of requirements is empty.")
    GROUP_SILENT = "group_silent", _("Nothing has been written down from: %(groups)s.")
    NO_OWNER = "no_owner", _("%(count)s requirements have no owner.")
    STUCK = "stuck", _("%(count)s requirements wait longer than their term.")
    KEPT = "kept", _("The register holds %(count)s requirements of every main group.")
    NONE_ACCEPTED = "none_accepted", _("No requirement has been accepted yet.")
    OUTSTANDING = (
        "outstanding",
        _("%(count)s accepted requirements are not taken into account within the term."),
    )
    UNDER_WAY = "under_way", _("%(count)s accepted requirements are on their way, within the term.")
    ACCOUNTED = "accounted", _("All %(count)s accepted requirements are taken into account.")
    LOOP_OPEN = "loop_open", _("The loop was not closed within %(months)s months for: %(groups)s.")
    LOOP_CLOSED = (
        "loop_closed",
        _("Every main group was heard, answered and asked again within %(months)s months."),
    )


WAITING = (State.FOUND, State.ANALYSED, State.ACCEPTED, State.ACCOUNTED)
"""States in which somebody has to act."""

NEXT_STEP = {
    State.FOUND: _("analyse"),
    State.ANALYSED: _("decide"),
    State.ACCEPTED: _("take into account"),
    State.ACCOUNTED: _("ask the group again"),
}

TOOK_UP = frozenset({State.ACCEPTED, State.ACCOUNTED, State.SATISFIED})
"""States of a requirement that the school has accepted."""


@dataclass(frozen=True)
class Terms:
    """How many days a requirement may wait for its next step, by its state."""

    analyse: int = 14
    decide: int = 30
    account: int = 120
    ask: int = 180

    def days(self, state: str) -> int | None:
        """Return the term of the state's next step, None where nothing waits."""
        return {
            State.FOUND: self.analyse,
            State.ANALYSED: self.decide,
            State.ACCEPTED: self.account,
            State.ACCOUNTED: self.ask,
        }.get(State(state))


def due_by(state: str, since: date, terms: Terms) -> date | None:
    """Return the last day of the next step, None where nothing waits.

    >>> due_by("found", date(2026, 9, 1), Terms())
    datetime.date(2026, 9, 15)
    """
    days = terms.days(state)
    return None if days is None else since + timedelta(days=days)


def is_stuck(state: str, since: date, terms: Terms, day: date) -> bool:
    """Answer whether the next step is late on the day."""
    by = due_by(state, since, terms)
    return by is not None and day > by


def why_not_step(state: str, wanted: Collection[str], last: date, on: date) -> NotSo | None:
    """Object to a step that is not the next one, or is dated before the last one."""
    if state not in wanted:
        return NotSo.WRONG_STEP
    return NotSo.BEFORE if on < last else None


def sides_left(wanted: Iterable[str], done: Iterable[str]) -> list[Side]:
    """Return the sides in which a requirement is still to be taken into account.

    >>> sides_left(["content", "management"], ["content"])
    [Side.MANAGEMENT]
    """
    shown = set(done)
    return [side for side in Side if side in set(wanted) and side not in shown]


@dataclass(frozen=True)
class Entry:
    """What the register says of one requirement, for judging."""

    pk: int
    number: int
    group: str
    state: str
    since: date
    owned: bool
    text: str = ""


@dataclass(frozen=True)
class LoopStep:
    """One cell of the loop: how many requirements of a group reached it, and when last."""

    count: int
    last: date | None


LOOP = (
    (Happened.FOUND, _("requirement heard")),
    (Happened.ANALYSED, _("analysed")),
    ("decided", _("decided")),
    (Happened.REFLECTED, _("taken into account")),
    ("asked", _("asked again")),
)
"""The steps of the satisfaction loop, in order."""

STEP_OF = {
    Happened.FOUND: Happened.FOUND,
    Happened.ANALYSED: Happened.ANALYSED,
    Happened.ACCEPTED: "decided",
    Happened.DECLINED: "decided",
    Happened.REFLECTED: Happened.REFLECTED,
    Happened.SATISFIED: "asked",
    Happened.UNSATISFIED: "asked",
}
"""What happened -> the step of the loop it closes; a correction closes none."""


def loop_is_closed(last_asked: date | None, day: date, months: int) -> bool:
    """Answer whether the group was asked again recently enough."""
    return last_asked is not None and last_asked > months_after(day, -months)


def stuck_entries(entries: Sequence[Entry], terms: Terms, day: date) -> list[Entry]:
    """Return the requirements whose next step is late on the day."""
    return [one for one in entries if is_stuck(one.state, one.since, terms, day)]


def why_not_kept(
    entries: Sequence[Entry], main: Mapping[str, str], late: int
) -> tuple[Reason, dict[str, object]] | None:
    """Return the first lack of the register and what its sentence names, or None."""
    if not entries:
        return Reason.NOTHING, {}
    heard = {one.group for one in entries}
    if silent := [name for code, name in main.items() if code not in heard]:
        return Reason.GROUP_SILENT, {"groups": ", ".join(silent)}
    if orphans := sum(not one.owned for one in entries):
        return Reason.NO_OWNER, {"count": orphans}
    return (Reason.STUCK, {"count": late}) if late else None


def why_not_accounted(
    entries: Sequence[Entry], terms: Terms, day: date
) -> tuple[Reason, list[Entry]]:
    """Return what the accepted requirements show, and those that show it."""
    taken = [one for one in entries if one.state in TOOK_UP]
    if not taken:
        return Reason.NONE_ACCEPTED, []
    waiting = [one for one in taken if one.state == State.ACCEPTED]
    if late := stuck_entries(waiting, terms, day):
        return Reason.OUTSTANDING, late
    return (Reason.UNDER_WAY, waiting) if waiting else (Reason.ACCOUNTED, taken)
