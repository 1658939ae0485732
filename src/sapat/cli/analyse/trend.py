"""`sapat analyse trend`: does a series rise or fall, and how fast."""

import argparse
from typing import Any

import numpy as np

from sapat.analytics.trend import trend
from sapat.cli.analyse import running, series
from sapat.cli.analyse.frame import Frame

YEAR = 365.25


def add(methods: Any) -> None:
    """Describe the method."""
    parser = running.method(methods, "trend", "does a series rise or fall, and how fast")
    series.options(parser)
    parser.add_argument("--level", type=float, default=0.95, metavar="SHARE", help="default: 0.95")
    parser.set_defaults(answer=answer)


def answer(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return the trends of all series; between dates the slope is for a year."""
    from django.utils.translation import gettext as _

    series.check_level(arguments.level)
    found = series.read_series(frame, arguments)
    times = series.padded([each.times for each in found])
    dated = arguments.date is not None and isinstance(found[0].labels[0], str)
    values = series.padded([each.values for each in found])
    told = trend(values, times / YEAR if dated else times, level=arguments.level)
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
    return {"series": rows}, [_("The slope is the change in a year.")] if dated else []
