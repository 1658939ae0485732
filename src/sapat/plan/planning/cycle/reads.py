"""What the yearly cycle would write, and what of it stands in the plans already."""

from collections.abc import Collection

from sapat.core.refusal import Refused
from sapat.plan.planning import reads
from sapat.plan.planning.cycle import shipped
from sapat.plan.planning.cycle.rules import FreeDays, Proposal, propose, why_not_terms
from sapat.plan.planning.models import PlanItem
from sapat.plan.planning.rules import NotSo, PlanLevel
from sapat.school.calendar import reads as calendar
from sapat.school.calendar.rules import TermCode, year_label


def proposals(year: int, clauses: Collection[str] | None = None) -> list[Proposal]:
    """Return the measures of a school year; of the adopted clauses only, where they are told.

    A year that is not laid out, and terms that overlap, are refused with a sentence.
    """
    row = calendar.year(year)
    if row is None:
        raise Refused(NotSo.NO_YEAR, year=year_label(year))
    days = reads.days_of(row)
    if overlap := why_not_terms(days):
        one, other = (TermCode(year, int(number), days.kind).short for number in overlap)
        raise Refused(NotSo.OVERLAP, one=one, other=other)
    spans = [(pause.starts, pause.ends) for pause in row.holidays.all() if not pause.grades]
    duties = [
        duty
        for duty in shipped.duties()
        if clauses is None or any(clause in clauses for clause in duty.clauses)
    ]
    return propose(duties, days, FreeDays(shipped.public_holidays(), tuple(spans)))


def written(year: int) -> dict[str, PlanItem]:
    """Return key of a proposal -> the measure that was written from it (one query)."""
    rows = PlanItem.objects.filter(plan__year=year, plan__level=PlanLevel.ANNUAL)
    found = rows.exclude(duty="").select_related("plan")
    return {row.duty: row for row in found.order_by("pk")}
