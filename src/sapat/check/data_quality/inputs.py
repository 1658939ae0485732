"""What the management review sees of the data it rests on."""

from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.check.data_quality import reads
from sapat.check.data_quality.checks import Severity
from sapat.check.data_quality.models import QualityIssue
from sapat.check.data_quality.rules import IssueState
from sapat.core.days import in_words
from sapat.core.inputs import Figure, Told, gives
from sapat.core.proofs import Question

PAGE = "check:quality_issues"


@gives("data_quality", _("Quality of the data"), 130)
def data_quality(question: Question, _since: date) -> Told:
    """Tell when the data were looked at last and what is still wrong in them."""
    look, day = question.once(reads.last_look), question.day
    if look is None:
        return Told(lacks=gettext("The data were never checked."), page=PAGE)
    known = [row for row in question.once(_followed) if localdate(row.opened_at) <= day]
    still = [row for row in known if row.state == IssueState.OPEN]
    checked = min(look.day, day)
    figures = [Figure(gettext("Last check of the data"), in_words(checked), PAGE)]
    figures += [
        Figure(
            gettext("Open, %(severity)s") % {"severity": severity.label},
            str(sum(row.severity == severity for row in still)),
            PAGE,
        )
        for severity in Severity
    ]
    return Told(figures, page=PAGE)


def _followed() -> list[QualityIssue]:
    return reads.followed()
