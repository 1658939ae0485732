"""The rows of a random-intercept model as sums: read once, kept small, merged with ``+``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]
Term: TypeAlias = tuple[str, str | None]
"""A column, and its level where the column is categorical."""

_CHUNK = 32_768  # rows whose columns fit the processor's cache together


class Reason(StrEnum):
    """Why a model cannot be estimated."""

    NO_ROWS = "no_rows"
    TOO_FEW_ROWS = "too_few_rows"
    SINGLE_GROUP = "single_group"
    GROUPS_OF_ONE = "groups_of_one"
    NOT_NESTED = "not_nested"
    CONSTANT = "constant"
    SINGULAR = "singular"
    NO_NOISE = "no_noise"


class Unfit(ValueError):
    """The model cannot be estimated; `column` and `group` say where."""

    def __init__(self, reason: Reason, column: str = "", group: str = "") -> None:
        super().__init__(f"{reason.value}: {column} {group}".strip())
        self.reason, self.column, self.group = reason, column, group


@dataclass(frozen=True)
class Labels:
    """A categorical column: `codes` of shape (rows,) point into sorted `names`, -1 is missing."""

    codes: Whole
    names: tuple[str, ...]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Labels:
        """Return the texts as labels; an empty text is missing."""
        names = tuple(sorted(set(texts) - {""}))
        code = {name: at for at, name in enumerate(names)}
        found = np.fromiter((code.get(text, -1) for text in texts), np.int64, len(texts))
        return cls(found, names)


@dataclass(frozen=True)
class Sums:
    """All a random-intercept model needs to know of its rows.

    Attributes
    ----------
    groups
        Names of the group columns, the outermost first.
    terms
        Columns of the design with every level of a categorical one; the last is the outcome.
    units
        The innermost groups, each as its labels from the outermost level on.
    counts, totals
        Rows of each unit, shape (units,); sums of each term less `shift`, (units, terms).
    products
        Sums of products of the terms less `shift`, shape (terms, terms).
    shift
        What was taken off each term before summing, so that no digits are lost.
    """

    groups: tuple[str, ...]
    terms: tuple[Term, ...]
    units: tuple[tuple[str, ...], ...]
    counts: Floats
    totals: Floats
    products: Floats
    shift: Floats

    def __add__(self, other: Sums) -> Sums:
        """Return the sums of both; a unit or a level that both have is one."""
        mine, theirs = {t[0] for t in self.terms}, {t[0] for t in other.terms}
        if self.groups != other.groups or mine != theirs or self.terms[-1] != other.terms[-1]:
            raise ValueError("sums of different columns cannot be merged")
        units = tuple(sorted({*self.units, *other.units}))
        terms = (*sorted({*self.terms[:-1], *other.terms[:-1]}, key=_place(self)), self.terms[-1])
        shift = np.zeros(len(terms))
        shift[_where(self.terms, terms)] = self.shift
        own = _laid_out(self, units, terms, shift)
        new = _laid_out(other, units, terms, shift)
        return replace(
            own,
            counts=own.counts + new.counts,
            totals=own.totals + new.totals,
            products=own.products + new.products,
        )

    def moved(self, shift: Floats) -> Sums:
        """Return the same sums about another `shift`."""
        off = self.shift - shift
        whole = self.totals.sum(axis=0)
        cross = np.outer(whole, off)
        products = self.products + cross + cross.T + self.counts.sum() * np.outer(off, off)
        totals = self.totals + np.outer(self.counts, off)
        return replace(self, totals=totals, products=products, shift=shift)


def sums(
    outcome: tuple[str, Floats],
    covariates: Mapping[str, Floats | Labels],
    groups: Mapping[str, Labels],
) -> Sums:
    """Read the rows once.

    Parameters
    ----------
    outcome
        Name and values, shape (rows,); NaN is missing.
    covariates
        Numbers or labels by column, each of shape (rows,).
    groups
        One or two columns, the outer one first. A row in which anything is missing is left out.

    Returns
    -------
    Sums
        Mergeable with ``+``.

    Raises
    ------
    Unfit
        If no row is complete.
    """
    name, values = outcome
    kept = _complete([values, *covariates.values(), *groups.values()])
    if kept is not None:
        values = values[kept]
        covariates = {key: _kept(column, kept) for key, column in covariates.items()}
        groups = {key: Labels(column.codes[kept], column.names) for key, column in groups.items()}
    if not len(values):
        raise Unfit(Reason.NO_ROWS, name)
    unit, labels = _units(list(groups.values()))
    columns = {**covariates, name: np.asarray(values, float)}
    terms = tuple(term for key, column in columns.items() for term in _terms(key, column))
    shift = np.array([mean for column in columns.values() for mean in _means(column)])
    totals = np.zeros((len(terms), len(labels)))
    products = np.zeros((len(terms), len(terms)))
    rows = np.empty((len(terms), min(_CHUNK, len(values))))
    for start in range(0, len(values), _CHUNK):
        some = slice(start, start + _CHUNK)
        part = rows[:, : len(values[some])]
        _fill(part, list(columns.values()), some, shift)
        products += part @ part.T
        for at, line in enumerate(part):
            totals[at] += np.bincount(unit[some], line, len(labels))
    counts = np.bincount(unit, minlength=len(labels)).astype(float)
    return Sums(tuple(groups), terms, labels, counts, totals.T.copy(), products, shift)


def _place(first: Sums) -> Callable[[Term], tuple[int, str]]:
    order = {column: at for at, (column, _) in reversed(list(enumerate(first.terms)))}
    return lambda term: (order[term[0]], term[1] or "")


def _where(few: Sequence[object], many: Sequence[object]) -> Whole:
    at = {each: place for place, each in enumerate(many)}
    return np.array([at[each] for each in few], np.int64)


def _laid_out(
    part: Sums, units: Sequence[tuple[str, ...]], terms: Sequence[Term], shift: Floats
) -> Sums:
    """Return the sums in the order of `units` and `terms`, about `shift`."""
    row, column = _where(part.units, units), _where(part.terms, terms)
    counts, totals = np.zeros(len(units)), np.zeros((len(units), len(terms)))
    products, own = np.zeros((len(terms), len(terms))), np.zeros(len(terms))
    counts[row] = part.counts
    totals[np.ix_(row, column)] = part.totals
    products[np.ix_(column, column)] = part.products
    own[column] = part.shift
    laid = Sums(part.groups, tuple(terms), tuple(units), counts, totals, products, own)
    return laid.moved(shift)


def _complete(columns: Sequence[Floats | Labels]) -> NDArray[np.bool_] | None:
    """Return which rows are complete; None where all are."""
    kept: NDArray[np.bool_] | None = None
    for column in columns:
        here = column.codes >= 0 if isinstance(column, Labels) else np.isfinite(column)
        if not here.all():
            kept = here if kept is None else kept & here
    return kept


def _kept(column: Floats | Labels, kept: NDArray[np.bool_]) -> Floats | Labels:
    if isinstance(column, Labels):
        return Labels(column.codes[kept], column.names)
    return column[kept]


def _units(groups: Sequence[Labels]) -> tuple[Whole, tuple[tuple[str, ...], ...]]:
    """Return the unit of each row, and the labels of the units that have rows."""
    sizes = [len(group.names) for group in groups]
    code = groups[0].codes
    for group, size in zip(groups[1:], sizes[1:], strict=True):
        code = code * size + group.codes
    most = int(np.prod(sizes))
    if most <= 4 * len(code) + 1000:
        there = np.flatnonzero(np.bincount(code, minlength=most))
        place = np.zeros(most, np.int64)
        place[there] = np.arange(len(there))
        unit = code if len(there) == most else place[code]
    else:
        there, unit = np.unique(code, return_inverse=True)
    places = np.unravel_index(there, sizes)
    named = [[g.names[at] for at in place] for g, place in zip(groups, places, strict=True)]
    return unit, tuple(zip(*named, strict=True))


def _terms(name: str, column: Floats | Labels) -> list[Term]:
    return (
        [(name, level) for level in column.names] if isinstance(column, Labels) else [(name, None)]
    )


def _means(column: Floats | Labels) -> list[float]:
    if isinstance(column, Labels):
        return [0.0] * len(column.names)  # a level that a part has not is 0 in all its rows
    return [float(np.mean(column))]


def _fill(part: Floats, columns: Sequence[Floats | Labels], some: slice, shift: Floats) -> None:
    at = 0
    for column in columns:
        if isinstance(column, Labels):
            codes = column.codes[some]
            for level in range(len(column.names)):
                np.equal(codes, level, out=part[at], casting="unsafe")
                at += 1
        else:
            np.subtract(column[some], shift[at], out=part[at])
            at += 1
