"""What the management review sees of the findings."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.check.findings import reads
from sapat.check.findings.models import Finding
from sapat.check.findings.rules import OPEN, FindingState, Grade
from sapat.core.inputs import Figure, Told, gives
from sapat.core.proofs import Question

PAGE = "act:findings"


@gives("findings", _("Findings"), 90)
def findings(question: Question, since: date) -> Told:
    """Tell what was found in the period, by grade, and what is still open."""
    rows = [row for row in question.once(_findings) if row.found_on <= question.day]
    if not rows:
        return Told(lacks=gettext("No finding is written down."), page=PAGE)
    fresh = [row for row in rows if row.found_on >= since and row.state != FindingState.REFUSED]
    late = [row for row in rows if row.state in OPEN and row.due_on and row.due_on < question.day]
    counts = [
        *((str(grade.label).capitalize(), sum(row.grade == grade for row in fresh))
          for grade in Grade),
        (gettext("Repeated"), sum(row.repeat_of_id is not None for row in fresh)),
        (gettext("Open now"), sum(row.state in OPEN for row in rows)),
        (gettext("Of these past their day"), len(late)),
    ]  # fmt: skip
    return Told([Figure(name, str(number), PAGE) for name, number in counts], page=PAGE)


def _findings() -> list[Finding]:
    return list(reads.findings())
