"""Scores of persons on items, made ready for a model: what can be scaled, and what cannot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]


class Reason(StrEnum):
    """Why a test cannot be scaled."""

    SINGLE_ITEM = "single_item"
    SINGLE_PERSON = "single_person"
    NOT_RIGHT_OR_WRONG = "not_right_or_wrong"
    NOT_WHOLE = "not_whole"
    NO_VARIATION = "no_variation"
    UNCONNECTED = "unconnected"
    EMPTY_CATEGORY = "empty_category"
    UNBOUNDED = "unbounded"


class Unscalable(ValueError):
    """A test cannot be scaled; `item` is the place of the item that forbids it, or None.

    `points` says which score of that item is meant, where one is.
    """

    def __init__(self, reason: Reason, item: int | None = None, points: int | None = None) -> None:
        super().__init__(reason.value)
        self.reason, self.item, self.points = reason, item, points


@dataclass(frozen=True)
class Usable:
    """What of the scores carries information on the items.

    Attributes
    ----------
    scores
        Of all persons on the items kept, shape (persons, kept), NaN = missing.
    kept, left_out
        Places of the items in the columns given; left out are those on which all persons who count
        have the same score.
    counts
        Which persons have neither none nor all of the points they could reach, shape (persons,).
    """

    scores: Floats
    kept: tuple[int, ...]
    left_out: tuple[int, ...]
    counts: Flags

    @property
    def most(self) -> Ints:
        """The highest score of each item kept."""
        return np.asarray(np.nanmax(self.scores, axis=0), np.int64)


@dataclass(frozen=True)
class Patterns:
    """Persons who count, gathered by the items they answered.

    ``answered`` has the shape (patterns, items); ``many`` counts persons, (patterns, raw scores).
    """

    answered: Flags
    many: Floats


def usable(scores: Floats, *, most: int | None = None) -> Usable:
    """Leave out what says nothing on the items, or refuse.

    Parameters
    ----------
    scores : array of shape (persons, items)
        Points, whole numbers from 0 on; NaN = missing.
    most
        The highest score allowed: 1 for right or wrong.

    Raises
    ------
    Unscalable
        Fewer than two items or persons; a score that is not whole, below 0 or above ``most``; no
        two items on which persons differ.
    """
    checked(scores, most=most)
    kept = np.flatnonzero(np.isfinite(scores).any(axis=0))
    while True:
        counts = _between(scores[:, kept])
        if len(kept) < 2 or not counts.any():
            raise Unscalable(Reason.NO_VARIATION)
        differ = varied(scores[np.ix_(counts, kept)])
        if differ.all():
            break
        kept = kept[differ]
    left_out = sorted(set(range(scores.shape[1])) - set(kept.tolist()))
    return Usable(scores[:, kept], tuple(kept.tolist()), tuple(left_out), counts)


def checked(scores: Floats, *, most: int | None = None) -> None:
    """Refuse what is no test: see `usable`."""
    if scores.shape[1] < 2:
        raise Unscalable(Reason.SINGLE_ITEM)
    if np.isfinite(scores).any(axis=1).sum() < 2:
        raise Unscalable(Reason.SINGLE_PERSON)
    wrong = np.isfinite(scores) & ((scores < 0) | (scores % 1 != 0))
    if most is not None:
        wrong |= scores > most
    if wrong.any():
        reason = Reason.NOT_WHOLE if most is None else Reason.NOT_RIGHT_OR_WRONG
        raise Unscalable(reason, int(np.argmax(wrong.any(axis=0))))


def varied(scores: Floats) -> Flags:
    """Tell on which items, shape (items,), persons differ."""
    there = np.isfinite(scores)
    lowest, highest = np.where(there, scores, np.inf), np.where(there, scores, -np.inf)
    return np.asarray(lowest.min(axis=0, initial=np.inf) < highest.max(axis=0, initial=-np.inf))


def _between(scores: Floats) -> Flags:
    """Tell who has neither no point nor all the points of the items answered."""
    there = np.isfinite(scores)
    points = np.where(there, scores, 0.0)
    reachable = np.where(there, points.max(axis=0, initial=0.0), 0.0).sum(axis=1)
    total = points.sum(axis=1)
    return np.asarray((total > 0) & (total < reachable) & (there.sum(axis=1) > 1))


def patterns(usable: Usable) -> Patterns:
    """Gather the persons who count by the items they answered and their raw scores."""
    own = usable.scores[usable.counts]
    there = np.isfinite(own)
    totals = np.where(there, own, 0.0).sum(axis=1).astype(np.int64)
    answered, group = np.unique(there, axis=0, return_inverse=True)
    many = np.zeros((len(answered), int(usable.most.sum()) + 1))
    np.add.at(many, (group.reshape(-1), totals), 1.0)
    return Patterns(answered, many)


def connected(usable: Usable) -> None:
    """Refuse items whose difficulties cannot be set against each other.

    The likelihood has a maximum just when one can go from every item to every other by steps from
    an item on which somebody got a point to one on which the same person missed a point.

    References
    ----------
    Fischer (1981), Psychometrika 46, 59-77.
    """
    own = usable.scores[usable.counts]
    gained = np.nan_to_num(own, nan=0.0) > 0
    missed = np.isfinite(own) & (np.nan_to_num(own, nan=0.0) < usable.most)
    steps = gained.T.astype(float) @ missed.astype(float) > 0
    reached = _reachable(steps, 0) & _reachable(steps.T, 0)
    if not reached.all():
        alone = reached if reached.sum() * 2 <= len(reached) else ~reached
        raise Unscalable(Reason.UNCONNECTED, usable.kept[int(np.argmax(alone))])


def _reachable(steps: NDArray[Any], start: int) -> Flags:
    reached = np.zeros(len(steps), bool)
    reached[start] = True
    while True:
        further = reached | steps[reached].any(axis=0)
        if (further == reached).all():
            return np.asarray(reached)
        reached = further
