"""Whose a thing is, when somebody is reminded of it, and when it goes to the head."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.dues import Due
from sapat.core.rights import Role

BEFORE = timedelta(days=3)
"""How long before its day somebody is reminded for the first time."""
EVERY = timedelta(days=7)
"""How often somebody is reminded of what is late."""
ESCALATE = timedelta(days=14)
"""How late a thing is when the head of its owner hears of it."""
MOST_REMINDERS = 8
"""After two months of weekly reminders more of them change nothing: the head knows by then."""
LEAST_MAILS = 1


class Kind(StrEnum):
    """What is to be done with a thing."""

    DO = "do"
    READ = "read"
    SIGN = "sign"
    ANSWER = "answer"


NAMES = {
    Kind.DO: _("To do"),
    Kind.READ: _("To read"),
    Kind.SIGN: _("To sign"),
    Kind.ANSWER: _("To answer"),
}

KINDS: dict[str, Kind] = {
    "reading": Kind.READ,
    "newcomer": Kind.READ,
    "duties.contribution": Kind.READ,
    "signals": Kind.READ,
    "minutes": Kind.SIGN,
    "control_note": Kind.SIGN,
    "duties.signature": Kind.SIGN,
    "duties.approval": Kind.SIGN,
    "document.approval": Kind.SIGN,
    "ethics.promise": Kind.SIGN,
    "order": Kind.SIGN,
    "sheet": Kind.SIGN,
    "document.comments": Kind.ANSWER,
    "ethics.answer": Kind.ANSWER,
    "change.decide": Kind.ANSWER,
    "resource.decide": Kind.ANSWER,
    "inquiry": Kind.ANSWER,
    "proposal": Kind.ANSWER,
    "finding.confirm": Kind.ANSWER,
    "signal": Kind.ANSWER,
    "private": Kind.ANSWER,
    "indicators.proposals": Kind.ANSWER,
}
"""Beginning of a key -> what is to be done; everything else is to do."""


def kind_of(key: str) -> Kind:
    """Return what is to be done with a thing, by the beginning of its key.

    >>> kind_of("duties.contribution.2026"), kind_of("action.do:7:2026-10-01")
    (<Kind.READ: 'read'>, <Kind.DO: 'do'>)
    """
    word = key.split(":", 1)[0]
    while word:
        if word in KINDS:
            return KINDS[word]
        word = word.rpartition(".")[0]
    return Kind.DO


class When(StrEnum):
    """How urgent a thing is."""

    LATE = "late"
    WEEK = "week"
    LATER = "later"


def when(by: date, day: date) -> When:
    """Return whether a thing is late, of this week, or of later.

    >>> when(date(2026, 11, 20), date(2026, 11, 22)), when(date(2026, 11, 29), date(2026, 11, 22))
    (<When.LATE: 'late'>, <When.WEEK: 'week'>)
    """
    if by < day:
        return When.LATE
    return When.WEEK if by <= day + timedelta(days=7) else When.LATER


@dataclass(frozen=True)
class Holder:
    """Who may have to act: a person with posts, and those they stand in for."""

    person: int
    roles: frozenset[str]
    stands_in_for: frozenset[int] = frozenset()
    roles_stood_in: frozenset[str] = frozenset()


def is_for(due: Due, holder: Holder) -> bool:
    """Answer whether a thing waits for somebody: by name, by post, or as a substitute.

    With neither person nor post the deputy for academic work acts. What is private waits for
    nobody's substitute.
    """
    if holder.person in due.but:
        return False
    if due.private:
        holder = Holder(holder.person, holder.roles)
    people = {holder.person, *holder.stands_in_for}
    if due.persons:
        return bool(due.persons & people)
    roles = due.roles or frozenset({Role.DEP_ACADEMIC.value})
    return bool(roles & (holder.roles | holder.roles_stood_in))


class Step(TextChoices):
    """Which reminder of a thing it is."""

    BEFORE = "before", _("before its day")
    DAY = "day", _("on its day")
    LATE = "late", _("late")
    HEAD = "head", _("to the head")


@dataclass(frozen=True)
class Ring:
    """One reminder: which, the how manieth, and from which day on it is due."""

    step: Step
    number: int
    on: date

    @property
    def code(self) -> str:
        """Return the name under which it is kept, once for good."""
        return f"{self.step.value}-{self.number}" if self.step == Step.LATE else self.step.value


IsFree = Callable[[date], bool]


def working_day(day: date, is_free: IsFree) -> date:
    """Return the day itself, or the first after it on which people work.

    >>> working_day(date(2026, 11, 21), lambda day: day.weekday() > 4)
    datetime.date(2026, 11, 23)
    """
    for _step in range(120):
        if not is_free(day):
            return day
        day += timedelta(days=1)
    return day


def rings(by: date, is_free: IsFree) -> list[Ring]:
    """Return every reminder a thing may have, each on a day on which people work."""
    late = [
        Ring(Step.LATE, number, working_day(by + EVERY * number, is_free))
        for number in range(1, MOST_REMINDERS + 1)
    ]
    return [
        Ring(Step.BEFORE, 0, working_day(by - BEFORE, is_free)),
        Ring(Step.DAY, 0, working_day(by, is_free)),
        *late,
        Ring(Step.HEAD, 0, working_day(by + ESCALATE, is_free)),
    ]


def due_rings(by: date, day: date, is_free: IsFree, sent: Collection[str]) -> list[Ring]:
    """Return the reminders whose day has come and that were not sent, oldest first.

    A computer that was off sends what it missed: nothing depends on the day it was to run.
    """
    ready = [ring for ring in rings(by, is_free) if ring.on <= day and ring.code not in sent]
    return sorted(ready, key=lambda ring: (ring.on, ring.code))


class NotSo(TextChoices):
    """Why work cannot be arranged like that."""

    SAME_PERSON = "same_person", _("Nobody stands in for themselves.")
    BACKWARDS = "backwards", _("The last day is before the first.")
    OVERLAPS = "overlaps", _("%(name)s already stands in for them until %(day)s.")
    NO_ADDRESS = "no_address", _("Write an address to send to.")
    ENDED = "ended", _("This has already ended.")
    NOTHING = "nothing", _("There is nothing to hand over.")


class Rhythm(TextChoices):
    """How often somebody gets mail."""

    DAILY = "day", _("on every day with something new")
    WEEKLY = "week", _("once a week")
    NEVER = "never", _("never")


def mails_today(rhythm: str, last: date | None, day: date) -> bool:
    """Answer whether somebody may be written to on the day."""
    if rhythm == Rhythm.NEVER:
        return False
    if last is None:
        return True
    wait = timedelta(days=7 if rhythm == Rhythm.WEEKLY else LEAST_MAILS)
    return day - last >= wait


def most_urgent(mine: Sequence[Due], day: date, *, most: int = 5) -> list[Due]:
    """Return the few things that matter most: the latest first, then what comes soonest."""
    now = [one for one in mine if when(one.by, day) != When.LATER]
    return sorted(now, key=lambda one: (one.by, one.key))[:most]


def by_kind(mine: Iterable[Due]) -> dict[Kind, list[Due]]:
    """Return things by what is to be done with them, in the order of the list."""
    found: dict[Kind, list[Due]] = {}
    for one in mine:
        found.setdefault(kind_of(one.key), []).append(one)
    return {kind: found[kind] for kind in Kind if kind in found}
