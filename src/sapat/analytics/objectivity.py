"""Are marks what they say: against the average they should follow, and against an exam."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sapat.analytics.intervals import Estimate, mean_t, wilson


@dataclass(frozen=True)
class Rounding:
    """How marks differ from the ordinary rounding of their averages.

    Attributes
    ----------
    pairs
        Marks that have an average.
    mean
        Mean of mark minus rounded average, in marks; None without pairs.
    interval
        Its interval, None where too little is known (`mean_t`).
    raised, lowered
        How many marks are above and below the rounded average.
    """

    pairs: int
    mean: float | None
    interval: Estimate | None
    raised: int
    lowered: int


@dataclass(frozen=True)
class Agreement:
    """How journal marks compare with an external mark of the same pupils.

    Attributes
    ----------
    pairs
        Pupils with both.
    confirmed, raised, lowered
        Share of pairs in which the journal's mark is equal, higher, lower; None without pairs.
    bias
        Mean of journal minus exam, in marks.
    far
        Pairs that differ by two marks or more.
    table
        ``(journal, exam)`` to the number of pairs; tables add up, see `agreement_of`.
    """

    pairs: int
    confirmed: Estimate | None
    raised: Estimate | None
    lowered: Estimate | None
    bias: float | None
    far: int
    table: Mapping[tuple[float, float], int]


def ordinary(average: float) -> int:
    """Round an average as schools do: half a mark goes up.

    >>> ordinary(3.5), ordinary(4.49), ordinary(2.5)
    (4, 4, 3)
    """
    # Averages arrive as sums of binary fractions; a millionth decides what was meant as a half.
    return math.floor(round(average, 6) + 0.5)


def rounding(averages: Sequence[float | None], marks: Sequence[float | None]) -> Rounding:
    """Compare marks with the ordinary rounding of their averages.

    Parameters
    ----------
    averages, marks
        Of equal length, on the same scale; pairs with a blank are left out.

    Returns
    -------
    Rounding
        A positive mean says that doubtful averages tend upwards; it is no proof of anything but
        a reason to ask.

    Raises
    ------
    ValueError
        If the lengths differ.
    """
    differences = [
        mark - ordinary(average)
        for average, mark in zip(averages, marks, strict=True)
        if average is not None and mark is not None
    ]
    total = math.fsum(differences)
    try:
        interval = mean_t(len(differences), total, math.fsum(d * d for d in differences))
    except ValueError:
        interval = None
    return Rounding(
        pairs=len(differences),
        mean=total / len(differences) if differences else None,
        interval=interval,
        raised=sum(difference > 0 for difference in differences),
        lowered=sum(difference < 0 for difference in differences),
    )


def agreement(journal: Sequence[float | None], exam: Sequence[float | None]) -> Agreement:
    """Compare the journal's marks with the exam's, pupil by pupil.

    Parameters
    ----------
    journal, exam
        Marks of the same pupils in the same order and on the same scale; pairs with a blank are
        left out.

    Raises
    ------
    ValueError
        If the lengths differ.
    """
    return agreement_of(
        Counter(
            (given, reached)
            for given, reached in zip(journal, exam, strict=True)
            if given is not None and reached is not None
        )
    )


def agreement_of(table: Mapping[tuple[float, float], int]) -> Agreement:
    """Compare marks given a table of pairs, which may be the sum of several tables.

    Parameters
    ----------
    table
        ``(journal, exam)`` to the number of pupils.
    """
    pairs = sum(table.values())
    differences = Counter[float]()
    for (given, reached), count in table.items():
        differences[given - reached] += count
    confirmed = differences[0]
    raised = sum(count for difference, count in differences.items() if difference > 0)
    bias = math.fsum(difference * count for difference, count in differences.items())
    return Agreement(
        pairs=pairs,
        confirmed=wilson(confirmed, pairs) if pairs else None,
        raised=wilson(raised, pairs) if pairs else None,
        lowered=wilson(pairs - confirmed - raised, pairs) if pairs else None,
        bias=bias / pairs if pairs else None,
        far=sum(count for difference, count in differences.items() if abs(difference) >= 2),
        table=dict(table),
    )
