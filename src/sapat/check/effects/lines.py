"""Series before and after a day, put to the engine; answers in the indicator's unit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sapat.analytics import effect as engine
from sapat.analytics.effect import RULES
from sapat.check.measuring.rules import Figure

NEEDED_AFTER = RULES["after"]
VERDICTS = engine.Verdict
SAID = frozenset({VERDICTS.WORKED, VERDICTS.WORSE})
"""What is said only where nothing in the interval says otherwise."""


@dataclass(frozen=True)
class Dot:
    """One value of a series at a moment, with what it was divided from."""

    at: float
    value: float
    num: float
    den: float


@dataclass(frozen=True)
class Told:
    """What the engine says: its verdict, the mean change since, and both lines."""

    verdict: engine.Verdict
    before: int
    after: int
    change: Figure | None = None
    expected: dict[float, float] | None = None
    without: dict[float, float] | None = None
    is_alike: bool = False


def alone(dots: Sequence[Dot], *, season: float | None, rising: bool) -> Told | None:
    """Return whether a series left its line at moment 0; None where it cannot be drawn."""
    points, family = _points(dots)
    line = engine.Line(family=family, season=season)
    try:
        found = engine.interrupted(points, 0.0, line=line, better=_better(rising=rising))
    except engine.Unfit as no:
        if no.reason is engine.Reason.SEASON and season is not None:
            return alone(dots, season=None, rising=rising)
        return None
    return _told(found, family)


def beside(ours: Sequence[Dot], theirs: Sequence[Dot], *, rising: bool) -> Told | None:
    """Return whether a series left that of others at moment 0."""
    points, family = _points([*ours, *theirs])
    acted = np.repeat([True, False], [len(ours), len(theirs)])
    better = _better(rising=rising)
    try:
        found = engine.differences(engine.Versus(points, acted), 0.0, family=family, better=better)
    except engine.Unfit:
        return None
    return _told(found, family)


def has_season(dots: Sequence[Dot], season: float) -> bool:
    """Answer whether two whole seasons before moment 0 are known."""
    before = [dot.at for dot in dots if dot.at < 0]
    return bool(before) and max(before) - min(before) + 1 >= RULES["seasons_before"] * season


def _points(dots: Sequence[Dot]) -> tuple[engine.Points, engine.Family]:
    """Return shares as counts, since their noise follows from their size, all else as means."""
    at = np.array([dot.at for dot in dots])
    value, num, den = (
        np.array([getattr(dot, name) for dot in dots], float) for name in ("value", "num", "den")
    )
    shares = (num >= 0) & (num <= den) & np.isclose(value * den, 100 * num)
    if shares.all():
        return engine.Points(at, num, den), engine.Family.BINOMIAL
    return engine.Points(at, value, np.maximum(den, 1e-9)), engine.Family.GAUSSIAN


def _better(*, rising: bool) -> engine.Better:
    return engine.Better.INCREASE if rising else engine.Better.DECREASE


def _told(found: engine.Effect, family: engine.Family) -> Told:
    """Return the answer in per cent where the engine counts in shares."""
    unit = 100.0 if family is engine.Family.BINOMIAL else 1.0
    bare = Told(found.verdict, found.before, found.after)
    gap = found.mean_gap
    if gap is None or found.times is None or found.expected is None or found.without is None:
        return bare
    times = found.times.tolist()
    # Near the ends of a share the scale of the model may exclude "no change" where the change in
    # per cent, which is what people read, does not.
    unclear = gap.low <= 0 <= gap.high and found.verdict in SAID
    return replace(
        bare,
        verdict=VERDICTS.NO_CHANGE if unclear else found.verdict,
        change=Figure(*(float(end) * unit for end in (gap.estimate, gap.low, gap.high))),
        expected=dict(zip(times, (found.expected * unit).tolist(), strict=True)),
        without=dict(zip(times, (found.without * unit).tolist(), strict=True)),
        is_alike=abs(found.alike) > 2 / len(times) ** 0.5,
    )
