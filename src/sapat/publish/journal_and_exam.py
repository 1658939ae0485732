"""The journal beside another mark of the same pupils: the picture, and what follows from it."""

from django.utils.translation import gettext as _

from sapat.analytics.objectivity import Agreement
from sapat.core.figures import figure
from sapat.publish.pictures.agreement import Pairs, agreement
from sapat.publish.pictures.pictures import Picture

MARKS = (5.0, 4.0, 3.0, 2.0)
"""Marks that stand in the table even where nobody has them."""


def pairs_picture(title: str, found: Agreement, other: str) -> Picture:
    """Return the pairs of marks, the best first; its twin is the table."""
    marks = sorted({*MARKS, *(mark for pair in found.table for mark in pair)}, reverse=True)
    counts = [[found.table.get((given, reached), 0) for reached in marks] for given in marks]
    return agreement(title, Pairs([f"{mark:g}" for mark in marks], counts, _("Journal"), other))


def conclusion(found: Agreement) -> str:
    """Say what the pairs tell; where marks lean to one side it is a reason to ask, no proof."""
    bias, interval = found.bias, found.bias_interval
    if bias is None or interval is None:
        return _("There are too few pairs to say whether marks lean to one side.")
    facts = {"by": figure(abs(bias), 2)}
    if interval.low > 0:
        return (
            _(
                "Annual marks are higher than examination marks by %(by)s on average, more than"
                " chance explains: this needs checking."
            )
            % facts
        )
    if interval.high < 0:
        return (
            _(
                "Annual marks are lower than examination marks by %(by)s on average, more than"
                " chance explains: this needs checking."
            )
            % facts
        )
    return _("Annual marks and examination marks do not differ by more than chance explains.")
