"""What the management reviews prove."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from sapat.act.reviews import reads
from sapat.act.reviews.rules import REQUIRED, Rhythm, judge_analysis, judge_held
from sapat.core.inputs import name_of
from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof

SHOWN = 4
SOON = Parameter("soon", _("days before the end of the term when it counts as due soon"), 30)


@proof("reviews.held", _("Management reviews the system as often as the school has set"), SOON)
def held(question: Question) -> Answer:
    """Judge the reviews that were held against the rhythm of the school."""
    rhythm = question.once(_rhythm, question.day, question.number("soon"))
    state, reason, facts = judge_held(question.once(reads.held), rhythm, question.day)
    return Answer(state, reason, facts, _since(state, facts), _records(question))


@proof(
    "reviews.annual_analysis",
    _("One analysis of the year joins policy, objectives, audits, data and actions"),
    Parameter("months", _("months within which the analysis is made"), 12),
    Parameter("required", _("inputs it must have"), ", ".join(REQUIRED)),
    SOON,
)
def annual_analysis(question: Question) -> Answer:
    """Judge whether an approved review of the year had all inputs with figures."""
    state, reason, facts, lacks = judge_analysis(
        question.once(reads.held),
        question.day,
        months=question.number("months"),
        required=question.several("required"),
        soon=question.number("soon"),
    )
    if lacks:
        facts = {**facts, "names": ", ".join(name_of(code) for code in lacks)}
    return Answer(state, reason, facts, _since(state, facts), _records(question))


def _rhythm(day: date, soon: int) -> Rhythm:
    return reads.rhythm(day, soon=soon)


def _records(question: Question) -> list[Record]:
    rows = question.once(reads.held_rows)[:SHOWN]
    return [Record(str(row), "act:review", (row.pk,), "review", row.pk) for row in rows]


def _since(state: State, facts: Mapping[str, object]) -> date | None:
    """Return the day of the review that proves, or None while nothing does."""
    last = facts.get("last")
    return last if state == State.PROVED and isinstance(last, date) else None
