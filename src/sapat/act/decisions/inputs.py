"""What the management review sees of the decisions taken before."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.act.decisions import reads
from sapat.act.decisions.models import Decision
from sapat.act.decisions.rules import WAITING, DecisionState, Effect, is_overdue
from sapat.core.inputs import Figure, Told, gives
from sapat.core.proofs import Question

PAGE = "act:decisions"


@gives("decisions", _("Decisions of the bodies"), 140)
def decisions(question: Question, since: date) -> Told:
    """Tell what was decided in the period, carried out, late, and what worked."""
    rows = [row for row in question.once(_decisions) if row.taken_on <= question.day]
    fresh = [row for row in rows if row.taken_on >= since]
    if not rows:
        return Told(lacks=gettext("No decision is written down."), page=PAGE)
    judged = [row for row in rows if row.effect_on and row.effect_on >= since]
    late = [row for row in rows if is_overdue(row.state, row.term, question.day)]
    counts = [
        (gettext("Taken in the period"), len(fresh)),
        (gettext("Of these carried out"), sum(row.state == DecisionState.DONE for row in fresh)),
        (gettext("Waiting now"), sum(row.state in WAITING for row in rows)),
        (gettext("Of these past their day"), len(late)),
        *((str(effect.label).capitalize(), sum(row.effect == effect for row in judged))
          for effect in Effect),
    ]  # fmt: skip
    return Told([Figure(name, str(number), PAGE) for name, number in counts], page=PAGE)


def _decisions() -> list[Decision]:
    return list(reads.decisions())
