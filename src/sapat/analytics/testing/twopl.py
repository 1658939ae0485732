"""The two-parameter model: questions differ in how hard they are and in how sharply they part.

Marginal maximum likelihood: abilities are standard normal, integrated out at Gauss-Hermite nodes.
Persons with the same answers are counted together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sapat.analytics.testing.scores import Floats, Ints, Reason, Unscalable, checked, varied

NODES = 61
_ROUNDS = 200
_DONE = 1e-8
_FAR = 25.0
_NEAR = 0.1  # steps shorter than this may use the information of the step before
_ALONE = 262_144  # products of matrices up to this size are not parted among threads, which wait


@dataclass(frozen=True)
class TwoParameter:
    """Difficulties and discriminations of the items kept, and the persons.

    Attributes
    ----------
    items, left_out
        Places of the items kept, and of those that everybody solved or nobody did.
    difficulty, discrimination, se, se_discrimination
        Of each item kept, shape (items kept,): the chance to solve it is the logistic of
        ``discrimination * (ability - difficulty)``.
    loglik
        Marginal, of the answers to the items kept.
    score, ability, ability_se
        Of each person, shape (persons,): points, the mean and the deviation of the ability given
        the answers (EAP). Without an answer NaN.
    """

    items: tuple[int, ...]
    left_out: tuple[int, ...]
    difficulty: Floats
    discrimination: Floats
    se: Floats
    se_discrimination: Floats
    loglik: float
    score: Ints
    ability: Floats
    ability_se: Floats

    @property
    def parameters(self) -> int:
        """How many parameters are estimated."""
        return 2 * len(self.items)


@dataclass(frozen=True)
class _Answers:
    """Different patterns of answers, how often each occurs, and the nodes.

    ``right`` and ``wrong`` (patterns, items) are 1 or 0, both 0 where an answer is missing;
    ``many`` (patterns,); ``nodes`` and ``weights`` (nodes,).
    """

    right: Floats
    wrong: Floats
    many: Floats
    nodes: Floats
    weights: Floats


@dataclass(frozen=True)
class _Point:
    """A place of the search: intercepts, slopes, and what the likelihood is there."""

    intercept: Floats
    slope: Floats
    loglik: float
    solved: Floats
    after: Floats


def two_parameter(answers: Floats, *, nodes: int = NODES) -> TwoParameter:
    """Estimate a two-parameter logistic model by marginal maximum likelihood.

    Parameters
    ----------
    answers : array of shape (persons, items)
        1 right, 0 wrong, NaN missing (taken as missing by chance).
    nodes
        How many Gauss-Hermite nodes stand for the normal distribution of abilities.

    Raises
    ------
    Unscalable
        A single item or person; an answer other than 0 and 1; persons differ on fewer than two
        items; the likelihood rises without end, as with few persons (UNBOUNDED, names the item).

    References
    ----------
    Bock and Lieberman (1970), Psychometrika 35, 179-197; Louis (1982), JRSS B 44, 226-233, for the
    information. Checked against ltm 1.2-0.
    """
    checked(answers, most=1)
    differ = varied(answers)
    if differ.sum() < 2:
        raise Unscalable(Reason.NO_VARIATION)
    kept = tuple(np.flatnonzero(differ).tolist())
    own, place = _collapsed(answers[:, differ], nodes)
    point = _searched(own, kept)
    covariance = np.linalg.inv(_information(point, own))
    items = len(kept)
    difficulty = -point.intercept / point.slope
    turn_d, turn_a = -1 / point.slope, -difficulty / point.slope
    d, a = np.arange(items), np.arange(items, 2 * items)
    variance = turn_d**2 * covariance[d, d] + turn_a**2 * covariance[a, a]
    variance += 2 * turn_d * turn_a * covariance[d, a]
    mean = point.after @ own.nodes
    deviation = np.sqrt(np.maximum(point.after @ own.nodes**2 - mean**2, 0))
    nothing = (own.right + own.wrong).sum(axis=1) == 0
    return TwoParameter(
        items=kept,
        left_out=tuple(np.flatnonzero(~differ).tolist()),
        difficulty=difficulty,
        discrimination=point.slope,
        se=np.sqrt(variance),
        se_discrimination=np.sqrt(covariance[a, a]),
        loglik=point.loglik,
        score=np.nansum(answers[:, differ], axis=1).astype(np.int64),
        ability=np.where(nothing, np.nan, mean)[place],
        ability_se=np.where(nothing, np.nan, deviation)[place],
    )


def _collapsed(answers: Floats, nodes: int) -> tuple[_Answers, Ints]:
    """Count equal patterns together; return also the pattern of each person."""
    coded = np.where(np.isfinite(answers), answers, 2).astype(np.int8)
    rows, place, many = np.unique(coded, axis=0, return_inverse=True, return_counts=True)
    points, weights = np.polynomial.hermite.hermgauss(nodes)
    right, wrong = (rows == 1).astype(float), (rows == 0).astype(float)
    own = _Answers(right, wrong, many.astype(float), points * np.sqrt(2), weights / np.sqrt(np.pi))
    return own, np.asarray(place.reshape(-1), np.int64)


def _searched(own: _Answers, kept: tuple[int, ...]) -> _Point:
    """Climb to the maximum: Newton's steps where the surface is concave, EM's elsewhere."""
    solved = own.many @ own.right
    missed = own.many @ own.wrong
    start = np.log((solved + 0.5) / (missed + 0.5))
    point = _at(start * 1.2, np.ones(len(kept)), own)
    information = _information(point, own)
    for _ in range(_ROUNDS):
        step = _direction(information, point, own, _gradient(point, own))
        point, size = _climbed(point, step, own)
        if size > _NEAR:
            information = _information(point, own)
        if np.abs(point.slope).max() > _FAR or np.abs(point.intercept).max() > 4 * _FAR:
            far = int(np.argmax(np.abs(point.slope) + np.abs(point.intercept) / 4))
            raise Unscalable(Reason.UNBOUNDED, kept[far])
        if size < _DONE:
            break
    weak = np.abs(point.slope) < 1e-6
    if weak.any():
        raise Unscalable(Reason.UNBOUNDED, kept[int(np.argmax(weak))])
    return point if point.slope.sum() > 0 else _at(point.intercept, -point.slope, own)


def _at(intercept: Floats, slope: Floats, own: _Answers) -> _Point:
    odds = intercept[:, None] + slope[:, None] * own.nodes
    wrong = -np.logaddexp(0.0, odds)
    logs = own.right @ (odds + wrong) + own.wrong @ wrong
    top = logs.max(axis=1)
    joint = np.exp(logs - top[:, None]) * own.weights
    total = joint.sum(axis=1)
    loglik = float(own.many @ (np.log(total) + top))
    solved = np.exp(odds + wrong)
    return _Point(intercept, slope, loglik, solved, joint / total[:, None])


def _gradient(point: _Point, own: _Answers) -> Floats:
    """Return the gradient by intercepts, then slopes, shape (2 items,)."""
    expected = point.after * own.many[:, None]
    answered = own.right + own.wrong
    off = own.right.T @ expected - (answered.T @ expected) * point.solved
    return np.concatenate([off.sum(axis=1), off @ own.nodes])


def _complete(point: _Point, own: _Answers) -> tuple[Floats, Floats, Floats]:
    """Return what abilities, were they known, would tell on each item: three moments."""
    expected = (own.right + own.wrong).T @ (point.after * own.many[:, None])
    told = expected * point.solved * (1 - point.solved)
    return told.sum(axis=1), told @ own.nodes, told @ own.nodes**2


def _information(point: _Point, own: _Answers) -> Floats:
    """Return minus the second derivatives: what known abilities would tell, less what is lost."""
    items = len(point.slope)
    first, both, second = (np.diag(told) for told in _complete(point, own))
    whole = np.block([[first, both], [both, second]])
    rows = max(1, _ALONE // items**2)
    for at in range(0, len(own.many), rows):
        part = slice(at, at + rows)
        answered = (own.right + own.wrong)[part]
        off = own.right[part] - answered * point.solved.T[:, None, :]
        weighted = off * point.after[part].T[:, :, None]
        many = own.many[part, None]
        both = np.matmul(off.transpose(0, 2, 1), weighted * many).reshape(len(own.nodes), -1)
        lost = [(own.nodes**k @ both).reshape(items, items) for k in range(3)]
        means = np.column_stack([np.tensordot(own.nodes**k, weighted, 1) for k in range(2)])
        whole += means.T @ (means * many) - np.block([lost[:2], lost[1:]])
    return np.asarray(whole)


def _direction(information: Floats, point: _Point, own: _Answers, gradient: Floats) -> Floats:
    try:
        np.linalg.cholesky(information)
        return np.asarray(np.linalg.solve(information, gradient), float)
    except np.linalg.LinAlgError:
        first, both, second = _complete(point, own)
        items = len(point.slope)
        whole = first * second - both**2 + 1e-12
        d, a = gradient[:items], gradient[items:]
        return np.concatenate([(second * d - both * a) / whole, (first * a - both * d) / whole])


def _climbed(point: _Point, step: Floats, own: _Answers) -> tuple[_Point, float]:
    """Go along a step, halved until the likelihood rises."""
    items = len(point.slope)
    step = step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-300))
    size = float(np.abs(step).max())
    while size > _DONE:
        tried = _at(point.intercept + step[:items], point.slope + step[items:], own)
        if tried.loglik >= point.loglik - 1e-12 * abs(point.loglik):
            return tried, size
        step, size = step / 2, size / 2
    return point, 0.0
