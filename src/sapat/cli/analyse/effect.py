"""`sapat analyse effect`: did an action work."""

import argparse
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from sapat.cli.analyse import running, series
from sapat.cli.analyse.frame import Frame, Unusable

if TYPE_CHECKING:
    from sapat.analytics.effect import Change, Effect, Family, Points

Array = np.ndarray[Any, np.dtype[Any]]


def add(methods: Any) -> None:
    """Add the method."""
    parser = running.method(methods, "effect", "did an action work: a series before and after it")
    parser.add_argument("--outcome", metavar="COL", required=True, help="events, or a mean")
    parser.add_argument("--exposure", metavar="COL", help="what the events arose from; of how many")
    parser.add_argument("--time", metavar="COL", required=True, help="dates, or numbers")
    parser.add_argument(
        "--start", metavar="T", required=True, help="the first time with the action"
    )
    parser.add_argument(
        "--family",
        choices=("poisson", "binomial", "gaussian"),
        help="default: poisson with --exposure, else gaussian",
    )
    parser.add_argument("--season", metavar="P", type=float, help="length of the season: 12, 4")
    parser.add_argument(
        "--direction", choices=("increase", "decrease", "neutral"), default="neutral"
    )
    parser.add_argument("--no-slope", action="store_true", help="only a step, no turn of the line")
    parser.add_argument("--lag", metavar="N", type=int, help="gaussian: Newey-West with this lag")
    parser.add_argument("--group", metavar="COL", help="column of the groups to compare")
    parser.add_argument("--control", metavar="NAME,...", help="the groups without the action")
    parser.set_defaults(answer=answer)


def answer(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return the effect as an object, and what to know of it."""
    from sapat.analytics import effect

    _check(arguments)
    family = effect.Family(
        arguments.family or ("poisson" if arguments.exposure else "gaussian"),
    )
    time, start, unit = _times(frame, arguments)
    points = effect.Points(
        time,
        frame.numbers(arguments.outcome),
        frame.numbers(arguments.exposure) if arguments.exposure else None,
    )
    try:
        if arguments.group:
            found = _against(frame, arguments, points, start, family)
        else:
            found = _alone(arguments, points, start, family)
    except effect.Unfit as no:
        raise Unusable(sentence(no, arguments)) from None
    return told(found), notes(found, frame, points, unit)


def told(found: "Effect") -> dict[str, Any]:
    """Return the effect in its machine-readable face."""
    gap = found.gap
    face = {
        "level": _change(found.level),
        "slope": _change(found.slope),
        "dispersion": found.dispersion,
        "gap": gap and {"estimate": gap.estimate, "low": gap.low, "high": gap.high},
        "verdict": str(found.verdict),
    }
    return {**face, "apart": _change(found.apart)} if found.apart else face


def notes(found: "Effect", frame: Frame, points: "Points", unit: str) -> list[str]:
    """Return what a reader must know of the answer."""
    from django.utils.translation import gettext as _

    from sapat.analytics.effect import Verdict

    told = []
    there = np.isfinite(points.time) & np.isfinite(points.outcome)
    if points.exposure is not None:
        there &= np.isfinite(points.exposure)
    if left_out := len(frame) - int(there.sum()):
        told.append(_("Rows with something missing, left out: %(rows)s.") % {"rows": left_out})
    if found.verdict is Verdict.TOO_EARLY:
        sentence = _("It is too early: %(before)s values before the start and %(after)s after.")
        told.append(sentence % {"before": found.before, "after": found.after})
    elif found.level is None:
        told.append(
            _("On one side of the start nothing happened, or all of it: no ratio is known.")
        )
    elif found.verdict is Verdict.CANNOT_TELL:
        told.append(_("The groups moved apart before the start already: they are not comparable."))
    if found.level is not None and abs(found.alike) > 2 / (found.before + found.after) ** 0.5:
        told.append(_("Neighbouring values resemble each other: the doubt may be larger."))
    return [*told, unit] if unit and found.slope else told


def sentence(no: Any, arguments: argparse.Namespace) -> str:
    """Return why there is no answer, for a reader."""
    from django.utils.translation import gettext as _

    from sapat.analytics.effect import Reason

    sentences = {
        Reason.NO_ROWS: _("No row with a value in column %(outcome)s is complete."),
        Reason.OUT_OF_RANGE: _(
            "Row %(row)s: %(outcome)s or its exposure is outside its range for this family."
        ),
        Reason.NO_EXPOSURE: _("The family binomial needs --exposure: of how many."),
        Reason.ONE_SIDE: _("Column %(time)s has values only on one side of %(start)s."),
        Reason.SEASON: _("--season %(season)s: at least two whole seasons before the start."),
        Reason.SINGULAR: _("Column %(time)s has too few different values for this model."),
        Reason.NO_CONTROL: _("Column %(group)s: the groups have no time in common."),
        Reason.NOTHING_HAPPENED: _("Column %(outcome)s is 0 in every row."),
    }
    row = "" if no.row is None else no.row + 2
    season = f"{arguments.season or 0:g}"
    return sentences[no.reason] % {**vars(arguments), "row": row, "season": season}


def _check(arguments: argparse.Namespace) -> None:
    from django.utils.translation import gettext as _

    if bool(arguments.group) is not bool(arguments.control):
        raise Unusable(_("Name --group and --control together."))
    if arguments.season is not None and not arguments.season > 0:
        raise Unusable(_("--season is a number above 0."))


def _alone(
    arguments: argparse.Namespace, points: "Points", start: float, family: "Family"
) -> "Effect":
    from django.utils.translation import gettext as _

    from sapat.analytics import effect

    twice = [time for time, count in Counter(points.time.tolist()).items() if count > 1]
    if twice:
        told = {"name": arguments.time, "value": _number(twice[0])}
        raise Unusable(_("Column %(name)s has %(value)s more than once: name --group.") % told)
    line = effect.Line(
        family=family, season=arguments.season, slope=not arguments.no_slope, lag=arguments.lag
    )
    better = effect.Better(arguments.direction)
    return effect.interrupted(points, start, line=line, better=better)


def _against(
    frame: Frame, arguments: argparse.Namespace, points: "Points", start: float, family: "Family"
) -> "Effect":
    from django.utils.translation import gettext as _

    from sapat.analytics import effect

    groups = frame.texts(arguments.group)
    controls = [name.strip() for name in arguments.control.split(",")]
    for name in controls:
        if name not in groups:
            raise Unusable(
                _("Column %(column)s has no group %(group)s.")
                % {"column": arguments.group, "group": name}
            )
    others = sorted({name for name in groups if name and name not in controls})
    if len(others) != 1:
        told = {"column": arguments.group, "others": ", ".join(others) or "—"}
        sentence = _(
            "Column %(column)s: one group with the action is needed, there are: %(others)s."
        )
        raise Unusable(sentence % told)
    nameless = np.array([not name for name in groups])
    kept = replace(points, outcome=np.where(nameless, np.nan, points.outcome))
    acted = np.array([name == others[0] for name in groups])
    better = effect.Better(arguments.direction)
    return effect.differences(effect.Versus(kept, acted), start, family=family, better=better)


def _times(frame: Frame, arguments: argparse.Namespace) -> tuple[Array, float, str]:
    """Return times and start; dates of one a month count as months, others as days."""
    from django.utils.translation import gettext as _

    time, labels = series.moments(frame, arguments.time)
    start = series.moment(arguments.start, "--start")
    if not isinstance(labels[0], str):
        return time, start, ""
    months = np.array([_month(each) for each in time])
    if len(set(months)) < len(set(time.tolist())):
        return time, start, _("The slope is for one day.")
    return months, float(_month(start)), _("The slope is for one month.")


def _month(day: float) -> float:
    found = date.fromordinal(int(day))
    return 12.0 * found.year + found.month


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else str(value)


def _change(change: "Change | None") -> dict[str, float] | None:
    if change is None:
        return None
    return {name: getattr(change, name) for name in ("estimate", "se", "low", "high", "p")}
