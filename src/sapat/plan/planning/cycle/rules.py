"""Where the duties of the yearly cycle fall: in a term, off weekends and holidays."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sapat.core.language import Text
from sapat.plan.planning.rules import MONTHS, ItemKind, YearDays, month_span, year_span
from sapat.school.calendar.rules import Span, why_not_spans

DAY = timedelta(days=1)
SATURDAY = 5
FARTHEST = 31
"""Days a date is moved at most; longer than any holiday of a school."""

KINDS: dict[str, ItemKind] = {
    "start_diagnostics": ItemKind.CONTROL,
    "adaptation_begins": ItemKind.MONITORING,
    "adaptation_results": ItemKind.MONITORING,
    "journal_check": ItemKind.CONTROL,
    "satisfaction_1": ItemKind.SURVEY,
    "satisfaction_2": ItemKind.SURVEY,
    "half_year_tests": ItemKind.CONTROL,
    "facilities_check": ItemKind.CONTROL,
    "climate_survey": ItemKind.SURVEY,
    "information_needs": ItemKind.SURVEY,
    "internal_audits": ItemKind.CONTROL,
    "programme_fulfilment": ItemKind.CONTROL,
    "final_attestation": ItemKind.CONTROL,
    "objectivity_report": ItemKind.STATISTICS,
    "completeness_check": ItemKind.MONITORING,
    "term_analysis": ItemKind.STATISTICS,
}
"""Duties that are procedures of control or study: they stand in the calendar of control."""


@dataclass(frozen=True)
class When:
    """When a duty falls due: from the start of the year, after terms, on a day, each month."""

    year_start: int | None = None
    term_end: int | None = None
    month: int = 0
    day: int = 0
    every_month: int = 0


@dataclass(frozen=True)
class Duty:
    """One duty of the yearly cycle, as the catalogue has it."""

    code: str
    text: Text
    when: When
    takes: int
    clauses: tuple[str, ...]
    role: str

    @property
    def kind(self) -> ItemKind:
        """Return what kind of work it is."""
        return KINDS.get(self.code, ItemKind.MEASURE)


@dataclass(frozen=True)
class Proposal:
    """One measure as it would be written: `key` names the duty and its term or month for good."""

    key: str
    duty: Duty
    since: date
    due_on: date
    wished: date
    """The day the cycle asks for; the deadline differs where that day is free."""

    @property
    def moved(self) -> bool:
        """Answer whether the day was moved off a weekend or a holiday."""
        return self.due_on != self.wished


@dataclass(frozen=True)
class FreeDays:
    """Days without work: weekends, public holidays, holidays of the whole school."""

    public: frozenset[tuple[int, int]] = frozenset()
    spans: Sequence[tuple[date, date]] = ()

    def holds(self, day: date) -> bool:
        """Answer whether the day is free.

        >>> FreeDays(frozenset({(8, 31)})).holds(date(2026, 8, 31))
        True
        """
        if day.weekday() >= SATURDAY or (day.month, day.day) in self.public:
            return True
        return any(first <= day <= last for first, last in self.spans)

    def working(self, day: date, *, back: bool) -> date:
        """Return the day itself or the nearest working day, backwards or forwards."""
        step = -DAY if back else DAY
        found = day
        for _ in range(FARTHEST):
            if not self.holds(found):
                return found
            found += step
        return day


def why_not_terms(days: YearDays) -> tuple[str, str] | None:
    """Return the names of two terms that overlap, or None."""
    spans = [
        Span(str(number), starts, ends) for number, (starts, ends) in sorted(days.terms.items())
    ]
    widest = Span(
        "",
        min([days.starts, *(span.starts for span in spans)]),
        max([days.ends, *(span.ends for span in spans)]),
    )
    objection = why_not_spans(spans, within=widest)
    if objection is None or "one" not in objection[1]:
        return None
    return str(objection[1]["one"]), str(objection[1]["other"])


def propose(duties: Iterable[Duty], days: YearDays, free: FreeDays) -> list[Proposal]:
    """Return the measures of a school year, in the order of their deadlines."""
    found = [
        _placed(duty, key, day, back=back, free=free, days=days)
        for duty in duties
        for key, day, back in _wished(duty, days)
    ]
    return sorted(found, key=lambda one: (one.due_on, one.key))


def _wished(duty: Duty, days: YearDays) -> Iterator[tuple[str, date, bool]]:
    """Yield (key, day, whether a free day moves it backwards) for each time the duty falls due."""
    when, code = duty.when, duty.code
    if when.year_start is not None:
        yield code, days.starts + timedelta(days=when.year_start), when.year_start <= 0
    elif when.term_end is not None:
        for number, (_starts, ends) in sorted(days.terms.items()):
            yield f"{code}:{number}", ends + timedelta(days=when.term_end), False
    elif when.every_month:
        for month in MONTHS:
            first, last = month_span(days.year, month)
            day = min(first + timedelta(days=when.every_month - 1), last)
            if days.starts <= day <= days.ends:
                yield f"{code}:m{month}", day, True
    else:
        first, last = month_span(days.year, when.month)
        yield code, min(first + timedelta(days=when.day - 1), last), True


def _placed(
    duty: Duty, key: str, wished: date, *, back: bool, free: FreeDays, days: YearDays
) -> Proposal:
    first, last = year_span(days.year)
    due_on = min(max(free.working(wished, back=back), first), last)
    begins = max(free.working(wished - timedelta(days=duty.takes), back=False), first)
    return Proposal(key, duty, min(begins, due_on), due_on, wished)
