"""What waits for somebody: a registry of named lists, asked by the wheel, the digest and my work.

Each room states what is due there: to whom, by when, and on which page it is done.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sapat.core.proofs import Question


@dataclass(frozen=True)
class Due:
    """One thing that waits: a sentence, the day by which, who acts and where.

    `persons` are ids of people, `roles` codes of posts; with neither, the head of quality acts.
    `key` names the thing for good, so that it is told once.
    """

    key: str
    sentence: str
    by: date
    page: str
    args: tuple[object, ...] = ()
    persons: frozenset[int] = frozenset()
    roles: frozenset[str] = frozenset()
    phase: str = "plan"
    """Where it stands on the wheel: plan, do, check or act."""
    clause: str = ""
    private: bool = False
    """Told only to those who act, on their own list: never to a substitute, a head or a report."""
    but: frozenset[int] = frozenset()
    """Ids of people who do not act, whatever their post: it is about them."""

    def is_late(self, day: date) -> bool:
        """Answer whether its day has passed."""
        return self.by < day


Lister = Callable[[Question], Iterable[Due]]

_lists: dict[str, Lister] = {}


def due(name: str) -> Callable[[Lister], Lister]:
    """Register a list of what is due, such as `documents.review`; a name is given once."""

    def register(lister: Lister) -> Lister:
        known = _lists.get(name)
        if known and known.__module__ != lister.__module__:
            raise ValueError(f"two rooms list {name}")
        _lists[name] = lister
        return lister

    return register


def due_in(school: Any, day: date, *, private: bool = False) -> list[Due]:
    """Return what waits in the school, the most urgent first; what is private only if asked."""
    question = Question(school, day)
    return question.told(_listed) if private else everything_due(question)


def everything_due(question: Question) -> list[Due]:
    """Return what waits, but what is private, within a look that has begun; listed once a look."""
    return [one for one in question.told(_listed) if not one.private]


def _listed(question: Question) -> list[Due]:
    found = [one for lister in _lists.values() for one in lister(question)]
    return sorted(found, key=lambda one: (one.by, one.key))


def lists() -> frozenset[str]:
    """Return the names under which rooms have registered."""
    return frozenset(_lists)
