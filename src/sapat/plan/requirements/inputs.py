"""What the management review sees of the requirements of those the school works for."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.core.inputs import Figure, Told, gives
from sapat.core.proofs import Question
from sapat.plan.requirements import reads
from sapat.plan.requirements.rules import State


@gives("requirements", _("Requirements and wishes of stakeholders"), 60)
def requirements(question: Question, _since: date) -> Told:
    """Tell how far the requirements have come."""
    flow = question.once(reads.flow)
    if not flow:
        words = gettext("No requirement of a stakeholder is written down.")
        return Told(lacks=words, page="plan:requirements")
    figures = [
        Figure(
            str(state.label).capitalize(),
            str(sum(counts.get(state.value, 0) for counts in flow.values())),
            "plan:requirements",
        )
        for state in State
    ]
    return Told(figures, page="plan:requirements")
