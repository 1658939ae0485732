"""Outside ratings: how the school's place went, and what its score would be if a part changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sapat.check.comparing.composites import component
from sapat.check.measuring.ground import Ground
from sapat.check.measuring.readings import Request, evaluate
from sapat.plan.registers.rules import MethodPart, shares

MOST_OTHERS = 500


@dataclass(frozen=True)
class Portion:
    """One part of a score: its weight as a share, its value, what it brings, and what is left."""

    name: str
    share: float
    value: float | None
    brings: float
    possible: float
    """Points that are still to be won here: up to a value of 100."""


@dataclass(frozen=True)
class Simulated:
    """A score of 0 to 100, with what it is made of; parts without a value are left out."""

    score: float | None
    known: float
    """Share of the weights that have a value, in per cent."""
    portions: tuple[Portion, ...]


def simulate(parts: Sequence[MethodPart], values: Sequence[float | None]) -> Simulated:
    """Weigh the values of the parts, each from 0 to 100.

    >>> simulate([MethodPart("exams", 3), MethodPart("olympiads", 1)], [80, 40]).score
    70.0
    >>> simulate([MethodPart("exams", 3), MethodPart("olympiads", 1)], [80, None]).known
    75.0
    """
    found = shares(parts)
    known = sum(share for share, value in zip(found, values, strict=True) if value is not None)
    portions = []
    for part, share, value in zip(parts, found, values, strict=True):
        own = share / known if value is not None and known else 0.0
        brings = own * (value or 0.0)
        left = own * (100 - value) if value is not None else 0.0
        portions.append(Portion(part.name, share, value, brings, left))
    score = sum(one.brings for one in portions) if known else None
    return Simulated(score, known, tuple(portions))


def place_among(score: float, others: Sequence[float]) -> tuple[int, int]:
    """Return the place a score would have among others, and of how many.

    >>> place_among(70, [84.2, 70, 61])
    (2, 4)
    """
    return 1 + sum(other > score for other in others), len(others) + 1


def numbers(text: str) -> list[float]:
    """Return the numbers that stand in a text, whatever parts them; what is none is left out.

    >>> numbers("84,2; 79 x 61.5")
    [84.2, 79.0, 61.5]
    """
    found = []
    for word in text.replace(";", " ").split()[:MOST_OTHERS]:
        plain = word.strip(",.").replace(",", ".")
        if plain.replace(".", "", 1).isdecimal():
            found.append(float(plain))
    return found


def standing(place: int, participants: int | None) -> float | None:
    """Return a place as a percentile, 100 for the first, as indicator X-02 counts it.

    >>> standing(1, 20), standing(20, 20), standing(3, None)
    (100.0, 5.0, None)
    """
    return 100 * (1 - (place - 1) / participants) if participants else None


def own_values(ground: Ground, parts: Sequence[MethodPart]) -> list[float | None]:
    """Return where the own indicators behind the parts stand now, on the scale of 0 to 100."""
    term = ground.latest
    if term is None:
        return [None] * len(parts)
    known = ground.book(term).indicators
    codes = [part.indicator if part.indicator in known else "" for part in parts]
    asked = {code: Request(code, term) for code in codes if code}
    found = evaluate(ground, asked.values())
    scores: Mapping[str, float | None] = {
        code: component(found[one][0]).score if found[one] else None for code, one in asked.items()
    }
    return [scores.get(code) for code in codes]
