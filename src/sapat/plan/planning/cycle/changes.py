"""Write the yearly cycle into the annual plans of a school year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone, translation

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.planning import rules
from sapat.plan.planning.cycle import reads
from sapat.plan.planning.cycle.rules import Proposal
from sapat.plan.planning.models import Plan, PlanItem
from sapat.plan.planning.rules import ItemKind, NotSo, PlanLevel, Section, Subject
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode, TermKind
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Chosen:
    """A proposal as the school wants it: with its own days."""

    proposal: Proposal
    since: date
    due_on: date


@transaction.atomic
def lay_out(
    school: Organisation, year: int, chosen: Sequence[Chosen], *, by: User | None, at: datetime
) -> list[PlanItem]:
    """Write what is not there yet; done again, nothing is written twice."""
    day = timezone.localdate(at)
    first, last = rules.year_span(year)
    for one in chosen:
        if one.due_on < one.since:
            raise Refused(NotSo.DUE_BEFORE)
        if not first <= one.due_on <= last:
            raise Refused(NotSo.OUTSIDE, day=one.due_on, first=first, last=last)
    with within(school), translation.override(school.edition(day).language):
        there = reads.written(year)
        new = [one for one in chosen if one.proposal.key not in there]
        plans = {
            subject: _plan(school, subject, year, day)
            for subject in dict.fromkeys(_subject(one) for one in new)
        }
        holders = {role: _holder(school, role, day) for role in {_role(one) for one in new}}
        rows = [_item(plans[_subject(one)], one, holders[_role(one)], day) for one in new]
    if rows:
        plan = rows[0].plan
        facts = {"year": year, "items": len(rows)}
        trail.note("plan.cycle_laid_out", plan, chain=school.chain, by=by, at=at, facts=facts)
    return rows


def _subject(one: Chosen) -> Subject:
    measure = one.proposal.duty.kind == ItemKind.MEASURE
    return Subject.QUALITY if measure else Subject.CONTROL


def _role(one: Chosen) -> str:
    return one.proposal.duty.role


def _holder(school: Organisation, role: str, day: date) -> Person | None:
    """Return who holds a post, if that is one person."""
    found = list(people.holders(school, role, day)[:2])
    return found[0] if len(found) == 1 else None


def _plan(school: Organisation, subject: Subject, year: int, day: date) -> Plan:
    """Return the annual plan of the subject, opened if need be; the deputy answers for it."""
    code = TermCode(year, 0, TermKind.YEAR)
    owner = _holder(school, "dep_academic", day) or people.director(day)
    row, _made = Plan.objects.get_or_create(
        school=school,
        level=PlanLevel.ANNUAL,
        subject=subject,
        year=year,
        term=0,
        month=0,
        defaults={
            "title": rules.usual_title(PlanLevel.ANNUAL, subject, (year, year), code, 0),
            "owner": owner,
            "made_on": day,
        },
    )
    return row


def _item(plan: Plan, one: Chosen, holder: Person | None, day: date) -> PlanItem:
    duty = one.proposal.duty
    control = duty.kind != ItemKind.MEASURE
    row: PlanItem = PlanItem.objects.create(
        school=plan.school,
        plan=plan,
        duty=one.proposal.key,
        section=Section.CONTROL if control else Section.QUALITY,
        kind=duty.kind,
        text=str(duty.text),
        since=one.since,
        due_on=one.due_on,
        first_due_on=one.due_on,
        executor=holder,
        role=duty.role,
        clauses=list(duty.clauses),
        added_on=day,
    )
    return row
