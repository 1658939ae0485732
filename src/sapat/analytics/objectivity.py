"""Are marks what they say: against the average they should follow, and against an exam."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sapat.analytics import quantiles
from sapat.analytics.intervals import Estimate, mean_t, wilson

ENOUGH = 10
"""Pairs from which kappa has an interval: its law is one of large samples."""


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
    bias_interval
        Its interval, None where too little is known (`mean_t`).
    kappa
        How far both agree beyond chance, one mark off counting less than two (quadratic weights):
        1 is full agreement, 0 what chance brings. None where neither varies.
    kappa_interval
        Its interval, None under `ENOUGH` pairs or without a disagreement.
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
    bias_interval: Estimate | None
    kappa: float | None
    kappa_interval: Estimate | None
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

    References
    ----------
    Cohen (1968), Psychological Bulletin 70, 213-220; Fleiss, Cohen and Everitt (1969), 72,
    323-327. Checked against statsmodels 0.15.
    """
    pairs = sum(table.values())
    differences = Counter[float]()
    for (given, reached), count in table.items():
        differences[given - reached] += count
    confirmed = differences[0]
    raised = sum(count for difference, count in differences.items() if difference > 0)
    bias = math.fsum(difference * count for difference, count in differences.items())
    squares = math.fsum(difference**2 * count for difference, count in differences.items())
    try:
        bias_interval = mean_t(pairs, bias, squares)
    except ValueError:
        bias_interval = None
    kappa, kappa_interval = _kappa(table, pairs)
    return Agreement(
        pairs=pairs,
        confirmed=wilson(confirmed, pairs) if pairs else None,
        raised=wilson(raised, pairs) if pairs else None,
        lowered=wilson(pairs - confirmed - raised, pairs) if pairs else None,
        bias=bias / pairs if pairs else None,
        bias_interval=bias_interval,
        kappa=kappa,
        kappa_interval=kappa_interval,
        far=sum(count for difference, count in differences.items() if abs(difference) >= 2),
        table=dict(table),
    )


def _kappa(
    table: Mapping[tuple[float, float], int], pairs: int
) -> tuple[float | None, Estimate | None]:
    """Return quadratic weighted kappa and its interval."""
    given, reached = Counter[float](), Counter[float]()
    for (one, other), count in table.items():
        given[one] += count
        reached[other] += count
    if not pairs or len(given + reached) < 2:
        return None, None
    # Shares of each mark, and how far it lies from the other side's marks on average.
    apart = {
        one: math.fsum(n * (one - other) ** 2 for other, n in reached.items()) / pairs
        for one in given
    }
    across = {
        other: math.fsum(n * (one - other) ** 2 for one, n in given.items()) / pairs
        for other in reached
    }
    chance = math.fsum(n * apart[one] for one, n in given.items()) / pairs
    seen = math.fsum(n * (one - other) ** 2 for (one, other), n in table.items()) / pairs
    kappa = 1 - seen / chance
    spread = math.fsum(
        n * ((one - other) ** 2 - (apart[one] + across[other]) * (1 - kappa)) ** 2
        for (one, other), n in table.items()
    )
    variance = (spread / pairs - (seen - 2 * chance * (1 - kappa)) ** 2) / (chance**2 * pairs)
    if pairs < ENOUGH or seen == 0:
        return kappa, None
    half = quantiles.normal(0.975) * math.sqrt(max(variance, 0.0))
    return kappa, Estimate(kappa, max(kappa - half, -1.0), min(kappa + half, 1.0))
