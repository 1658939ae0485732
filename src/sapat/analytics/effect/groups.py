"""An action against a comparable group that went without it: difference in differences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sapat.analytics.arrays import Array
from sapat.analytics.effect import verdicts
from sapat.analytics.effect.fitting import Family, Fit, Reason, Unfit, fit, neighbours
from sapat.analytics.effect.series import Known, Points
from sapat.analytics.effect.verdicts import PARALLEL, RULES, Better, Change, Effect, Verdict


@dataclass(frozen=True)
class Versus:
    """Who is compared: `acted` tells the rows of the group with the action, shape (rows,)."""

    points: Points
    acted: Array


@dataclass(frozen=True)
class _Panel:
    """Values of both groups at the times both have, in order of time."""

    times: Array
    acted: Known
    control: Known
    late: Array


def differences(
    versus: Versus,
    start: float,
    *,
    family: Family = Family.GAUSSIAN,
    better: Better = Better.NEUTRAL,
) -> Effect:
    """Tell whether a group changed at an action by more than a comparable group did.

    Parameters
    ----------
    versus
        Rows of both groups; several rows of one time in one group are added (a mean: averaged by
        weight). Times that only one group has are left out.
    start
        The first moment with the action.

    Returns
    -------
    Effect
        ``level`` and ``average`` are the difference of differences; no ``slope``. The verdict is
        that it cannot be told where the groups moved apart before the action already.

    Raises
    ------
    Unfit
        As `interrupted`; or no time that both groups have (`Reason.NO_CONTROL`).

    References
    ----------
    Angrist and Pischke (2009), Mostly Harmless Econometrics, ch. 5. Checked against statsmodels.
    """
    panel = _panel(versus, start, family)
    after = int(panel.late.sum())
    before = len(panel.late) - after
    if not before or not after:
        raise Unfit(Reason.ONE_SIDE)
    if before < RULES["before_with_group"] or after < RULES["after_with_group"]:
        return Effect(Verdict.TOO_EARLY, before, after)
    early = ~panel.late
    since = panel.times - panel.times[early][-1]
    try:
        apart, _ = _compared(_part(panel, early), since[early], family)
        level, model = _compared(panel, panel.late.astype(float), family)
    except Unfit as no:
        if no.reason is Reason.NOTHING_HAPPENED:
            return Effect(Verdict.CANNOT_TELL, before, after)
        raise
    comparable = not apart.p < PARALLEL
    rows, others = _rows(panel, family)
    late = panel.late
    exposure = panel.acted.exposure if family is Family.POISSON else np.ones(len(panel.times))
    # Of a mean the rows tell the difference of the groups; the other group's values are beside it.
    beside = panel.control.outcome if family is Family.GAUSSIAN else np.zeros(len(panel.times))
    return Effect(
        verdict=verdicts.judged(level, better) if comparable else Verdict.CANNOT_TELL,
        before=before,
        after=after,
        level=level,
        average=level,
        gap=verdicts.gap(model, rows[-1:], others[-1:], exposure[-1:]),
        mean_gap=verdicts.gap(model, rows[late], others[late], exposure[late]),
        times=panel.times,
        dispersion=model.dispersion,
        alike=neighbours(model.residuals),
        expected=model.means(rows) * exposure + beside,
        without=model.means(others) * exposure + beside,
        apart=apart,
    )


def _panel(versus: Versus, start: float, family: Family) -> _Panel:
    versus.points.complete(family)  # names the row that cannot be, before the groups are parted
    acted, control = (
        _added(_rows_of(versus.points, own), family) for own in (versus.acted, ~versus.acted)
    )
    times, ours, theirs = np.intersect1d(acted.time, control.time, return_indices=True)
    if not len(times):
        raise Unfit(Reason.NO_CONTROL)
    whole = _Panel(times, _taken(acted, ours), _taken(control, theirs), times >= start)
    if family is Family.GAUSSIAN:
        return whole
    # A time at which nothing happened in either group, or all of it, tells nothing of their ratio.
    events = whole.acted.outcome + whole.control.outcome
    lively = events > 0
    if family is Family.BINOMIAL:
        lively &= events < whole.acted.exposure + whole.control.exposure
    return _part(whole, lively)


def _rows_of(points: Points, own: Array) -> Points:
    exposure = None if points.exposure is None else points.exposure[own]
    return Points(points.time[own], points.outcome[own], exposure)


def _added(points: Points, family: Family) -> Known:
    """Return one row for each time."""
    if not len(points.time):
        raise Unfit(Reason.NO_CONTROL)
    known = points.complete(family)
    times, place = np.unique(known.time, return_inverse=True)
    exposure: Array = np.bincount(place, known.exposure)
    if family is Family.GAUSSIAN:
        outcome: Array = np.bincount(place, known.outcome * known.exposure) / exposure
    else:
        outcome = np.bincount(place, known.outcome)
    return Known(times, outcome, exposure, np.arange(len(times)))


def _taken(known: Known, places: Array) -> Known:
    return Known(known.time[places], known.outcome[places], known.exposure[places], places)


def _part(panel: _Panel, there: Array) -> _Panel:
    acted, control = (_taken(each, np.flatnonzero(there)) for each in (panel.acted, panel.control))
    return _Panel(panel.times[there], acted, control, panel.late[there])


def _compared(panel: _Panel, term: Array, family: Family) -> tuple[Change, Fit]:
    """Return how a term acts on the one group beyond the other.

    A mean: on the series of differences, whose neighbours may depend on each other. Counts: with a
    term for each time and each group.
    """
    acted, control = panel.acted, panel.control
    if family is Family.GAUSSIAN:
        design = np.column_stack([np.ones(len(term)), term])
        weights = 1 / (1 / acted.exposure + 1 / control.exposure)
        model = fit(design, acted.outcome - control.outcome, weights, family=family)
        return verdicts.change(model, np.array([0.0, 1.0])), model
    many = len(term)
    each = np.vstack([np.eye(many), np.eye(many)])
    group = np.repeat([1.0, 0.0], many)
    design = np.column_stack([each, group, np.concatenate([term, np.zeros(many)])])
    outcome = np.concatenate([acted.outcome, control.outcome])
    exposure = np.concatenate([acted.exposure, control.exposure])
    model = fit(design, outcome, exposure, family=family)
    contrast = np.zeros(many + 2)
    contrast[-1] = 1
    return verdicts.change(model, contrast), model


def _rows(panel: _Panel, family: Family) -> tuple[Array, Array]:
    """Return the rows of the group with the action: as they are, and as without it."""
    late = panel.late.astype(float)
    many = len(late)
    if family is Family.GAUSSIAN:
        rows = np.column_stack([np.ones(many), late])
    else:
        rows = np.column_stack([np.eye(many), np.ones(many), late])
    without = rows.copy()
    without[:, -1] = 0
    return rows, without
