"""Chance with a seed: the same seed gives the same school, to the last byte."""

import random
from collections.abc import Mapping
from typing import TypeVar

Thing = TypeVar("Thing")


class Chance(random.Random):
    """A stream of chance of its own for each topic, so that one topic never disturbs another."""

    def __init__(self, *about: object) -> None:
        super().__init__("/".join(str(part) for part in about))

    def happens(self, share: float) -> bool:
        """Answer yes in this share of the cases."""
        return self.random() < share

    def bell(self, middle: float, spread: float, *, least: float, most: float) -> float:
        """Return a number near the middle, never outside the bounds."""
        return min(max(self.gauss(middle, spread), least), most)

    def weighted(self, weights: Mapping[Thing, float]) -> Thing:
        """Return one of the things, as often as its weight says."""
        return self.choices(list(weights), list(weights.values()))[0]
