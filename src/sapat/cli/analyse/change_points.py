"""`sapat analyse changes`: when the level of a series changed."""

import argparse
from typing import TYPE_CHECKING, Any

import numpy as np

from sapat.cli.analyse import running, series
from sapat.cli.analyse.frame import Frame, Unusable
from sapat.cli.analyse.series import Series

if TYPE_CHECKING:
    from sapat.analytics.change_points import Changes


def add(methods: Any) -> None:
    """Add the method."""
    parser = running.method(methods, "changes", "when the level of a series changed")
    series.options(parser)
    parser.add_argument("--most", type=int, default=5, metavar="N", help="at most N changes")
    parser.add_argument(
        "--trim", type=float, default=0.15, metavar="SHARE", help="the shortest part: 0.15"
    )
    parser.add_argument("--bend", action="store_true", help="where the slope of the line turns")
    parser.set_defaults(answer=answer)


def answer(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return the changes of all series, and which have none to be found."""
    from django.utils.translation import gettext as _

    from sapat.analytics import change_points

    if arguments.most < 1 or not 0 <= arguments.trim < 0.5:
        raise Unusable(_("--most is at least 1, and --trim lies between 0 and 0.5."))
    if arguments.bend:
        return _bends(frame, arguments)
    told, refused = [], 0
    for one in series.read_series(frame, arguments):
        try:
            found = change_points.changes(one.values, most=arguments.most, trim=arguments.trim)
        except change_points.Undivided as no:
            told.append({"group": one.group, **_none(one), "refused": str(no.reason)})
            refused += 1
            continue
        told.append({"group": one.group, **_told(one, found), "refused": None})
    sentence = _("%(some)s of %(all)s series are too short, or never change.")
    return {"series": told}, [sentence % {"some": refused, "all": len(told)}] if refused else []


def _bends(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return where the line of each series turns; null where it cannot be told."""
    from django.utils.translation import gettext as _

    from sapat.analytics.bend import bend

    told = []
    for one in series.read_series(frame, arguments):
        found = bend(one.times, one.values)
        face = found and {
            "at": found.at,
            "se": found.se,
            "before": vars(found.before),
            "after": vars(found.after),
            "rss": found.rss,
        }
        told.append({"group": one.group, "n": int(np.isfinite(one.values).sum()), "bend": face})
    none = sum(one["bend"] is None for one in told)
    sentence = _("%(some)s of %(all)s series are too short, or never change.")
    return {"series": told}, [sentence % {"some": none, "all": len(told)}] if none else []


def _told(one: Series, found: "Changes") -> dict[str, Any]:
    labels = [x for x, y in zip(one.labels, one.values, strict=True) if np.isfinite(y)]
    places = zip(found.after, found.low, found.high, strict=True)
    return {
        "n": len(labels),
        "f": found.f,
        "means": found.means,
        "changes": [
            {"last_before": labels[at - 1], "after": at, "low": low, "high": high}
            for at, low, high in places
        ],
        "numbers": [
            {"number": number, "rss": rss, "bic": bic, "after": after}
            for number, (rss, bic, after) in enumerate(
                zip(found.rss, found.bic, ((), *found.by_number), strict=True)
            )
        ],
    }


def _none(one: Series) -> dict[str, Any]:
    n = int(np.isfinite(one.values).sum())
    return {"n": n, "f": None, "means": [], "changes": [], "numbers": []}
