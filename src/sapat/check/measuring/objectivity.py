"""Are term marks the ordinary rounding of their averages: by class, by subject, by teacher."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sapat.analytics.cells import Dim
from sapat.analytics.objectivity import Rounding, rounding
from sapat.analytics.suppression import suppress
from sapat.check.measuring import labels
from sapat.check.measuring.ground import Ground
from sapat.school.calendar.rules import TermCode

SMALLEST = 5
"""Pupils a group must have for its line to be shown."""

DIMS = ("class", "subject", "teacher")

PAIRS = """
SELECT "year", "term", "class", "subject", "teacher", "average", "value", COUNT(*)
FROM "period_marks"
WHERE "average" IS NOT NULL AND "value" IS NOT NULL AND NOT COALESCE("exempt", FALSE)
GROUP BY ALL
"""

SIZES = """
SELECT "year", "term", "dim", "value", COUNT(DISTINCT "pupil") FROM (
  SELECT "year", "term", "pupil",
    UNNEST(['school', 'class', 'subject', 'teacher']) AS "dim",
    UNNEST([NULL, "class", "subject", "teacher"]) AS "value"
  FROM "period_marks"
  WHERE "average" IS NOT NULL AND "value" IS NOT NULL AND NOT COALESCE("exempt", FALSE)
) GROUP BY ALL
"""

Pair = tuple[Dim, Dim, Dim, float, float, int]


@dataclass(frozen=True)
class RoundingLine:
    """How the marks of one group differ from the rounding of their averages; None: too few."""

    value: Dim
    label: str
    rounding: Rounding | None

    @property
    def is_doubtful(self) -> bool:
        """Answer whether marks lean to one side by more than chance explains."""
        interval = self.rounding.interval if self.rounding else None
        return interval is not None and (interval.low > 0 or interval.high < 0)


@dataclass(frozen=True)
class Objectivity:
    """The school's marks of a term beside their averages, as a whole and by one dimension each."""

    school: Rounding
    by: dict[str, tuple[RoundingLine, ...]]


def objectivity_of(ground: Ground, term: TermCode, dims: Iterable[str]) -> Objectivity | None:
    """Return how marks follow averages, or None if no averages came in; inside the boundary."""
    told = ground.sums.rows("rounding-1", "period_marks", PAIRS)
    pairs: list[Pair] = [tuple(row[2:]) for row in told if row[:2] == (term.year, term.number)]
    if not pairs:
        return None
    sizes: dict[Dim, dict[Dim, int]] = {}
    for year, number, dim, value, persons in ground.sums.rows(
        "rounding-sizes-1", "period_marks", SIZES
    ):
        if (year, number) == (term.year, term.number):
            sizes.setdefault(dim, {})[value] = persons
    return Objectivity(
        _rounding(pairs),
        {dim: tuple(_lines(pairs, dim, sizes[dim], sizes["school"][None])) for dim in dims},
    )


def _lines(pairs: list[Pair], dim: str, sizes: Mapping[Dim, int], total: int) -> list[RoundingLine]:
    at = DIMS.index(dim)
    groups: dict[Dim, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(pair[:3][at], []).append(pair)
    away = suppress(sizes, total, SMALLEST)
    named = labels.labels(dim, groups)
    lines = [
        RoundingLine(group, named[group], None if group in away else _rounding(found))
        for group, found in groups.items()
    ]
    return sorted(lines, key=lambda line: labels.order(dim, line.value, line.label))


def _rounding(pairs: list[Pair]) -> Rounding:
    averages: list[float | None] = []
    marks: list[float | None] = []
    for *_group, average, mark, count in pairs:
        averages += [average] * count
        marks += [mark] * count
    return rounding(averages, marks)
