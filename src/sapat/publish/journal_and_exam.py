"""The journal beside the examination: the picture, the table and what follows from it."""

from django.utils.translation import gettext as _

from sapat.check.measuring.agreement import ExamPairs
from sapat.publish.exports.tables import figure
from sapat.publish.pictures.agreement import Pairs, agreement
from sapat.publish.pictures.pictures import Picture
from sapat.school.calendar.rules import year_label


def pairs_picture(found: ExamPairs) -> Picture:
    """Return the pairs of marks as a picture; its twin is the table."""
    title = _("Annual marks and examination marks, %(year)s") % {"year": year_label(found.year)}
    return agreement(title, Pairs(found.marks, found.counts, _("Journal"), _("Examination")))


def conclusion(found: ExamPairs) -> str:
    """Say what the pairs tell; where marks lean to one side it is a reason to ask, no proof."""
    bias, interval = found.agreement.bias, found.agreement.bias_interval
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
