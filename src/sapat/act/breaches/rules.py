"""The way of a case of breach, who may see it, how long it is kept, what of it is counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.catalogue import load
from sapat.core.days import months_after
from sapat.core.language import Text
from sapat.core.proofs import State
from sapat.school.people.rules import name_key

LEAST = 3
"""A smaller count is not shown outside: in a small school it would name somebody."""
FILE_BYTES = 5_000_000
MOST_FILES = 10
NO_MEASURE = "none"
KINDS = {b"%PDF": "pdf", b"\x89PNG": "png", b"\xff\xd8\xff": "jpg"}
"""How a file begins -> what it is; nothing else is taken."""


class BreachState(TextChoices):
    """Where a case stands."""

    OPEN = "open", _("fact written down")
    ASKED = "asked", _("explanation asked for")
    EXPLAINED = "explained", _("explanation received")
    DECIDED = "decided", _("measure chosen, reply possible")
    CLOSED = "closed", _("closed")
    DROPPED = "dropped", _("dropped: not confirmed")
    ERASED = "erased", _("erased: only counted")


class Step(TextChoices):
    """What is done with a case."""

    WRITE = "write", _("correct the fact")
    ATTACH = "attach", _("add evidence")
    ASK = "ask", _("ask for an explanation")
    EXPLAIN = "explain", _("explain")
    REFUSE = "refuse", _("record that no explanation was given")
    DECIDE = "decide", _("choose the measure")
    ORDER = "order", _("name the order")
    REPLY = "reply", _("reply")
    CLOSE = "close", _("close")
    DROP = "drop", _("drop the case")
    FIND = "find", _("write a finding")
    ERASE = "erase", _("erase")


HAPPENED = {
    "open": _("fact written down"),
    Step.WRITE: _("fact corrected"),
    Step.ATTACH: _("evidence added"),
    Step.ASK: _("explanation asked for"),
    Step.EXPLAIN: _("explanation received"),
    Step.REFUSE: _("no explanation was given"),
    Step.DECIDE: _("measure chosen"),
    Step.ORDER: _("order named"),
    Step.REPLY: _("reply received"),
    Step.CLOSE: _("closed"),
    Step.DROP: _("dropped: not confirmed"),
}
"""What the way of a case says of each step."""

BEFORE_MEASURE = frozenset({BreachState.OPEN, BreachState.ASKED, BreachState.EXPLAINED})
FROM: Mapping[Step, frozenset[BreachState]] = {
    Step.WRITE: frozenset({BreachState.OPEN}),
    Step.ATTACH: BEFORE_MEASURE,
    Step.ASK: frozenset({BreachState.OPEN}),
    Step.EXPLAIN: frozenset({BreachState.ASKED}),
    Step.REFUSE: frozenset({BreachState.ASKED}),
    Step.DECIDE: frozenset({BreachState.EXPLAINED}),
    Step.ORDER: frozenset({BreachState.DECIDED}),
    Step.REPLY: frozenset({BreachState.DECIDED}),
    Step.CLOSE: frozenset({BreachState.DECIDED}),
    Step.DROP: BEFORE_MEASURE,
    Step.FIND: frozenset({BreachState.EXPLAINED, BreachState.DECIDED, BreachState.CLOSED}),
    Step.ERASE: frozenset({BreachState.CLOSED, BreachState.DROPPED}),
}
"""From which states each step is possible; from no other."""

OVER = frozenset({BreachState.CLOSED, BreachState.DROPPED, BreachState.ERASED})
HIDDEN_FROM_PERSON = frozenset({BreachState.OPEN, BreachState.ERASED})
"""States in which the person concerned reads nothing yet, or nothing any more."""


class Explanation(TextChoices):
    """How the person concerned answered when asked."""

    OWN = "own", _("written by the person")
    PAPER = "paper", _("given on paper")
    REFUSED = "refused", _("refused")
    SILENT = "silent", _("not given by the term")


class NotSo(TextChoices):
    """Why a case cannot change like that."""

    WRONG_STEP = "wrong_step", _("This case is %(state)s: “%(step)s” is not possible now.")
    NO_FACT = "no_fact", _("Write what happened.")
    NO_POINT = "no_point", _("Name the point of the policy that was acted against.")
    TOMORROW = "tomorrow", _("The day %(day)s has not come yet.")
    NO_TERM = "no_term", _("Give at least one day to explain.")
    NO_WORDS = "no_words", _("Write the explanation.")
    NO_REASON = "no_reason", _("Write the reason.")
    TERM_RUNS = "term_runs", _("The term to explain runs until %(day)s.")
    NOT_YOURS = "not_yours", _("Only the person concerned writes here.")
    OWN_CASE = "own_case", _("Nobody handles a case about themselves.")
    NO_MEASURE = "no_measure", _("Choose a measure, or “no measure” with the reason.")
    NEEDS_ORDER = "needs_order", _("This measure is given by an order: name its number and day.")
    REPLY_RUNS = "reply_runs", _("The right of reply runs until %(day)s.")
    REPLIED = "replied", _("A reply is already written down.")
    NAMED = "named", _("A finding names nobody: leave out “%(name)s”.")
    BAD_FILE = "bad_file", _("Only PDF, PNG and JPEG files are kept.")
    BIG_FILE = "big_file", _("The file is larger than %(size)s MB.")
    MANY_FILES = "many_files", _("At most %(count)s files are kept in a case.")
    TOO_SHORT = "too_short", _("Keep a case at least one month.")


def may_step(step: Step, state: str) -> bool:
    """Answer whether a case in this state can take the step.

    >>> may_step(Step.DECIDE, "asked"), may_step(Step.DECIDE, "explained")
    (False, True)
    """
    return state in FROM[step]


@dataclass(frozen=True)
class Measure:
    """A measure: its name, whether an order gives it, how many months the case is kept."""

    code: str
    name: Text
    needs_order: bool
    months: int


@cache
def measures() -> Mapping[str, Measure]:
    """Return the measures of the catalogue, the mildest first."""
    return {
        code: Measure(code, Text(**entry["name"]), entry["order"], entry["months"])
        for code, entry in load("breaches")["measures"].items()
    }


def explain_days() -> int:
    """Return the usual days to explain."""
    return int(load("breaches")["explain_days"])


def reply_days() -> int:
    """Return the usual days in which the person may reply to a measure."""
    return int(load("breaches")["reply_days"])


def keep_until(closed_on: date, measure: str, own: Mapping[str, int]) -> date:
    """Return until when a case is kept; `own`: terms the school has set, by measure.

    >>> keep_until(date(2026, 1, 31), "none", {"none": 1})
    datetime.date(2026, 2, 28)
    """
    code = measure or NO_MEASURE
    usual = measures()[code].months if code in measures() else 12
    return months_after(closed_on, own.get(code, usual))


def kind_of(content: bytes) -> str:
    """Return what a file is by its first bytes, or nothing."""
    return next((kind for head, kind in KINDS.items() if content.startswith(head)), "")


def first_name_in(words: str, names: Iterable[str]) -> str:
    """Return the first part of a name that stands in the words, whatever its case and ending.

    >>> first_name_in("Асанов кеч келди", ["Асанов", "Бакыт"])
    'Асанов'
    """
    told = name_key(words).split()
    for name in names:
        stem = name_key(name)
        if len(stem) > 2 and any(word.startswith(stem) for word in told):
            return name
    return ""


@dataclass(frozen=True)
class Counted:
    """A case as it is counted: no name, no words."""

    year: int
    state: str
    measure: str


def shown_count(number: int) -> str | None:
    """Return a count as it may be shown outside; None for one so small that it names somebody.

    >>> shown_count(0), shown_count(2), shown_count(3)
    ('0', None, '3')
    """
    return None if 0 < number < LEAST else str(number)


@dataclass(frozen=True)
class Life:
    """A case as the proofs look at it."""

    name: str
    state: str
    opened_on: date
    explain_by: date | None
    decided_on: date | None
    has_answer: bool
    has_measure: bool
    has_order: bool


HANDLE_DAYS = 30
"""Days from the fact to the measure: a month, as labour law has it for disciplinary measures."""


SOON_DAYS = 7
"""How near the term of a case is when it counts as due."""


class Reason(TextChoices):
    """What the cases show, in one sentence: never about whom, nor how many, were it one."""

    NO_TERMS = (
        "no_terms",
        _("The measures and how long cases are kept are not laid down."),
    )
    LATE = "late", _("A case has no measure %(days)s days after it was written down.")
    UNEXPLAINED = "unexplained", _("A measure was chosen without the person's explanation.")
    NO_ORDER = "no_order", _("A measure that needs an order has none.")
    SOON = "soon", _("A case is to be decided by %(day)s.")
    HANDLED = (
        "handled",
        _("Measures, terms and the right of reply are laid down, and no case is overdue."),
    )


Judged = tuple[State, Reason, dict[str, object]]


def judge(cases: Sequence[Life], day: date, *, days: int, laid_down: bool) -> Judged:
    """Judge whether measures are taken where somebody acted against the policy (A5-5e).

    A school without a case and one whose cases are in order give the same answer: a count of one
    would point at somebody.
    """
    if not laid_down:
        return State.MISSING, Reason.NO_TERMS, {}
    working = [one for one in cases if one.state in BEFORE_MEASURE]
    term = timedelta(days=days)
    if any(one.opened_on + term < day for one in working):
        return State.MISSING, Reason.LATE, {"days": days}
    if any(one.has_measure and not one.has_answer for one in cases):
        return State.MISSING, Reason.UNEXPLAINED, {}
    if any(one.has_measure and not one.has_order and one.state in OVER for one in cases):
        return State.MISSING, Reason.NO_ORDER, {}
    by = min((one.opened_on + term for one in working), default=None)
    if by and by <= day + timedelta(days=SOON_DAYS):
        return State.DUE, Reason.SOON, {"day": by}
    return State.PROVED, Reason.HANDLED, {}
