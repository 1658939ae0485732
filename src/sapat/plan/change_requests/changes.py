"""Ask for a change, decide on it, carry it out, take the request back."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.change_requests.models import ChangeRequest
from sapat.plan.change_requests.rules import ChangeState, NotSo
from sapat.plan.documents.models import Document
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Proposal:
    """What is to be changed, and why."""

    subject: str
    what: str
    why: str
    document: Document | None = None


@transaction.atomic
def ask(
    school: Organisation, proposal: Proposal, *, asker: Person | None, by: User | None, at: datetime
) -> ChangeRequest:
    """Write a request; it is dated by the day on which it is written."""
    with within(school):
        row: ChangeRequest = ChangeRequest.objects.create(
            school=school,
            subject=proposal.subject,
            what=proposal.what,
            why=proposal.why,
            document=proposal.document,
            asked_by=asker,
            asked_on=at.date(),
        )
    _note("change_request.asked", row, by=by, at=at)
    return row


@dataclass(frozen=True)
class Ruling:
    """What the director decided: by when it is done, or why not."""

    approved: bool
    on: date
    reason: str = ""
    do_by: date | None = None


@transaction.atomic
def decide(
    row: ChangeRequest, ruling: Ruling, *, decider: Person | None, by: User | None, at: datetime
) -> ChangeRequest:
    """Approve a change or refuse it with a reason."""
    row = _locked(row)
    if row.state != ChangeState.ASKED:
        raise Refused(NotSo.DECIDED, day=row.decided_on or row.asked_on)
    if ruling.on < row.asked_on or (ruling.do_by and ruling.do_by < ruling.on):
        raise Refused(NotSo.BEFORE)
    if not ruling.approved and not ruling.reason:
        raise Refused(NotSo.NEEDS_REASON)
    row.state = ChangeState.APPROVED if ruling.approved else ChangeState.REFUSED
    row.decided_on, row.decided_by = ruling.on, decider
    row.reason, row.do_by = ruling.reason, ruling.do_by if ruling.approved else None
    _save(row)
    what = "change_request.approved" if ruling.approved else "change_request.refused"
    _note(what, row, by=by, at=at)
    return row


@transaction.atomic
def carry_out(
    row: ChangeRequest, note: str, *, on: date, by: User | None, at: datetime
) -> ChangeRequest:
    """Write down that an approved change is made."""
    row = _locked(row)
    if row.state != ChangeState.APPROVED:
        raise Refused(NotSo.NOT_APPROVED)
    if row.decided_on and on < row.decided_on:
        raise Refused(NotSo.BEFORE)
    if on > at.date():
        raise Refused(NotSo.LATER)
    row.state, row.done_on, row.done_note = ChangeState.DONE, on, note
    _save(row)
    _note("change_request.done", row, by=by, at=at)
    return row


@transaction.atomic
def take_back(
    row: ChangeRequest, asker: Person | None, *, by: User | None, at: datetime
) -> ChangeRequest:
    """Take a request back before it is decided; only who asked may."""
    row = _locked(row)
    if row.state != ChangeState.ASKED:
        raise Refused(NotSo.DECIDED, day=row.decided_on or row.asked_on)
    if asker is None or row.asked_by_id != asker.pk:
        raise Refused(NotSo.NOT_YOURS)
    row.state = ChangeState.TAKEN_BACK
    _save(row)
    _note("change_request.taken_back", row, by=by, at=at)
    return row


def _locked(row: ChangeRequest) -> ChangeRequest:
    with within(row.school):
        found: ChangeRequest = ChangeRequest.objects.select_for_update().get(pk=row.pk)
    return found


def _save(row: ChangeRequest) -> None:
    with within(row.school):
        row.save()


def _note(what: str, row: ChangeRequest, *, by: User | None, at: datetime) -> None:
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts={"name": row.what})
