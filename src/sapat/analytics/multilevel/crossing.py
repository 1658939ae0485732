"""Two group columns that cross: each row belongs to a group of both, in any combination."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sapat.analytics.multilevel.sums import Floats, Reason, Sums, Unfit


@dataclass(frozen=True)
class Turned:
    """The fewer groups once the more numerous are allowed for, turned so that no two share a row.

    `weights` and `totals` stand where counts and sums of groups stand in a model of one column;
    `taken` is what the more numerous take of the products, `logarithms` of the determinant.
    """

    weights: Floats
    totals: Floats
    turn: Floats
    taken: Floats
    logarithms: float


@dataclass(frozen=True)
class Told:
    """The residuals of one column: linear in the terms, and their variance over the noise."""

    groups: tuple[str, ...]
    linear: Floats
    variance: Floats


@dataclass(frozen=True)
class Crossing:
    """Sums of both columns; the column with fewer groups stands first.

    Attributes
    ----------
    columns, names
        Of the two columns, and of their groups.
    counts
        Rows of each group of the one and of the other.
    totals
        Sums of the terms, shape (groups, terms), of each.
    shared
        Rows that belong to both, shape (fewer groups, more groups).
    """

    columns: tuple[str, str]
    names: tuple[tuple[str, ...], tuple[str, ...]]
    counts: tuple[Floats, Floats]
    totals: tuple[Floats, Floats]
    shared: Floats

    @classmethod
    def of(cls, sums: Sums, totals: Floats) -> Crossing:
        """Gather the sums of units, whose scaled totals are given, by each column.

        Raises
        ------
        Unfit
            If a column has only groups of one row, or both divide the rows alike.
        """
        places = sorted((0, 1), key=lambda at: len({unit[at] for unit in sums.units}))
        columns, names, codes = [], [], []
        counts: list[Floats] = []
        gathered: list[Floats] = []
        for at in places:
            known = tuple(sorted({unit[at] for unit in sums.units}))
            place = {name: number for number, name in enumerate(known)}
            code = np.array([place[unit[at]] for unit in sums.units])
            rows: Floats = np.bincount(code, sums.counts, len(known)).astype(np.float64)
            if rows.max() < 2:
                raise Unfit(Reason.GROUPS_OF_ONE, sums.groups[at])
            columns.append(sums.groups[at])
            names.append(known)
            counts.append(rows)
            gathered.append(
                np.column_stack([np.bincount(code, line, len(known)) for line in totals.T])
            )
            codes.append(code)
        shared = np.zeros((len(names[0]), len(names[1])))
        np.add.at(shared, (codes[0], codes[1]), sums.counts)
        if len(names[0]) == len(names[1]) == len(sums.units):
            raise Unfit(Reason.NOT_NESTED, columns[1], columns[0])
        return cls(
            (columns[0], columns[1]),
            (names[0], names[1]),
            (counts[0], counts[1]),
            (gathered[0], gathered[1]),
            shared,
        )

    def turned(self, more: float) -> Turned:
        """Return the fewer groups for a variance ratio of the more numerous.

        Of a symmetric matrix of what is left of their rows the eigenvectors are such a turn: the
        model is then one of independent groups, and is searched as one.
        """
        left = 1 / (1 + self.counts[1] * more)
        pull = more * left
        rows = np.diag(self.counts[0]) - (self.shared * pull) @ self.shared.T
        totals = self.totals[0] - (self.shared * pull) @ self.totals[1]
        weights, turn = np.linalg.eigh(rows)
        taken = (self.totals[1] * pull[:, None]).T @ self.totals[1]
        logarithms = -float(np.log(left).sum())
        return Turned(np.maximum(weights, 0), turn.T @ totals, turn, taken, logarithms)

    def told(self, more: float, fewer: float) -> tuple[Told, Told]:
        """Return the residuals of both columns at their variance ratios."""
        at = self.turned(more)
        own = fewer / (1 + fewer * at.weights)
        spread = (at.turn * own) @ at.turn.T
        first = at.turn @ (own[:, None] * at.totals)
        pull = more / (1 + self.counts[1] * more)
        second = pull[:, None] * (self.totals[1] - self.shared.T @ first)
        across = np.einsum("ab,ac,cb->b", self.shared, spread, self.shared)
        return (
            Told(self.names[0], first, np.diag(spread).copy()),
            Told(self.names[1], second, pull + pull**2 * across),
        )
