"""How far groups came from their pupils' own start, with the doubt of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sapat.analytics.multilevel import Fitted, Residuals, Sums, Unfit, fit
from sapat.analytics.ranks import ranks
from sapat.analytics.suppression import suppress
from sapat.check.comparing.parts import CATEGORIES, START, Part, Reach, added
from sapat.check.comparing.rules import (
    LEAST_GROUPS,
    LEAST_OF_KIND,
    LEAST_PUPILS,
    SMALLEST,
    TIMES,
    Basis,
    NotYet,
    Verdict,
    verdict,
    why_not,
)

OF_PUPILS = frozenset({"sex", "subject"})
"""Covariates in which the rows of one group differ; the others belong to whole groups."""

NOTHING = 1e-6
"""A standard error below this, in marks or points, means that groups do not differ at all."""


@dataclass(frozen=True)
class Place:
    """Between which ranks a group may well stand, of how many; 1 is the furthest."""

    low: int
    high: int
    of: int


@dataclass(frozen=True)
class Line:
    """One group: how far beyond (or short of) what pupils with the same start usually reach.

    `estimate` and its ends are in the unit of the outcome: marks, or points of a hundred.
    Without `shown` the group is too small, or a smaller one could be worked out from it.
    """

    group: str
    reach: Reach
    estimate: float
    low: float
    high: float
    place: Place | None = None
    shown: bool = True

    @property
    def verdict(self) -> Verdict:
        """Return on which side of the usual it lies."""
        return verdict(self.estimate, self.low, self.high)

    @property
    def left(self) -> int:
        """Return how many pupils with an outcome had no start and were left out."""
        return self.reach.outcome - self.reach.started


@dataclass(frozen=True)
class Progress:
    """What can be said of a year: lines from the furthest to the least far, or why nothing can."""

    basis: Basis
    year: int
    term: int
    reach: Reach
    refused: NotYet | None = None
    facts: dict[str, object] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    outer: tuple[Line, ...] = ()
    """The outer level, where there is one: the schools, or the teachers."""
    taken: tuple[str, ...] = ()
    """Covariates beside the start that were allowed for."""
    not_taken: tuple[str, ...] = ()
    """Covariates that differ, of which some kind has too few groups."""
    slope: float | None = None
    """By how much the outcome rises with one unit of the start."""

    @property
    def sentence(self) -> str:
        """Return why nothing can be said, in the reader's language; empty if something can."""
        return str(self.refused.label) % self.facts if self.refused else ""

    @property
    def shown(self) -> tuple[Line, ...]:
        """Return the lines that may be shown."""
        return tuple(line for line in self.lines if line.shown)

    @property
    def hidden(self) -> int:
        """Return how many groups are not shown."""
        return len(self.lines) - len(self.shown)

    @property
    def tells_apart(self) -> bool:
        """Answer whether groups differ at all once the doubt is allowed for."""
        return any(line.high > line.low for line in self.lines)

    def having(self, found: Verdict) -> list[Line]:
        """Return the shown lines of one verdict."""
        return [line for line in self.shown if line.verdict == found]

    def line(self, group: str) -> Line | None:
        """Return the line of a group, or None."""
        return next((line for line in self.lines if line.group == group), None)


Hide = Callable[[dict[str, int]], frozenset[str]]


def small(sizes: dict[str, int]) -> frozenset[str]:
    """Return which groups are hidden, beside the total of all."""
    return suppress(sizes, sum(sizes.values()), SMALLEST)


def compare(parts: Sequence[Part], *, hide: Hide = small) -> Progress:
    """Compare the groups of one school, or of several whose sums are added.

    Like with like: all parts must be of the same basis, year and term.

    Raises
    ------
    ValueError
        For no part, or for parts of different things.
    """
    about = {(part.basis, part.year, part.term) for part in parts}
    if len(about) != 1:
        raise ValueError("only sums of the same basis, year and term can be compared")
    if len({part.school for part in parts}) < len(parts):
        raise ValueError("a school is named twice")
    several = len(parts) > 1
    reach = {
        f"{part.school}/{group}" if several else group: at
        for part in parts
        for group, at in part.reach.items()
    }
    whole = added(parts)
    if whole is not None:
        whole = nested(whole) if several else flat(whole)
    return told(about.pop(), whole, reach, hide)


def told(
    about: tuple[Basis, int, int],
    sums: Sums | None,
    reach: dict[str, Reach],
    hide: Hide,
    *,
    places: bool = True,
) -> Progress:
    """Return what the sums say of their innermost groups, named as `reach` names them."""
    empty = refused(about, sums, reach)
    if empty.refused or sums is None:
        return empty
    sums, taken, not_taken = allowed_for(sums)
    try:
        fitted = fit(sums)
    except Unfit:
        return replace(empty, refused=NotYet.ALIKE)
    lines = lines_of(fitted.residuals[sums.groups[-1]], reach, hide, places=places)
    outer: tuple[Line, ...] = ()
    if len(sums.groups) == 2:
        outer = lines_of(fitted.residuals[sums.groups[0]], outer_reach(reach), small)
    return replace(
        empty, lines=lines, outer=outer, taken=taken, not_taken=not_taken, slope=slope(fitted)
    )


def refused(about: tuple[Basis, int, int], sums: Sums | None, reach: dict[str, Reach]) -> Progress:
    """Return the beginning of an answer: how many have a start, and why no more can be said."""
    started = sum(at.started for at in reach.values())
    empty = Progress(*about, Reach(sum(at.outcome for at in reach.values()), started))
    groups = len(sums.units) if sums else 0
    reason = why_not(about[0], reached=empty.reach.outcome, started=started, groups=groups)
    if reason is None and sums is not None:
        return empty
    least = LEAST_PUPILS if reason == NotYet.FEW_PUPILS else LEAST_GROUPS
    facts: dict[str, object] = {"pupils": started, "groups": groups, "least": least}
    return replace(empty, refused=reason or NotYet.ALIKE, facts=facts)


def lines_of(
    found: Residuals, reach: dict[str, Reach], hide: Hide, *, places: bool = True
) -> tuple[Line, ...]:
    """Return the lines of one level, the group that came furthest first."""
    away = hide({group: reach[group].started for group in found.groups})
    ranked = _places(found) if places else [None] * len(found.groups)
    lines = [
        Line(
            group,
            reach[group],
            estimate,
            estimate - TIMES * se,
            estimate + TIMES * se,
            place,
            group not in away,
        )
        for group, (estimate, se), place in zip(
            found.groups, _estimates(found), ranked, strict=True
        )
    ]
    return tuple(sorted(lines, key=lambda line: (-line.estimate, line.group)))


def _estimates(found: Residuals) -> list[tuple[float, float]]:
    """Return estimates with their standard errors; what the search left of a 0 is 0."""
    if float(found.se.max()) < NOTHING:
        return [(0.0, 0.0)] * len(found.groups)
    return list(zip(found.estimate.tolist(), found.se.tolist(), strict=True))


def _places(found: Residuals) -> list[Place | None]:
    many = len(found.groups)
    if float(found.se.max()) < NOTHING or many < 2:
        return [Place(1, many, many)] * many
    order = ranks(-found.estimate, found.se)
    ends = zip(order.low.tolist(), order.high.tolist(), strict=True)
    return [Place(int(low), int(high), many) for low, high in ends]


def flat(sums: Sums) -> Sums:
    """Return the sums with the innermost groups alone: of one school, or without the outer."""
    return replace(sums, groups=sums.groups[-1:], units=tuple(unit[-1:] for unit in sums.units))


def nested(sums: Sums) -> Sums:
    """Return the sums with the outer label before the inner one, so that 5A of two are two."""
    units = tuple((unit[0], "/".join(unit)) for unit in sums.units)
    return replace(sums, units=units)


def allowed_for(sums: Sums) -> tuple[Sums, tuple[str, ...], tuple[str, ...]]:
    """Return the sums with the covariates that can be told from the groups; those in, those out.

    Language and form of study belong to whole classes: of each kind there must be several, or its
    effect and that of the class are one and the same.
    """
    taken, left = [], []
    for name in (each for each in (*CATEGORIES, "subject") if _has(sums, each)):
        places = [at for at, term in enumerate(sums.terms) if term[0] == name]
        here = (np.round(sums.totals[:, places]) > 0).sum(axis=0)
        if len(places) > 1 and (name in OF_PUPILS or here.min() >= LEAST_OF_KIND):
            taken.append(name)
            continue
        if len(places) > 1:
            left.append(name)
        sums = _without(sums, name)
    return sums, tuple(taken), tuple(left)


def slope(fitted: Fitted) -> float:
    """Return by how much the outcome rises with one unit of the start."""
    return float(fitted.estimate[fitted.terms.index(START)])


def _has(sums: Sums, name: str) -> bool:
    return any(term[0] == name for term in sums.terms)


def _without(sums: Sums, name: str) -> Sums:
    kept = [at for at, term in enumerate(sums.terms) if term[0] != name]
    return replace(
        sums,
        terms=tuple(sums.terms[at] for at in kept),
        totals=sums.totals[:, kept],
        products=sums.products[np.ix_(kept, kept)],
        shift=sums.shift[kept],
    )


def outer_reach(reach: dict[str, Reach]) -> dict[str, Reach]:
    """Return the reach of the outer groups, whose label stands first."""
    found: dict[str, Reach] = {}
    for group, at in reach.items():
        outer = group.split("/")[0]
        known = found.get(outer, Reach(0, 0))
        found[outer] = Reach(known.outcome + at.outcome, known.started + at.started)
    return found
