"""What the cases of breach prove; no record is named, for each is about somebody."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from sapat.act.breaches import reads
from sapat.act.breaches.rules import HANDLE_DAYS, judge
from sapat.core.proofs import Answer, Parameter, Question, proof

LOOKED_BACK = timedelta(days=365)


@proof(
    "breaches.handled",
    _("Measures are taken where somebody acts against the policy"),
    Parameter("days", _("days in which a measure is chosen"), HANDLE_DAYS),
)
def handled(question: Question) -> Answer:
    """Judge the cases of the last year."""
    cases = question.once(reads.lives, question.day - LOOKED_BACK)
    return Answer(
        *judge(
            cases,
            question.day,
            days=question.number("days"),
            laid_down=question.once(reads.is_laid_down),
        )
    )
