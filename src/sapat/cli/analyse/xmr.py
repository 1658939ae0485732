"""`sapat analyse xmr`: what in a series is more than the noise of every day."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from sapat.analytics.charts import xmr as charts
from sapat.cli.analyse import running, series
from sapat.cli.analyse.frame import Frame, Unusable
from sapat.cli.analyse.series import Series


@dataclass(frozen=True)
class Piece:
    """What has limits of its own: a series, or the part of it after a re-base."""

    series: Series
    first: int
    past: int


def add(methods: Any) -> None:
    """Describe the method."""
    parser = running.method(methods, "xmr", "control charts by the rules of Making Data Count")
    series.options(parser)
    parser.add_argument(
        "--direction", choices=list(charts.Direction), default="increase", help="what is better"
    )
    parser.add_argument("--target", type=float, metavar="X", help="tell whether it will be met")
    parser.add_argument("--fix-after", type=int, metavar="N", help="limits from the first N points")
    parser.add_argument("--rebase", metavar="DATE,...", help="new limits from these dates on")
    parser.add_argument("--no-screen", action="store_true", help="keep extreme moving ranges")
    parser.set_defaults(answer=answer)


def answer(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return the charts of all series and what to know of them."""
    from django.utils.translation import gettext as _

    if arguments.fix_after is not None and arguments.fix_after < charts.LEAST_FIXED:
        raise Unusable(_("Limits can be fixed only after at least 12 points."))
    found = series.read_series(frame, arguments)
    pieces = [piece for each in found for piece in _pieces(each, _cuts(arguments))]
    chart = charts.xmr(
        series.padded([each.series.values[each.first : each.past] for each in pieces]),
        direction=charts.Direction(arguments.direction),
        target=arguments.target,
        fix_after=arguments.fix_after,
        screen=not arguments.no_screen,
    )
    told = list(_told(pieces, chart))
    short = sum(one["short"] for one in told)
    sentence = _("%(short)s of %(all)s series have fewer than 13 points: their limits are rough.")
    return {"series": told}, [sentence % {"short": short, "all": len(told)}] if short else []


def _cuts(arguments: argparse.Namespace) -> list[float]:
    dates = (arguments.rebase or "").split(",")
    return [series.moment(text.strip(), "--rebase") for text in dates if text.strip()]


def _pieces(one: Series, cuts: Sequence[float]) -> Iterator[Piece]:
    inner = set(np.searchsorted(one.times, sorted(cuts)).tolist())
    ends = sorted(inner | {0, len(one.times)})
    return (Piece(one, first, past) for first, past in pairwise(ends))


def _told(pieces: Sequence[Piece], chart: charts.Chart) -> Iterator[dict[str, Any]]:
    """Return one object for each series; its limits and icons are those of the last piece."""
    short = chart.short
    waiting: list[dict[str, Any]] = []
    rough = False
    for at, piece in enumerate(pieces):
        waiting += _rows(piece, chart, at)
        rough = rough or bool(short[at])
        if piece.past < len(piece.series.values):
            continue
        yield {
            "group": piece.series.group,
            "mean": chart.mean[at],
            "lower": chart.lower[at],
            "upper": chart.upper[at],
            "variation": _code(charts.KINDS, chart.variation[at]),
            "assurance": _code(charts.ASSURANCES, chart.assurance[at]),
            "short": rough,
            "rows": waiting,
        }
        waiting, rough = [], False


def _rows(piece: Piece, chart: charts.Chart, at: int) -> Iterator[dict[str, Any]]:
    limits = {"mean": chart.mean[at], "lower": chart.lower[at], "upper": chart.upper[at]}
    for place in range(piece.first, piece.past):
        inner = place - piece.first
        yield {
            "x": piece.series.labels[place],
            "y": piece.series.values[place],
            **limits,
            "special_cause": _code(charts.CAUSES, chart.cause[at, inner]),
            "kind": _code(charts.KINDS, chart.kind[at, inner]),
        }


def _code(codes: Sequence[str], place: int) -> str | None:
    return None if place == charts.NONE else str(codes[place])
