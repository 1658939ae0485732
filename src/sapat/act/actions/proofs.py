"""What the actions prove."""

from django.utils.translation import gettext_lazy as _

from sapat.act.actions import reads
from sapat.act.actions.models import Action
from sapat.act.actions.rules import Kind, judge_answers, judge_improvements, judge_prevention
from sapat.core.proofs import Answer, Parameter, Question, Record, proof

SHOWN = 5


@proof(
    "actions.prevention",
    _("After a correction the cause is done away with, or it is said why not"),
    Parameter("days", _("days in which prevention follows"), 30),
)
def prevention(question: Question) -> Answer:
    """Judge the corrections of the last year."""
    found = question.once(reads.found, question.day)
    judged = judge_prevention(found, question.day, days=question.number("days"))
    return Answer(*judged, records=_records(question, Kind.PREVENTIVE, Kind.CORRECTIVE))


@proof(
    "actions.after_misses",
    _("A result that was not reached is answered by an action or a reason for none"),
    Parameter("days", _("days in which an action is opened"), 14),
)
def after_misses(question: Question) -> Answer:
    """Judge the nonconformities of the last year and the actions they led to."""
    found = question.once(reads.found, question.day)
    actions = question.once(reads.facts, question.day)
    judged = judge_answers(found, actions, question.day, days=question.number("days"))
    return Answer(*judged, records=_records(question, Kind.CORRECTIVE, Kind.CORRECTION))


@proof(
    "actions.improvements",
    _("Improvements are opened all year, and their effect is measured"),
    Parameter("months", _("months that are looked at"), 12),
)
def improvements(question: Question) -> Answer:
    """Judge the improvements of the last months."""
    actions = question.once(reads.facts, question.day)
    judged = judge_improvements(actions, question.day, months=question.number("months"))
    return Answer(*judged, records=_records(question, Kind.IMPROVEMENT))


def _records(question: Question, *kinds: Kind) -> list[Record]:
    rows = [row for row in question.once(_newest) if row.kind in kinds][:SHOWN]
    return [
        Record(f"{row.name} {row.title}", "act:action", (row.pk,), "action", row.pk) for row in rows
    ]


def _newest() -> list[Action]:
    return list(reads.actions()[:100])
