"""What the management review sees of the actions."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.act.actions import reads
from sapat.act.actions.models import Action
from sapat.act.actions.rules import OPEN, ActionState, Kind
from sapat.core.inputs import Figure, Told, gives
from sapat.core.proofs import Question

PAGE = "act:actions"
WORKING = frozenset({ActionState.PLANNED, ActionState.STARTED})


@gives("actions", _("Corrective and preventive actions"), 100)
def actions(question: Question, since: date) -> Told:
    """Tell what fell due in the period, what was done in time and what worked."""
    every = [row for row in question.once(_actions) if row.opened_on <= question.day]
    rows = [row for row in every if row.state != ActionState.DROPPED]
    if not rows:
        return Told(lacks=gettext("No action is opened."), page=PAGE)
    fallen = [row for row in rows if since <= row.due_on <= question.day]
    in_time = [row for row in fallen if row.done_on and row.done_on <= row.due_on]
    judged = [row for row in rows if row.ended_on and row.ended_on >= since]
    counts = [
        (gettext("Fell due in the period"), len(fallen)),
        (gettext("Of these done in time"), len(in_time)),
        (gettext("Worked"), sum(row.state == ActionState.WORKED for row in judged)),
        (gettext("Did not work"), sum(row.state == ActionState.FAILED for row in judged)),
        (gettext("Open now"), sum(row.state in OPEN for row in rows)),
        (gettext("Of these past their day"),
         sum(row.state in WORKING and row.due_on < question.day for row in rows)),
        *((str(kind.label).capitalize(), sum(row.kind == kind for row in fallen)) for kind in Kind),
    ]  # fmt: skip
    return Told([Figure(name, str(number), PAGE) for name, number in counts], page=PAGE)


def _actions() -> list[Action]:
    return list(reads.actions())
