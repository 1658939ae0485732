"""Try an indicator out on the school's real evidence before anybody decides about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sapat.analytics.values import Status
from sapat.check.measuring.ground import Ground
from sapat.check.measuring.readings import Reading, Request, evaluate
from sapat.plan.indicators.rules import Indicator
from sapat.plan.indicators.sketch import Sketch, content_of
from sapat.school.calendar.rules import TermCode

TRIED = "M-00"
"""The code of an indicator that is only tried; no decision ever gives it."""
TERMS = 4
PERIODS = 2
"""After so many empty periods dropping an indicator is proposed."""


@dataclass(frozen=True)
class Trial:
    """An indicator with its figures of the last terms, the newest first."""

    indicator: Indicator
    readings: tuple[Reading, ...]

    @property
    def divides_by_nothing(self) -> bool:
        """Answer whether there are facts, and no row of them stands below the line."""
        measured = [each for each in self.readings if not each.lacking]
        return bool(measured) and all(not each.den for each in measured)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Return the data sets of which the school has no facts."""
        return tuple(dict.fromkeys(code for each in self.readings for code in each.lacking))


def trial(ground: Ground, sketch: Sketch) -> Trial:
    """Compute a sketch without mistakes for the last terms; inside the boundary."""
    tried = ground.trying(TRIED, content_of(sketch))
    indicator = tried.current.indicators[TRIED]
    terms = tried.history(indicator.window)[-TERMS:]
    requests = [Request(TRIED, term) for term in reversed(terms)]
    found = evaluate(tried, requests)
    return Trial(indicator, tuple(found[request][0] for request in requests))


def forgotten(ground: Ground, *, periods: int = PERIODS) -> list[tuple[Indicator, Reading]]:
    """Return the indicators without a figure in the last periods; inside the boundary."""
    asked: dict[str, list[Request]] = {}
    latest = ground.latest.year if ground.latest else 0
    for each in ground.current.system.active:
        ended = [term for term in ground.history(each.window) if _is_over(ground, term, latest)]
        past: Sequence[TermCode] = ended[-periods:]
        if len(past) >= periods:
            asked[each.code] = [Request(each.code, term) for term in past]
    found = evaluate(ground, [request for requests in asked.values() for request in requests])
    readings = {code: [found[request][0] for request in asked[code]] for code in asked}
    return [
        (last[-1].known, last[-1])
        for last in readings.values()
        if all(each.value is None and each.status != Status.NOT_APPLICABLE for each in last)
    ]


def _is_over(ground: Ground, term: TermCode, latest: int) -> bool:
    """Answer whether a period has ended and is not later than any evidence of the school."""
    last = ground.latest
    if last is None or term.year > latest or (term.year == latest and term.number > last.number):
        return False
    return ground.days(term)[1] < ground.today
