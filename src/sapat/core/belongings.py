"""What a person has in hand in each room, and how it passes to somebody else in one step."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

Held = Callable[[int], Iterable[Any]]
Hand = Callable[[Any, Any, Any, datetime], object]


@dataclass(frozen=True)
class Belonging:
    """One kind of thing: what a person holds of it, and how one of them is handed over.

    `held(person_id)` returns the open rows; `hand(row, to, by, at)` gives one away, or raises
    `Refused` with the rule that forbids it.
    """

    name: str
    label: Promise
    held: Held
    hand: Hand


_kinds: dict[str, Belonging] = {}


def belongs(belonging: Belonging) -> Belonging:
    """Register a kind of thing that people hold."""
    known = _kinds.get(belonging.name)
    if known and known.hand.__module__ != belonging.hand.__module__:
        raise ValueError(f"two rooms hand over {belonging.name}")
    _kinds[belonging.name] = belonging
    return belonging


def kinds() -> list[Belonging]:
    """Return every kind of thing that people hold, by name."""
    return [_kinds[name] for name in sorted(_kinds)]
