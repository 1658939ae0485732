"""What the figures prove by being there."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from sapat.check.measuring.ground import Ground, ground_of
from sapat.check.measuring.known import Figure, Limits, judge, last_ended
from sapat.check.measuring.readings import Reading, Request, Status, evaluate
from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.plan.datasets.rules import sources
from sapat.plan.indicators.rules import Indicator, indicators
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation

CODES = tuple((code, each.name) for code, each in indicators().items())


@proof(
    "measuring.known",
    _("The indicators are known for the last period that has ended"),
    Parameter("indicators", _("which indicators"), ["R-01"], CODES),  # type: ignore[arg-type]
    Parameter("share", _("how many of them must be known, per cent"), 80),
    Parameter("completeness", _("how complete their data must be, per cent"), 80),
    Parameter("days", _("days after the end of a period in which figures come"), 14),
    Parameter("back", _("how many periods before may stand in for one without a value"), 0),
)
def known(question: Question) -> Answer:
    """Judge whether the figures of the last finished term, half-year or year are there."""
    limits = Limits(
        question.number("share"), question.number("completeness"), question.number("days")
    )
    codes = [code for code in question.several("indicators") if code in indicators()]
    found = [_newest(question, code, limits) for code in codes]
    state, reason, facts = judge(found, limits, question.day)
    there = [one for one in found if one.is_known(limits.completeness)]
    ends = [one.ended for one in there if one.ended]
    since = max(ends, default=None) if state == State.PROVED else None
    return Answer(state, reason, facts, since=since, records=[_record(one) for one in there])


def _newest(question: Question, code: str, limits: Limits) -> Figure:
    """Return the figure of the last period, or of one before it that may stand in."""
    for back in range(question.number("back") + 1):
        figure = question.once(figures, question.school, question.day, back)[code]
        if figure.is_known(limits.completeness):
            return figure
    return question.once(figures, question.school, question.day, 0)[code]


def figures(school: Organisation, day: date, back: int) -> Mapping[str, Figure]:
    """Return every indicator so many periods back, read in one pass over the kept sums."""
    ground = ground_of(school, at=make_aware(datetime.combine(day, time.max)))
    ends = {code: last for code, (_first, last) in ground.terms.items()}
    years = {year: last for year, (_first, last) in ground.years.items()}
    asked = {
        code: Request(code, term)
        for code, each in indicators().items()
        if (term := last_ended(each.window, ends, years, day, back=back))
    }
    with within(school):
        found = evaluate(ground, asked.values())
    return {
        code: _figure(each, ground, found[asked[code]] if code in asked else [])
        for code, each in indicators().items()
    }


def _figure(indicator: Indicator, ground: Ground, readings: list[Reading]) -> Figure:
    name = f"{indicator.code} {indicator.name}"
    comes_from = tuple(str(sources()[place]) for place in indicator.waits_for)
    if not readings:
        return Figure(
            indicator.code,
            name,
            applies=indicator.applies_to(ground.school.edition(ground.today).school_type),
            first=_first_end(indicator.window, ground),
            comes_from=comes_from,
        )
    reading = readings[0]
    return Figure(
        indicator.code,
        name,
        applies=reading.status != Status.NOT_APPLICABLE,
        term=reading.term.label,
        ended=ground.days(reading.term)[1],
        has_value=reading.value is not None,
        completeness=reading.completeness,
        at=str(reading.term),
        comes_from=comes_from,
    )


def _first_end(window: str, ground: Ground) -> date | None:
    """Return when the first stretch of the window that is not over will end."""
    ahead = [last for _first, last in _stretches(window, ground) if last >= ground.today]
    return min(ahead, default=None)


def _stretches(window: str, ground: Ground) -> list[tuple[date, date]]:
    if window == "year":
        return list(ground.years.values())
    if window != "half_year":
        return list(ground.terms.values())
    periods = [ground.period(window, code) for code in ground.terms]
    return [(period.starts, period.ends) for period in periods]


def _record(one: Figure) -> Record:
    return Record(one.name, "check:indicator", (one.code,), "indicator", query=f"term={one.at}")
