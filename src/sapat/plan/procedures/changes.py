"""Write assessment procedures down, lay out the usual ones, end them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.core.rights import Role
from sapat.plan.indicators.proposals import reads as proposals
from sapat.plan.indicators.rules import catalogue
from sapat.plan.indicators.system import system_at
from sapat.plan.procedures import reads, rules
from sapat.plan.procedures.models import AssessmentProcedure
from sapat.plan.procedures.rules import NotSo
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation


@dataclass(frozen=True)
class NewProcedure:
    """What the register says of a procedure."""

    criterion: str
    method: str
    tool: str
    norm: str
    period: str
    role: str
    since: date


@transaction.atomic
def lay_out(
    school: Organisation, *, since: date, by: User | None, at: datetime
) -> list[AssessmentProcedure]:
    """Write down the procedures that the indicators in use imply and that are not there yet."""
    with within(school):
        term = proposals.term_of(timezone.localdate(at))
        place = (term.year, term.number) if term else (since.year, 1)
        system = system_at(proposals.decisions(), *place)
        known = {row.plain.key for row in reads.procedures(since)}
        wanted = [
            each for each in rules.usual(system.active, reads.fed_by()) if each.key not in known
        ]
        if not wanted:
            raise Refused(NotSo.ALL_THERE)
        rows = [
            AssessmentProcedure.objects.create(
                school=school,
                criterion=each.criterion,
                method=each.method,
                tool=each.tool,
                norm=each.norm,
                period=each.period,
                role=each.role if each.role in Role.values else Role.DEP_ACADEMIC,
                indicators=list(each.indicators),
                since=since,
            )
            for each in wanted
        ]
    facts = {"count": len(rows), "since": str(since)}
    trail.note("procedure.laid_out", rows[0], chain=school.chain, by=by, at=at, facts=facts)
    return rows


@transaction.atomic
def write(
    school: Organisation, given: NewProcedure, *, by: User | None, at: datetime
) -> AssessmentProcedure:
    """Write one procedure down."""
    if given.criterion not in catalogue().criteria:
        raise Refused(NotSo.UNKNOWN, code=given.criterion)
    if not given.tool.strip():
        raise Refused(NotSo.NO_TOOL)
    if not given.norm.strip():
        raise Refused(NotSo.NO_NORM)
    with within(school):
        row: AssessmentProcedure = AssessmentProcedure.objects.create(school=school, **vars(given))
    facts = {"criterion": given.criterion, "method": given.method, "tool": given.tool}
    trail.note("procedure.written", row, chain=school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def end(
    procedure: AssessmentProcedure, *, until: date, by: User | None, at: datetime
) -> AssessmentProcedure:
    """No longer carry a procedure out from a day on."""
    if until <= procedure.since:
        raise Refused(NotSo.ENDS_BEFORE, day=procedure.since)
    procedure.until = until
    with within(procedure.school):
        procedure.save(update_fields=["until"])
    chain, facts = procedure.school.chain, {"until": str(until)}
    trail.note("procedure.ended", procedure, chain=chain, by=by, at=at, facts=facts)
    return procedure
