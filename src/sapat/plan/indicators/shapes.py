"""The shapes of an indicator, as the catalogue and a school's own definitions have them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sapat.core.language import Text
from sapat.plan.datasets.rules import datasets, origins


@dataclass(frozen=True)
class Levels:
    """From which value on an indicator is high, normal, or asks for attention."""

    target: float
    ok: float
    alarm: float

    def times(self, factor: float) -> "Levels":
        """Return the levels for a longer or shorter stretch of time."""
        return Levels(self.target * factor, self.ok * factor, self.alarm * factor)

    def are_in_order(self, better: str) -> bool:
        """Answer whether they run from the better to the worse."""
        if better == "higher":
            return self.target >= self.ok >= self.alarm
        return self.target <= self.ok <= self.alarm


@dataclass(frozen=True)
class Norm:
    """The levels an indicator starts with, and what they rest on."""

    levels: Levels
    basis: str
    why: Text
    each: str = ""
    """The stretch of time the levels are for, where a value grows with time; else empty."""


@dataclass(frozen=True)
class Param:
    """A constant of the conditions that a school may set within limits."""

    code: str
    value: float
    least: float
    most: float
    words: Text


@dataclass(frozen=True)
class Term:
    """One term of a numerator or denominator: a count, a sum or a distinct count of rows."""

    data: str
    verb: str
    of: str
    where: str | None
    times: float


@dataclass(frozen=True)
class Criterion:
    """A clause line of a regulation that indicators judge; a column of the heat map."""

    code: str
    block: str
    name: Text


@dataclass(frozen=True)
class Indicator:
    """One indicator of the catalogue."""

    code: str
    name: Text
    words: Text
    criterion: str
    block: str
    clauses: tuple[str, ...]
    unit: str
    kind: str
    num: tuple[Term, ...]
    den: tuple[Term, ...]
    by: tuple[str, ...]
    shares_by: tuple[str, ...]
    """Further columns, of the numerator alone: each group's share in the whole."""
    freq: str
    window: str
    interval: str
    role: str
    better: str
    norm: Norm
    may_lack: tuple[str, ...]
    """Data sets that make the figure finer, and without which it is still right."""
    school_types: frozenset[str]
    min_group: int
    params: Mapping[str, Param]
    content: Mapping[str, Any]
    """The definition as the catalogue has it, for the engine; callers must not change it."""

    @property
    def source(self) -> tuple[str, ...]:
        """The declared data sets it needs."""
        found = [origin for term in (*self.num, *self.den) for origin in origins(term.data)]
        return tuple(dict.fromkeys(found))

    @property
    def datasets(self) -> tuple[str, ...]:
        """The data sets it counts in, derived ones as they are."""
        return tuple(dict.fromkeys(term.data for term in (*self.num, *self.den)))

    @property
    def dims(self) -> tuple[str, ...]:
        """Every dimension it may be broken down by."""
        return (*self.by, *self.shares_by)

    @property
    def must_have(self) -> tuple[str, ...]:
        """The declared data sets without which nothing can be said."""
        return tuple(code for code in self.source if code not in self.may_lack)

    @property
    def waits_for(self) -> tuple[str, ...]:
        """Where the records come from that no file can bring; empty if it can be computed."""
        places = [datasets()[code].comes_from for code in self.source]
        return tuple(dict.fromkeys(place for place in places if place != "import"))

    @property
    def is_sensitive(self) -> bool:
        """Whether it speaks of health, character or trouble."""
        return any(datasets()[code].sensitive for code in self.source)

    @property
    def basis(self) -> str:
        """What its shipped norm rests on."""
        return self.norm.basis

    def applies_to(self, school_type: str) -> bool:
        """Answer whether schools of this type have the indicator at all."""
        return school_type in self.school_types


@dataclass(frozen=True)
class Composite:
    """How the index of a block is made, until a council sets weights of its own."""

    alarm: float
    target: float
    weight: float
    clauses: tuple[str, ...]
