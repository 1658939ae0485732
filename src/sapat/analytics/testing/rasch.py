"""The Rasch model: how hard each question is and how able each person, on one scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sapat.analytics import quantiles
from sapat.analytics.testing import conditional
from sapat.analytics.testing.persons import Fit, Persons, fit, placed, separation
from sapat.analytics.testing.scores import (
    Floats,
    Ints,
    Reason,
    Unscalable,
    Usable,
    connected,
    usable,
)


@dataclass(frozen=True)
class Rasch:
    """Difficulties of the items kept, and the persons.

    Attributes
    ----------
    items, left_out
        Places of the items kept, and of those that everybody who counts solved or nobody did.
    difficulty, se
        In logits, adding up to zero, shape (items kept,).
    loglik
        Conditional on the raw scores, of ``parameters`` free parameters.
    fit, persons, separation
        See `sapat.analytics.testing.persons`.
    """

    items: tuple[int, ...]
    left_out: tuple[int, ...]
    difficulty: Floats
    se: Floats
    loglik: float
    fit: Fit
    persons: Persons
    separation: float

    @property
    def parameters(self) -> int:
        """How many difficulties are free."""
        return len(self.items) - 1


@dataclass(frozen=True)
class Invariance:
    """Andersen's test: are the difficulties the same in all groups; items kept in every group."""

    items: tuple[int, ...]
    statistic: float
    df: int
    p: float


def rasch(answers: Floats) -> Rasch:
    """Estimate a Rasch model by conditional maximum likelihood.

    Parameters
    ----------
    answers : array of shape (persons, items)
        1 right, 0 wrong, NaN missing; persons who answered other items have a likelihood of their
        own.

    Raises
    ------
    Unscalable
        A single item or person; an answer other than 0 and 1; nobody who counts differs; items
        that nothing connects.

    References
    ----------
    Rasch (1960); Andersen (1972), JRSS B 34, 42-54; Warm (1989), Psychometrika 54, 427-450.
    Checked against eRm 1.0-2.
    """
    ready = usable(answers, most=1)
    connected(ready)
    found = conditional.estimate(ready)
    easiness = np.column_stack([np.zeros(len(ready.kept)), found.easiness])
    persons = placed(ready.scores, easiness)
    return Rasch(
        items=ready.kept,
        left_out=ready.left_out,
        difficulty=-found.easiness,
        se=np.sqrt(np.diag(found.covariance)),
        loglik=found.loglik,
        fit=fit(ready.scores, easiness, persons),
        persons=persons,
        separation=separation(persons),
    )


def andersen(answers: Floats, groups: Ints | None = None) -> Invariance:
    """Test whether the difficulties are the same in groups of persons.

    Parameters
    ----------
    answers : array of shape (persons, items)
        As in `rasch`.
    groups : array of shape (persons,), optional
        A number for each person's group; by default raw scores up to the median against above, or
        below it against the rest where nobody is above.

    Raises
    ------
    Unscalable
        There is a single group, or fewer than two items differ within every group.

    References
    ----------
    Andersen (1973), Psychometrika 38, 123-140. Checked against eRm.
    """
    if groups is None:
        groups = _halves(answers)
    labels = np.unique(groups)
    if len(labels) < 2:
        raise Unscalable(Reason.NO_VARIATION)
    items = _common(answers, groups, labels)
    own = answers[:, items]
    parts = [conditional.estimate(_ready(own[groups == label])).loglik for label in labels]
    whole = conditional.estimate(_ready(own)).loglik
    statistic = max(0.0, 2 * (sum(parts) - whole))
    df = (len(labels) - 1) * (len(items) - 1)
    p = 1 - quantiles.gamma_regularised(df / 2, statistic / 2)
    return Invariance(tuple(items.tolist()), statistic, df, p)


def _ready(answers: Floats) -> Usable:
    ready = usable(answers, most=1)
    connected(ready)
    return ready


def _halves(answers: Floats) -> Ints:
    """Part persons at the median raw score of those who count, leaving nobody alone above."""
    counts = usable(answers, most=1).counts
    totals = np.nansum(answers, axis=1)
    middle = np.median(totals[counts])
    above = totals > middle
    return np.asarray(above if above[counts].any() else totals >= middle, np.int64)


def _common(answers: Floats, groups: Ints, labels: Ints) -> Ints:
    """Return the items on which persons differ within every group."""
    items = np.arange(answers.shape[1])
    while True:
        kept = set(items.tolist())
        for label in labels:
            own = usable(answers[np.ix_(groups == label, items)], most=1)
            kept &= set(items[list(own.kept)].tolist())
        if len(kept) == len(items):
            return items
        items = np.array(sorted(kept), np.int64)
