"""Propose, discuss, approve, decline: the way of every decision about an indicator."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.indicators.proposals import reads, rules
from sapat.plan.indicators.proposals.models import IndicatorComment, IndicatorProposal
from sapat.plan.indicators.proposals.rules import OPEN, About, NotSo, Objection, Progress
from sapat.plan.indicators.sketch import Sketch
from sapat.plan.indicators.system import system_at
from sapat.plan.instruments import reads as instruments
from sapat.school.bodies.models import Body
from sapat.school.bodies.rules import BodyKind
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person

UNIONS = frozenset({BodyKind.MO, BodyKind.SUBJECT_COUNCIL, BodyKind.TEMPORARY})
FOREVER = 9999


@dataclass(frozen=True)
class Idea:
    """What is proposed, about which indicator, and why."""

    about: str
    why: str
    indicator: str = ""
    content: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Meeting:
    """A body's meeting: its protocol and its day."""

    body: Body
    protocol: str
    day: date


@transaction.atomic
def propose(
    school: Organisation, idea: Idea, *, person: Person | None, by: User | None, at: datetime
) -> IndicatorProposal:
    """Write a proposal down; a mistake in its conditions is refused with its sentence."""
    content = dict(idea.content or {})
    if not idea.why.strip():
        raise Refused(NotSo.SAY_WHY)
    with within(school):
        system = system_at(reads.decisions(), FOREVER, 1)
        _refuse(
            rules.objection_to_idea(idea.about, idea.indicator, content, known=system.indicators)
        )
        if idea.about == About.OFF and idea.indicator in system.off:
            raise Refused(NotSo.OFF_ALREADY, code=idea.indicator)
        if idea.about == About.ON and idea.indicator not in system.off:
            raise Refused(NotSo.NOT_OFF, code=idea.indicator)
        if reads.open_about(idea.indicator):
            raise Refused(NotSo.OPEN_ALREADY, code=idea.indicator)
        code = reads.free_code() if idea.about == About.NEW else idea.indicator
        row: IndicatorProposal = IndicatorProposal.objects.create(
            school=school,
            about=idea.about,
            indicator=code,
            title=_title(idea, content, system.indicators.get(code))[:250],
            content=content,
            why=idea.why,
            person=person,
            proposed_at=at,
        )
    facts = {"about": idea.about, "indicator": code, "title": row.title}
    trail.note("indicator.proposed", row, chain=school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def comment(
    proposal: IndicatorProposal, text: str, *, person: Person | None, by: User | None, at: datetime
) -> IndicatorComment:
    """Say something to an open proposal."""
    _open(proposal)
    if not text.strip():
        raise Refused(NotSo.SAY_SOMETHING)
    with within(proposal.school):
        row: IndicatorComment = IndicatorComment.objects.create(
            school=proposal.school, proposal=proposal, person=person, text=text.strip(), at=at
        )
    chain = proposal.school.chain
    facts = {"indicator": proposal.indicator}
    trail.note("indicator.commented", row, chain=chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def discuss(
    proposal: IndicatorProposal,
    meeting: Meeting,
    conclusion: str,
    *,
    by: User | None,
    at: datetime,
) -> IndicatorProposal:
    """Record that a methodical union has discussed a proposal, and what it concluded."""
    _open(proposal)
    if meeting.body.kind not in UNIONS:
        raise Refused(NotSo.NOT_A_UNION)
    _meet(meeting, at, after=None)
    proposal.state = Progress.DISCUSSED
    proposal.union, proposal.union_protocol = meeting.body, meeting.protocol
    proposal.discussed_on, proposal.conclusion = meeting.day, conclusion
    return _keep(proposal, "indicator.discussed", meeting, by=by, at=at)


@transaction.atomic
def approve(
    proposal: IndicatorProposal,
    meeting: Meeting,
    since: TermCode,
    *,
    by: User | None,
    at: datetime,
) -> IndicatorProposal:
    """Put a discussed proposal in force from a term on; figures of earlier terms stay."""
    proposal = _open(proposal)
    if proposal.state != Progress.DISCUSSED:
        raise Refused(NotSo.NOT_DISCUSSED)
    if meeting.body.kind != BodyKind.PED_COUNCIL:
        raise Refused(NotSo.NOT_COUNCIL)
    _meet(meeting, at, after=proposal.discussed_on)
    with within(proposal.school):
        current = reads.term_of(timezone.localdate(at))
        if current and (since.year, since.number or 1) < (current.year, current.number):
            raise Refused(NotSo.PAST_TERM, term=current.label)
        tools = instruments.codes()
        _refuse(rules.objection_to_use(proposal.about, proposal.content, tools=tools))
    proposal.state = Progress.APPROVED
    proposal.council, proposal.protocol_number = meeting.body, meeting.protocol
    proposal.decided_on, proposal.noted_at = meeting.day, at
    proposal.since_year, proposal.since_number = since.year, since.number or 1
    return _keep(proposal, "indicator.approved", meeting, by=by, at=at)


@transaction.atomic
def decline(
    proposal: IndicatorProposal, meeting: Meeting, why: str, *, by: User | None, at: datetime
) -> IndicatorProposal:
    """Record that a body does not want it."""
    _open(proposal)
    _meet(meeting, at, after=proposal.discussed_on)
    if not why.strip():
        raise Refused(NotSo.SAY_WHY)
    proposal.state, proposal.conclusion = Progress.DECLINED, why
    proposal.council, proposal.protocol_number = meeting.body, meeting.protocol
    proposal.decided_on, proposal.noted_at = meeting.day, at
    return _keep(proposal, "indicator.declined", meeting, by=by, at=at)


@transaction.atomic
def take_back(proposal: IndicatorProposal, *, by: User | None, at: datetime) -> IndicatorProposal:
    """Let the proposer take an open proposal back."""
    _open(proposal)
    proposal.state = Progress.TAKEN_BACK
    with within(proposal.school):
        proposal.save(update_fields=["state"])
    chain, facts = proposal.school.chain, {"indicator": proposal.indicator}
    trail.note("indicator.taken_back", proposal, chain=chain, by=by, at=at, facts=facts)
    return proposal


def _open(proposal: IndicatorProposal) -> IndicatorProposal:
    """Refuse a proposal that was decided meanwhile; hold it against a second decision."""
    with within(proposal.school):
        row = IndicatorProposal.objects.select_for_update().get(pk=proposal.pk)
    if row.state not in OPEN:
        raise Refused(NotSo.CLOSED)
    proposal.state = row.state
    return proposal


def _meet(meeting: Meeting, at: datetime, *, after: date | None) -> None:
    today = timezone.localdate(at)
    _refuse(rules.objection_to_meeting(meeting.protocol, meeting.day, today=today, after=after))


def _refuse(objection: Objection | None) -> None:
    if objection:
        raise Refused(objection.reason, **objection.facts)


def _keep(
    proposal: IndicatorProposal, what: str, meeting: Meeting, *, by: User | None, at: datetime
) -> IndicatorProposal:
    with within(proposal.school):
        proposal.save()
    facts: dict[str, object] = {"about": proposal.about, "indicator": proposal.indicator}
    facts |= {"body": meeting.body.pk, "protocol": meeting.protocol, "day": str(meeting.day)}
    if proposal.since_year:
        facts["since"] = f"{proposal.since_year}/{proposal.since_number}"
    trail.note(what, proposal, chain=proposal.school.chain, by=by, at=at, facts=facts)
    return proposal


def _title(idea: Idea, content: Mapping[str, Any], known: object) -> str:
    if idea.about in {About.NEW, About.CHANGE}:
        return Sketch.of(content).name_ky
    return str(getattr(known, "name", "") or About(idea.about).label)
