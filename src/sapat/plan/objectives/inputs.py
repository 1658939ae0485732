"""What the management review sees of the objectives."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.core.inputs import Figure, Told, gives
from sapat.core.proofs import Question
from sapat.plan.objectives import reads
from sapat.plan.objectives.models import Objective
from sapat.plan.objectives.rules import Outcome

NAMED = 6


@gives("objectives", _("Objectives"), 20)
def objectives(question: Question, since: date) -> Told:
    """Tell which objectives run, which ended in the period and how."""
    rows = question.once(_objectives)
    if not rows:
        return Told(lacks=gettext("No objective is set."), page="plan:objectives")
    day = question.day
    ended = [row for row in rows if row.ended_on and since <= row.ended_on <= day]
    begun = [row for row in rows if row.set_on <= day]
    running = [row for row in begun if row.ended_on is None or row.ended_on > day]
    late = [row for row in running if row.due_on < day]
    counts = [
        (gettext("Running"), len(running)),
        (gettext("Of these past their day"), len(late)),
        *((str(one.label).capitalize(), sum(row.outcome == one for row in ended))
          for one in Outcome),
    ]  # fmt: skip
    figures = [Figure(name, str(number), "plan:objectives") for name, number in counts]
    figures += [
        Figure(row.title, str(Outcome(row.outcome).label)) for row in ended[:NAMED] if row.outcome
    ]
    return Told(figures, page="plan:objectives")


def _objectives() -> list[Objective]:
    return list(reads.objectives())
