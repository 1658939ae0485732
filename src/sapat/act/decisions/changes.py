"""Take decisions, report them as done, confirm, carry over, judge their effect."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.act.decisions.models import Decision, DecisionStep, Dissent, Ground
from sapat.act.decisions.rules import (
    JUDGED,
    DecisionState,
    Effect,
    Happened,
    NotSo,
    Step,
    may_step,
    why_not_votes,
)
from sapat.act.decisions.wording import Judgement, Resolution, Vote, is_whole, worded
from sapat.act.meetings import reads as meetings
from sapat.act.meetings.models import AgendaItem
from sapat.act.meetings.rules import MeetingState, Votes, is_carried, school_year
from sapat.act.meetings.rules import Step as MeetingStep
from sapat.act.meetings.steps import taken as meeting_taken
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@transaction.atomic
def decide(
    item: AgendaItem, resolution: Resolution, vote: Vote, *, by: User | None, at: datetime
) -> Decision:
    """Write down what a meeting decided on a question; it binds once the minutes are signed."""
    meeting = meeting_taken(item.meeting, MeetingStep.WRITE)
    is_whole(resolution, meeting.day)
    with within(meeting.school):
        came = meetings.turnout(meeting)
        if not came.is_enough:
            raise Refused(
                NotSo.NO_QUORUM, present=came.present, members=came.members, least=came.least
            )
        may_vote = _may_vote(meetings.voters_present(meeting), vote)
        last = Decision.objects.filter(item__meeting=meeting).order_by("-number").first()
        row: Decision = Decision.objects.create(
            school=meeting.school,
            item=item,
            number=last.number + 1 if last else 1,
            taken_on=meeting.day,
            may_vote=may_vote,
            state=_outcome(vote.votes, may_vote),
            **worded(resolution),
            **vars(vote.votes),
        )
        _stand_on(row, resolution)
        _dissent(row, vote)
    _step(row, Happened.TAKEN, on=meeting.day)
    _note("decision.taken", row, by=by, at=at, meeting=meeting.pk, carried=row.state)
    return row


@transaction.atomic
def decide_alone(
    school: Organisation,
    resolution: Resolution,
    *,
    on: date,
    by: User | None,
    at: datetime,
) -> Decision:
    """Write down what the head decided without a meeting; it binds at once."""
    if on > localdate(at):
        raise Refused(NotSo.TOMORROW, day=on)
    is_whole(resolution, on)
    with within(school):
        alone = Decision.objects.select_for_update().filter(item__isnull=True)
        years = [one.number for one in alone if school_year(one.taken_on) == school_year(on)]
        row: Decision = Decision.objects.create(
            school=school,
            number=max(years, default=0) + 1,
            taken_on=on,
            state=DecisionState.OPEN,
            **worded(resolution),
        )
        _stand_on(row, resolution)
    _step(row, Happened.TAKEN, on=on)
    _note("decision.taken_alone", row, by=by, at=at)
    return row


@transaction.atomic
def restate(
    decision: Decision, resolution: Resolution, vote: Vote, *, by: User | None, at: datetime
) -> Decision:
    """Correct a decision while the minutes are being written."""
    row = _taken(decision, Step.RESTATE)
    meeting = meeting_taken(row.item.meeting, MeetingStep.WRITE)  # type: ignore[union-attr]
    is_whole(resolution, meeting.day)
    with within(row.school):
        row.may_vote = _may_vote(meetings.voters_present(meeting), vote)
        row.state = _outcome(vote.votes, row.may_vote)
        for name, value in {**worded(resolution), **vars(vote.votes)}.items():
            setattr(row, name, value)
        row.save()
        row.grounds.all().delete()
        row.dissents.all().delete()
        _stand_on(row, resolution)
        _dissent(row, vote)
    _note("decision.restated", row, by=by, at=at)
    return row


@transaction.atomic
def put_in_force(decision: Decision, *, by: User | None, at: datetime) -> Decision:
    """Let a carried decision bind, with the signature of its minutes; others stay as they are."""
    with within(decision.school):
        rows = Decision.objects.select_for_update(of=("self",))
        row: Decision = rows.select_related("item__meeting").get(pk=decision.pk)
    if row.item is None or row.item.meeting.state != MeetingState.SIGNED:
        raise Refused(NotSo.NOT_SIGNED)
    if row.state == DecisionState.DRAFT:
        row.state = DecisionState.OPEN
        _save(row)
        _step(row, Happened.IN_FORCE, on=localdate(at))
        _note("decision.in_force", row, by=by, at=at)
    return row


@transaction.atomic
def report_done(
    decision: Decision, words: str, *, person: Person | None, by: User | None, at: datetime
) -> Decision:
    """Report a decision as carried out: its owner, or somebody for one who has no sign-in."""
    row = _taken(decision, Step.REPORT)
    if not words.strip():
        raise Refused(NotSo.NO_WORDS)
    _is_theirs(row.owner, person)
    row.state, row.reported, row.reported_on = DecisionState.REPORTED, words.strip(), localdate(at)
    _save(row)
    _step(row, Happened.REPORTED, on=localdate(at), words=row.reported, person=person)
    _note("decision.reported", row, by=by, at=at)
    return row


@transaction.atomic
def confirm(
    decision: Decision, words: str, *, person: Person | None, by: User | None, at: datetime
) -> Decision:
    """Confirm that a decision is carried out; never its owner."""
    row = _controlled(decision, Step.CONFIRM, person)
    row.state, row.done_on = DecisionState.DONE, row.reported_on
    _save(row)
    _step(row, Happened.CONFIRMED, on=localdate(at), words=words, person=person)
    _note("decision.confirmed", row, by=by, at=at)
    return row


@transaction.atomic
def send_back(
    decision: Decision, words: str, *, person: Person | None, by: User | None, at: datetime
) -> Decision:
    """Send a reported decision back: it is not carried out."""
    row = _controlled(decision, Step.RETURN, person)
    if not words.strip():
        raise Refused(NotSo.NO_WORDS)
    row.state, row.reported_on = DecisionState.OPEN, None
    _save(row)
    _step(row, Happened.RETURNED, on=localdate(at), words=words.strip(), person=person)
    _note("decision.sent_back", row, by=by, at=at)
    return row


@transaction.atomic
def carry_over(
    decision: Decision,
    term: date | None,
    words: str,
    *,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> Decision:
    """Give a decision that was not carried out a new term, with the reason."""
    row = _taken(decision, Step.CARRY_OVER)
    if not words.strip():
        raise Refused(NotSo.NO_WORDS)
    if term is None or term <= max(row.term, localdate(at)):
        raise Refused(NotSo.NO_DAY)
    if person and row.owner_id == person.pk:
        raise Refused(NotSo.OWN_WORK)
    row.term, row.carried_over = term, row.carried_over + 1
    if row.effect_by and row.effect_by < term:
        row.effect_by = term
    _save(row)
    on = localdate(at)
    _step(row, Happened.CARRIED_OVER, on=on, words=words.strip(), person=person, term=term)
    _note("decision.carried_over", row, by=by, at=at, term=f"{term}")
    return row


@transaction.atomic
def hand_over(
    decision: Decision, owner: Person, words: str, *, by: User | None, at: datetime
) -> Decision:
    """Give a decision to another owner; whoever controls it does not carry it out."""
    row = _taken(decision, Step.HAND_OVER)
    if row.controller_id == owner.pk:
        raise Refused(NotSo.NO_CONTROLLER)
    row.owner = owner
    _save(row)
    _step(row, Happened.HANDED_OVER, on=localdate(at), words=words.strip(), person=owner)
    _note("decision.handed_over", row, by=by, at=at, person=owner.pk)
    return row


@transaction.atomic
def hand_control(
    decision: Decision, controller: Person, words: str, *, by: User | None, at: datetime
) -> Decision:
    """Let somebody else control a decision; never its owner."""
    row = _taken(decision, Step.CONTROL)
    if row.owner_id == controller.pk:
        raise Refused(NotSo.NO_CONTROLLER)
    row.controller = controller
    _save(row)
    _step(row, Happened.CONTROL, on=localdate(at), words=words.strip(), person=controller)
    _note("decision.control_handed", row, by=by, at=at, person=controller.pk)
    return row


@transaction.atomic
def check_effect(
    decision: Decision,
    judgement: Judgement,
    *,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> Decision:
    """Judge whether a decision that was carried out worked; never its owner."""
    row = _taken(decision, Step.CHECK)
    if row.effect_by is None or row.effect in JUDGED:
        raise Refused(NotSo.NO_EFFECT)
    if not judgement.words.strip():
        raise Refused(NotSo.NO_WORDS)
    if person and person.pk == row.owner_id:
        raise Refused(NotSo.OWN_WORK)
    today = localdate(at)
    if judgement.effect == Effect.TOO_EARLY:
        if judgement.again is None or judgement.again <= today:
            raise Refused(NotSo.NO_DAY)
        row.effect_by = judgement.again
    row.effect, row.effect_found = judgement.effect, judgement.words.strip()
    row.effect_on, row.effect_checked_by = today, person
    _save(row)
    _step(row, Happened.EFFECT, on=today, words=row.effect_found, person=person)
    _note("decision.effect_checked", row, by=by, at=at, effect=row.effect)
    return row


@transaction.atomic
def cancel(
    decision: Decision, words: str, *, person: Person | None, by: User | None, at: datetime
) -> Decision:
    """Cancel a binding decision, by naming the later decision or order that does so."""
    row = _taken(decision, Step.CANCEL)
    if not words.strip():
        raise Refused(NotSo.NO_WORDS)
    row.state = DecisionState.CANCELLED
    _save(row)
    _step(row, Happened.CANCELLED, on=localdate(at), words=words.strip(), person=person)
    _note("decision.cancelled", row, by=by, at=at)
    return row


def _may_vote(present: set[int], vote: Vote) -> int:
    """Return how many may vote; who has an interest does not, and nobody votes who is not there."""
    for pk in (*vote.dissent, *vote.interest):
        if pk not in present:
            name = Person.objects.get(pk=pk).short_name
            raise Refused(NotSo.NOT_PRESENT, name=name)
    may_vote = len(present - set(vote.interest))
    if objection := why_not_votes(vote.votes, may_vote):
        raise Refused(objection, cast=vote.votes.cast, may=may_vote)
    return may_vote


def _outcome(votes: Votes, may_vote: int) -> DecisionState:
    return DecisionState.DRAFT if is_carried(votes, may_vote) else DecisionState.REJECTED


def _stand_on(row: Decision, resolution: Resolution) -> None:
    Ground.objects.bulk_create(
        Ground(school=row.school, decision=row, **vars(reason))
        for reason in resolution.reasons
        if reason.words.strip()
    )


def _dissent(row: Decision, vote: Vote) -> None:
    told = {pk: (words, False) for pk, words in vote.dissent.items()}
    told |= {pk: (words, True) for pk, words in vote.interest.items()}
    for pk, (words, interest) in told.items():
        Dissent.objects.create(
            school=row.school, decision=row, person_id=pk, words=words, has_interest=interest
        )


def _controlled(decision: Decision, step: Step, person: Person | None) -> Decision:
    row = _taken(decision, step)
    if person and person.pk == row.owner_id:
        raise Refused(NotSo.OWN_WORK)
    _is_theirs(row.controller, person)
    return row


def _is_theirs(whose: Person | None, person: Person | None) -> None:
    """Refuse who acts for somebody that can sign in; `person` None is the system itself."""
    if person and whose and whose.user_id and whose.pk != person.pk:
        raise Refused(NotSo.NOT_YOURS, name=whose.short_name)


def _taken(decision: Decision, step: Step) -> Decision:
    with within(decision.school):
        rows = Decision.objects.select_for_update(of=("self",))
        row: Decision = rows.select_related("owner", "controller").get(pk=decision.pk)
    if not may_step(step, row.state):
        raise Refused(NotSo.WRONG_STEP, state=row.get_state_display(), step=step.label)
    return row


def _save(row: Decision) -> None:
    with within(row.school):
        row.save()


def _step(row: Decision, happened: Happened, *, on: date, **more: object) -> None:
    with within(row.school):
        DecisionStep.objects.create(
            school=row.school, decision=row, happened=happened, on=on, **more
        )


def _note(what: str, row: Decision, *, by: User | None, at: datetime, **facts: object) -> None:
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=facts)
