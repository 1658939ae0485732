"""What the management review sees of the resources."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.core.inputs import Figure, Told, gives
from sapat.core.proofs import Question
from sapat.plan.resources import reads
from sapat.plan.resources.models import ResourceRequest

PAGE = "plan:resources"


@gives("resources", _("Resources"), 120)
def resources(question: Question, _since: date) -> Told:
    """Tell what was needed in the last year and what came."""
    rows = question.once(_lately, question.day)
    if not rows:
        return Told(lacks=gettext("No need for resources is written down."), page=PAGE)
    words = gettext(
        "asked %(asked)s, granted %(granted)s, provided %(provided)s, refused %(refused)s"
    )
    figures = [
        Figure(
            str(one.kind.label).capitalize(),
            words
            % {
                "asked": one.asked,
                "granted": one.granted,
                "provided": one.provided,
                "refused": one.refused,
            },
            PAGE,
        )
        for one in reads.balances(rows)
        if one.asked
    ]
    return Told(figures, page=PAGE)


def _lately(day: date) -> list[ResourceRequest]:
    return reads.lately(day)
