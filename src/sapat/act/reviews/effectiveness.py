"""Whether the system works better from year to year: a few shares, each with how many it counts.

What the records of a year no longer show is taken from what a review of that year has kept; where
nothing was kept there is no figure.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sapat.act.actions import reads as actions
from sapat.act.actions.rules import ActionState
from sapat.act.decisions import reads as decisions
from sapat.act.decisions.rules import BINDING
from sapat.act.meetings.rules import school_year
from sapat.act.reviews.models import ReviewEdition
from sapat.check.findings import reads as findings
from sapat.check.findings.rules import days_open
from sapat.check.measuring.ground import Ground, ground_of
from sapat.check.measuring.readings import Reading, Status, readings
from sapat.core.facts import facts_of, told
from sapat.core.proofs import Question, State
from sapat.plan.objectives import reads as objectives
from sapat.plan.objectives.rules import Outcome
from sapat.plan.regulations.inputs import standings
from sapat.school.boundary import within
from sapat.school.calendar import reads as calendar
from sapat.school.calendar.rules import TermCode, TermKind

YEARS = 4
SATISFACTION = "S-03"
IN_NORM = frozenset({Status.HIGH, Status.NORMAL})
AGAINST_NORM = IN_NORM | {Status.ATTENTION, Status.CRITICAL}


@dataclass(frozen=True)
class Measure:
    """One way to see whether the system works: its name, its unit, whether more is better."""

    code: str
    name: Promise
    unit: str = "%"
    more_is_better: bool = True


MEASURES = (
    Measure("objectives", _("Objectives reached")),
    Measure("audits", _("Audits held of those planned")),
    Measure("on_time", _("Actions done in time")),
    Measure("effective", _("Actions that worked")),
    Measure("decisions", _("Decisions carried out in time")),
    Measure("in_norm", _("Indicators within their norm")),
    Measure("clauses", _("Clauses proved")),
    Measure("satisfaction", _("Satisfaction of consumers")),
    Measure("days", _("Days until a finding is closed (median)"), "", more_is_better=False),
)

Point = tuple[float | None, int]
"""A value and how many it counts; None: no data."""
NOTHING: Point = (None, 0)
Trend = dict[str, list[list[Any]]]


def trend(question: Question) -> Trend:
    """Return measure -> [school year, value, n] of the last years, oldest first."""
    with within(question.school):
        years = sorted({one.year for one in calendar.plain_years()})
        begun = [year for year in years if year <= school_year(question.day)][-YEARS:]
        kept = _kept(begun)
        told_ = {code: tell(question, begun) for code, tell in TELLERS.items()}
        return {
            one.code: [
                [year, *(found if (found := told_[one.code].get(year, NOTHING))[1]
                         else kept.get((one.code, year), NOTHING))]
                for year in begun
            ]
            for one in MEASURES
        }  # fmt: skip


def _kept(years: Iterable[int]) -> dict[tuple[str, int], Point]:
    """Return what reviews of these years have kept of them, the newest word of each (one query)."""
    rows = ReviewEdition.objects.filter(review__year__in=list(years)).order_by("frozen_at", "pk")
    found: dict[tuple[str, int], Point] = {}
    for year, content in rows.values_list("review__year", "trend"):
        for code, points in content.items():
            for point in points:
                if point[0] == year and point[2]:
                    found[code, year] = (point[1], point[2])
    return found


Tell = Callable[[Question, list[int]], dict[int, Point]]


def _share(rows: Iterable[tuple[date, bool]], day: date) -> dict[int, Point]:
    """Return school year -> per cent that is so and how many, of what is over on the day."""
    found: dict[int, list[bool]] = {}
    for on, is_so in rows:
        if on <= day:
            found.setdefault(school_year(on), []).append(is_so)
    return {year: (100 * sum(each) / len(each), len(each)) for year, each in found.items()}


def _objectives(question: Question, _years: list[int]) -> dict[int, Point]:
    rows = objectives.objectives()
    return _share(((row.due_on, row.outcome == Outcome.REACHED) for row in rows), question.day)


def _audits(question: Question, _years: list[int]) -> dict[int, Point]:
    if "audits" not in told():
        return {}
    rows = [(row["planned_on"], row.get("held_on") is not None)
            for row in facts_of("audits", question)]  # fmt: skip
    return _share(((on, is_so) for on, is_so in rows if isinstance(on, date)), question.day)


def _on_time(question: Question, _years: list[int]) -> dict[int, Point]:
    rows = [row for row in actions.actions() if row.state != ActionState.DROPPED]
    in_time = ((row.due_on, bool(row.done_on and row.done_on <= row.due_on)) for row in rows)
    return _share(in_time, question.day)


def _effective(question: Question, _years: list[int]) -> dict[int, Point]:
    judged = actions.actions().filter(state__in=[ActionState.WORKED, ActionState.FAILED])
    rows = ((row.ended_on, row.state == ActionState.WORKED) for row in judged if row.ended_on)
    return _share(rows, question.day)


def _decisions(question: Question, _years: list[int]) -> dict[int, Point]:
    rows = decisions.decisions().filter(state__in=BINDING)
    in_time = ((row.term, bool(row.done_on and row.done_on <= row.term)) for row in rows)
    return _share(in_time, question.day)


def _in_norm(question: Question, years: list[int]) -> dict[int, Point]:
    found: dict[int, Point] = {}
    for year, rows in question.told(_figures).items():
        stands = [one for one in rows if one.judged and one.status in AGAINST_NORM]
        if year in years and stands:
            well = sum(one.status in IN_NORM for one in stands)
            found[year] = (100 * well / len(stands), len(stands))
    return found


def _satisfaction(question: Question, years: list[int]) -> dict[int, Point]:
    found: dict[int, Point] = {}
    for year, rows in question.told(_figures).items():
        known = [one for one in rows if one.indicator == SATISFACTION and one.judged]
        if year in years and known:
            found[year] = (known[0].value, known[0].n)
    return found


def _figures(question: Question) -> dict[int, list[Reading]]:
    """Return school year -> its readings: of the whole year, of its latest term while it runs."""
    ground = ground_of(question.school)
    spoken = {code.year for code in ground.with_facts}
    return {year: readings(ground, _at(ground, year)) for year in sorted(spoken)[-YEARS:]}


def _at(ground: Ground, year: int) -> TermCode:
    latest = ground.latest
    if latest and latest.year == year:
        return latest
    return TermCode(year, 0, TermKind.YEAR)


def _clauses(question: Question, _years: list[int]) -> dict[int, Point]:
    """Tell only of today: what was proved in earlier years their reviews have kept."""
    lines = [line for each in question.told(standings) for line in each.lines]
    judged = [line for line in lines if line.state in set(State.values) - {State.NOT_APPLICABLE}]
    if not judged:
        return {}
    proved = sum(line.state == State.PROVED for line in judged)
    return {school_year(question.day): (100 * proved / len(judged), len(judged))}


def _days(question: Question, _years: list[int]) -> dict[int, Point]:
    rows = findings.findings().filter(closed_on__isnull=False, closed_on__lte=question.day)
    closed = {row.pk: row.closed_on for row in rows}
    lives = findings.lives(closed)
    found: dict[int, list[int]] = {}
    for pk, on in closed.items():
        if on is not None:
            found.setdefault(school_year(on), []).append(days_open(lives.get(pk, ()), on))
    return {year: (float(median(each)), len(each)) for year, each in found.items()}


TELLERS: dict[str, Tell] = {
    "objectives": _objectives,
    "audits": _audits,
    "on_time": _on_time,
    "effective": _effective,
    "decisions": _decisions,
    "in_norm": _in_norm,
    "clauses": _clauses,
    "satisfaction": _satisfaction,
    "days": _days,
}
