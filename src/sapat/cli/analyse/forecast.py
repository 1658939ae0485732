"""`sapat analyse forecast`: what comes next, and how far off that may be."""

import argparse
from typing import Any

import numpy as np

from sapat.analytics import forecast as engine
from sapat.cli.analyse import running, series
from sapat.cli.analyse.frame import Frame, Unusable

TOO_SHORT = "too_short"


def add(methods: Any) -> None:
    """Describe the method."""
    parser = running.method(methods, "forecast", "the next values, with intervals that hold")
    series.options(parser)
    parser.add_argument("--horizon", type=int, default=3, metavar="N", help="steps; default: 3")
    parser.add_argument(
        "--rule", choices=list(engine.Rule), default="naive", help="default: the last value"
    )
    parser.set_defaults(answer=answer)


def answer(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return the forecasts of all series; their intervals come from the errors of them all."""
    from django.utils.translation import gettext as _

    horizon, rule = arguments.horizon, engine.Rule(arguments.rule)
    if horizon < 1:
        raise Unusable(_("--horizon is at least 1."))
    found = series.read_series(frame, arguments)
    values = series.padded([each.values for each in found])
    errors = engine.past_errors(values, horizon=horizon, rule=rule)
    told = engine.forecast(values, horizon=horizon, rule=rule, errors=errors)
    rows = [
        {
            "group": each.group,
            "horizon": [] if told.refused[at] else _steps(told, at, horizon),
            "refused": TOO_SHORT if told.refused[at] else None,
        }
        for at, each in enumerate(found)
    ]
    return {"series": rows}, _notes(values, told, horizon, rule)


def _steps(told: engine.Forecasts, at: int, horizon: int) -> list[dict[str, Any]]:
    return [
        {
            "step": step + 1,
            "value": told.value[at, step],
            "low80": told.low[0, at, step],
            "high80": told.high[0, at, step],
            "low95": told.low[1, at, step],
            "high95": told.high[1, at, step],
        }
        for step in range(horizon)
    ]


def _notes(
    values: series.Array, told: engine.Forecasts, horizon: int, rule: engine.Rule
) -> list[str]:
    from django.utils.translation import gettext as _

    notes: list[str] = []
    if told.refused.any():
        sentence = _("%(short)s of %(all)s series have fewer than 5 points and no forecast.")
        notes.append(sentence % {"short": int(told.refused.sum()), "all": len(values)})
    if np.isnan(told.low[:, ~told.refused]).any():
        notes.append(
            _("Where an interval is missing, there are too few past forecasts to tell it.")
        )
    past = engine.record(values, horizon=horizon, rule=rule)
    if np.isfinite(past.inside[1, 0]):
        facts = {"count": int(past.forecasts[0]), "share": f"{100 * past.inside[1, 0]:.1f}"}
        sentence = _("Of %(count)s past forecasts, %(share)s %% lay in their 95 %% interval.")
        notes.append(sentence % facts)
    return notes
