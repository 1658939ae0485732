"""`sapat analyse funnel`: which group lies outside what chance explains."""

import argparse
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sapat.cli.analyse import running
from sapat.cli.analyse.frame import Frame, Unusable

if TYPE_CHECKING:
    from sapat.analytics.funnel import Funnel


def add(methods: Any) -> None:
    """Add the method."""
    parser = running.method(methods, "funnel", "groups outside what chance explains")
    parser.add_argument("--numerator", metavar="COL", required=True, help="reached, or events")
    parser.add_argument("--denominator", metavar="COL", required=True, help="out of, or expected")
    parser.add_argument("--group", metavar="COL", help="names of the groups; else the first column")
    parser.add_argument("--kind", choices=("proportion", "ratio"), default="proportion")
    parser.add_argument("--limits", choices=("exact", "adjusted"), help="else as the size asks")
    parser.set_defaults(answer=answer)


def answer(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return the funnel as an object, and what was left out."""
    import numpy as np
    from django.utils.translation import gettext as _

    from sapat.analytics import funnel

    top, bottom = frame.numbers(arguments.numerator), frame.numbers(arguments.denominator)
    groups, rows, left_out = summed(frame, arguments, top, bottom)
    numerator, denominator = (np.array([row[at] for row in rows], float) for at in (0, 1))
    try:
        drawn = funnel.funnel(
            numerator,
            denominator,
            kind=funnel.Kind(arguments.kind),
            limits=funnel.Limits(arguments.limits or "fitting"),
        )
    except funnel.Undrawable as no:
        raise Unusable(sentence(no, arguments, groups)) from None
    notes = []
    if left_out:
        notes.append(_("Rows with something missing, left out: %(rows)s.") % {"rows": left_out})
    return told(drawn, groups), notes


def summed(
    frame: Frame, arguments: argparse.Namespace, top: Any, bottom: Any
) -> tuple[list[str], list[list[float]], int]:
    """Return the groups in the order of the file, their sums, and how many rows were left out."""
    column = arguments.group or _other_column(frame, arguments)
    names = frame.texts(column) if column else [str(row) for row in range(1, len(frame) + 1)]
    sums: dict[str, list[float]] = {}
    left_out = 0
    for name, over, under in zip(names, top.tolist(), bottom.tolist(), strict=True):
        if not name or not (math.isfinite(over) and math.isfinite(under)):
            left_out += 1
            continue
        both = sums.setdefault(name, [0.0, 0.0])
        both[0] += over
        both[1] += under
    return list(sums), list(sums.values()), left_out


def told(drawn: "Funnel", groups: Sequence[str]) -> dict[str, Any]:
    """Return the funnel in its machine-readable face."""
    rows = [
        {
            "group": group,
            "n": drawn.n[at],
            "value": drawn.value[at],
            "low95": drawn.low95[at],
            "high95": drawn.high95[at],
            "low998": drawn.low998[at],
            "high998": drawn.high998[at],
            "outside": drawn.outside[at] or None,
        }
        for at, group in enumerate(groups)
    ]
    return {"centre": drawn.centre, "phi": drawn.phi, "tau2": drawn.tau2, "groups": rows}


def sentence(no: Any, arguments: argparse.Namespace, groups: Sequence[str]) -> str:
    """Return why no funnel can be drawn, for a reader."""
    from django.utils.translation import gettext as _

    from sapat.analytics.funnel import Reason

    sentences = {
        Reason.SINGLE_GROUP: _("There is a single group, %(group)s: there is nothing to compare."),
        Reason.OUT_OF_RANGE: _(
            "Group %(group)s: %(numerator)s or %(denominator)s is outside its range."
        ),
        Reason.NOT_WHOLE: _("Group %(group)s: counts must be whole numbers."),
        Reason.NOTHING: _("Column %(numerator)s is 0 in every group."),
    }
    group = "" if no.group is None else groups[no.group]
    told = {"numerator": arguments.numerator, "denominator": arguments.denominator}
    return sentences[no.reason] % {"group": group, **told}


def _other_column(frame: Frame, arguments: argparse.Namespace) -> str | None:
    taken = {arguments.numerator, arguments.denominator}
    return next((name for name in frame.columns if name not in taken), None)
