"""What a management review looks at: a registry of named inputs, each told by its own room.

A room states its figures in the reader's language; the review asks once in every language and
keeps what was said. What a room cannot say it names plainly.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from sapat.core.proofs import Question


@dataclass(frozen=True)
class Figure:
    """One line of an input: what it is, what is said of it, and the page where it stands."""

    name: str
    said: str
    page: str = ""
    args: tuple[object, ...] = ()


@dataclass(frozen=True)
class Told:
    """What an input tells; `lacks` says what is not there and should be."""

    figures: Sequence[Figure] = ()
    lacks: str = ""
    page: str = ""


Teller = Callable[[Question, date], Told]


@dataclass(frozen=True)
class Input:
    """An input of the review: its code, name, place in the order, and who tells it."""

    code: str
    name: Promise
    place: int
    tell: Teller


_inputs: dict[str, Input] = {}


def gives(code: str, name: Promise, place: int) -> Callable[[Teller], Teller]:
    """Register an input such as `resources`; a code is given once.

    The teller gets the look at the school and the first day of the period that is reviewed.
    """

    def register(tell: Teller) -> Teller:
        known = _inputs.get(code)
        if known and known.tell.__module__ != tell.__module__:
            raise ValueError(f"two rooms give {code}")
        _inputs[code] = Input(code, name, place, tell)
        return tell

    return register


def inputs() -> list[Input]:
    """Return every input that a room gives, in the order of the review."""
    return sorted(_inputs.values(), key=lambda one: (one.place, one.code))


def name_of(code: str) -> str:
    """Return the name of an input in the reader's language, its code if no room gives it."""
    return str(_inputs[code].name) if code in _inputs else code
