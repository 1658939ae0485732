"""What waits in the room of strategy and objectives."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.objectives import reads, rules
from sapat.plan.objectives.models import Objective

NEAR = timedelta(days=30)
RENEWAL = timedelta(days=180)
"""A strategy is long work: its renewal is called for half a year before the horizon."""


@due("objectives.ends")
def ends(question: Question) -> Iterable[Due]:
    """List objectives whose term is near or past and whose result nobody has stated."""
    for row in question.once(_running, question.day):
        if row.due_on <= question.day + NEAR:
            yield Due(
                key=f"objectives.ends:{row.pk}:{row.due_on}",
                sentence=_("State what came of the objective “%(title)s”.") % {"title": row.title},
                by=row.due_on,
                page="plan:objective",
                args=(row.pk,),
                persons=frozenset({row.owner_id}),
                phase="check",
                clause="A2-2",
            )


@due("objectives.horizon")
def horizon(question: Question) -> Iterable[Due]:
    """Ask the director to renew a strategy whose horizon is near or past."""
    row, now, _running_ones = question.once(reads.standing, question.day)
    if row is None:
        return
    last = rules.horizon_ends(now.horizon_year)
    if last <= question.day + RENEWAL:
        yield Due(
            key=f"objectives.horizon:{row.pk}",
            sentence=_("Renew the strategy: its horizon is %(horizon)s.")
            % {"horizon": now.horizon_year},
            by=last,
            page="plan:strategy",
            roles=frozenset({Role.DIRECTOR.value}),
            phase="plan",
            clause="A5-14",
        )


def _running(day: date) -> list[Objective]:
    return list(reads.open_objectives(day))
