"""What the management review sees of the self-assessment."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.check.assessments.cycles import reads
from sapat.check.assessments.cycles.models import Assessment
from sapat.check.assessments.cycles.rules import CycleState
from sapat.core.inputs import Figure, Told, gives
from sapat.core.proofs import Question

PAGE = "check:assessments"


@gives("assessments", _("Self-assessment"), 44)
def assessments(question: Question, since: date) -> Told:
    """Tell which cycles ran in the period, and how much of them is judged."""
    rows = [
        row
        for row in question.once(_cycles)
        if row.prepared_on <= question.day
        and row.state != CycleState.DROPPED
        and (row.closed_on is None or row.closed_on >= since)
    ]
    if not rows:
        return Told(lacks=gettext("No self-assessment ran in the period."), page=PAGE)
    said = gettext("%(state)s, judged %(part)s of %(all)s criteria")
    figures = [
        Figure(
            row.name,
            said
            % {
                "state": row.get_state_display(),
                "part": row.agreed,  # type: ignore[attr-defined]
                "all": row.all_lines,  # type: ignore[attr-defined]
            },
            "check:assessment",
            (row.pk,),
        )
        for row in rows
    ]
    return Told(figures, page=PAGE)


def _cycles() -> list[Assessment]:
    return list(reads.cycles())
