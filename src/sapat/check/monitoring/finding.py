"""What in the figures gives reason for a signal, and how few of it are false."""

from collections.abc import Iterable, Mapping, Sequence

from sapat.analytics.charts.xmr import Cause
from sapat.check.data_quality.reads import Failing
from sapat.check.data_quality.trust import is_preliminary
from sapat.check.measuring.readings import Reading, Status
from sapat.check.monitoring.charting import Charted
from sapat.check.monitoring.looking import Series, place_of
from sapat.check.monitoring.rules import (
    Doubt,
    Found,
    Kind,
    Side,
    doubt_of,
    threshold,
    weigh,
)
from sapat.school.calendar.rules import TermCode

Grounds = dict[str, Mapping[str, object]]
LIMITS = frozenset({Cause.ABOVE_LIMIT.value, Cause.BELOW_LIMIT.value})
BAD = frozenset({Status.ATTENTION, Status.CRITICAL})


ONE_SIDE = 0.025
"""What a 95 % interval leaves on each side."""


def found_in(
    every: Sequence[Series], charts: Sequence[Charted], broken: Mapping[str, Mapping[str, object]]
) -> list[Found]:
    """Return what gives reason for a signal; `broken`: indicator -> forecast that did not hold."""
    missed = _missed(every)
    special = _special(charts)
    found: list[Found] = []
    for at, series in enumerate(every):
        grounds: Grounds = {}
        sides = []
        if at in missed:
            grounds[Kind.NORM.value] = missed[at]
            sides.append(Side.WORSE)
        if at in special:
            side, facts = special[at]
            grounds[Kind.CAUSE.value] = {**facts, "side": side.value}
            sides.append(side)
        if not series.dim and (facts := broken.get(series.indicator.code, {})):
            side = side_of(series, _as_float(facts["forecast"]))
            grounds[Kind.FORECAST.value] = {**facts, "side": side.value}
            sides.append(side)
        if grounds:
            side = Side.WORSE if Side.WORSE in sides else Side.BETTER
            of_side = {kind: each for kind, each in grounds.items() if _goes(each, side)}
            found.append(_found(series, side, of_side))
    return found


def _goes(facts: Mapping[str, object], side: Side) -> bool:
    """Answer whether a ground speaks for this side; a missed norm always is the worse one."""
    return facts.get("side", Side.WORSE.value) == side.value


def _missed(every: Sequence[Series]) -> dict[int, Mapping[str, object]]:
    """Return place -> the norm that is missed beyond doubt.

    All figures of the watch are one family: of those raised at most one in twenty is false.
    """
    doubts: dict[int, Doubt] = {}
    for at, series in enumerate(every):
        reading = series.latest
        if reading is None or reading.value is None or _is_thin(reading):
            continue
        levels, better = reading.norm.levels, reading.norm.better
        doubts[at] = doubt_of(
            reading.value, reading.low, reading.high, norm=levels.ok, better=better
        )
    border = threshold(doubt.p for doubt in doubts.values() if not doubt.counted)
    found: dict[int, Mapping[str, object]] = {}
    for at, doubt in doubts.items():
        reading = every[at].latest
        if doubt.counted:
            # A complete count has no interval; of a group only what is critical is told.
            serious = reading is not None and reading.status == Status.CRITICAL
            sure = doubt.p == 0 and (serious or not every[at].dim)
        else:
            sure = doubt.p <= min(border, ONE_SIDE)
        if reading is not None and sure and reading.status in BAD:
            found[at] = {"norm": reading.norm.levels.ok, "status": str(reading.status)}
    return found


def is_missed(reading: Reading) -> bool:
    """Answer whether the whole interval of one figure lies on the bad side of its norm."""
    if reading.value is None or reading.status not in BAD:
        return False
    levels, better = reading.norm.levels, reading.norm.better
    doubt = doubt_of(reading.value, reading.low, reading.high, norm=levels.ok, better=better)
    return doubt.p <= ONE_SIDE


def _is_thin(reading: Reading) -> bool:
    return is_preliminary(reading.completeness)


def _special(charts: Sequence[Charted]) -> dict[int, tuple[Side, Mapping[str, object]]]:
    """Return place -> side and rule of a last point that chance does not explain.

    For the school every rule counts; for its many groups only a point beyond the limits, and
    only as far beyond as Benjamini and Hochberg ask of so many series.
    """
    border = threshold(chart.p for chart in charts if chart.series.dim and not chart.short)
    found: dict[int, tuple[Side, Mapping[str, object]]] = {}
    for at, chart in enumerate(charts):
        cause, reading = chart.cause, chart.series.latest
        if not cause or reading is None or _is_thin(reading):
            continue
        if chart.series.dim and (cause not in LIMITS or chart.p > border):
            continue
        facts = {"cause": cause, "mean": chart.mean, "lower": chart.lower, "upper": chart.upper}
        found[at] = (side_of(chart.series, chart.mean or 0.0), facts)
    return found


def side_of(series: Series, usual: float) -> Side:
    """Return whether the newest figure is better or worse than what was usual or expected."""
    reading = series.latest
    value = (reading.value or 0.0) if reading else 0.0
    better = series.indicator.better
    if better == "zero":
        return Side.BETTER if abs(value) < abs(usual) else Side.WORSE
    return Side.BETTER if (value > usual) == (better == "higher") else Side.WORSE


def _found(series: Series, side: Side, grounds: Grounds) -> Found:
    reading, before = series.latest, series.before
    assert reading is not None
    group = reading.breakdown.get(series.dim)
    now = group.value if group else 0
    return Found(
        indicator=series.indicator.code,
        dim=series.dim,
        group=series.group,
        label=group.label if group else "",
        term=str(reading.term),
        place=place_of(reading.term),
        before=place_of(before.term) if before else None,
        side=side,
        grounds=grounds,
        value=reading.value,
        low=reading.low,
        high=reading.high,
        n=reading.n,
        weight=weigh(
            grounds,
            side=side,
            critical=reading.status == Status.CRITICAL and Kind.NORM.value in grounds,
            is_school=not series.dim,
        ),
        group_now=now if isinstance(now, int) else 0,
    )


def failing_in(term: TermCode, failing: Iterable[Failing]) -> list[Found]:
    """Return checks of the data that fail, one for each check however many places fail it."""
    by_rule: dict[str, list[Failing]] = {}
    for one in failing:
        by_rule.setdefault(one.rule, []).append(one)
    found = []
    for rule, places in by_rule.items():
        grounds = {Kind.DATA.value: {"check": rule, "count": len(places)}}
        found.append(
            Found(
                indicator="",
                dim=rule,
                group=0,
                label="",
                term=str(term),
                place=place_of(term),
                before=None,
                side=Side.WORSE,
                grounds=grounds,
                weight=weigh(grounds, side=Side.WORSE, critical=False, is_school=True),
            )
        )
    return found


def _as_float(value: object) -> float:
    return float(str(value))
