"""Does another mark of the same pupil confirm the journal's: at the exam, at a control test."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sapat.analytics.cells import Dim
from sapat.analytics.objectivity import Agreement, agreement_of
from sapat.analytics.suppression import suppress
from sapat.check.measuring import labels
from sapat.check.measuring.ground import Ground
from sapat.check.measuring.objectivity import SMALLEST
from sapat.school.calendar.rules import TermCode

DIMS = ("class", "subject", "teacher")


@dataclass(frozen=True)
class Source:
    """Where pairs come from: the data set, its two marks, and who gave the journal's."""

    dataset: str
    journal: str
    other: str
    teacher: str
    yearly: bool = False

    @property
    def pairs(self) -> str:
        """Return the SELECT of pairs by year, term and groups, with how many there are."""
        term = "0" if self.yearly else '"term"'
        return (
            f'SELECT "year", {term}, "class", "subject", "{self.teacher}",'  # noqa: S608
            f' "{self.journal}", "{self.other}", COUNT(*) FROM "{self.dataset}"'
            f' WHERE "{self.journal}" IS NOT NULL AND "{self.other}" IS NOT NULL GROUP BY ALL'
        )

    @property
    def sizes(self) -> str:
        """Return the SELECT of how many pupils each group has."""
        term = "0" if self.yearly else '"term"'
        return (
            'SELECT "year", "term", "dim", "value", COUNT(DISTINCT "pupil") FROM ('  # noqa: S608
            f' SELECT "year", {term} AS "term", "pupil",'
            " UNNEST(['school', 'class', 'subject', 'teacher']) AS \"dim\","
            f' UNNEST([NULL, "class", "subject", "{self.teacher}"]) AS "value"'
            f' FROM "{self.dataset}"'
            f' WHERE "{self.journal}" IS NOT NULL AND "{self.other}" IS NOT NULL'
            ") GROUP BY ALL"
        )


EXAMS = Source("exam_pairs", "annual", "value", "teacher", yearly=True)
TESTS = Source("test_pairs", "given", "mark", "given_by")


@dataclass(frozen=True)
class AgreementLine:
    """How the journal's marks of one group compare with the others; None: too few pupils."""

    value: Dim
    label: str
    agreement: Agreement | None

    @property
    def is_doubtful(self) -> bool:
        """Answer whether the journal lies on one side by more than chance explains."""
        found = self.agreement.bias_interval if self.agreement else None
        return found is not None and (found.low > 0 or found.high < 0)


@dataclass(frozen=True)
class Against:
    """The school's marks of a year or a term beside the others, and by one dimension each."""

    term: TermCode
    school: AgreementLine
    by: dict[str, tuple[AgreementLine, ...]]


def against(ground: Ground, source: Source, term: TermCode, dims: Iterable[str]) -> Against | None:
    """Return how marks compare at the term, or at the last before it; None without any pair.

    Yearly pairs are looked for by year. Inside the boundary.
    """
    name = source.dataset
    told = ground.sums.rows(f"against-1-{name}", name, source.pairs)
    at = (term.year, 0 if source.yearly else term.number)
    whole_year = not source.yearly and not term.number
    if whole_year:
        at = (term.year, 99)
    place = max(((row[0], row[1]) for row in told if (row[0], row[1]) <= at), default=None)
    if place is None:
        return None
    pairs = [tuple(row[2:]) for row in told if (row[0], row[1]) == place]
    sizes: dict[Dim, dict[Dim, int]] = {}
    for year, number, dim, value, persons in ground.sums.rows(
        f"against-sizes-1-{name}", name, source.sizes
    ):
        if (year, number) == place:
            sizes.setdefault(dim, {})[value] = persons
    total = sizes["school"][None]
    shown = _agreement(pairs) if total >= SMALLEST else None
    year, number = int(place[0]), int(place[1])
    found = TermCode(year, number, ground.kinds.get(year, term.kind))
    return Against(
        found if number else found.whole_year,
        AgreementLine(None, "", shown),
        {dim: _lines(pairs, dim, sizes[dim], total) for dim in dims},
    )


def _lines(
    pairs: list[tuple[Dim, ...]], dim: str, sizes: Mapping[Dim, int], total: int
) -> tuple[AgreementLine, ...]:
    at = DIMS.index(dim)
    groups: dict[Dim, list[tuple[Dim, ...]]] = {}
    for pair in pairs:
        groups.setdefault(pair[at], []).append(pair)
    away = suppress(sizes, total, SMALLEST)
    named = labels.labels(dim, groups)
    lines = [
        AgreementLine(group, named[group], None if group in away else _agreement(found))
        for group, found in groups.items()
    ]
    return tuple(sorted(lines, key=lambda line: labels.order(dim, line.value, line.label)))


def _agreement(pairs: list[tuple[Dim, ...]]) -> Agreement:
    table = Counter[tuple[float, float]]()
    for *_groups, journal, other, count in pairs:
        table[float(journal or 0), float(other or 0)] += int(count or 0)
    return agreement_of(table)
