"""`sapat analyse objectivity`: does an exam confirm the journal's marks."""

import argparse
from typing import TYPE_CHECKING, Any

from sapat.cli.analyse import running
from sapat.cli.analyse.frame import Frame, Unusable

if TYPE_CHECKING:
    from sapat.analytics.intervals import Estimate
    from sapat.analytics.objectivity import Agreement, Rounding

LEAST, MOST = 2, 5


def add(methods: Any) -> None:
    """Add the method."""
    parser = running.method(methods, "objectivity", "the journal's marks against an exam's")
    parser.add_argument("--journal", metavar="COL", default="journal", help="default: journal")
    parser.add_argument("--exam", metavar="COL", default="exam", help="default: exam")
    parser.add_argument("--average", metavar="COL", help="averages behind the journal's marks")
    parser.set_defaults(answer=answer)


def answer(frame: Frame, arguments: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    """Return how the marks compare as an object, and what was left out."""
    from django.utils.translation import gettext as _

    from sapat.analytics.objectivity import agreement, rounding

    journal = _marks(frame, arguments.journal)
    found = agreement(journal, _marks(frame, arguments.exam))
    if not found.pairs:
        told = {"journal": arguments.journal, "exam": arguments.exam}
        raise Unusable(_("No row has both %(journal)s and %(exam)s.") % told)
    face = told_agreement(found)
    if arguments.average:
        averages = [value if value == value else None for value in frame.numbers(arguments.average)]
        face["rounding"] = _told_rounding(rounding(averages, journal))
    notes = [
        _("A difference is no proof of anything: it is a reason to look at the work together.")
    ]
    if left_out := len(frame) - found.pairs:
        notes.append(_("Rows with something missing, left out: %(rows)s.") % {"rows": left_out})
    return face, notes


def told_agreement(found: "Agreement") -> dict[str, Any]:
    """Return the agreement in its machine-readable face."""
    marks = sorted({*range(LEAST, MOST + 1), *(mark for pair in found.table for mark in pair)})
    return {
        "n": found.pairs,
        "confirmed": _estimate(found.confirmed),
        "raised": _estimate(found.raised),
        "lowered": _estimate(found.lowered),
        "bias": _estimate(found.bias_interval, found.bias),
        "kappa": _estimate(found.kappa_interval, found.kappa),
        "table": [
            {
                "journal": given,
                **{f"{reached:g}": found.table.get((given, reached), 0) for reached in marks},
            }
            for given in marks
        ],
    }


def _marks(frame: Frame, name: str) -> list[float | None]:
    from django.utils.translation import gettext as _

    marks: list[float | None] = []
    for row, mark in enumerate(frame.numbers(name).tolist(), 2):
        if mark == mark and not mark.is_integer():
            told = {"name": name, "row": row, "value": mark}
            raise Unusable(_("Column %(name)s, row %(row)s: %(value)s is not a whole mark.") % told)
        marks.append(mark if mark == mark else None)
    return marks


def _estimate(found: "Estimate | None", value: float | None = None) -> dict[str, float | None]:
    if found is None:
        return {"value": value, "low": None, "high": None}
    return {"value": found.value, "low": found.low, "high": found.high}


def _told_rounding(found: "Rounding") -> dict[str, Any]:
    index = _estimate(found.interval, found.mean)
    counts = {"pairs": found.pairs, "raised": found.raised, "lowered": found.lowered}
    return {**counts, "index": index}
