"""What the room of change requests can prove."""

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.plan.change_requests import reads
from sapat.plan.change_requests.rules import are_changes_decided


@proof(
    "change_requests.approved",
    _("Changes are asked for in writing and decided by the director"),
    Parameter("days", _("days within which a request is decided"), 14),
    Parameter("soon", _("days before a term counts as near"), 7),
)
def approved(question: Question) -> Answer:
    """Judge the requests of the last twelve months and all that are still open."""
    rows = question.once(reads.lately, question.day)
    verdict = are_changes_decided(
        [row.asked for row in rows],
        question.day,
        days=question.number("days"),
        soon=question.number("soon"),
    )
    records = [
        Record(row.what, "plan:change_request", (row.pk,), "change_request", row.pk) for row in rows
    ]
    since = max((row.decided_on for row in rows if row.decided_on), default=None)
    proved = verdict.state == State.PROVED
    return Answer(verdict.state, verdict.reason, verdict.facts, since if proved else None, records)
