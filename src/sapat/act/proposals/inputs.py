"""What the management review sees of the proposals of unions and councils."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.act.proposals import reads
from sapat.act.proposals.rules import ProposalState
from sapat.core.inputs import Figure, Told, gives
from sapat.core.proofs import Question

PAGE = "act:proposals"


@gives("proposals", _("Proposals of unions and councils"), 65)
def proposals(question: Question, since: date) -> Told:
    """Tell how many proposals came in the period, and what became of them."""
    rows = [
        row
        for row in question.once(reads.all_proposals)
        if since <= row.made_on <= question.day and row.state != ProposalState.TAKEN_BACK
    ]
    if not rows:
        return Told(lacks=gettext("No proposal came in the period."), page=PAGE)
    figures = [
        Figure(str(state.label).capitalize(), str(sum(row.state == state for row in rows)), PAGE)
        for state in ProposalState
        if state != ProposalState.TAKEN_BACK
    ]
    return Told(figures, page=PAGE)
