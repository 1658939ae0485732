"""What a school's figures stand on at one moment: facts, calendar, school type, norms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from sapat.analytics.states import Norm as EngineNorm
from sapat.check.measuring.definitions import Book, Period, book_of
from sapat.check.measuring.rules import Place, before, points, stretch, year_ago
from sapat.check.measuring.sums import Sums, sums_of
from sapat.evidence.store.models import Batch
from sapat.evidence.store.reads import live
from sapat.plan.indicators import reads as norms
from sapat.plan.indicators.models import Norm
from sapat.plan.indicators.norms import Approval
from sapat.plan.indicators.proposals import reads as proposals
from sapat.plan.indicators.rules import Indicator, Levels
from sapat.plan.indicators.system import Decision, system_at
from sapat.school.boundary import within
from sapat.school.calendar import reads as calendar
from sapat.school.calendar.rules import TermCode, TermKind
from sapat.school.organisations.models import Organisation

QUARTERS = 4
USUAL = {TermKind.QUARTER: 4, TermKind.HALF: 2, TermKind.SESSION: 2, TermKind.YEAR: 4}
"""How many terms a year has that no calendar speaks of."""

Days = tuple[date, date]


@dataclass(frozen=True)
class NormInForce:
    """The norm a figure is judged by: its levels, and what they rest on."""

    levels: Levels
    better: str
    basis: str
    since_year: int | None = None
    """None: the catalogue's."""
    approval: Approval | None = None

    @property
    def for_engine(self) -> EngineNorm:
        """Return the levels as the engine compares them."""
        levels = self.levels
        return EngineNorm(levels.target, levels.ok, levels.alarm, self.better)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Ground:
    """Read once for a page or a command; every figure of it stands on the same ground."""

    school: Organisation
    today: date
    sums: Sums
    terms: Mapping[TermCode, Days]
    years: Mapping[int, Days]
    own_norms: Sequence[Norm]
    periods: Mapping[int, frozenset[Place]]
    """Number of a live batch -> the terms it speaks of."""
    brought: frozenset[Place] = frozenset()
    """Terms of which files speak that were brought in, not only what Sapat keeps itself."""
    kinds: Mapping[int, TermKind] = field(default_factory=dict)
    decisions: Sequence[Decision] = ()
    """What the school's councils decided about indicators."""
    tried: tuple[str, Mapping[str, Any]] | None = None
    """Code and content of an indicator that is only tried out."""
    books: dict[tuple[int, int], Book] = field(default_factory=dict, compare=False, repr=False)

    def book(self, term: TermCode) -> Book:
        """Return the definitions that hold at a term."""
        place = (term.year, term.number)
        if place not in self.books:
            system = system_at(self.decisions, *place)
            self.books[place] = book_of(system.trying(*self.tried) if self.tried else system)
        return self.books[place]

    @property
    def current(self) -> Book:
        """Return the definitions of the term to show first; without any, all that was decided."""
        return self.book(self.latest or TermCode(9999, 0, TermKind.YEAR))

    def trying(self, code: str, content: Mapping[str, Any]) -> "Ground":
        """Return the same ground with an indicator tried out on it."""
        return replace(self, tried=(code, content), books={})

    @cached_property
    def sizes(self) -> dict[int, int]:
        """Return school year -> number of its terms."""
        found: dict[int, int] = {}
        for code in self.terms:
            found[code.year] = max(found.get(code.year, 0), code.number)
        return found

    def size(self, code: TermCode) -> int:
        """Return how many terms the year of this term has."""
        return self.sizes.get(code.year) or max(USUAL[code.kind], code.number)

    @cached_property
    def known(self) -> list[TermCode]:
        """Return the terms there is something to say about, oldest first: begun, or with facts."""
        begun = {code for code, (starts, _) in self.terms.items() if starts <= self.today}
        return sorted(begun | self.with_facts, key=lambda code: (code.year, code.number))

    @cached_property
    def with_facts(self) -> frozenset[TermCode]:
        """Return the terms that facts speak of."""
        places = {place for found in self.periods.values() for place in found}
        return frozenset(
            TermCode(year, number, self.kinds.get(year, TermKind.QUARTER))
            for year, number in places
            if number
        )

    @cached_property
    def latest(self) -> TermCode | None:
        """Return the term to show first: the last that files speak of, else the last begun.

        What Sapat keeps itself speaks of the running term, and of terms to come, long before the
        marks of a term are in.
        """
        begun = [code for code in self.known if self._has_begun(code)]
        brought = [code for code in begun if (code.year, code.number) in self.brought]
        with_facts = [code for code in begun if code in self.with_facts]
        usable = brought or with_facts or begun or self.known
        return usable[-1] if usable else None

    def _has_begun(self, code: TermCode) -> bool:
        return code not in self.terms or self.terms[code][0] <= self.today

    def school_type(self, year: int) -> str:
        """Return the type the school had in a school year."""
        starts, _ends = self.years.get(year, (date(year, 9, 1), date(year + 1, 5, 31)))
        return self.school.edition(starts).school_type

    def norm(self, code: str, year: int) -> NormInForce:
        """Return the norm in force in a school year: the school's own, or the catalogue's."""
        return self._norm(self.book(TermCode(year, 0, TermKind.YEAR)).indicators[code], year)

    def _norm(self, indicator: Indicator, year: int) -> NormInForce:
        code = indicator.code
        for own in reversed(self.own_norms):
            if own.indicator == code and own.since_year <= year:
                return NormInForce(
                    own.levels, indicator.better, own.basis, own.since_year, own.approval
                )
        return NormInForce(indicator.norm.levels, indicator.better, indicator.norm.basis)

    def norm_at(self, code: str, term: TermCode) -> NormInForce:
        """Return the norm a value at a term is judged by: for a year, of four quarters."""
        indicator = self.book(term).indicators[code]
        found = self._norm(indicator, term.year)
        if not indicator.norm.each:
            return found
        covered, size = stretch(indicator.window, term, self.size(term)), self.size(term)
        of_year = 1 if covered == (term.whole_year,) else len(covered) / size
        return replace(found, levels=found.levels.times(QUARTERS * of_year))

    def days(self, code: TermCode) -> Days:
        """Return the first and last day of a term or year; a usual year where no calendar says."""
        if code.kind == TermKind.YEAR:
            return self.years.get(code.year, (date(code.year, 9, 1), date(code.year + 1, 5, 31)))
        return self.terms.get(code) or self.days(code.whole_year)

    def period(self, window: str, code: TermCode) -> Period:
        """Return the days that a value of this window at this term covers."""
        covered = [self.days(each) for each in stretch(window, code, self.size(code))]
        starts, ends = min(day for day, _ in covered), max(day for _, day in covered)
        return Period(starts, ends, self.today)

    def previous(self, window: str, code: TermCode) -> TermCode | None:
        """Return the term at which a value of this window stands that comes before this one's."""
        if window == "year" or code.kind == TermKind.YEAR:
            return before(code.whole_year, self.known)
        covered = stretch(window, code, self.size(code))
        return before(min(covered), self.known)

    def year_ago(self, window: str, code: TermCode) -> TermCode | None:
        """Return the same term of the year before; for a yearly value, the year before."""
        return year_ago(code.whole_year if window == "year" else code, self.known)

    def history(self, window: str) -> list[TermCode]:
        """Return the terms at which a history of this window shows values, oldest first."""
        return points(window, self.known, self.sizes)


def ground_of(school: Organisation, *, at: datetime | None = None) -> Ground:
    """Read what the school's figures stand on (seven queries), now or as it was at a moment."""
    facts = live(school, at=at)
    with within(school):
        rows = calendar.terms()
        own = norms.all_norms(at=at)
        decided = proposals.decisions(at=at)
        told = Batch.objects.values_list("number", "periods", "source")
        spoken = {number: (places, source) for number, places, source in told}
        lives = [file.number for found in facts.files.values() for file in found]
        periods = {
            number: frozenset((year, term) for year, term in spoken[number][0]) for number in lives
        }
        brought = [periods[number] for number in lives if spoken[number][1] is not None]
    return Ground(
        school=school,
        today=timezone.localdate(at),
        sums=sums_of(school, facts),
        terms={row.code: (row.starts, row.ends) for row in rows},
        years={
            row.school_year.year: (row.school_year.starts, row.school_year.ends) for row in rows
        },
        own_norms=own,
        periods=periods,
        brought=frozenset(place for places in brought for place in places),
        kinds={row.school_year.year: TermKind(row.kind) for row in rows},
        decisions=decided,
    )
