"""Value added: random-intercept models of two and three levels, from sums that can be merged.

``y = X b + u(group) + e``, and with a second group column ``y = X b + v(outer) + u(inner) + e``;
crossed, where neither column lies within the other: ``y = X b + v(one) + u(other) + e``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sapat.analytics.multilevel.crossing import Crossing
from sapat.analytics.multilevel.residuals import Residuals
from sapat.analytics.multilevel.search import least
from sapat.analytics.multilevel.sums import Floats, Reason, Sums, Term, Unfit, Whole

INTERCEPT = "(Intercept)"
_FOLLOWS = 1e-11  # share of a column's squares that the other columns must leave it


@dataclass(frozen=True)
class Fitted:
    """An estimated model, in the units of its columns; `variances` end with the residual one."""

    n: int
    groups: dict[str, int]
    terms: tuple[str, ...]
    estimate: Floats
    covariance: Floats
    variances: tuple[tuple[str, float], ...]
    minus2loglik: float
    residuals: dict[str, Residuals]

    @property
    def se(self) -> Floats:
        """Standard errors of the fixed part, shape (terms,)."""
        return np.sqrt(np.diag(self.covariance))


def fit(sums: Sums, *, method: str = "reml", crossed: bool = False) -> Fitted:
    """Estimate a random-intercept model by restricted ("reml") or full ("ml") likelihood.

    Parameters
    ----------
    sums
        Of the rows, with one or two group columns.
    method
        "reml" (variances not biased by the fixed part) or "ml" (likelihoods of models with
        different fixed parts may be compared).
    crossed
        The two group columns cross: a label of the one is the same group under every label of the
        other (the primary school pupils came from, and the school they are in). Otherwise the
        second column lies within the first.

    Returns
    -------
    Fitted
        Fixed part, variances, -2 log likelihood as lme4 states it, residuals of every group.

    Raises
    ------
    Unfit
        A column has a single group, only groups of one row, does not nest; a covariate is constant
        or follows from the others; the outcome is constant or wholly explained.

    References
    ----------
    Profiled likelihood: Bates et al. (2015), Journal of Statistical Software 67(1). Comparative
    standard errors: Goldstein and Healy (1995), JRSS A 158, 175-177. Checked against lme4 1.1-31.
    """
    if method not in ("reml", "ml"):
        raise ValueError("method must be reml or ml")
    if crossed and len(sums.groups) != 2:
        raise ValueError("two group columns can cross")
    model = _Model.of(sums, reml=method == "reml", crossed=crossed)
    levels = len(sums.groups)
    inner = least(lambda ratio: model.search(ratio)[0]) if levels == 2 else 0.0
    _, outer = model.search(inner)
    return model.fitted(inner, outer)


@dataclass(frozen=True)
class _Shrunk:
    """Sums of the outer groups once the inner ones are allowed for.

    Crossed, they are the sums of turned groups, which no longer share any row (see `Crossing`).
    """

    weights: Floats
    totals: Floats
    products: Floats
    logarithms: float


@dataclass(frozen=True)
class _Model:
    """The sums with intercept, centred and scaled; the last column is the outcome."""

    sums: Sums
    terms: tuple[str, ...]
    counts: Floats
    totals: Floats
    products: Floats
    scale: Floats
    means: Floats
    parent: Whole
    reml: bool
    crossing: Crossing | None = None

    @classmethod
    def of(cls, sums: Sums, *, reml: bool, crossed: bool = False) -> _Model:
        """Choose the columns, check that they can be told apart, and scale them."""
        _check_groups(sums, crossed=crossed)
        chosen = _chosen(sums.terms)
        n = float(sums.counts.sum())
        means = sums.shift + sums.totals.sum(axis=0) / n
        centred = sums.moved(means)
        totals, products = centred.totals[:, chosen], centred.products[np.ix_(chosen, chosen)]
        names = [sums.terms[at] for at in chosen]
        if n <= len(chosen):
            raise Unfit(Reason.TOO_FEW_ROWS, sums.terms[-1][0])
        _check_columns(products, names, means[chosen], n)
        scale = np.concatenate([[1.0], np.sqrt(np.diag(products) / n)])
        totals = np.column_stack([sums.counts, totals]) / scale
        whole = np.zeros((len(scale), len(scale)))
        whole[0, 0], whole[1:, 1:] = n, products
        outer = [unit[0] for unit in sums.units]
        order = {name: at for at, name in enumerate(dict.fromkeys(outer))}
        return cls(
            sums,
            (INTERCEPT, *(_told(name) for name in names[:-1])),
            sums.counts,
            totals,
            whole / np.outer(scale, scale),
            scale,
            means[chosen],
            np.array([order[name] for name in outer]),
            reml,
            Crossing.of(sums, totals) if crossed else None,
        )

    def shrunk(self, inner: float) -> _Shrunk:
        """Return the sums of the outer groups for a variance ratio of the inner ones."""
        if len(self.sums.groups) == 1:
            return _Shrunk(self.counts, self.totals, self.products, 0.0)
        if self.crossing is not None:
            turned = self.crossing.turned(inner)
            taken = self.products - turned.taken
            return _Shrunk(turned.weights, turned.totals, taken, turned.logarithms)
        left = 1 / (1 + self.counts * inner)
        taken = _weighted(self.totals, inner * left)
        many = int(self.parent.max()) + 1
        lines = [np.bincount(self.parent, line * left, many) for line in self.totals.T]
        weights: Floats = np.bincount(self.parent, self.counts * left, many).astype(np.float64)
        logarithms = -float(np.log(left).sum())
        return _Shrunk(weights, np.column_stack(lines), self.products - taken, logarithms)

    def search(self, inner: float) -> tuple[float, float]:
        """Return the least -2 log likelihood for an inner ratio, and the outer ratio it has."""
        shrunk = _gathered(self.shrunk(inner))

        def deviance(ratio: float) -> float:
            return self.deviance(shrunk, ratio)

        outer = least(deviance)
        return deviance(outer), outer

    def deviance(self, shrunk: tuple[Floats, Floats, Floats, _Shrunk], outer: float) -> float:
        """Return -2 log likelihood, profiled over the fixed part and the residual variance."""
        weights, times, squares, at = shrunk
        left = 1 + outer * weights
        root = self.factor(at.products - np.tensordot(outer / left, squares, 1))
        rest = float(root[-1, -1]) ** 2
        n = float(self.counts.sum())
        free = n - (len(root) - 1 if self.reml else 0)
        rest *= float(self.scale[-1]) ** 2
        value = float(times @ np.log(left)) + at.logarithms
        value += free * (1 + math.log(2 * math.pi * rest / free))
        if self.reml:
            diagonal = np.diag(root)[:-1] * self.scale[:-1]
            value += 2 * float(np.log(diagonal).sum())
        return value

    def factor(self, products: Floats) -> Floats:
        """Return the Cholesky factor; `Unfit` where nothing is left for chance."""
        try:
            root: Floats = np.linalg.cholesky(products).astype(np.float64)
        except np.linalg.LinAlgError:
            raise Unfit(Reason.NO_NOISE, self.sums.terms[-1][0]) from None
        if root[-1, -1] ** 2 < _FOLLOWS * self.counts.sum():
            raise Unfit(Reason.NO_NOISE, self.sums.terms[-1][0])
        return root

    def fitted(self, inner: float, outer: float) -> Fitted:
        """Return everything about the model at its variance ratios."""
        at = self.shrunk(inner)
        pull = outer / (1 + outer * at.weights)
        root = self.factor(at.products - _weighted(at.totals, pull))
        p = len(root) - 1
        fixed: Floats = np.linalg.solve(root[:p, :p].T, root[p, :p]).astype(np.float64)
        n = int(self.counts.sum())
        free = n - (p if self.reml else 0)
        sigma2 = float(root[p, p]) ** 2 / free * float(self.scale[p]) ** 2
        unscaled = np.linalg.inv(root[:p, :p])
        spread = sigma2 * (unscaled.T @ unscaled)
        back = np.diag(1 / self.scale[:p])
        back[0, 1:] = -self.means[:-1] / self.scale[1:p]
        estimate = back @ (fixed * self.scale[p])
        estimate[0] += self.means[-1]
        ratios = [outer, inner][: len(self.sums.groups)]
        names = self.crossing.columns if self.crossing else self.sums.groups
        variances = [(name, ratio * sigma2) for name, ratio in zip(names, ratios, strict=True)]
        variances = [*reversed(variances), ("residual", sigma2)]
        residuals = self.residuals((inner, outer), fixed, sigma2, spread)
        counts = {name: len(each.groups) for name, each in residuals.items()}
        deviance = self.deviance(_gathered(at), outer)
        covariance = back @ spread @ back.T
        return Fitted(
            n, counts, self.terms, estimate, covariance, tuple(variances), deviance, residuals
        )

    def residuals(
        self, ratios: tuple[float, float], fixed: Floats, sigma2: float, spread: Floats
    ) -> dict[str, Residuals]:
        """Return the residuals of every column, the outermost first."""
        inner, outer = ratios
        if self.crossing is not None:
            return self.across(self.crossing, ratios, fixed, sigma2, spread)
        at = self.shrunk(inner)
        pull = outer / (1 + outer * at.weights)
        linear = at.totals * pull[:, None]
        estimate, shared = _told_apart(linear, fixed, spread)
        estimate *= self.scale[-1]
        known = sigma2 * pull
        names = tuple(dict.fromkeys(unit[0] for unit in self.sums.units))
        found = {
            self.sums.groups[0]: Residuals(names, estimate, np.sqrt(known), np.sqrt(known + shared))
        }
        if len(self.sums.groups) == 1:
            return found
        own = inner / (1 + inner * self.counts)
        below = own[:, None] * (self.totals - self.counts[:, None] * linear[self.parent])
        estimate, shared = _told_apart(below, fixed, spread)
        estimate *= self.scale[-1]
        known = sigma2 * (own + (own * self.counts) ** 2 * pull[self.parent])
        found[self.sums.groups[1]] = Residuals(
            _inner_names(self.sums.units), estimate, np.sqrt(known), np.sqrt(known + shared)
        )
        return found

    def across(
        self,
        crossing: Crossing,
        ratios: tuple[float, float],
        fixed: Floats,
        sigma2: float,
        spread: Floats,
    ) -> dict[str, Residuals]:
        """Return the residuals of two columns that cross."""
        found = {}
        for column, each in zip(crossing.columns, crossing.told(*ratios), strict=True):
            estimate, shared = _told_apart(each.linear, fixed, spread)
            estimate *= self.scale[-1]
            known = sigma2 * each.variance
            found[column] = Residuals(
                each.groups, estimate, np.sqrt(known), np.sqrt(known + shared)
            )
        return found


def _gathered(at: _Shrunk) -> tuple[Floats, Floats, Floats, _Shrunk]:
    """Return the distinct weights, how often each occurs, and the products of their groups.

    Groups of one weight shrink alike, so the search needs only the sum of their products.
    """
    weights, place = np.unique(at.weights, return_inverse=True)
    times = np.bincount(place).astype(float)
    width = at.totals.shape[1]
    squares = np.zeros((len(weights), width, width))
    for a in range(width):
        for b in range(a, width):
            line = np.bincount(place, at.totals[:, a] * at.totals[:, b], len(weights))
            squares[:, a, b] = squares[:, b, a] = line
    return weights, times, squares, at


def _weighted(totals: Floats, weights: Floats) -> Floats:
    return (totals * weights[:, None]).T @ totals


def _told_apart(linear: Floats, fixed: Floats, spread: Floats) -> tuple[Floats, Floats]:
    """Return what is left of the outcome beyond the fixed part, and the doubt that part brings."""
    design = linear[:, :-1]
    return linear[:, -1] - design @ fixed, np.einsum("ga,ab,gb->g", design, spread, design)


def _chosen(terms: tuple[Term, ...]) -> list[int]:
    """Return the places of the terms without the first level of each categorical column."""
    first: dict[str, str] = {}
    for column, level in terms:
        if level is not None:
            first[column] = min(level, first.get(column, level))
    for column in first:
        if sum(name == column for name, _ in terms) == 1:
            raise Unfit(Reason.CONSTANT, column)
    return [
        at for at, (column, level) in enumerate(terms) if level is None or level != first[column]
    ]


def _told(term: Term) -> str:
    return term[0] if term[1] is None else f"{term[0]}[{term[1]}]"


def _check_groups(sums: Sums, *, crossed: bool = False) -> None:
    labels = [
        list(dict.fromkeys(unit[at if crossed else 0 : at + 1] for unit in sums.units))
        for at in range(len(sums.groups))
    ]
    for name, units in zip(sums.groups, labels, strict=True):
        if len(units) < 2:
            raise Unfit(Reason.SINGLE_GROUP, name, units[0][-1])
    if crossed:
        return
    if float(sums.counts.max()) < 2:
        raise Unfit(Reason.GROUPS_OF_ONE, sums.groups[-1])
    if len(labels) == 2 and len(labels[0]) == len(labels[1]):
        raise Unfit(Reason.NOT_NESTED, sums.groups[1], sums.groups[0])


def _check_columns(products: Floats, names: list[Term], means: Floats, n: float) -> None:
    """Raise `Unfit` for a column that is constant or follows from those before it."""
    size = np.diag(products)
    constant = size <= 1e-24 * n * np.maximum(means**2, 1e-280)
    if constant.any():
        raise Unfit(Reason.CONSTANT, _told(names[int(np.argmax(constant))]))
    scaled = products / np.sqrt(np.outer(size, size))
    for at in range(1, len(names) - 1):
        before = scaled[:at, :at]
        explained = scaled[at, :at] @ np.linalg.solve(before, scaled[:at, at])
        if 1 - explained < _FOLLOWS:
            raise Unfit(Reason.SINGULAR, _told(names[at]))


def _inner_names(units: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Return the inner labels; where outer groups share one, the outer label stands before it."""
    if len({unit[1] for unit in units}) == len(units):
        return tuple(unit[1] for unit in units)
    return tuple("/".join(unit) for unit in units)
