"""Generalised linear models of a short series: counts, shares, means."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sapat.analytics import quantiles
from sapat.analytics.arrays import Array

LARGE = 40
"""Residual degrees of freedom from which the limits of large samples are used."""
_STEPS = 100
_CLOSE = 1e-12
_FAR = 30.0


class Family(StrEnum):
    """What a value of the series is: a count, a count out of so many, or a mean."""

    POISSON = "poisson"
    BINOMIAL = "binomial"
    GAUSSIAN = "gaussian"


class Reason(StrEnum):
    """Why nothing can be estimated."""

    NO_ROWS = "no_rows"
    OUT_OF_RANGE = "out_of_range"
    NO_EXPOSURE = "no_exposure"
    ONE_SIDE = "one_side"
    SEASON = "season"
    SINGULAR = "singular"
    NOTHING_HAPPENED = "nothing_happened"
    NO_CONTROL = "no_control"


class Unfit(ValueError):
    """Nothing can be estimated; `row` is the place of the row that forbids it, or None."""

    def __init__(self, reason: Reason, row: int | None = None) -> None:
        super().__init__(reason.value)
        self.reason, self.row = reason, row


@dataclass(frozen=True)
class Fit:
    """Estimates on the scale of the link, and what their doubt is made of.

    `covariances` holds one matrix or two; of a contrast the larger variance counts. `residuals` are
    Pearson's, in the order of the rows.
    """

    family: Family
    estimate: Array
    covariances: tuple[Array, ...]
    df: int
    dispersion: float
    residuals: Array

    def se(self, contrast: Array) -> float:
        """Return the standard error of a weighted sum of the estimates."""
        return math.sqrt(
            max(0.0, *(float(contrast @ each @ contrast) for each in self.covariances))
        )

    def means(self, rows: Array) -> Array:
        """Return what the model expects of rows of a design, without their exposure."""
        return _mean(self.family, rows @ self.estimate)

    def steepness(self, rows: Array) -> Array:
        """Return how fast that grows with the sum of each row."""
        return _steepness(self.family, self.means(rows))

    def half(self, se: float, level: float) -> float:
        """Return half the width of an interval."""
        if self.df >= LARGE:
            return quantiles.normal((1 + level) / 2) * se
        return quantiles.student((1 + level) / 2, self.df) * se

    def p(self, estimate: float, se: float) -> float:
        """Return how often chance alone brings as much; NaN where nothing varies."""
        if se == 0:
            return math.nan if estimate == 0 else 0.0
        if self.df >= LARGE:
            return math.erfc(abs(estimate / se) / math.sqrt(2))
        return quantiles.beta_regularised(
            self.df / 2, 0.5, self.df / (self.df + (estimate / se) ** 2)
        )


def fit(
    design: Array,
    outcome: Array,
    exposure: Array,
    *,
    family: Family,
    lag: int | None = None,
    quasi: bool = True,
) -> Fit:
    """Estimate a model by iteratively re-weighted least squares.

    Parameters
    ----------
    design
        Shape (rows, terms), without missing values, in order of time.
    outcome, exposure
        Shape (rows,). Poisson: events, and what they arose from. Binomial: how many of how many.
        Gaussian: a mean, and the weight of it.
    lag
        Gaussian: how far neighbours depend on each other (Newey-West). None chooses
        ``4 (rows / 100)^(2/9)``, and of Newey-West's and the ordinary error takes the larger.
    quasi
        Widen the doubt of counts by the dispersion where it is above 1.

    Raises
    ------
    Unfit
        If a term follows from the others, no row is left for the doubt, or a part of the series is
        all nothing (or all of it), so that its ratio to the rest has no end.

    References
    ----------
    McCullagh and Nelder (1989); Newey and West (1987), Econometrica 55, 703-708. Newey-West's
    errors alone are too small in series of a school's length: of 59 values of mere noise one in
    eight would be called a change.
    """
    rows, terms = design.shape
    size = np.sqrt((design**2).sum(axis=0))
    if rows <= terms or not size.all():
        raise Unfit(Reason.SINGULAR)
    scaled = design / size
    if np.linalg.matrix_rank(scaled, tol=1e-9) < terms:
        raise Unfit(Reason.SINGULAR)
    estimate, weights, residuals = _estimated(scaled, outcome, exposure, family)
    df = rows - terms
    pearson = residuals * np.sqrt(weights)
    dispersion = float(pearson @ pearson) / df
    bread = np.linalg.inv(scaled.T @ (weights[:, None] * scaled))
    back = np.outer(1 / size, 1 / size)
    if family is not Family.GAUSSIAN:
        wider = max(dispersion, 1.0) if quasi else 1.0
        return Fit(family, estimate / size, (bread * wider * back,), df, dispersion, pearson)
    own_lag = int(4 * (rows / 100) ** (2 / 9)) if lag is None else lag
    scores = scaled * (weights * residuals)[:, None]
    robust = bread @ _newey_west(scores, own_lag) @ bread * (rows / df)
    covariances: tuple[Array, ...] = (robust * back,)
    if lag is None:
        covariances = (robust * back, bread * dispersion * back)
    return Fit(family, estimate / size, covariances, df, dispersion, pearson)


def neighbours(residuals: Array) -> float:
    """Return how much residuals resemble the ones before them, from -1 to 1; 0 without any."""
    around = residuals - residuals.mean()
    total = float(around @ around)
    return float(around[1:] @ around[:-1]) / total if total > 0 else 0.0


def _estimated(
    design: Array, outcome: Array, exposure: Array, family: Family
) -> tuple[Array, Array, Array]:
    """Return the estimates, the weights of the last step and the working residuals."""
    if family is Family.GAUSSIAN:
        weights = exposure / exposure.mean()
        estimate = _least_squares(design, outcome, weights)
        residuals = outcome - design @ estimate
        noise = 1e-12 * float(np.abs(outcome).max())
        if np.abs(residuals).max() > noise:
            return estimate, weights, residuals
        # A series that follows its line exactly: what is left is the computer's own rounding.
        estimate = np.where(np.abs(estimate) > noise * len(outcome), estimate, 0.0)
        return estimate, weights, np.zeros(len(outcome))
    rate = outcome / exposure
    centre = float(outcome.sum() / exposure.sum())
    if centre <= 0 or (family is Family.BINOMIAL and centre >= 1):
        raise Unfit(Reason.NOTHING_HAPPENED)
    total = np.full(len(rate), _link(family, centre))
    estimate = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        mean = _mean(family, total)
        steep = _steepness(family, mean)
        weights = exposure * steep
        before = estimate
        estimate = _least_squares(design, total + (rate - mean) / steep, weights)
        total = design @ estimate
        if np.abs(total - _link(family, centre)).max() > _FAR:
            break
        if np.abs(estimate - before).max() <= _CLOSE * max(1.0, float(np.abs(estimate).max())):
            mean = _mean(family, total)
            steep = _steepness(family, mean)
            return estimate, exposure * steep, (rate - mean) / steep
    raise Unfit(Reason.NOTHING_HAPPENED)


def _least_squares(design: Array, outcome: Array, weights: Array) -> Array:
    root = np.sqrt(weights)
    found: Array = np.linalg.lstsq(design * root[:, None], outcome * root, rcond=None)[0]
    return found


def _newey_west(scores: Array, lag: int) -> Array:
    middle: Array = scores.T @ scores
    for step in range(1, min(lag, len(scores) - 1) + 1):
        part = scores[step:].T @ scores[:-step]
        middle = middle + (1 - step / (lag + 1)) * (part + part.T)
    return middle


def _link(family: Family, mean: float) -> float:
    return math.log(mean / (1 - mean)) if family is Family.BINOMIAL else math.log(mean)


def _mean(family: Family, total: Array) -> Array:
    if family is Family.GAUSSIAN:
        return total
    with np.errstate(over="ignore"):
        if family is Family.BINOMIAL:
            return np.asarray(1 / (1 + np.exp(-total)))
        return np.asarray(np.exp(total))


def _steepness(family: Family, mean: Array) -> Array:
    if family is Family.GAUSSIAN:
        return np.ones_like(mean)
    steep = mean * (1 - mean) if family is Family.BINOMIAL else mean
    return np.asarray(np.maximum(steep, 1e-300))
