"""What strategy and objectives prove."""

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, proof
from sapat.plan.objectives import reads, rules
from sapat.plan.objectives.models import Objective, Strategy

SHOWN = 5
"""Objectives named as proof: more would not be read."""


def _strategy(row: Strategy | None) -> list[Record]:
    label = _("Strategy %(years)s")
    return [Record(str(label % {"years": row}), "plan:strategy")] if row else []


def _objective(row: Objective) -> Record:
    return Record(row.title, "plan:objective", (row.pk,))


@proof("objectives.strategy", _("A strategy with mission and goal leads to open objectives"))
def strategy(question: Question) -> Answer:
    """Judge whether the strategy is laid down on paper and leads to objectives."""
    row, now, running = question.once(reads.standing, question.day)
    state, reason, facts = rules.strategy_leads(now, question.day)
    records = [*_strategy(row), *(_objective(one) for one in running[:SHOWN])]
    return Answer(state, reason, facts, since=now.since, records=records)


@proof("objectives.mission", _("Mission and values are kept as text with editions"))
def mission(question: Question) -> Answer:
    """Judge whether mission and values are kept."""
    row, now, _running = question.once(reads.standing, question.day)
    state, reason, facts = rules.mission_kept(now)
    return Answer(state, reason, facts, since=now.since, records=_strategy(row))


@proof(
    "objectives.horizon",
    _("The mission looks to a year that has not passed"),
    Parameter("soon", _("days before the horizon ends in which to renew"), 180),
)
def horizon(question: Question) -> Answer:
    """Judge whether the horizon of the mission still lies ahead."""
    row, now, _running = question.once(reads.standing, question.day)
    state, reason, facts = rules.within_horizon(now, question.day, question.number("soon"))
    since = now.since
    if reason == rules.Reason.HORIZON_PASSED:
        since = rules.horizon_ends(now.horizon_year)
    return Answer(state, reason, facts, since=since, records=_strategy(row))
