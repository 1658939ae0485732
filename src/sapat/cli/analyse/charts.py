"""`sapat analyse p | u | iprime | runs`: limits that follow sizes, and the rules of runs."""

import argparse
from collections.abc import Iterator
from typing import Any

import numpy as np

from sapat.analytics.charts import shewhart
from sapat.analytics.charts.runs import Runs, runs
from sapat.cli.analyse import running, series
from sapat.cli.analyse.frame import Frame, Unusable
from sapat.cli.analyse.series import Array, Series

KINDS = {
    "p": "control chart of shares",
    "u": "control chart of rates of events",
    "iprime": "control chart of means of groups of unequal size",
}


def add(methods: Any) -> None:
    """Add the methods."""
    for name, about in KINDS.items():
        parser = running.method(methods, name, about)
        parser.add_argument("--numerator", required=True, metavar="COL", help="reached, or a sum")
        parser.add_argument("--denominator", required=True, metavar="COL", help="out of, or size")
        series.order_options(parser)
        parser.add_argument("--freeze", type=int, metavar="N", help="centre from the first N")
        if name != "iprime":
            parser.add_argument("--laney", action="store_true", help="corrected for large sizes")
        parser.set_defaults(answer=sized)
    parser = running.method(methods, "runs", "has a series shifted: the rules of Anhøj")
    series.options(parser)
    parser.add_argument("--centre", type=float, metavar="X", help="default: the median")
    parser.set_defaults(answer=plain)


def sized(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return charts of two columns."""
    from django.utils.translation import gettext as _

    if arguments.freeze is not None and arguments.freeze < 2:
        raise Unusable(_("--freeze is at least 2."))
    found, over, under = _pairs(frame, arguments)
    chart = _chart(over, under, arguments)
    about = runs(chart.value, chart.centre)
    told = [
        {
            "group": each.group,
            "centre": chart.centre[at],
            **_runs(about, at),
            "rows": list(_rows(each, chart, at)),
        }
        for at, each in enumerate(found)
    ]
    return {"series": told}, []


def plain(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return the runs of one column."""
    found = series.read_series(frame, arguments)
    values = series.padded([each.values for each in found])
    there = [each[np.isfinite(each)] for each in values]
    centre = np.array([float(np.median(each)) if each.size else np.nan for each in there])
    if arguments.centre is not None:
        centre = np.full(len(found), arguments.centre)
    about = runs(values, centre)
    told = [
        {"group": each.group, "centre": centre[at], **_runs(about, at)}
        for at, each in enumerate(found)
    ]
    return {"series": told}, []


def _pairs(frame: Frame, arguments: argparse.Namespace) -> tuple[list[Series], Array, Array]:
    """Return the series of the numerators, and both columns in their order; refuse wrong counts."""
    from django.utils.translation import gettext as _

    over, under = frame.numbers(arguments.numerator), frame.numbers(arguments.denominator)
    wrong = under <= 0
    if arguments.method != "iprime":
        wrong |= over < 0
    if arguments.method == "p":
        wrong |= over > under
    if wrong.any():
        told = {"row": int(np.argmax(wrong)) + 2, **vars(arguments)}
        sentence = _("Row %(row)s: %(numerator)s or %(denominator)s is outside its range.")
        raise Unusable(sentence % told)
    there = np.isfinite(over) & np.isfinite(under)
    if not there.any():
        told = {"numerator": arguments.numerator, "denominator": arguments.denominator}
        raise Unusable(_("No row has both %(numerator)s and %(denominator)s.") % told)
    places = np.where(there, np.arange(len(over)), np.nan)
    found = series.ordered(frame, arguments, places)
    order = series.padded([each.values for each in found])
    known = np.isfinite(order)
    rows = np.where(known, order, 0).astype(int)
    top, bottom = (np.where(known, column[rows], np.nan) for column in (over, under))
    return found, top, bottom


def _chart(over: Array, under: Array, arguments: argparse.Namespace) -> shewhart.Limits:
    if arguments.method == "iprime":
        return shewhart.i_prime(over, under, freeze=arguments.freeze)
    draw = shewhart.p if arguments.method == "p" else shewhart.u
    chart = draw(over, under, freeze=arguments.freeze)
    return shewhart.laney(chart, freeze=arguments.freeze) if arguments.laney else chart


def _rows(one: Series, chart: shewhart.Limits, at: int) -> Iterator[dict[str, Any]]:
    lower, upper, outside = chart.lower, chart.upper, chart.outside
    for place, label in enumerate(one.labels):
        yield {
            "x": label,
            "y": chart.value[at, place],
            "lower": lower[at, place],
            "upper": upper[at, place],
            "outside": bool(outside[at, place]),
        }


def _runs(found: Runs, at: int) -> dict[str, Any]:
    return {
        "useful": found.useful[at],
        "longest_run": found.longest[at],
        "longest_allowed": found.longest_allowed[at],
        "crossings": found.crossings[at],
        "crossings_needed": found.crossings_needed[at],
        "shifted": bool(found.signal[at]),
    }
