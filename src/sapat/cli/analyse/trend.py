"""`sapat analyse trend`: does a series rise or fall, and how fast."""

import argparse
from datetime import date
from typing import Any

import numpy as np

from sapat.analytics.trend import seasonal, trend
from sapat.cli.analyse import running, series
from sapat.cli.analyse.frame import Frame, Unusable

YEAR = 365.25


def add(methods: Any) -> None:
    """Describe the method."""
    parser = running.method(methods, "trend", "does a series rise or fall, and how fast")
    series.options(parser)
    parser.add_argument("--level", type=float, default=0.95, metavar="SHARE", help="default: 0.95")
    parser.add_argument(
        "--season",
        type=int,
        metavar="P",
        help="compare like with like: P seasons in a year, or in a round of rows",
    )
    parser.set_defaults(answer=answer)


def answer(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return the trends of all series; between dates the slope is for a year."""
    series.check_level(arguments.level)
    found = series.read_series(frame, arguments)
    times = series.padded([each.times for each in found])
    dated = arguments.date is not None and isinstance(found[0].labels[0], str)
    values = series.padded([each.values for each in found])
    unit = YEAR if dated else arguments.season or 1
    if arguments.season is None:
        told = trend(values, times / unit, level=arguments.level)
    else:
        told = seasonal(
            values, _seasons(found, arguments, dated), times / unit, level=arguments.level
        )
    rows = [
        {
            "group": each.group,
            "n": told.n[at],
            "slope": told.slope[at],
            "low": told.low[at],
            "high": told.high[at],
            "s": None if np.isnan(told.s[at]) else int(told.s[at]),
            "p": told.p[at],
        }
        for at, each in enumerate(found)
    ]
    return {"series": rows}, _notes(arguments, dated)


def _notes(arguments: argparse.Namespace, dated: bool) -> list[str]:
    from django.utils.translation import gettext as _

    if dated:
        return [_("The slope is the change in a year.")]
    if arguments.season:
        return [_("The slope is the change in %(steps)s steps.") % {"steps": arguments.season}]
    return []


def _seasons(
    found: list[series.Series], arguments: argparse.Namespace, dated: bool
) -> series.Array:
    """Return the season of each point: of its month, or of its number in the round."""
    from django.utils.translation import gettext as _

    many = arguments.season
    if many < 2 or (dated and 12 % many):
        raise Unusable(_("--season is 2 or more; with dates 2, 3, 4, 6 or 12."))
    if dated:
        months = [[date.fromordinal(int(at)).month - 1 for at in each.times] for each in found]
        rows = [np.array(own, float) * many // 12 for own in months]
    else:
        rows = [np.floor(each.times) % many for each in found]
    return series.padded(rows)
