"""Whether the school lives by its regulations: each clause asked by its rule, on one day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sapat.core.proofs import Answer, Question, State, found
from sapat.plan.regulations.reads import Reading, readings
from sapat.plan.regulations.rules import Reason
from sapat.plan.regulations.wording import SchoolClause
from sapat.plan.regulations.words import room_of
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation

WAITING = "waiting"
"""Beside the four states: nobody can prove it yet, so that the school is not to blame."""
SHOWN = (State.PROVED, State.DUE, State.MISSING, WAITING, State.NOT_APPLICABLE)
"""The states as the map counts them."""


@dataclass(frozen=True)
class Line:
    """A clause with what its rule answered."""

    clause: SchoolClause
    answer: Answer
    waiting: bool = False

    @property
    def state(self) -> str:
        """The state as a reader sees it: what waits is told apart from what is missing."""
        return WAITING if self.waiting else str(self.answer.state)


@dataclass(frozen=True)
class Standing:
    """A regulation with every line judged."""

    reading: Reading
    lines: tuple[Line, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many clauses stand in each state, in the order of the map."""
        return count(self.lines)


def count(lines: Iterable[Line]) -> dict[str, int]:
    """Return how many lines stand in each state, in the order of the map."""
    found = Counter(line.state for line in lines)
    return {str(state): found[str(state)] for state in SHOWN}


def judge(clause: SchoolClause, question: Question) -> Line:
    """Ask the clause's rule; say plainly where there is none to ask."""
    if not clause.applies:
        facts = {"why": clause.why_not}
        return Line(clause, Answer(State.NOT_APPLICABLE, Reason.NOT_HERE, facts))
    if not clause.rule:
        return Line(clause, Answer(State.MISSING, Reason.NO_RULE))
    rule = found(clause.rule)
    if rule is None:
        facts = {"room": room_of(clause.rule)}
        return Line(clause, Answer(State.MISSING, Reason.WAITS, facts), waiting=True)
    known = {each.name for each in rule.parameters}
    # An edition keeps what was set long ago: a setting the rule no longer has is passed over.
    given = {name: value for name, value in clause.parameters.items() if name in known}
    return Line(clause, rule.ask(question, given))


def without_names(found: Iterable[Standing]) -> list[Standing]:
    """Return the same for somebody who may not read the names of the staff."""
    return [
        replace(
            each,
            lines=tuple(replace(line, answer=line.answer.without_names()) for line in each.lines),
        )
        for each in found
    ]


def standing(school: Organisation, day: date, *, every: bool = False) -> list[Standing]:
    """Return the school's regulations with every clause judged on the day."""
    with within(school):
        return judged(Question(school, day), readings(day, every=every))


def judged(question: Question, read: Sequence[Reading]) -> list[Standing]:
    """Judge every clause of these readings; what one rule has read the others share."""
    return [Standing(one, tuple(judge(clause, question) for clause in one.clauses)) for one in read]
