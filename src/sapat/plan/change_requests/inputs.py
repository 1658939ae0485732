"""What the management review sees of changes."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.core.inputs import Figure, Told, gives
from sapat.core.proofs import Question
from sapat.plan.change_requests import reads
from sapat.plan.change_requests.models import ChangeRequest
from sapat.plan.change_requests.rules import ChangeState, Subject

PAGE = "plan:change_requests"


@gives("changes", _("Changes that touch the system"), 110)
def changes(question: Question, since: date) -> Told:
    """Tell what was asked to be changed in the period, and what came of it."""
    rows = [row for row in question.once(_lately, question.day) if row.asked_on >= since]
    waits = sum(row.state == ChangeState.ASKED for row in rows)
    figures = [
        Figure(gettext("Changes asked for"), str(len(rows)), PAGE),
        Figure(gettext("Waiting for the director"), str(waits), PAGE),
    ]
    figures += [
        Figure(str(Subject(row.subject).label).capitalize(), str(ChangeState(row.state).label))
        for row in rows
        if row.state in {ChangeState.APPROVED, ChangeState.DONE}
    ]
    return Told(figures, page=PAGE)


def _lately(day: date) -> list[ChangeRequest]:
    return reads.lately(day)
