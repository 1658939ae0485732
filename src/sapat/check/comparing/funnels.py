"""One figure of many groups: which differ by more than chance and ordinary variety explain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil, sqrt
from typing import Any

import numpy as np
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.analytics import funnel as engine
from sapat.analytics.cells import Dim
from sapat.analytics.funnel import COLOURED, SMALL, Kind, Undrawable
from sapat.analytics.ranks import ranks
from sapat.check.comparing.progress import Place
from sapat.check.measuring.readings import Reading
from sapat.plan.indicators.rules import Indicator

KINDS = {"wilson": Kind.PROPORTION, "poisson": Kind.RATIO}
"""Indicators that can be compared so: parts of a whole, and events over what they are of."""
FEW_GROUPS = 6
"""With fewer groups to be judged, how much groups differ usually is itself uncertain."""
WIDTH = 2 * 1.959964


class NotSo(TextChoices):
    """Why groups of an indicator are not compared."""

    NO_KIND = "no_kind", _("Only shares and counts of events can be compared so.")
    FEW = "few", _("Fewer than two groups may be shown, so there is nothing to compare.")
    NOTHING = "nothing", _("It happened in no group, so there is nothing to compare.")
    UNFIT = "unfit", _("The figures of the groups are no whole counts, so chance cannot be told.")


@dataclass(frozen=True)
class Group:
    """A group with the limits that a group of its size keeps within, in the indicator's unit.

    `side` is above, below or empty; `far` where even the wide limits are left behind.
    """

    value: Dim
    label: str
    n: float
    persons: int
    figure: float
    low95: float
    high95: float
    low998: float
    high998: float
    side: str
    far: bool
    place: Place | None = None

    @property
    def is_small(self) -> bool:
        """Answer whether it is too small to be called anything."""
        return min(self.n, self.persons) < COLOURED


@dataclass(frozen=True)
class Funnel:
    """All groups of one indicator that may be shown, around what they have together."""

    indicator: Indicator
    dim: str
    centre: float = 0.0
    phi: float = 1.0
    groups: tuple[Group, ...] = ()
    hidden: int = 0
    refused: NotSo | None = None

    @property
    def outside(self) -> list[Group]:
        """Return the groups that differ by more than chance explains."""
        return [group for group in self.groups if group.side]

    @property
    def judged(self) -> int:
        """Return how many groups are large enough to be called anything."""
        return sum(not group.is_small for group in self.groups)

    @property
    def alike(self) -> int:
        """Return how many of these differ no more than chance."""
        return self.judged - len(self.outside)

    def worse(self, group: Group) -> bool:
        """Answer whether a group lies on the side that is worse."""
        return bool(group.side) and (group.side == "above") == (self.indicator.better != "higher")


def comparable(indicator: Indicator) -> bool:
    """Answer whether a funnel can be drawn of the indicator."""
    return indicator.interval in KINDS and indicator.kind == "ratio"


def funnel_of(indicator: Indicator, dim: str, readings: Sequence[Reading]) -> Funnel:
    """Compare the groups of one breakdown; those hidden by measuring stay hidden."""
    if not comparable(indicator):
        return Funnel(indicator, dim, refused=NotSo.NO_KIND)
    counted = [each for each in readings if each.value is not None and each.den]
    seen = [each for each in counted if each.shown]
    hidden = len(counted) - len(seen)
    if len(seen) < 2:
        return Funnel(indicator, dim, hidden=hidden, refused=NotSo.FEW)
    tops, sizes, persons = (_column(seen, name) for name in ("num", "den", "n"))
    times, centre = _times(seen), float(tops.sum() / sizes.sum())
    shares = tops / sizes
    by_marks = bool((persons < sizes).any())
    if by_marks:
        # Many marks of one pupil are not many pupils: each pupil counts as one.
        tops, sizes = shares * persons, persons
    try:
        found = engine.funnel(tops, sizes, kind=KINDS[indicator.interval], whole=not by_marks)
    except Undrawable as wrong:
        nothing = wrong.reason == engine.Reason.NOTHING
        reason = NotSo.NOTHING if nothing else NotSo.UNFIT
        return Funnel(indicator, dim, hidden=hidden, refused=reason)
    groups = tuple(
        _group(seen[at], float(shares[at]), centre, _limits(found, at), times)
        for at in range(len(seen))
    )
    return Funnel(indicator, dim, times * centre, found.phi, groups, hidden)


def with_places(found: Funnel, readings: Iterable[Reading]) -> Funnel:
    """Return the same with the places each group may well have, the best first."""
    of = {next(iter(each.breakdown.values())).value: each for each in readings}
    known = [of[group.value] for group in found.groups]
    if len(known) < 2 or any(each.low is None or each.high is None for each in known):
        return found
    sign = -1 if found.indicator.better == "higher" else 1
    estimate = np.array([sign * (each.value or 0.0) for each in known])
    se = np.array([_doubt(each) for each in known])
    order = ranks(estimate, se)
    places = [
        Place(int(low), int(high), len(known))
        for low, high in zip(order.low, order.high, strict=True)
    ]
    groups = tuple(replace(g, place=p) for g, p in zip(found.groups, places, strict=True))
    return replace(found, groups=groups)


def _column(readings: Sequence[Reading], name: str) -> Any:
    return np.array([getattr(each, name) for each in readings], float)


def _times(readings: Sequence[Reading]) -> float:
    """Return what a quotient is multiplied by in the indicator's unit: 100 for per cents."""
    for each in readings:
        if each.num and each.den and each.value is not None:
            return each.value * each.den / each.num
    return 1.0


def _doubt(reading: Reading) -> float:
    """Return the standard error of a figure, of pupils where it counts marks."""
    width = (reading.high or 0.0) - (reading.low or 0.0)
    alike = max((reading.den or 1.0) / reading.n, 1.0) if reading.n else 1.0
    return width / WIDTH * sqrt(alike)


@dataclass(frozen=True)
class _Limits:
    n: float
    near: tuple[float, float]
    wide: tuple[float, float]


def _limits(found: engine.Funnel, at: int) -> _Limits:
    size = float(found.n[at])
    near = float(found.low95[at]), _reached(float(found.high95[at]), size)
    return _Limits(size, near, (float(found.low998[at]), _reached(float(found.high998[at]), size)))


def _reached(high: float, size: float) -> float:
    """Return the upper limit as a count that can be: of a small group it lies between two counts.

    Without it a class of eighteen of whom all pass, as is usual, would stand above 99.8 %.
    """
    return high if size >= SMALL else ceil(high * size - 1e-9) / size


def _group(reading: Reading, share: float, centre: float, limits: _Limits, times: float) -> Group:
    of = next(iter(reading.breakdown.values()))
    is_off, is_far = (
        min(limits.n, reading.n) >= COLOURED and not low <= share <= high
        for low, high in (limits.near, limits.wide)
    )
    return Group(
        value=of.value,
        label=of.label,
        n=limits.n,
        persons=reading.n,
        figure=times * share,
        low95=times * limits.near[0],
        high95=times * limits.near[1],
        low998=times * limits.wide[0],
        high998=times * limits.wide[1],
        side=("above" if share > centre else "below") if is_off else "",
        far=is_far,
    )
