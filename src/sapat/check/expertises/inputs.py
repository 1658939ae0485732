"""What the management review sees of the expert reviews."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.check.expertises import reads
from sapat.check.expertises.models import Expertise
from sapat.check.expertises.rules import OPEN
from sapat.core.inputs import Figure, Told, gives
from sapat.core.proofs import Question

PAGE = "check:expertises"
NAMED = 6


@gives("expertises", _("Expert reviews"), 46)
def expertises(question: Question, since: date) -> Told:
    """Tell which reviews were signed in the period and which still run."""
    rows = [row for row in question.once(_expertises) if row.planned_on <= question.day]
    signed = [row for row in rows if row.signed_on and since <= row.signed_on <= question.day]
    still = [row for row in rows if row.state in OPEN]
    if not signed and not still:
        return Told(lacks=gettext("No expert review was made in the period."), page=PAGE)
    figures = [
        Figure(gettext("Signed in the period"), str(len(signed)), PAGE),
        Figure(gettext("Still running"), str(len(still)), PAGE),
    ]
    figures += [
        Figure(row.title, row.get_outcome_display() or "—", "check:expertise", (row.pk,))
        for row in signed[:NAMED]
    ]
    return Told(figures, page=PAGE)


def _expertises() -> list[Expertise]:
    return list(reads.expertises())
