"""What the study of information needs proves."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.plan.inquiries import reads
from sapat.plan.inquiries.rules import Reason, judged

STATES = {Reason.STUDIED: State.PROVED, Reason.NEAR: State.DUE, Reason.UNMATCHED: State.DUE}


@proof(
    "requirements.information_requests",
    _("The needs of the main users for information are studied, and every request is answered"),
    Parameter("months", _("how often the needs are studied, in months"), 12),
    Parameter(
        "council",
        _("whether the pedagogical council has to hear it"),
        "no",
        (("no", _("no")), ("yes", _("yes"))),
    ),
)
def information_requests(question: Question) -> Answer:
    """Judge whether the needs were studied lately and no request is left alone."""
    months, council = question.number("months"), question.words("council") == "yes"
    studies, wanted = question.once(reads.judged_studies), question.once(reads.wanted)
    reason, named = judged(studies, wanted, question.day, months, council)
    facts = {"day" if isinstance(named, date) else "count": named} if named is not None else {}
    state = STATES.get(reason, State.MISSING)
    since = named if state == State.PROVED and isinstance(named, date) else None
    records = [Record(str(_("Information requests")), "plan:inquiries")] if studies else []
    return Answer(state, reason, facts, since, records)
