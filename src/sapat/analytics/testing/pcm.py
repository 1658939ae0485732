"""The partial credit model: questions with several points, each point a step of its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sapat.analytics.testing import conditional
from sapat.analytics.testing.persons import Fit, Persons, fit, placed, separation
from sapat.analytics.testing.scores import Floats, Ints, connected, usable


@dataclass(frozen=True)
class PartialCredit:
    """Thresholds of the items kept, and the persons.

    Attributes
    ----------
    items, left_out
        Places of the items kept, and of those on which everybody who counts has the same points.
    thresholds, se
        For each item kept, an array of one number a point: the ability at which so many points and
        one fewer are equally likely, in logits.
    location
        Mean threshold of each item kept, shape (items kept,).
    loglik
        Conditional on the raw scores, of ``parameters`` free parameters.
    fit, persons, separation
        See `sapat.analytics.testing.persons`.
    """

    items: tuple[int, ...]
    left_out: tuple[int, ...]
    thresholds: tuple[Floats, ...]
    se: tuple[Floats, ...]
    location: Floats
    loglik: float
    fit: Fit
    persons: Persons
    separation: float

    @property
    def parameters(self) -> int:
        """How many thresholds are free."""
        return sum(map(len, self.thresholds)) - 1


def partial_credit(scores: Floats) -> PartialCredit:
    """Estimate a partial credit model by conditional maximum likelihood.

    Parameters
    ----------
    scores : array of shape (persons, items)
        Points, whole numbers from 0 on, NaN missing. The highest score of an item is the highest
        somebody got.

    Raises
    ------
    Unscalable
        A single item or person; points that are not whole; nobody who counts differs; items that
        nothing connects; points of an item that nobody who counts has.

    Notes
    -----
    The zero of the scale is where the easiness of all scores adds up to zero, the easiness of a
    score being minus the sum of its thresholds. With right or wrong alone it is the Rasch model.

    References
    ----------
    Masters (1982), Psychometrika 47, 149-174. Checked against eRm 1.0-2.
    """
    ready = usable(scores)
    connected(ready)
    found = conditional.estimate(ready)
    at = found.steps.at
    easiness = np.where(at < 0, -np.inf, found.easiness[at])
    easiness[:, 0] = 0.0
    persons = placed(ready.scores, easiness)
    steps = [_steps(found, own[own >= 0]) for own in at]
    return PartialCredit(
        items=ready.kept,
        left_out=ready.left_out,
        thresholds=tuple(thresholds for thresholds, _ in steps),
        se=tuple(se for _, se in steps),
        location=np.array([thresholds.mean() for thresholds, _ in steps]),
        loglik=found.loglik,
        fit=fit(ready.scores, easiness, persons),
        persons=persons,
        separation=separation(persons),
    )


def _steps(found: conditional.Conditional, own: Ints) -> tuple[Floats, Floats]:
    """Return the thresholds of one item with their standard errors."""
    turn = np.eye(len(own), k=-1) - np.eye(len(own))
    covariance = turn @ found.covariance[np.ix_(own, own)] @ turn.T
    return turn @ found.easiness[own], np.sqrt(np.diag(covariance))
