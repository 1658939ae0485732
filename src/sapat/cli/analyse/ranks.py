"""`sapat analyse ranks`: where each group stands, and where it could well stand."""

import argparse
from typing import Any

from sapat.cli.analyse import running, value_added
from sapat.cli.analyse.frame import Frame, Unusable


def add(methods: Any) -> None:
    """Add the method."""
    parser = running.method(methods, "ranks", "the rank of each group, with its doubt")
    value_added.model_options(parser, required=False)
    parser.add_argument("--estimate", metavar="COL", help="of each group, instead of --outcome")
    parser.add_argument("--se", metavar="COL", help="standard error of the estimate")
    parser.set_defaults(answer=answer)


def answer(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return the ranks as an object: of residuals of a model, or of estimates in the file."""
    from django.utils.translation import gettext as _

    from sapat.analytics.ranks import ranks

    if not arguments.group or bool(arguments.outcome) == bool(arguments.estimate and arguments.se):
        raise Unusable(_("Name --group, and either --outcome or both --estimate and --se."))
    if arguments.outcome:
        found, notes = value_added.fitted(frame, arguments)
        residuals = list(found.residuals.values())[-1]
        groups, estimate, se = list(residuals.groups), residuals.estimate, residuals.se
    else:
        notes = []
        groups, estimate, se = _given(frame, arguments)
    stand = ranks(estimate, se)
    rows = zip(groups, stand.rank, stand.low, stand.high, strict=True)
    return {
        "groups": [{"group": g, "rank": rank, "low": lo, "high": hi} for g, rank, lo, hi in rows]
    }, notes


def _given(frame: Frame, arguments: argparse.Namespace) -> tuple[list[str], Any, Any]:
    """Return groups, estimates and standard errors; every group has one row with both."""
    from django.utils.translation import gettext as _

    groups = frame.texts(arguments.group)
    estimate, se = frame.numbers(arguments.estimate), frame.numbers(arguments.se)
    if len(groups) < 2:
        told = {"column": arguments.group, "group": "".join(groups)}
        sentence = _(
            "Column %(column)s has a single group, %(group)s: there is nothing to compare."
        )
        raise Unusable(sentence % told)
    for group, middle, spread in zip(groups, estimate.tolist(), se.tolist(), strict=True):
        if middle - middle != 0 or not 0 <= spread < float("inf"):
            sentence = _("Group %(group)s has no estimate or no standard error of at least 0.")
            raise Unusable(sentence % {"group": group})
    return groups, estimate, se
