"""Plan a meeting, lay its agenda, invite, record who came and what was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.timezone import localdate

from sapat.act.meetings import reads
from sapat.act.meetings.models import AgendaItem, Attendance, Meeting, QuorumRule
from sapat.act.meetings.rules import (
    VOTING,
    MeetingState,
    NotSo,
    Part,
    Presence,
    Step,
    Told,
    school_year,
)
from sapat.act.meetings.steps import save, taken
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.bodies import reads as bodies
from sapat.school.bodies.models import Body
from sapat.school.bodies.rules import Seat
from sapat.school.boundary import within
from sapat.school.organisations.rules import holds
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Point:
    """A question for an agenda: a standing item or one of this meeting alone."""

    title: str
    standing: str = ""
    brief: str = ""
    speaker: Person | None = None


@dataclass(frozen=True)
class When:
    """The day, the hour and the place of a meeting, and its theme."""

    day: date
    begins: time | None = None
    place: str = ""
    title: str = ""


@dataclass(frozen=True)
class Guest:
    """Somebody invited who does not sit in the body: known to the school, or by name."""

    person: Person | None = None
    name: str = ""


@dataclass(frozen=True)
class Came:
    """Whether somebody on the list came, and why not."""

    presence: str
    reason: str = ""


@dataclass(frozen=True)
class Heard:
    """What was heard on a question and what was said."""

    heard: str
    spoke: str = ""


@transaction.atomic
def plan_meeting(
    body: Body, when: When, agenda: Sequence[Point], *, by: User | None, at: datetime
) -> Meeting:
    """Plan a meeting of a body with its questions."""
    if not holds(body, when.day):
        raise Refused(NotSo.NO_BODY, day=when.day)
    with within(body.school):
        row: Meeting = Meeting.objects.create(
            school=body.school, body=body, year=school_year(when.day), **vars(when)
        )
        for point in agenda:
            _lay(row, point)
    facts = {"body": body.pk, "day": f"{when.day}", "questions": len(agenda)}
    _note("meeting.planned", row, by=by, at=at, **facts)
    return row


@transaction.atomic
def move_meeting(meeting: Meeting, when: When, *, by: User | None, at: datetime) -> Meeting:
    """Set another day, hour, place or theme while nobody has met yet."""
    row = taken(meeting, Step.PLAN)
    if not holds(row.body, when.day):
        raise Refused(NotSo.NO_BODY, day=when.day)
    row.day, row.begins, row.place, row.title = when.day, when.begins, when.place, when.title
    row.year = school_year(when.day)
    save(row)
    _note("meeting.moved", row, by=by, at=at, day=f"{when.day}")
    return row


@transaction.atomic
def add_item(meeting: Meeting, point: Point, *, by: User | None, at: datetime) -> AgendaItem:
    """Put a question on the agenda, before the meeting or in it."""
    step = Step.WRITE if meeting.state == MeetingState.HELD else Step.PLAN
    row = taken(meeting, step)
    with within(row.school):
        item = _lay(row, point)
    _note("meeting.question_added", row, by=by, at=at, title=item.title)
    return item


@transaction.atomic
def restate_item(item: AgendaItem, point: Point, *, by: User | None, at: datetime) -> AgendaItem:
    """Correct a question before the meeting."""
    row = taken(item.meeting, Step.PLAN)
    if not point.title.strip():
        raise Refused(NotSo.NO_TITLE)
    item.title, item.brief, item.speaker = point.title.strip(), point.brief, point.speaker
    with within(row.school):
        item.save(update_fields=["title", "brief", "speaker"])
    _note("meeting.question_restated", row, by=by, at=at, title=item.title)
    return item


@transaction.atomic
def drop_item(item: AgendaItem, *, by: User | None, at: datetime) -> None:
    """Take a question off the agenda before the meeting; those after it move up."""
    row = taken(item.meeting, Step.PLAN)
    title = item.title
    with within(row.school):
        try:
            item.delete()
        except ProtectedError as held:
            raise Refused(NotSo.IN_USE, number=item.number) from held
        for number, other in enumerate(row.items.order_by("number"), 1):
            if other.number != number:
                other.number = number
                other.save(update_fields=["number"])
    _note("meeting.question_dropped", row, by=by, at=at, title=title)


@transaction.atomic
def invite(
    meeting: Meeting, guests: Sequence[Guest], told: Told, *, by: User | None, at: datetime
) -> Meeting:
    """Invite everybody who sits in the body on the day, and the guests."""
    row = taken(meeting, Step.INVITE)
    day = localdate(at)
    with within(row.school):
        if not row.items.exists():
            raise Refused(NotSo.NO_AGENDA)
        _seat(row, told=told, told_on=day)
        for guest in guests:
            _bid(row, guest, told=told, told_on=day)
    row.state, row.invited_on = MeetingState.INVITED, day
    save(row)
    _note("meeting.invited", row, by=by, at=at, told=str(told))
    return row


@transaction.atomic
def add_guest(meeting: Meeting, guest: Guest, *, by: User | None, at: datetime) -> Attendance:
    """Put a guest on the list, before the meeting or in it."""
    step = Step.WRITE if meeting.state == MeetingState.HELD else Step.PLAN
    row = taken(meeting, step)
    with within(row.school):
        came = Presence.PRESENT if row.state == MeetingState.HELD else ""
        found = _bid(row, guest, presence=came)
    _note("meeting.guest_added", row, by=by, at=at)
    return found


@transaction.atomic
def hold(
    meeting: Meeting,
    came: Mapping[int, Came],
    *,
    chair: Person | None,
    secretary: Person | None,
    by: User | None,
    at: datetime,
) -> Meeting:
    """Record who came, who chaired and who kept the minutes; `came` is by attendance id.

    Whoever was seated since the invitation joins the list; of every member it is said.
    """
    row = taken(meeting, Step.HOLD)
    if row.day > localdate(at):
        raise Refused(NotSo.TOMORROW, day=row.day)
    with within(row.school):
        _seat(row)
        listed = reads.attendances(row)
        for one in listed:
            if one.pk in came:
                one.presence, one.reason = came[one.pk].presence, came[one.pk].reason
        Attendance.objects.bulk_update(listed, ["presence", "reason"])
        _leaders(listed, chair, secretary)
        voting = [one for one in listed if one.part in VOTING]
        if left := sum(not one.presence for one in voting):
            raise Refused(NotSo.UNRECORDED, count=left)
        row.members, row.least = len(voting), reads.least_of(row.body, len(voting))
    row.chair, row.secretary, row.state = chair, secretary, MeetingState.HELD
    save(row)
    present = sum(one.presence == Presence.PRESENT for one in voting)
    _note("meeting.held", row, by=by, at=at, present=present, members=row.members)
    return row


@transaction.atomic
def write(item: AgendaItem, heard: Heard, *, by: User | None, at: datetime) -> AgendaItem:
    """Write what was heard on a question and what was said."""
    row = taken(item.meeting, Step.WRITE)
    item.heard, item.spoke = heard.heard.strip(), heard.spoke.strip()
    with within(row.school):
        item.save(update_fields=["heard", "spoke"])
    _note("meeting.written", row, by=by, at=at, question=item.number)
    return item


@transaction.atomic
def call_off(meeting: Meeting, reason: str, *, by: User | None, at: datetime) -> Meeting:
    """Call a meeting off before it took place."""
    row = taken(meeting, Step.CALL_OFF)
    if not reason.strip():
        raise Refused(NotSo.NO_REASON)
    row.state, row.called_off = MeetingState.CALLED_OFF, reason.strip()
    save(row)
    _note("meeting.called_off", row, by=by, at=at, reason=row.called_off)
    return row


@transaction.atomic
def set_quorum(body: Body, share: str, *, by: User | None, at: datetime) -> QuorumRule:
    """Say how many members of a body must be present for it to decide."""
    with within(body.school):
        row, _new = QuorumRule.objects.update_or_create(
            body=body, defaults={"school": body.school, "share": share}
        )
    facts = {"body": body.pk, "share": share}
    trail.note("meeting.quorum_set", row, chain=body.school.chain, by=by, at=at, facts=facts)
    rule: QuorumRule = row
    return rule


def _lay(row: Meeting, point: Point) -> AgendaItem:
    if not point.title.strip():
        raise Refused(NotSo.NO_TITLE)
    last = row.items.order_by("-number").first()
    item: AgendaItem = AgendaItem.objects.create(
        school=row.school,
        meeting=row,
        number=last.number + 1 if last else 1,
        standing=point.standing,
        title=point.title.strip(),
        brief=point.brief,
        speaker=point.speaker,
    )
    return item


def _seat(row: Meeting, **more: object) -> None:
    """Put everybody on the list who sits in the body on the day and is not on it yet."""
    sitting = list(bodies.sittings(row.body, row.day))
    if not sitting:
        raise Refused(NotSo.NOBODY_SITS, day=row.day)
    listed = {one.person_id for one in row.attendances.all()}
    Attendance.objects.bulk_create(
        Attendance(school=row.school, meeting=row, person=one.person, part=_part(one.seat), **more)
        for one in sitting
        if one.person_id not in listed
    )


def _part(seat: str) -> Part:
    return {Seat.CHAIR: Part.CHAIR, Seat.SECRETARY: Part.SECRETARY}.get(Seat(seat), Part.MEMBER)


def _bid(row: Meeting, guest: Guest, **more: object) -> Attendance:
    name = guest.person.short_name if guest.person else guest.name.strip()
    if not name:
        raise Refused(NotSo.NO_REASON)
    if guest.person and row.attendances.filter(person=guest.person).exists():
        raise Refused(NotSo.KNOWN_GUEST, name=name)
    found: Attendance = Attendance.objects.create(
        school=row.school,
        meeting=row,
        person=guest.person,
        name="" if guest.person else name,
        part=Part.GUEST,
        **more,
    )
    return found


def _leaders(listed: Sequence[Attendance], chair: Person | None, secretary: Person | None) -> None:
    if chair is None or secretary is None:
        raise Refused(NotSo.NO_CHAIR)
    if chair.pk == secretary.pk:
        raise Refused(NotSo.SAME_HAND)
    present = {one.person_id for one in listed if one.presence == Presence.PRESENT}
    for person in (chair, secretary):
        if person.pk not in present:
            raise Refused(NotSo.NOT_THERE, name=person.short_name)


def _note(what: str, row: Meeting, *, by: User | None, at: datetime, **facts: object) -> None:
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=facts)
