"""Make a proposal, answer it with a reason, carry it out, take it back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from sapat.act.decisions.models import Decision
from sapat.act.proposals.models import Proposal
from sapat.act.proposals.rules import ANSWER_DAYS, NotSo, ProposalState
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.bodies.models import Body
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Wish:
    """What is proposed, from which result, by whom, and by when an answer is due."""

    text: str
    result: str
    made_on: date
    body: Body | None = None
    answer_by: date | None = None


@dataclass(frozen=True)
class Reply:
    """The answer: accepted or not, why, who carries it out and by when."""

    accepted: bool
    reason: str
    owner: Person | None = None
    do_by: date | None = None
    decision: Decision | None = None


@transaction.atomic
def propose(
    school: Organisation, wish: Wish, *, author: Person | None, by: User | None, at: datetime
) -> Proposal:
    """Write a proposal down; an answer is due two weeks later unless it says otherwise."""
    if not wish.text.strip():
        raise Refused(NotSo.NO_TEXT)
    if not wish.result.strip():
        raise Refused(NotSo.NO_RESULT)
    if wish.made_on > localdate(at):
        raise Refused(NotSo.TOMORROW, day=wish.made_on)
    answer_by = wish.answer_by or wish.made_on + timedelta(days=ANSWER_DAYS)
    if answer_by < wish.made_on:
        raise Refused(NotSo.BEFORE, day=wish.made_on)
    with within(school):
        row: Proposal = Proposal.objects.create(
            school=school,
            body=wish.body,
            author=author,
            made_on=wish.made_on,
            text=wish.text.strip(),
            result=wish.result.strip(),
            answer_by=answer_by,
        )
    _note("proposal.made", row, by=by, at=at)
    return row


@transaction.atomic
def answer(
    proposal: Proposal, reply: Reply, *, person: Person | None, by: User | None, at: datetime
) -> Proposal:
    """Accept a proposal, with who carries it out and by when, or decline it; both with a reason."""
    row = _taken(proposal, ProposalState.MADE)
    if not reply.reason.strip():
        raise Refused(NotSo.NO_REASON)
    if person and row.author_id == person.pk:
        raise Refused(NotSo.NOT_YOURS)
    today = localdate(at)
    if reply.accepted and (reply.owner is None or reply.do_by is None or reply.do_by < today):
        raise Refused(NotSo.NO_TERM)
    row.state = ProposalState.ACCEPTED if reply.accepted else ProposalState.DECLINED
    row.answer, row.answered_on, row.answered_by = reply.reason.strip(), today, person
    if reply.accepted:
        row.owner, row.do_by, row.decision = reply.owner, reply.do_by, reply.decision
    _save(row)
    _note(f"proposal.{row.state}", row, by=by, at=at)
    return row


@transaction.atomic
def carry_out(
    proposal: Proposal, outcome: str, *, on: date, by: User | None, at: datetime
) -> Proposal:
    """Write down that an accepted proposal was carried out, and what came of it."""
    row = _taken(proposal, ProposalState.ACCEPTED)
    if not outcome.strip():
        raise Refused(NotSo.NO_WORDS)
    if on > localdate(at):
        raise Refused(NotSo.TOMORROW, day=on)
    if on < row.made_on:
        raise Refused(NotSo.BEFORE, day=row.made_on)
    row.state, row.outcome, row.done_on = ProposalState.DONE, outcome.strip(), on
    _save(row)
    _note("proposal.done", row, by=by, at=at)
    return row


@transaction.atomic
def hand_over(proposal: Proposal, to: Person, *, by: User | None, at: datetime) -> Proposal:
    """Let somebody else carry out an accepted proposal."""
    row = _taken(proposal, ProposalState.ACCEPTED)
    row.owner = to
    _save(row)
    _note("proposal.handed", row, by=by, at=at)
    return row


@transaction.atomic
def take_back(proposal: Proposal, *, by: User | None, at: datetime) -> Proposal:
    """Take a proposal back before it is answered."""
    row = _taken(proposal, ProposalState.MADE)
    row.state = ProposalState.TAKEN_BACK
    _save(row)
    _note("proposal.taken_back", row, by=by, at=at)
    return row


def _taken(proposal: Proposal, state: ProposalState) -> Proposal:
    with within(proposal.school):
        row: Proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if row.state != state:
        raise Refused(NotSo.WRONG_STEP, state=row.get_state_display())
    return row


def _save(row: Proposal) -> None:
    with within(row.school):
        row.save()


def _note(what: str, row: Proposal, *, by: User | None, at: datetime) -> None:
    trail.note(what, row, chain=row.school.chain, by=by, at=at)
