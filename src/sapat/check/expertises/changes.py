"""Plan reviews, name experts, judge, conclude, recommend, sign, and hear them in a council."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.check.expertises import reads
from sapat.check.expertises.models import (
    Expertise,
    ExpertiseAdvice,
    ExpertiseCriterion,
    ExpertiseMember,
)
from sapat.check.expertises.rules import (
    PARTS,
    ExpertiseState,
    NotSo,
    Outcome,
    Seat,
    all_signed,
    may_become,
    why_not_begin,
    why_not_conclude,
    why_not_name,
)
from sapat.check.expertises.shipped import known_criteria
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.programmes.models import Programme
from sapat.school.bodies.models import Body
from sapat.school.boundary import within
from sapat.school.calendar import reads as calendar
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Task:
    """What is reviewed, by which body, on what ground and by when."""

    kind: str
    title: str
    body: Body
    due_on: date
    looked_at: str = ""
    ground: str = ""
    programme: Programme | None = None


@transaction.atomic
def plan(school: Organisation, task: Task, *, by: User | None, at: datetime) -> Expertise:
    """Plan a review; its criteria come from the catalogue, its author from the programme."""
    day = localdate(at)
    if not task.title.strip():
        raise Refused(NotSo.NO_TITLE)
    if task.due_on < day:
        raise Refused(NotSo.DUE_BEFORE, day=task.due_on)
    Organisation.objects.select_for_update().get(pk=school.pk)  # one number at a time
    with within(school):
        running = calendar.year_on(day)
        year = running.year if running else day.year
        row: Expertise = Expertise.objects.create(
            school=school,
            number=reads.last_number(year) + 1,
            year=year,
            planned_on=day,
            **{**vars(task), "title": task.title.strip()},
        )
        _lay_out(row)
        if task.programme and task.programme.author:
            ExpertiseMember.objects.create(
                school=school, expertise=row, person=task.programme.author, seat=Seat.AUTHOR
            )
    _note("expertise.planned", row, by=by, at=at)
    return row


def _lay_out(row: Expertise) -> None:
    known = known_criteria()[row.kind]
    ExpertiseCriterion.objects.bulk_create(
        ExpertiseCriterion(
            school=row.school, expertise=row, part=part, place=100 * side + place, code=code
        )
        for side, part in enumerate(PARTS[row.kind])
        for place, code in enumerate(known[part], 1)
    )


@transaction.atomic
def name(
    expertise: Expertise,
    person: Person | None,
    seat: str,
    *,
    outside: str = "",
    by: User | None,
    at: datetime,
) -> ExpertiseMember:
    """Name an expert or an author; nobody reviews what they made."""
    row = _taken(expertise, ExpertiseState.PLANNED, ExpertiseState.JUDGING)
    if person is None and not outside.strip():
        raise Refused(NotSo.NOBODY)
    with within(row.school):
        member = ExpertiseMember(
            school=row.school, expertise=row, person=person, outside=outside.strip(), seat=seat
        )
        there = [one.named for one in reads.members(row)]
        if objection := why_not_name(member.named, there):
            raise Refused(objection[0], name=objection[1])
        member.save()
    _note("expertise.named", row, by=by, at=at, seat=seat)
    return member


@transaction.atomic
def take_away(member: ExpertiseMember, *, by: User | None, at: datetime) -> None:
    """Take somebody away who was named; a review at work keeps a lead and two experts."""
    row = _taken(member.expertise, ExpertiseState.PLANNED, ExpertiseState.JUDGING)
    with within(row.school):
        rest = [one.named for one in reads.members(row) if one.pk != member.pk]
        if row.state == ExpertiseState.JUDGING and (reason := why_not_begin(rest)):
            raise Refused(reason)
        ExpertiseMember.objects.filter(pk=member.pk, expertise=row).delete()
    _note("expertise.taken_away", row, by=by, at=at)


@transaction.atomic
def lead(expertise: Expertise, person: Person, *, by: User | None, at: datetime) -> Expertise:
    """Let somebody else lead an open review; nobody leads the review of their own work."""
    states = (ExpertiseState.PLANNED, ExpertiseState.JUDGING, ExpertiseState.CONCLUDED)
    row = _taken(expertise, *states)
    with within(row.school):
        there = reads.members(row)
        if any(one.person_id == person.pk and one.seat == Seat.AUTHOR for one in there):
            raise Refused(NotSo.CONFLICT, name=person.short_name)
        for one in there:
            if one.seat == Seat.LEAD or one.person_id == person.pk:
                one.delete()
        ExpertiseMember.objects.create(
            school=row.school, expertise=row, person=person, seat=Seat.LEAD
        )
    _note("expertise.led", row, by=by, at=at)
    return row


@transaction.atomic
def add_criterion(
    expertise: Expertise, part: str, text: str, *, by: User | None, at: datetime
) -> ExpertiseCriterion:
    """Add a criterion of the school's own to a review that is not concluded."""
    row = _taken(expertise, ExpertiseState.PLANNED, ExpertiseState.JUDGING)
    if part not in PARTS[row.kind] or not text.strip():
        raise Refused(NotSo.NO_TITLE)
    with within(row.school):
        side = [one.value for one in PARTS[row.kind]].index(part)
        found: ExpertiseCriterion = ExpertiseCriterion.objects.create(
            school=row.school,
            expertise=row,
            part=part,
            place=100 * side + 99,
            text=text.strip(),
        )
    _note("expertise.criterion", row, by=by, at=at)
    return found


@transaction.atomic
def begin(expertise: Expertise, *, by: User | None, at: datetime) -> Expertise:
    """Let the experts begin: somebody leads, and they are at least two."""
    row = _moving(expertise, ExpertiseState.JUDGING)
    if row.state != ExpertiseState.PLANNED:
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    with within(row.school):
        if reason := why_not_begin([one.named for one in reads.members(row)]):
            raise Refused(reason)
    row.state, row.begun_on = ExpertiseState.JUDGING, localdate(at)
    return _kept("expertise.begun", row, by=by, at=at)


@dataclass(frozen=True)
class Said:
    """What the experts say of one criterion."""

    mark: str
    words: str = ""


@transaction.atomic
def judge(
    expertise: Expertise, marks: Mapping[int, Said], *, by: User | None, at: datetime
) -> Expertise:
    """Write down how far criteria are met, by their ids."""
    row = _taken(expertise, ExpertiseState.JUDGING)
    with within(row.school):
        known = {one.pk: one for one in reads.criteria(row)}
        if not set(marks) <= set(known):
            raise Refused(NotSo.NOT_ITS)
        for pk, said in marks.items():
            one = known[pk]
            one.mark, one.words = said.mark, said.words.strip()
            one.save(update_fields=["mark", "words"])
    _note("expertise.judged", row, by=by, at=at, count=len(marks))
    return row


@transaction.atomic
def advise(
    expertise: Expertise,
    text: str,
    *,
    addressee: str = "",
    due_on: date | None = None,
    by: User | None,
    at: datetime,
) -> ExpertiseAdvice:
    """Write a recommendation while the experts are at work."""
    row = _taken(expertise, ExpertiseState.JUDGING)
    if not text.strip():
        raise Refused(NotSo.NO_TITLE)
    with within(row.school):
        found: ExpertiseAdvice = ExpertiseAdvice.objects.create(
            school=row.school,
            expertise=row,
            text=text.strip(),
            addressee=addressee.strip(),
            due_on=due_on,
        )
    _note("expertise.advised", row, by=by, at=at)
    return found


@transaction.atomic
def drop_advice(advice: ExpertiseAdvice, *, by: User | None, at: datetime) -> None:
    """Take a recommendation back while the experts are at work."""
    row = _taken(advice.expertise, ExpertiseState.JUDGING)
    with within(row.school):
        ExpertiseAdvice.objects.filter(pk=advice.pk, expertise=row).delete()
    _note("expertise.advice_dropped", row, by=by, at=at)


@transaction.atomic
def conclude(
    expertise: Expertise, outcome: str, conclusion: str, *, by: User | None, at: datetime
) -> Expertise:
    """Conclude: every criterion is judged, and what is lacking is recommended to be mended."""
    row = _moving(expertise, ExpertiseState.CONCLUDED)
    if not conclusion.strip() or outcome not in Outcome.values:
        raise Refused(NotSo.NO_CONCLUSION)
    with within(row.school):
        criteria = [one.judged for one in reads.criteria(row)]
        count = reads.advice(row).count()
        if objection := why_not_conclude(criteria, outcome, advice=count):
            raise Refused(objection[0], **objection[1])
    row.state, row.concluded_on = ExpertiseState.CONCLUDED, localdate(at)
    row.outcome, row.conclusion = outcome, conclusion.strip()
    return _kept("expertise.concluded", row, by=by, at=at)


@transaction.atomic
def reopen(expertise: Expertise, *, by: User | None, at: datetime) -> Expertise:
    """Take a conclusion back that not everybody has signed; signatures on it fall away."""
    row = _moving(expertise, ExpertiseState.JUDGING)
    if row.state != ExpertiseState.CONCLUDED:
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    with within(row.school):
        row.members.update(signed_on=None, on_paper=False)
    row.state, row.concluded_on = ExpertiseState.JUDGING, None
    return _kept("expertise.reopened", row, by=by, at=at)


@transaction.atomic
def sign(
    member: ExpertiseMember,
    *,
    opinion: str = "",
    paper_day: date | None = None,
    by: User | None,
    at: datetime,
) -> Expertise:
    """Sign a conclusion, oneself or on paper on a day; the last signature ends the review."""
    row = _taken(member.expertise, ExpertiseState.CONCLUDED)
    day = paper_day or localdate(at)
    if day > localdate(at) or (row.concluded_on and day < row.concluded_on):
        raise Refused(NotSo.NOT_YET, day=day)
    with within(row.school):
        one: ExpertiseMember = ExpertiseMember.objects.select_for_update().get(pk=member.pk)
        if one.seat == Seat.AUTHOR:
            raise Refused(NotSo.NOT_EXPERT)
        if one.signed_on:
            raise Refused(NotSo.SIGNED_ALREADY, name=str(one))
        one.signed_on, one.on_paper, one.opinion = day, paper_day is not None, opinion.strip()
        one.save()
        there = reads.members(row)
    if not all_signed([each.named for each in there]):
        _note("expertise.signed", row, by=by, at=at)
        return row
    row.state, row.signed_on = (
        ExpertiseState.SIGNED,
        max(each.signed_on for each in there if each.signed_on),
    )
    return _kept("expertise.ended", row, by=by, at=at)


@dataclass(frozen=True)
class Heard:
    """What a council concluded on a signed review."""

    council: Body
    on: date
    protocol: str
    words: str


@transaction.atomic
def hear(expertise: Expertise, heard: Heard, *, by: User | None, at: datetime) -> Expertise:
    """Write down the conclusion of a council on a signed review."""
    row = _taken(expertise, ExpertiseState.SIGNED)
    if not heard.words.strip() or not heard.protocol.strip():
        raise Refused(NotSo.NO_COUNCIL)
    if heard.on > localdate(at):
        raise Refused(NotSo.NOT_YET, day=heard.on)
    if row.signed_on and heard.on < row.signed_on:
        raise Refused(NotSo.BEFORE_END, day=row.signed_on)
    row.council, row.heard_on = heard.council, heard.on
    row.council_protocol, row.council_words = heard.protocol.strip(), heard.words.strip()
    return _kept("expertise.heard", row, by=by, at=at)


@transaction.atomic
def give_up(expertise: Expertise, reason: str, *, by: User | None, at: datetime) -> Expertise:
    """Give a review up; the reason stays beside it."""
    row = _moving(expertise, ExpertiseState.DROPPED)
    if not reason.strip():
        raise Refused(NotSo.NO_REASON)
    row.state, row.reason = ExpertiseState.DROPPED, reason.strip()
    return _kept("expertise.dropped", row, by=by, at=at)


def _taken(expertise: Expertise, *states: str) -> Expertise:
    with within(expertise.school):
        row: Expertise = Expertise.objects.select_for_update().get(pk=expertise.pk)
    if states and row.state not in states:
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    return row


def _moving(expertise: Expertise, then: str) -> Expertise:
    row = _taken(expertise)
    if not may_become(row.state, then):
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    return row


def _kept(what: str, row: Expertise, *, by: User | None, at: datetime) -> Expertise:
    with within(row.school):
        row.save()
    _note(what, row, by=by, at=at)
    return row


def _note(what: str, row: Expertise, *, by: User | None, at: datetime, **facts: object) -> None:
    told = {"name": row.title, "code": row.name, **facts}
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=told)
