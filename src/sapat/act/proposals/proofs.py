"""What proposals prove: unions are answered in time, and accepted proposals are carried out."""

from django.utils.translation import gettext_lazy as _

from sapat.act.proposals import reads
from sapat.act.proposals.models import Proposal
from sapat.act.proposals.rules import Verdict, are_answered, are_carried_out
from sapat.core.proofs import Answer, Parameter, Question, Record, proof

MONTHS = Parameter("months", _("how many months are looked at"), 12)
SHOWN = 8


@proof(
    "proposals.answered",
    _("Unions propose decisions from results, and administration answers in time"),
    MONTHS,
    Parameter("soon", _("days before a term counts as near"), 3),
)
def answered(question: Question) -> Answer:
    """Judge the proposals of unions and councils."""
    rows = [row for row in question.once(reads.all_proposals) if row.body_id]
    given = question.number("months"), question.number("soon")
    return _answer(are_answered([row.proposed for row in rows], question.day, *given), rows)


@proof(
    "proposals.carried_out",
    _("Proposals for a better assessment system are worked out and carried out"),
    MONTHS,
)
def carried_out(question: Question) -> Answer:
    """Judge every proposal, whoever made it."""
    rows = question.once(reads.all_proposals)
    months = question.number("months")
    return _answer(are_carried_out([row.proposed for row in rows], question.day, months), rows)


def _answer(verdict: Verdict, rows: list[Proposal]) -> Answer:
    records = [
        Record(f"{row.made_on:%d.%m.%Y}", "act:proposal", (row.pk,), "proposal",
               row.pk)
        for row in rows[:SHOWN]
    ]  # fmt: skip
    return Answer(verdict.state, verdict.reason, verdict.facts, verdict.since, records)
