"""Which stretch of time a value speaks of, and when two values may be called different."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from sapat.school.calendar.rules import TermCode, TermKind

Place = tuple[int, int]
"""Year and term number as facts carry them; number 0 is the year as a whole."""

STRICT = 2.5758 / 1.9600
"""By how much a 95 % interval is widened to 99 %: a hundred figures are compared at a time."""


class Time(StrEnum):
    """How a data set stands in time."""

    TERMS = "terms"
    TERMS_AND_YEAR = "terms_and_year"
    YEAR = "year"


def places(window: str, time: Time, code: TermCode, terms: int) -> frozenset[Place]:
    """Return the terms of facts that a value at a term uses.

    `terms` is how many terms the school year has. A register of the year stands under number 0;
    annual marks too, beside those of the terms.

    >>> sorted(places("half_year", Time.TERMS, TermCode(2025, 3, TermKind.QUARTER), 4))
    [(2025, 3), (2025, 4)]
    """
    if time == Time.YEAR:
        return frozenset({(code.year, 0)})
    if window == "year" or code.kind == TermKind.YEAR:
        if time == Time.TERMS_AND_YEAR:
            return frozenset({(code.year, 0)})
        return frozenset((code.year, number) for number in range(1, terms + 1))
    if window == "half_year":
        return frozenset((code.year, number) for number in half(code, terms))
    return frozenset({(code.year, code.number)})


def half(code: TermCode, terms: int) -> range:
    """Return the numbers of the terms in the half-year the term lies in."""
    if code.kind == TermKind.HALF:
        return range(code.number, code.number + 1)
    first = (terms + 1) // 2
    return range(1, first + 1) if code.number <= first else range(first + 1, terms + 1)


def stretch(window: str, code: TermCode, terms: int) -> tuple[TermCode, ...]:
    """Return the terms whose days a value at a term covers; the whole year stands alone."""
    if window == "year" or code.kind == TermKind.YEAR:
        return (code.whole_year,)
    numbers = half(code, terms) if window == "half_year" else (code.number,)
    return tuple(TermCode(code.year, number, code.kind) for number in numbers)


def before(code: TermCode, known: Sequence[TermCode]) -> TermCode | None:
    """Return the term before this one (of a year: the year before) among those known."""
    if code.kind == TermKind.YEAR:
        years = {each.year for each in known}
        return TermCode(code.year - 1, 0, TermKind.YEAR) if code.year - 1 in years else None
    earlier = [each for each in known if (each.year, each.number) < (code.year, code.number)]
    return max(earlier, key=lambda each: (each.year, each.number), default=None)


def year_ago(code: TermCode, known: Sequence[TermCode]) -> TermCode | None:
    """Return the same term of the year before, if the school had it."""
    if code.kind == TermKind.YEAR:
        return before(code, known)
    wanted = TermCode(code.year - 1, code.number, code.kind)
    return wanted if wanted in known else None


def points(window: str, known: Sequence[TermCode], sizes: dict[int, int]) -> list[TermCode]:
    """Return the terms at which a history shows values: one for each stretch, oldest first.

    `sizes` maps a school year to how many terms it has.
    """
    found: dict[tuple[TermCode, ...], TermCode] = {}
    for code in sorted(known, key=lambda each: (each.year, each.number)):
        covered = stretch(window, code, sizes.get(code.year, code.number))
        found[covered] = code.whole_year if window == "year" else code
    return list(found.values())


@dataclass(frozen=True)
class Figure:
    """A value with the ends of its interval."""

    value: float
    low: float
    high: float


def differs(now: Figure, then: Figure, *, widen: float = 1.0) -> bool:
    """Answer whether two figures differ by more than chance explains.

    The interval of a difference is recovered from the two intervals (MOVER: Zou and Donner 2008,
    Statistics in Medicine 27(10), 1693-1702; for two shares with Wilson's interval this is
    Newcombe's method 10). It also holds where the intervals are not symmetric.

    >>> differs(Figure(62, 57, 67), Figure(48, 43, 53))
    True
    >>> differs(Figure(60, 31, 83), Figure(50, 24, 76))
    False
    """
    low, high = difference(now, then, widen=widen)
    return low > 0 or high < 0


def difference(now: Figure, then: Figure, *, widen: float = 1.0) -> tuple[float, float]:
    """Return the ends of the interval of a difference, recovered as in `differs`."""
    apart = now.value - then.value
    down = sqrt((now.value - now.low) ** 2 + (then.high - then.value) ** 2)
    up = sqrt((now.high - now.value) ** 2 + (then.value - then.low) ** 2)
    return apart - widen * down, apart + widen * up
