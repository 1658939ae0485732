"""Several figures of a group on one scale, weighed, with the doubt of the sum and of its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from sapat.analytics.cells import Dim
from sapat.analytics.index import score
from sapat.analytics.ranks import ranks
from sapat.check.comparing.funnels import WIDTH
from sapat.check.comparing.progress import Place
from sapat.check.measuring.readings import Reading
from sapat.check.measuring.rules import Figure, differs

Unit: TypeAlias = Dim
"""What a group is told from the others by: the id of a class, the code of a level."""


@dataclass(frozen=True)
class Component:
    """One figure of a group: in its own unit, on the scale of 0 to 100, and the share it has.

    `half` is half the width of its interval on that scale. Without a score the figure is not
    known or may not be shown; its share goes to the others.
    """

    code: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    score: float | None = None
    half: float = 0.0
    share: float = 0.0
    turn: str = ""
    """Against the period before, beyond chance: `up` is better, `down` worse, `same`; or empty."""


@dataclass(frozen=True)
class Composite:
    """A group with everything its score is made of, and between which places it may well stand."""

    key: Unit
    components: tuple[Component, ...]
    n: int
    coverage: float
    """Share of the weights that had a figure, 0 to 1."""
    score: float | None = None
    low: float | None = None
    high: float | None = None
    before: float | None = None
    turn: str = ""
    place: Place | None = None

    @property
    def figure(self) -> Figure | None:
        """Return the score with its interval."""
        if self.score is None or self.low is None or self.high is None:
            return None
        return Figure(self.score, self.low, self.high)


Found = Mapping[str, Sequence[Reading]]
"""Code of an indicator -> its readings by the groups of one breakdown."""


def composites(found: Found, weights: Mapping[str, float]) -> dict[Unit, Composite]:
    """Weigh the figures of each group; figures that may not be shown are never used."""
    of_group: dict[Unit, dict[str, Component]] = {}
    for code, readings in found.items():
        for reading in readings:
            key = next(iter(reading.breakdown.values())).value
            of_group.setdefault(key, {})[code] = component(reading)
    return {key: _weighed(key, parts, weights) for key, parts in of_group.items()}


def component(reading: Reading) -> Component:
    """Return a figure on the scale: 50 at the alarm level, 100 at the target."""
    value, low, high = reading.value, reading.low, reading.high
    if not reading.shown or value is None or low is None or high is None:
        return Component(reading.indicator)
    norm = reading.norm.for_engine
    on_scale, far = score(value, norm), abs(norm.target - norm.alarm)
    # The straight line, not its ends: at the target a small group is not suddenly certain.
    line = 50 / far * (high - low) if far else abs(score(high, norm) - score(low, norm))
    half = min(line / 2, 100.0)
    return Component(reading.indicator, value, low, high, reading.n, on_scale, half)


def _weighed(key: Unit, parts: Mapping[str, Component], weights: Mapping[str, float]) -> Composite:
    present = {code: one for code, one in parts.items() if one.score is not None}
    whole, had = sum(weights.values()), sum(weights[code] for code in present)
    shares = {code: weights[code] / had for code in present} if had else {}
    ordered = tuple(
        replace(parts.get(code, Component(code)), share=shares.get(code, 0.0)) for code in weights
    )
    people = min((one.n for one in present.values()), default=0)
    empty = Composite(key, ordered, people, had / whole if whole else 0.0)
    if not present:
        return empty
    total = sum(shares[code] * (one.score or 0.0) for code, one in present.items())
    # As if all figures erred together: they are of the same pupils, so they nearly do.
    half = sum(shares[code] * one.half for code, one in present.items())
    return replace(empty, score=total, low=max(0.0, total - half), high=min(100.0, total + half))


def with_places(found: Sequence[Composite]) -> list[Composite]:
    """Return the same, the best first, with the places each may well have."""
    scored = [one for one in found if one.score is not None]
    if len(scored) < 2:
        return scored
    estimate = np.array([-(one.score or 0.0) for one in scored])
    se = np.array([_half(one) * 2 / WIDTH for one in scored])
    order = ranks(estimate, se)
    many = len(scored)
    placed = [
        replace(one, place=Place(int(low), int(high), many))
        for one, low, high in zip(scored, order.low, order.high, strict=True)
    ]
    return sorted(placed, key=lambda one: (-(one.score or 0.0), str(one.key)))


def _half(one: Composite) -> float:
    return sum(part.share * part.half for part in one.components)


def grown(now: Composite, then: Composite | None, worse: Mapping[str, str]) -> Composite:
    """Return a group beside its own period before: the score, and each figure by itself.

    `worse` says for each indicator which side is better: higher, lower or zero.
    """
    if then is None:
        return now
    before = {one.code: one for one in then.components}
    parts = tuple(
        replace(one, turn=_turned(one, before.get(one.code), worse.get(one.code, "higher")))
        for one in now.components
    )
    figure, earlier = now.figure, then.figure
    if figure is None or earlier is None or abs(now.coverage - then.coverage) > 0.1:
        return replace(now, components=parts)
    turn = "same"
    if differs(figure, earlier):
        turn = "up" if figure.value > earlier.value else "down"
    return replace(now, components=parts, before=then.score, turn=turn)


def _turned(now: Component, then: Component | None, better: str) -> str:
    values = (now.value, now.low, now.high)
    earlier = (then.value, then.low, then.high) if then else (None, None, None)
    if None in values or None in earlier:
        return ""
    figure, before = Figure(*values), Figure(*earlier)  # type: ignore[arg-type]
    if not differs(figure, before):
        return "same"
    if better == "zero":
        return "up" if abs(figure.value) < abs(before.value) else "down"
    return "up" if (figure.value > before.value) == (better == "higher") else "down"
