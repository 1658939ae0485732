"""A kept test through the engine: verdict, items, options, differences between groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sapat.analytics.testing import answers, classical, dif, equating, pcm, rasch, scores
from sapat.analytics.testing.answers import Flag, Option
from sapat.analytics.testing.classical import Reliability
from sapat.analytics.testing.dif import Differences
from sapat.analytics.testing.equating import Equated
from sapat.analytics.testing.thresholds import bound
from sapat.check.testing.rules import Unlike

Rows = tuple[tuple[str, ...], ...]
Choice: TypeAlias = Option


@dataclass(frozen=True)
class Answers:
    """A test as plain values, the same for the same content."""

    items: tuple[str, ...]
    key: tuple[str, ...]
    most: tuple[float, ...]
    rows: Rows


@dataclass(frozen=True)
class Analysis:
    """What the engine says of a test; `flags` and `options` have one entry an item."""

    test: Reliability
    flags: tuple[tuple[Flag, ...], ...]
    options: tuple[tuple[Option, ...], ...]
    scores: tuple[float, ...]

    @property
    def wrong_keys(self) -> list[int]:
        """Return the places of items whose key seems wrong."""
        return [at for at, each in enumerate(self.flags) if Flag.MISKEYED in each]

    @property
    def flagged(self) -> int:
        """Return how many items should be looked at."""
        return sum(bool(each) for each in self.flags)


def points(given: Answers) -> NDArray[np.float64]:
    """Return what each pupil got in each item; an answer not given earns nothing."""
    if given.key:
        return np.nan_to_num(answers.scored(given.rows, given.key), nan=0.0)
    return np.array([[float(cell or 0) for cell in row] for row in given.rows], float)


@lru_cache(maxsize=64)
def analysed(given: Answers) -> Analysis:
    """Analyse a test; the same answers are analysed once."""
    got = points(given)
    most = np.array(given.most) if given.most else None
    test = classical.reliability(got, missing=classical.Missing.WRONG, most=most)
    choices = answers.options(given.rows, given.key, got) if given.key else []
    flags = answers.flags(test, choices or None)
    return Analysis(
        test,
        tuple(flags),
        tuple(tuple(each) for each in choices),
        tuple(float(score) for score in got.sum(axis=1)),
    )


@dataclass(frozen=True)
class Scale:
    """Items and pupils on one scale, in logits; an item that all solved or nobody has no place."""

    difficulties: tuple[float | None, ...]
    abilities: tuple[float, ...]


@lru_cache(maxsize=64)
def scaled(given: Answers) -> Scale | None:
    """Put items and pupils on one scale; None where there are too few pupils, or none differ."""
    got = points(given)
    if len(got) < bound("pupils"):
        return None
    try:
        if np.isin(got, (0, 1)).all():
            simple = rasch.rasch(got)
            kept, places, persons = simple.items, simple.difficulty, simple.persons
        else:
            partial = pcm.partial_credit(got)
            kept, places, persons = partial.items, partial.location, partial.persons
    except scores.Unscalable:
        return None
    known = dict(zip(kept, places.tolist(), strict=True))
    abilities = persons.ability[~np.isnan(persons.ability)].tolist()
    return Scale(tuple(known.get(at) for at in range(len(given.items))), tuple(abilities))


def difference(given: Answers, groups: Sequence[str]) -> tuple[str, str, Differences] | None:
    """Compare the two largest groups; None where the engine refuses.

    Returns the reference group (the larger), the other, and the differences.
    """
    got = points(given)
    counts = {group: list(groups).count(group) for group in set(groups) if group}
    two = sorted(counts, key=lambda group: (-counts[group], group))[:2]
    if len(two) < 2:
        return None
    side = np.array(groups)
    chosen = np.isin(side, two)
    try:
        found = dif.differences(got[chosen], side[chosen] == two[1], refine=True)
    except dif.Incomparable:
        return None
    return two[0], two[1], found


def common_items(new: Answers, old: Answers) -> list[tuple[int, int]]:
    """Return the places of items both tests have, by name."""
    there = {item.casefold(): at for at, item in enumerate(old.items)}
    return [
        (at, there[item.casefold()])
        for at, item in enumerate(new.items)
        if item.casefold() in there
    ]


def equated(new: Answers, old: Answers) -> Equated | Unlike:
    """Put every score of the new test on the scale of the old, or say why not."""
    pairs = common_items(new, old)
    here, there = ([pair[at] for pair in pairs] for at in (0, 1))
    got = points(new)
    top = sum(new.most) if new.most else len(new.items)
    scores = np.arange(0, int(top) + 1, dtype=float)
    places = (np.array(here, int), np.array(there, int))
    try:
        return equating.chained(got, points(old), places, scores)
    except equating.Unequatable as no:
        return Unlike(no.reason.value)
