"""Questions about an action: did the figure it was meant for move since, beyond chance."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sapat.analytics.cells import Dim
from sapat.check.effects import lines, terms, weeks
from sapat.check.effects.lines import VERDICTS, Dot, Told
from sapat.check.effects.rules import (
    Caution,
    Effect,
    Method,
    Moment,
    Reason,
    Verdict,
    judged,
    names_of,
    reason_of,
    rising_is_better,
)
from sapat.check.effects.terms import At
from sapat.check.measuring import labels
from sapat.check.measuring.ground import Ground, ground_of
from sapat.plan.indicators.rules import Indicator
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode
from sapat.school.classes import reads as classes
from sapat.school.organisations.models import Organisation

YEAR_OF_WEEKS = 365.25 / 7


@dataclass(frozen=True)
class Part:
    """Some groups of one dimension: a class, or the classes beside it."""

    dim: str
    values: tuple[Dim, ...]


@dataclass(frozen=True)
class _Case:
    """One question with all that answering it needs."""

    ground: Ground
    indicator: Indicator
    since: date
    part: Part | None
    others: Part | None
    shape: dict[str, str] = field(default_factory=dict)

    def says(self, verdict: Verdict, reason: Reason, **more: object) -> Effect:
        """Return the answer, about these groups."""
        return Effect(self.indicator, self.since, verdict, reason, **self.shape, **more)  # type: ignore[arg-type]


def effect_of(
    school: Organisation,
    *,
    indicator: str,
    since: date,
    group: Part | None = None,
    compared_with: Part | None = None,
    ground: Ground | None = None,
    at: datetime | None = None,
) -> Effect:
    """Tell whether a figure moved since a day, by the best means its values allow.

    Week by week where the facts carry days; else by terms: a whole series if it is long enough, the
    same term a year before, the term before. With groups to compare, their change is taken off.
    """
    ground = ground or ground_of(school, at=at)
    with within(school):
        case = _case(ground, indicator, since, group, compared_with)
        if case is None:
            known = ground.current.indicators[indicator]
            return Effect(known, since, Verdict.CANNOT_TELL, Reason.NO_FIGURES)
        values = terms.values_of(ground, indicator, since, _key(ground, group))
        if values.last is not None and values.last.is_hidden:
            return case.says(Verdict.CANNOT_TELL, Reason.HIDDEN)
        return _by_weeks(case) or _by_terms(case, values)


def _case(
    ground: Ground, code: str, since: date, part: Part | None, others: Part | None
) -> _Case | None:
    if ground.latest is None:
        return None
    names = {}
    for key, each in (("group", part), ("others", others)):
        if each is not None:
            known = labels.labels(each.dim, each.values)
            names[key] = names_of(known[value] for value in each.values)
    return _Case(ground, ground.book(ground.latest).indicators[code], since, part, others, names)


def _key(ground: Ground, part: Part | None) -> tuple[str, frozenset[Dim]]:
    """Return the dimension and its values; a class with those its pupils were in before."""
    if part is None:
        return "", frozenset()
    values = set(part.values)
    if part.dim == "class" and ground.latest is not None:
        now_in = classes.followed(ground.latest.year)
        values |= {before for before, now in now_in.items() if now in values}
    return part.dim, frozenset(values)


def _by_weeks(case: _Case) -> Effect | None:
    """Answer week by week, or None where there are too few weeks before the day, or no days."""
    ours = _dots(case, case.part)
    if ours is None:
        return None
    after = sum(dot.at >= 0 for dot in ours)
    rising = rising_is_better(case.indicator.better, ours[0].value if ours else 0.0)
    if case.others is not None:
        theirs = _dots(case, case.others) or []
        told = lines.beside(ours, theirs, rising=rising) if ours and theirs else None
        return _told(case, told, Method.BESIDE_LINE, ours)
    season = YEAR_OF_WEEKS if lines.has_season(ours, YEAR_OF_WEEKS) else None
    told = lines.alone(ours, season=season, rising=rising) if ours else None
    cautions = () if season else (Caution.SEASON,)
    if told is None and after == 0:
        return None
    return _told(case, told, Method.LINE, ours, cautions)


def _dots(case: _Case, part: Part | None) -> list[Dot] | None:
    term: TermCode | None = case.ground.latest
    assert term is not None
    dim, wanted = _key(case.ground, part)
    found = weeks.weeks(case.ground, case.indicator.code, term, since=case.since, of=(dim, wanted))
    if found is None:
        return None
    return [Dot(float(week.number), week.value, week.num, week.den) for week in found]


def _told(
    case: _Case,
    told: Told | None,
    method: Method,
    dots: Sequence[Dot],
    cautions: tuple[Caution, ...] = (),
) -> Effect | None:
    """Return what the engine says of weeks; None where too few lie before the day."""
    if told is None:
        return None
    moments = tuple(terms.week_moment(case.since, dot, told) for dot in dots)
    counts = {"before": told.before, "after": told.after}
    if told.verdict is VERDICTS.TOO_EARLY:
        if told.after >= lines.NEEDED_AFTER:
            return None
        facts = {"after": told.after, "needed": lines.NEEDED_AFTER}
        return case.says(
            Verdict.TOO_EARLY, Reason.FEW_AFTER, facts=facts, moments=moments, method=method,
            **counts,
        )  # fmt: skip
    more = {"moments": moments, "method": method, **counts}
    if told.change is None:
        return case.says(Verdict.CANNOT_TELL, Reason.ONE_SIDED, **more)
    if told.verdict is VERDICTS.CANNOT_TELL:
        return case.says(Verdict.CANNOT_TELL, Reason.APART, change=told.change, **more)
    if told.is_alike:
        cautions = (*cautions, Caution.ALIKE)
    return _concluded(case, told, (*cautions, Caution.ELSE), more)


def _concluded(
    case: _Case, told: Told, cautions: tuple[Caution, ...], more: dict[str, object]
) -> Effect:
    """Return the engine's verdict with its sentence."""
    assert told.change is not None
    choices = (Reason.ABOVE, Reason.BELOW, Reason.ON_LINE)
    if case.others is not None:
        choices = (Reason.AHEAD, Reason.BEHIND, Reason.ABREAST)
    verdict = Verdict(told.verdict.value)
    if verdict is Verdict.NO_CHANGE:
        reason = choices[2]
    else:
        reason = choices[0] if told.change.value > 0 else choices[1]
    return case.says(verdict, reason, change=told.change, cautions=cautions, **more)


def _by_terms(case: _Case, values: terms.Values) -> Effect:
    """Answer by the values of terms, with the best comparison there is."""
    moments = tuple(_moment(at) for at in values.known)
    counts: dict[str, object] = {
        "moments": moments, "before": len(values.before), "after": len(values.after),
    }  # fmt: skip
    if not values.known:
        return case.says(Verdict.CANNOT_TELL, Reason.NO_FIGURES)
    if not values.after:
        if values.awaited is None:
            return case.says(Verdict.TOO_EARLY, Reason.NONE_AFTER, **counts)
        facts = {"day": values.awaited}
        return case.says(Verdict.TOO_EARLY, Reason.NOTHING_AFTER, facts=facts, **counts)
    if not values.before:
        reason = Reason.REDEFINED if values.redefined else Reason.NOTHING_BEFORE
        return case.says(Verdict.CANNOT_TELL, reason, **counts)
    if case.others is not None:
        return _beside_terms(case, values, counts)
    return _whole_series(case, values, counts) or _two_terms(case, values, counts)


def _whole_series(case: _Case, values: terms.Values, counts: dict[str, object]) -> Effect | None:
    """Answer by a series of terms, if it is long enough."""
    dots, season = terms.dots(values)
    rising = rising_is_better(case.indicator.better, dots[0].value)
    told = lines.alone(dots, season=season, rising=rising)
    if told is None or told.change is None:
        return None
    by_place = {dot.at: (told.expected or {}, told.without or {}) for dot in dots}
    moments = tuple(
        _moment(at, expected.get(dot.at), without.get(dot.at))
        for at, dot in zip(values.known, dots, strict=True)
        for expected, without in [by_place[dot.at]]
    )
    more = {**counts, "moments": moments, "method": Method.LINE}
    cautions = () if lines.has_season(dots, season) else (Caution.SEASON,)
    return _concluded(case, told, (*cautions, Caution.ELSE), more)


def _two_terms(case: _Case, values: terms.Values, counts: dict[str, object]) -> Effect:
    """Answer by one value after the day and one before: of the same term if it is known."""
    now, then = values.pair
    method = Method.YEAR_AGO if values.is_year_ago else Method.NEIGHBOURS
    facts = {
        "later": now.term, "earlier": then.term, "now": now.value, "then": then.value,
    }  # fmt: skip
    more = {**counts, "facts": facts, "method": method}
    change = terms.change_of(now, then)
    if change is None:
        return case.says(Verdict.CANNOT_TELL, Reason.COUNT, **more)
    cautions = (Caution.ELSE,) if values.is_year_ago else (Caution.TERMS, Caution.ELSE)
    rising = rising_is_better(case.indicator.better, then.value)
    reason = reason_of(change, (Reason.ROSE, Reason.FELL, Reason.SAME))
    verdict = judged(change, rising=rising)
    return case.says(verdict, reason, change=change, cautions=cautions, **more)


def _beside_terms(case: _Case, values: terms.Values, counts: dict[str, object]) -> Effect:
    """Answer by the change of two values, less the change of those without the action."""
    now, then = values.pair
    theirs = terms.values_of(
        case.ground, case.indicator.code, case.since, _key(case.ground, case.others)
    )
    change = terms.change_beside(theirs, now, then)
    more = {**counts, "method": Method.BESIDE}
    if change is None:
        return case.says(Verdict.CANNOT_TELL, Reason.NO_OTHERS, **more)
    rising = rising_is_better(case.indicator.better, then.value)
    reason = reason_of(change, (Reason.AHEAD, Reason.BEHIND, Reason.ABREAST))
    verdict = judged(change, rising=rising)
    return case.says(verdict, reason, change=change, cautions=(Caution.ALONE,), **more)


def _moment(at: At, expected: float | None = None, without: float | None = None) -> Moment:
    return Moment(
        label=at.term.short if at.term.number else "",
        year=terms.year_of(at.term),
        value=at.value,
        is_after=at.is_after,
        low=at.low,
        high=at.high,
        expected=expected,
        without=without,
    )
