"""The annual mark of the journal beside the mark of the examination: how many pupils have each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sapat.analytics.objectivity import Agreement, agreement_of
from sapat.check.measuring.ground import Ground

BEST_FIRST = ("excellent", "good", "satisfactory", "unsatisfactory")
FIVES = {"excellent": 5, "good": 4, "satisfactory": 3, "unsatisfactory": 2}
"""The categories as whole marks: two scales of one examination can still be compared."""
SMALLEST = 5
"""Pairs below which nothing is said."""

PAIRS = """
SELECT "year", "annual_category", "category", COUNT(*)
FROM "exam_pairs"
WHERE "annual_category" IS NOT NULL AND "category" IS NOT NULL
GROUP BY ALL
"""


@dataclass(frozen=True)
class ExamPairs:
    """The pairs of one school year: a row of the journal's category each, the best first."""

    year: int
    counts: Sequence[Sequence[int]]
    agreement: Agreement

    @property
    def marks(self) -> list[str]:
        """Return what the rows and columns are called."""
        return [str(FIVES[category]) for category in BEST_FIRST]


def exam_pairs(ground: Ground, upto: int) -> ExamPairs | None:
    """Return the newest pairs of a school year or of one before it; inside the boundary."""
    told = ground.sums.rows("exam-pairs-1", "exam_pairs", PAIRS)
    years = [year for year, *_pair in told if year <= upto]
    if not years:
        return None
    found: Counter[tuple[str, str]] = Counter()
    for year, journal, exam, count in told:
        if year == max(years) and journal in FIVES and exam in FIVES:
            found[journal, exam] += count
    if found.total() < SMALLEST:
        return None
    return ExamPairs(
        max(years),
        [[found[journal, exam] for exam in BEST_FIRST] for journal in BEST_FIRST],
        agreement_of({(FIVES[j], FIVES[e]): count for (j, e), count in found.items()}),
    )
