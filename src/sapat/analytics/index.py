"""The index of a block: its indicators on one scale, weighed, never without its components."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sapat.analytics.states import Norm


@dataclass(frozen=True)
class Ingredient:
    """An indicator that goes into an index.

    Attributes
    ----------
    code
        The indicator.
    value
        In its own unit; None if there is none to be had.
    norm
        Its levels.
    weight
        Set by the pedagogical council; 0 or more.
    """

    code: str
    value: float | None
    norm: Norm
    weight: float = 1.0


@dataclass(frozen=True)
class Component:
    """What one indicator did to the index: its score (0 to 100) and the share it had."""

    code: str
    value: float | None
    score: float | None
    share: float


@dataclass(frozen=True)
class BlockIndex:
    """An index with everything it is made of.

    Attributes
    ----------
    value
        0 to 100; None if no indicator has a value.
    coverage
        Share of the weights that had a value, 0 to 1.
    components
        In the order they came; missing ones have no score and a share of 0.
    """

    value: float | None
    coverage: float
    components: tuple[Component, ...]


def block_index(ingredients: Sequence[Ingredient]) -> BlockIndex:
    """Weigh indicators that were brought to one scale.

    Parameters
    ----------
    ingredients
        Any number; those without a value give their weight to the others.

    Returns
    -------
    BlockIndex
        The weighted mean of the scores of `score`.

    Raises
    ------
    ValueError
        If a weight is negative.

    Notes
    -----
    The scale is a convention of the catalogue. An index hides more than it shows, so it is never
    printed without its components and its coverage.
    """
    if any(part.weight < 0 for part in ingredients):
        raise ValueError("a weight cannot be negative")
    scores = [None if part.value is None else score(part.value, part.norm) for part in ingredients]
    pairs = list(zip(ingredients, scores, strict=True))
    present = math.fsum(part.weight for part, found in pairs if found is not None)
    total = math.fsum(part.weight for part in ingredients)
    components = tuple(
        Component(
            part.code,
            part.value,
            found,
            part.weight / present if found is not None and present else 0.0,
        )
        for part, found in pairs
    )
    value = (
        math.fsum(part.weight * found for part, found in pairs if found is not None) / present
        if present
        else None
    )
    return BlockIndex(value, present / total if total else 0.0, components)


def score(value: float, norm: Norm) -> float:
    """Bring a figure to the scale of an index.

    Parameters
    ----------
    value
        In the indicator's unit.
    norm
        Its levels; 50 at ``alarm``, 100 at ``target``, along a straight line, never below 0 or
        above 100. Where zero is best, the distance from zero counts.

    Returns
    -------
    float
        0 to 100. If target and alarm are the same level: 100 where it is kept, else 0.
    """
    figure = abs(value) if norm.better == "zero" else value
    if norm.target == norm.alarm:
        kept = figure >= norm.target if norm.better == "higher" else figure <= norm.target
        return 100.0 if kept else 0.0
    line = 50 + 50 * (figure - norm.alarm) / (norm.target - norm.alarm)
    return max(0.0, min(100.0, line))
