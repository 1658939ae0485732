"""What waits in the room of plans."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from sapat.core.dues import Due, due
from sapat.core.proofs import Question
from sapat.core.rights import Role
from sapat.plan.planning import reads, rules
from sapat.plan.planning.rules import PlanLevel, Subject
from sapat.school.calendar.rules import year_label

NEAR = timedelta(days=7)
PREPARED = (8, 25)
"""The day in August by which the plan of the new year is laid before the council."""
PHASES = {Subject.CONTROL: "check", Subject.IMPROVEMENT: "act"}


@due("planning.measures")
def measures(question: Question) -> Iterable[Due]:
    """List open measures whose term is near or past, to those who carry them out."""
    for row in reads.open_until(question.day + NEAR):
        yield Due(
            key=f"planning.measures:{row.pk}:{row.due_on}",
            sentence=row.text,
            by=row.due_on,
            page="plan:item",
            args=(row.pk,),
            persons=frozenset({row.executor_id} if row.executor_id else ()),
            roles=frozenset() if row.executor_id or not row.role else frozenset({row.role}),
            phase=PHASES.get(Subject(row.plan.subject), "do"),
            clause=next(iter(row.clauses), "A2-2"),
        )


@due("planning.next_year")
def next_year(question: Question) -> Iterable[Due]:
    """Ask the deputy for the annual plan of the coming year, and of the running one if it lacks."""
    day = question.day
    running = reads.running_year(day)
    coming = running + 1 if (day.month, day.day) >= (8, 1) and day.month < rules.FIRST_MONTH else 0
    for year in filter(None, (running, coming)):
        if not reads.plans(year).filter(level=PlanLevel.ANNUAL, year=year).exists():
            yield Due(
                key=f"planning.next_year:{year}",
                sentence=_("Lay out the annual plan of %(year)s.") % {"year": year_label(year)},
                by=rules.month_span(year, PREPARED[0])[0].replace(day=PREPARED[1]),
                page="plan:plans",
                roles=frozenset({Role.DEP_ACADEMIC.value}),
                phase="plan",
                clause="A2-2",
            )
