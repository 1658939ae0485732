"""Close the minutes of a meeting, send them back, sign them."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.act.decisions import changes as decisions
from sapat.act.decisions import reads as decided
from sapat.act.decisions.models import Decision
from sapat.act.decisions.rules import NotSo as NotDecided
from sapat.act.meetings import reads as meetings
from sapat.act.meetings.models import Meeting
from sapat.act.meetings.rules import MeetingState, NotSo, Step
from sapat.act.meetings.steps import save, taken
from sapat.act.minutes import reads
from sapat.act.minutes.rules import Hand, first_unheard
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.bodies.models import Body
from sapat.school.boundary import within
from sapat.school.people.models import Person


@transaction.atomic
def close_minutes(meeting: Meeting, *, by: User | None, at: datetime) -> Meeting:
    """Close the minutes for signature once every question has its words."""
    row = taken(meeting, Step.MINUTE)
    with within(row.school):
        number = first_unheard(reads.questions(row))
        if number is not None:
            raise Refused(NotSo.UNHEARD, number=number)
        _still_votes(row)
    row.state, row.minuted_at = MeetingState.MINUTED, at
    save(row)
    _note("minutes.closed", row, by=by, at=at)
    return row


@transaction.atomic
def return_minutes(meeting: Meeting, reason: str, *, by: User | None, at: datetime) -> Meeting:
    """Send closed minutes back for correction; a signature that was given falls away."""
    row = taken(meeting, Step.RETURN)
    if not reason.strip():
        raise Refused(NotSo.NO_REASON)
    row.state, row.minuted_at, row.returned = MeetingState.HELD, None, reason.strip()
    row.chair_signed_at = row.secretary_signed_at = None
    row.signed_on_paper, row.digest = False, ""
    save(row)
    _note("minutes.returned", row, by=by, at=at, reason=row.returned)
    return row


@transaction.atomic
def sign(
    meeting: Meeting,
    hand: Hand,
    person: Person | None,
    shown: str,
    *,
    by: User | None,
    at: datetime,
) -> Meeting:
    """Sign closed minutes as chair or secretary; with the second signature they are numbered.

    `shown` is the mark of what the signer has read. Somebody without a sign-in signs on paper, and
    it is recorded for them. `person` None is the system itself.
    """
    row = taken(meeting, Step.SIGN)
    signer = row.chair if hand == Hand.CHAIR else row.secretary
    if signer is None:
        raise Refused(NotSo.NO_CHAIR)
    on_paper = person is not None and person.pk != signer.pk
    if on_paper and signer.user_id:
        raise Refused(NotSo.NOT_YOURS, name=signer.short_name)
    if row.chair_signed_at if hand == Hand.CHAIR else row.secretary_signed_at:
        raise Refused(NotSo.SIGNED_ALREADY, name=signer.short_name)
    with within(row.school):
        if shown != reads.digest(row):
            raise Refused(NotSo.CHANGED_SINCE)
    setattr(row, f"{hand}_signed_at", at)
    row.signed_on_paper, row.digest = row.signed_on_paper or on_paper, shown
    if row.chair_signed_at and row.secretary_signed_at:
        _number(row, localdate(at))
    save(row)
    _note(
        "minutes.signed",
        row,
        by=by,
        at=at,
        hand=str(hand),
        number=row.protocol_number,
        digest=shown,
    )
    if row.state == MeetingState.SIGNED:
        with within(row.school):
            for decision in decided.of_meeting(row):
                decisions.put_in_force(decision, by=by, at=at)
    return row


def _number(row: Meeting, day: date) -> None:
    """Give the protocol its number: one after the other in a body's year, without gaps."""
    with within(row.school):
        # The body is held fast, so that two protocols signed at once get two numbers.
        Body.objects.select_for_update().get(pk=row.body_id)
        row.protocol_number = meetings.next_number(row.body, row.year)
    row.state, row.signed_on = MeetingState.SIGNED, day


def _still_votes(row: Meeting) -> None:
    """Refuse minutes in which more have voted than came, after the list was corrected."""
    came = meetings.turnout(row)
    present = meetings.voters_present(row)
    for one in Decision.objects.filter(item__meeting=row).prefetch_related("dissents"):
        if not came.is_enough:
            raise Refused(
                NotDecided.NO_QUORUM, present=came.present, members=came.members, least=came.least
            )
        interested = {each.person_id for each in one.dissents.all() if each.has_interest}
        may_vote = len(present - interested)
        if one.votes.cast > may_vote:
            raise Refused(NotDecided.TOO_MANY_VOTES, cast=one.votes.cast, may=may_vote)


def _note(what: str, row: Meeting, *, by: User | None, at: datetime, **facts: object) -> None:
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=facts)
