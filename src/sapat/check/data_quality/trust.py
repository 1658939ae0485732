"""How far a figure can be trusted: how complete its data are, and what in them needs checking."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sapat.check.data_quality import reads
from sapat.check.data_quality.checks import limit
from sapat.check.data_quality.models import QualityIssue
from sapat.check.data_quality.paper_checks import reads as paper_checks
from sapat.check.data_quality.paper_checks.reads import ByHand
from sapat.check.measuring.ground import Ground
from sapat.check.measuring.questions import time_of
from sapat.check.measuring.readings import Reading
from sapat.check.measuring.rules import Place, places
from sapat.plan.datasets.rules import origins
from sapat.plan.indicators.rules import Indicator
from sapat.school.calendar.rules import TermCode

NOTHING = ByHand()


@dataclass(frozen=True)
class Trust:
    """What stands beside a value."""

    completeness: float | None
    """Share of the data that is there, 0 to 1; None where nobody can say."""
    issues: tuple[QualityIssue, ...] = ()
    by_hand: ByHand = NOTHING
    """How much of the data was typed, and how much of that a second person confirmed."""

    @property
    def is_preliminary(self) -> bool:
        """Answer whether too little of the data is there for a conclusion."""
        return is_preliminary(self.completeness)

    @property
    def percent(self) -> int | None:
        """Return the completeness in whole per cent, never rounded up to the limit."""
        return None if self.completeness is None else int(100 * self.completeness)

    @property
    def least(self) -> int:
        """Return the completeness from which a conclusion stands, in per cent."""
        return limit("preliminary")

    @property
    def grave(self) -> int:
        """Return how many of the issues may mislead."""
        return sum(row.severity == "high" for row in self.issues)


def is_preliminary(completeness: float | None) -> bool:
    """Answer whether a conclusion on so complete data is only preliminary."""
    return completeness is not None and 100 * completeness < limit("preliminary")


def trust(ground: Ground, readings: Iterable[Reading]) -> list[Trust]:
    """Return for each reading what stands beside it (a query, and two a reading)."""
    asked = list(readings)
    years = {reading.term.year for reading in asked}
    found = reads.open_of(years) if years else []
    return [
        Trust(
            one.completeness,
            tuple(touching(ground, one, found)),
            paper_checks.of_batches(one.batches),
        )
        for one in asked
    ]


def touching(
    ground: Ground, reading: Reading, issues: Sequence[QualityIssue]
) -> list[QualityIssue]:
    """Return the issues in the data that a reading stands on: its sets, its terms, its group."""
    spoken = spoken_of(ground, reading.known, reading.term)
    group = {dim: each.value for dim, each in reading.breakdown.items()}
    return [row for row in issues if _touches(row, spoken) and _is_of(row, group)]


def spoken_of(
    ground: Ground, indicator: Indicator, term: TermCode
) -> Mapping[str, frozenset[Place]]:
    """Return the declared data sets of an indicator with the terms of them it counts."""
    found: dict[str, frozenset[Place]] = {}
    for code in indicator.datasets:
        covered = places(indicator.window, time_of(code), term, ground.size(term))
        for origin in origins(code):
            own = places(indicator.window, time_of(origin), term, ground.size(term))
            found[origin] = found.get(origin, frozenset()) | covered | own
    return found


def _touches(row: QualityIssue, spoken: Mapping[str, frozenset[Place]]) -> bool:
    """Answer whether the figure counts rows of the set and term an issue was found in."""
    return any((row.year, row.term) in spoken.get(code, frozenset()) for code in row.sets)


def _is_of(row: QualityIssue, group: Mapping[str, object]) -> bool:
    of = {"class": row.school_class_id, "subject": row.subject_id, "teacher": row.teacher_id}
    return all(of[dim] in (None, value) for dim, value in group.items() if dim in of)


def of_term(term: TermCode, codes: Iterable[str] = ()) -> Trust:
    """Return how complete the marks of a term are, and what in its data needs checking.

    Of all data, or of these sets (two queries).
    """
    look, wanted = reads.last_look(), set(codes)
    percent = reads.percent_full(look, term) if look else None
    found = [
        row
        for row in reads.open_of({term.year})
        if row.term in (term.number, 0) and (not wanted or wanted & set(row.sets))
    ]
    return Trust(None if percent is None else percent / 100, tuple(found))
