"""What a compiled indicator consists of: states, weighted sums of states, divisions, norms."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal as Only
from typing import TypeAlias

from sapat.analytics.syntax import Columns, Node

Interval: TypeAlias = Only["wilson", "t", "poisson", "none"]
Better: TypeAlias = Only["higher", "lower", "zero"]
Schema: TypeAlias = Mapping[str, Columns]
Sums: TypeAlias = Mapping[str, "Mapping[str, int] | None"]


class DefinitionError(ValueError):
    """A definition of the catalogue that cannot be computed; names the indicator and the place."""

    def __init__(self, code: str, place: str, sentence: str) -> None:
        super().__init__(f"{code}, {place}: {sentence}")
        self.code = code
        self.place = place
        self.sentence = sentence


@dataclass(frozen=True)
class State:
    """A whole number kept for each cell.

    Attributes
    ----------
    operation
        ``count`` of rows, ``sum`` of an expression, or ``distinct`` values of a field; the first
        two add up over cells, the third does not and is computed for each level.
    of
        What is summed, or the field whose values are told apart.
    where
        Which rows; all if None.
    scale
        The sum is kept times this, to be whole: 1 or 1,000,000.
    """

    operation: Only["count", "sum", "distinct"]
    of: Node | None
    where: Node | None
    scale: int = 1

    @property
    def name(self) -> str:
        """A name that is the same wherever the state means the same."""
        meaning = repr((self.of, self.where, self.scale)).encode()
        return f"{self.operation}_{hashlib.sha256(meaning).hexdigest()[:12]}"

    @property
    def adds_up(self) -> bool:
        """Whether cells can be summed to get a larger group's state."""
        return self.operation != "distinct"


@dataclass(frozen=True)
class Product:
    """The sum, over persons, of the product of two sums over one person's rows: a whole number.

    It says how far the rows of a person are alike. It adds up over groups that share no person
    (classes, schools), not over terms or subjects of the same persons, so like ``distinct`` it is
    computed for each level.

    Attributes
    ----------
    person
        The field that tells whose a row is; rows without are one person's.
    left, right
        Weighted sums of states, with whole factors.
    """

    person: str
    left: tuple[tuple[State, int], ...]
    right: tuple[tuple[State, int], ...]

    @property
    def name(self) -> str:
        """A name that is the same wherever the product means the same."""
        sides = [[(state.name, factor) for state, factor in s] for s in (self.left, self.right)]
        return f"product_{hashlib.sha256(repr((self.person, sides)).encode()).hexdigest()[:12]}"

    @property
    def adds_up(self) -> bool:
        """Never over all cells: see above."""
        return False


@dataclass(frozen=True)
class Amount:
    """A weighted sum of states: ``(constant + sum(factor * state)) / divisor``, exactly.

    Attributes
    ----------
    items
        Data set, name of the state, whole factor.
    divisor
        What the whole number is to be divided by.
    constant
        Used by counts, whose denominator is 1.
    """

    items: tuple[tuple[str, str, int], ...]
    divisor: int = 1
    constant: int = 0

    def of(self, sums: Sums) -> int | None:
        """Return the whole number, still to be divided; None if a data set has no facts."""
        total = self.constant
        for dataset, state, factor in self.items:
            found = sums.get(dataset)
            if found is None:
                return None
            total += factor * found[state]
        return total


@dataclass(frozen=True)
class Alike:
    """How far the rows of one person are alike: sums over persons of squares and products.

    Attributes
    ----------
    num_num, num_den, den_den
        Of each person's part of the numerator and of the denominator.
    persons
        Data set and state that count the persons of the denominator.
    """

    num_num: Amount
    num_den: Amount
    den_den: Amount
    persons: tuple[str, str]


@dataclass(frozen=True)
class Part:
    """One division, and its share in a mix; `alike` where a person has several of its rows."""

    num: Amount
    den: Amount
    squares: Amount | None
    weight: Fraction = Fraction(1)
    scale: Fraction = Fraction(1)
    alike: Alike | None = None


@dataclass(frozen=True)
class Norm:
    """The three levels of an indicator and the side that is better."""

    target: float
    ok: float
    alarm: float
    better: Better


@dataclass(frozen=True)
class Completeness:
    """How many rows should say something, and how many do."""

    dataset: str
    expected: str
    filled: str


@dataclass(frozen=True)
class Definition:
    """An indicator, ready to be computed.

    Attributes
    ----------
    parts
        One, or several for a mix of which the value is the weighted sum.
    states
        What each data set must be tallied for.
    people
        Data set and state that count the persons of a group; None where rows are not persons.
    moves
        The moving parameters it uses (``period_start``, ``period_end``, ``today``): such a
        definition must be compiled and tallied again for each period.
    version
        Twelve hexadecimal digits of everything the figure depends on but the moving parameters.
    """

    code: str
    kind: str
    version: str
    window: str
    interval: Interval
    norm: Norm
    min_group: int
    parts: tuple[Part, ...]
    mixed: bool
    renormalise: bool
    states: tuple[tuple[str, State | Product], ...]
    people: tuple[str, str] | None
    completeness: Completeness | None
    moves: frozenset[str]

    @property
    def datasets(self) -> tuple[str, ...]:
        """The data sets it needs, in the order they are named."""
        return tuple(dict.fromkeys(dataset for dataset, _ in self.states))

    @property
    def adds_up(self) -> bool:
        """Whether the figure of a larger group follows from the cells alone."""
        persons = self.people[1] if self.people else ""
        return all(state.adds_up or state.name == persons for _, state in self.states)
