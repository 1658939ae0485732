"""What the management review sees of the regulations."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.core.inputs import Figure, Told, gives
from sapat.core.proofs import Question, State
from sapat.plan.regulations.reads import readings
from sapat.plan.regulations.standing import Standing, judged


def standings(question: Question) -> list[Standing]:
    """Return the regulations judged on the day of the look, once a look."""
    return judged(question, readings(question.day))


@gives("clauses", _("Clauses of the regulations"), 30)
def clauses(question: Question, _since: date) -> Told:
    """Tell how many clauses the records prove."""
    found = question.told(standings)
    if not found:
        return Told(lacks=gettext("No regulation is adopted."), page="plan:clauses")
    figures = [
        Figure(
            f"{each.reading.regulation.name}: {state.label}",
            str(each.counts[state.value]),
            "plan:clauses",
        )
        for each in found
        for state in (State.PROVED, State.DUE, State.MISSING)
    ]
    return Told(figures, page="plan:clauses")
