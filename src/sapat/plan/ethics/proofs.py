"""What the ethics room can prove."""

from django.utils.translation import gettext_lazy as _

from sapat.core.days import in_words
from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.plan.ethics import reads
from sapat.plan.ethics.rules import are_rules_kept
from sapat.plan.training import reads as training


@proof(
    "ethics.rules",
    _("Those who assess have promised to keep the rules of ethics"),
    Parameter("days", _("days within which a complaint is answered"), 14),
)
def rules(question: Question) -> Answer:
    """Judge the rules in force, the assessors' promises and the complaints."""
    code = question.once(reads.in_force, question.day)
    appointed = question.once(training.assessors, question.day)
    assessors = frozenset(each.assessor.person_id for each in appointed)
    days = question.number("days")
    verdict = are_rules_kept(
        code is not None,
        assessors,
        frozenset(question.once(reads.promised, code)) if code else frozenset(),
        waiting=question.once(reads.waiting, question.day, days),
        days=days,
    )
    records = []
    if code:
        label = str(_("Rules of ethics, %(day)s")) % {"day": in_words(code.since)}
        records = [Record(label, "plan:ethics", (), "ethics_code", code.pk)]
    since = code.since if code and verdict.state == State.PROVED else None
    return Answer(verdict.state, verdict.reason, verdict.facts, since, records)
