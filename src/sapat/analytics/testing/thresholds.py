"""Where a figure of a test becomes a remark: each bound with its source, in one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Bound:
    """A bound and where it comes from."""

    value: float
    source: str


BOUNDS: Mapping[str, Bound] = MappingProxyType(
    {
        "pupils": Bound(30, "Yurdugül (2008): 30 where the items have much in common, else 100"),
        "items": Bound(5, "own choice: with four items alpha hardly tells a test from a guess"),
        "class": Bound(0.70, "Nunnally & Bernstein (1994), ch. 7: comparing groups"),
        "pupil": Bound(0.90, "Nunnally & Bernstein (1994), ch. 7: deciding about one person"),
        "too_easy": Bound(0.95, "Kehoe (1995), Basic item analysis: nearly everybody is right"),
        "too_hard": Bound(0.20, "own choice: no better than a guess among five options"),
        "weak": Bound(0.20, "Ebel & Frisbie (1991), ch. 13: poor, to be improved or left out"),
        "dead": Bound(0.05, "Haladyna & Downing (1993), EPM 53, 999-1010"),
        "certainty": Bound(
            1.645, "one-sided 95 %; own trials: of 100 right keys 1 or 2 are doubted"
        ),
        "certainty_few": Bound(
            1.96, "own trials: the same with fewer pupils than a judgement needs"
        ),
        "dif_group": Bound(50, "Fidalgo et al. (2004): smaller groups find little"),
        "dif_moderate": Bound(1.0, "Zwick (2012), ETS RR-12-08: bound of A and B"),
        "dif_large": Bound(1.5, "Zwick (2012), ETS RR-12-08: bound of B and C"),
        "common_items": Bound(5, "own choice: fewer are at the mercy of one item"),
        "common_share": Bound(0.20, "Kolen & Brennan (2014), ch. 8: a fifth of the test"),
        "anchor": Bound(0.50, "own choice: below, common items tell little of the score"),
    }
)


def bound(name: str) -> float:
    """Return a bound by its name."""
    return BOUNDS[name].value
