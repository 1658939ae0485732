"""What the resource room can prove."""

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.plan.resources import reads
from sapat.plan.resources.rules import are_needs_met


@proof(
    "resources.provided",
    _("Resources are asked for, decided in time and provided"),
    Parameter("days", _("days within which a request is decided"), 30),
    Parameter("soon", _("days before a term counts as near"), 14),
)
def provided(question: Question) -> Answer:
    """Judge the requests of the last twelve months and all that are still open."""
    rows = question.once(reads.lately, question.day)
    verdict = are_needs_met(
        [row.need for row in rows],
        question.day,
        days=question.number("days"),
        soon=question.number("soon"),
    )
    records = [Record(row.title, "plan:resource", (row.pk,), "resource", row.pk) for row in rows]
    since = max((row.provided_on or row.asked_on for row in rows), default=None)
    proved = verdict.state == State.PROVED
    return Answer(verdict.state, verdict.reason, verdict.facts, since if proved else None, records)
