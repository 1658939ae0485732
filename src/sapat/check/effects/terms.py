"""Values of an indicator by terms, on both sides of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from sapat.analytics.cells import Dim
from sapat.check.effects.lines import Dot, Told
from sapat.check.effects.rules import Moment, between, pooled, side
from sapat.check.measuring.ground import Ground
from sapat.check.measuring.readings import Reading, Request, evaluate
from sapat.check.measuring.rules import Figure
from sapat.school.calendar.rules import TermCode, year_label


@dataclass(frozen=True)
class At:
    """The value of one term; of several groups together it is their mean."""

    term: TermCode
    value: float
    low: float | None
    high: float | None
    size: float
    num: float
    version: str
    is_after: bool
    is_both: bool
    """Whether the day lies in the middle of the term: drawn, never compared."""

    @property
    def figure(self) -> Figure | None:
        """Return the value with its doubt, or None where the doubt is not known."""
        if self.low is None or self.high is None:
            return None
        return Figure(self.value, self.low, self.high)


@dataclass(frozen=True)
class Values:
    """All values of a school or of groups, oldest first."""

    known: tuple[At, ...]
    last: Reading | None
    awaited: date | None
    per_year: int
    year_before: dict[TermCode, TermCode]

    @cached_property
    def after(self) -> list[At]:
        """Return the values after the day."""
        return [at for at in self.known if at.is_after and not at.is_both]

    @cached_property
    def before(self) -> list[At]:
        """Return the values before the day, by the same definition as those after it."""
        version = self.after[-1].version if self.after else None
        return [
            at
            for at in self.known
            if not at.is_after and not at.is_both and version in {None, at.version}
        ]

    @property
    def redefined(self) -> bool:
        """Answer whether only values by another definition lie before the day."""
        return any(not at.is_after and not at.is_both for at in self.known)

    @cached_property
    def pair(self) -> tuple[At, At]:
        """Return the value after the day and the one before it to compare it with."""
        earlier = {at.term: at for at in self.before}
        for at in reversed(self.after):
            ago = self.year_before.get(at.term)
            if ago in earlier:
                return at, earlier[ago]
        return self.after[0], self.before[-1]

    @property
    def is_year_ago(self) -> bool:
        """Answer whether the pair is of the same term of two years."""
        now, then = self.pair
        return self.year_before.get(now.term) == then.term


def values_of(ground: Ground, code: str, since: date, of: tuple[str, frozenset[Dim]]) -> Values:
    """Return the values of the terms that have ended, or in which the day lies (one pass)."""
    dim, wanted = of
    window = ground.current.indicators[code].window
    stretches = [term for term in ground.history(window) if code in ground.book(term).indicators]
    by = (dim,) if dim else ()
    requests = {
        term: Request(code, term, by) for term in stretches if _has(ground, code, term, dim)
    }
    found = evaluate(ground, requests.values())
    known, awaited, last = [], None, None
    for term, request in requests.items():
        period = ground.period(window, term)
        after = side(period.starts, period.ends, since)
        own = [each for each in found[request] if not dim or each.breakdown[dim].value in wanted]
        if own:
            last = own[-1]
        at = _at(term, own, is_after=bool(after), is_both=after is None)
        if at is not None and period.ends < ground.today:
            known.append(at)
        elif after and awaited is None:
            awaited = period.ends
    ago = {at.term: back for at in known if (back := ground.year_ago(window, at.term))}
    sizes = [ground.size(term) for term in stretches if term.number] or [1]
    return Values(tuple(known), last, awaited, max(sizes) if window == "term" else 1, ago)


def dots(values: Values) -> tuple[list[Dot], float]:
    """Return the terms as a series with moment 0 at the first after the day, and its season."""
    first = next((n for n, at in enumerate(values.known) if at.is_after and not at.is_both), 0)
    found = [Dot(float(n - first), at.value, at.num, at.size) for n, at in enumerate(values.known)]
    return found, float(values.per_year)


def change_of(now: At, then: At) -> Figure | None:
    """Return the difference of two values with its doubt."""
    if now.figure is None or then.figure is None:
        return None
    return between(now.figure, then.figure)


def change_beside(theirs: Values, now: At, then: At) -> Figure | None:
    """Return the change of ours less theirs between the same two terms."""
    of_them = {at.term: at for at in theirs.known}
    if now.term not in of_them or then.term not in of_them:
        return None
    ours, other = change_of(now, then), change_of(of_them[now.term], of_them[then.term])
    return between(ours, other) if ours and other else None


def week_moment(since: date, dot: Dot, told: Told) -> Moment:
    """Return one week as the picture shows it."""
    starts = since + timedelta(weeks=int(dot.at))
    return Moment(
        label=f"{starts:%d.%m}",
        year=f"{starts:%Y}",
        value=dot.value,
        is_after=dot.at >= 0,
        expected=(told.expected or {}).get(dot.at),
        without=(told.without or {}).get(dot.at),
    )


def year_of(term: TermCode) -> str:
    """Return the school year of a term."""
    return year_label(term.year)


def _has(ground: Ground, code: str, term: TermCode, dim: str) -> bool:
    return not dim or dim in ground.book(term).indicators[code].dims


def _at(term: TermCode, readings: Sequence[Reading], *, is_after: bool, is_both: bool) -> At | None:
    """Return the value of a term, several groups weighed by their size; None if there is none."""
    shown = [each for each in readings if each.judged]
    if not shown:
        return None
    version = shown[0].version
    sizes = [float(each.den or each.n or 1) for each in shown]
    size, num = sum(sizes), sum(float(each.num or 0) for each in shown)
    values = [each.value or 0.0 for each in shown]
    value = sum(v * weight for v, weight in zip(values, sizes, strict=True)) / size
    figures = [
        (Figure(each.value, each.low, each.high), weight)
        for each, weight in zip(shown, sizes, strict=True)
        if each.value is not None and each.low is not None and each.high is not None
    ]
    whole = pooled(figures) if len(figures) == len(shown) else None
    low, high = (whole.low, whole.high) if whole else (None, None)
    return At(term, value, low, high, size, num, version, is_after, is_both)
