"""Plan a review, freeze its inputs, judge them, decide, conclude, approve."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from sapat.act.decisions import changes as decisions
from sapat.act.decisions.models import Decision
from sapat.act.decisions.rules import GroundKind
from sapat.act.decisions.wording import Reason as Stands
from sapat.act.decisions.wording import Resolution
from sapat.act.meetings.models import Meeting
from sapat.act.meetings.rules import school_year
from sapat.act.reviews import reads
from sapat.act.reviews.gathering import gather, mark_of
from sapat.act.reviews.models import (
    Review,
    ReviewEdition,
    ReviewInput,
    ReviewResource,
    ReviewRhythm,
)
from sapat.act.reviews.rules import NotSo, ReviewState, Step, may_step, why_not_approve
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.core.rights import Role
from sapat.plan.resources import changes as resources
from sapat.plan.resources.changes import Wish
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people import reads as people
from sapat.school.people.models import Person

Trend = Mapping[str, Any]


@dataclass(frozen=True)
class Plan:
    """When a review is held, from when on it looks, who prepares it, at which meeting."""

    day: date
    since: date
    keeper: Person | None = None
    meeting: Meeting | None = None


@transaction.atomic
def plan(school: Organisation, wanted: Plan, *, by: User | None, at: datetime) -> Review:
    """Plan a review."""
    _is_sound(wanted)
    Organisation.objects.select_for_update().get(pk=school.pk)  # one number at a time
    year = school_year(wanted.day)
    with within(school):
        if reads.open_reviews().filter(day=wanted.day).exists():
            raise Refused(NotSo.SAME_DAY, day=wanted.day)
        row: Review = Review.objects.create(
            school=school, year=year, number=reads.last_number(year) + 1, **vars(wanted)
        )
    _note("review.planned", row, by=by, at=at)
    return row


@transaction.atomic
def move(review: Review, wanted: Plan, *, by: User | None, at: datetime) -> Review:
    """Change when a planned review is held, by whom it is prepared, at which meeting."""
    row = _taken(review, Step.MOVE)
    _is_sound(wanted)
    row.day, row.since = wanted.day, wanted.since
    row.keeper, row.meeting = wanted.keeper, wanted.meeting
    return _kept(row, "review.moved", by=by, at=at)


@transaction.atomic
def hand(review: Review, keeper: Person, *, by: User | None, at: datetime) -> Review:
    """Give the preparation of an open review to somebody else."""
    row = _locked(review)
    if row.state not in {ReviewState.PLANNED, ReviewState.HELD}:
        raise Refused(NotSo.WRONG_STEP, state=row.get_state_display(), step=Step.MOVE.label)
    row.keeper = keeper
    return _kept(row, "review.handed", by=by, at=at)


@transaction.atomic
def freeze(
    review: Review,
    trend: Trend,
    *,
    reason: str = "",
    person: Person | None,
    by: User | None,
    at: datetime,
) -> ReviewEdition:
    """Keep every input as it stands now; again only with a reason, as a new edition.

    What was judged and has not changed since keeps its judgement.
    """
    row = _locked(review)
    again = row.state == ReviewState.HELD
    _may(row, Step.FREEZE_AGAIN if again else Step.FREEZE)
    if again and not reason.strip():
        raise Refused(NotSo.NO_REASON)
    if row.day > localdate(at):
        raise Refused(NotSo.TOMORROW, day=row.day)
    gathered = gather(row.school, row.since, row.day)
    if all(one.is_lacking for one in gathered):
        raise Refused(NotSo.NO_INPUTS)
    with within(row.school):
        before = reads.edition_of(row)
        judged = {one.code: one for one in reads.inputs_of(before)} if before else {}
        edition: ReviewEdition = ReviewEdition.objects.create(
            school=row.school, review=row, number=before.number + 1 if before else 1,
            frozen_at=at, person=person, reason=reason.strip(), trend=dict(trend),
            digest=mark_of([[one.code, one.digest] for one in gathered] + [dict(trend)]),
        )  # fmt: skip
        rows = [ReviewInput(school=row.school, edition=edition, **vars(one)) for one in gathered]
        for each in rows:
            _carry(each, judged.get(each.code))
        ReviewInput.objects.bulk_create(rows)
    row.state = ReviewState.HELD
    _kept(row, "review.frozen", by=by, at=at, edition=edition.number, digest=edition.digest)
    return edition


@transaction.atomic
def judge(
    given: ReviewInput,
    judgement: str,
    words: str,
    *,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> ReviewInput:
    """Say of one input how it stands; what is not well is said in words."""
    row = _taken(given.edition.review, Step.JUDGE)
    if not words.strip():
        raise Refused(NotSo.NO_WORDS)
    with within(row.school):
        newest = reads.edition_of(row)
        if newest is None or newest.pk != given.edition_id:
            raise Refused(NotSo.OLD_EDITION)
        one: ReviewInput = ReviewInput.objects.select_for_update(of=("self",)).get(pk=given.pk)
        one.judgement, one.words = judgement, words.strip()
        one.judged_on, one.judged_by = localdate(at), person
        one.save(update_fields=["judgement", "words", "judged_on", "judged_by"])
    _note("review.judged", row, by=by, at=at, judgement=judgement)
    return one


@transaction.atomic
def decide(
    review: Review, resolution: Resolution, *, on: date, by: User | None, at: datetime
) -> Decision:
    """Take a decision of the review; it stands on it, whatever other ground it has."""
    row = _taken(review, Step.DECIDE)
    ground = Stands(GroundKind.REVIEW.value, str(row), str(row.pk))
    whole = replace(resolution, reasons=[ground, *resolution.reasons], no_ground="")
    found = decisions.decide_alone(row.school, whole, on=on, by=by, at=at)
    _note("review.decided", row, by=by, at=at, decision=found.pk)
    return found


@transaction.atomic
def ask_resource(
    review: Review, wish: Wish, *, asker: Person | None, by: User | None, at: datetime
) -> ReviewResource:
    """Ask for a resource the review found lacking; it goes its usual way."""
    row = _taken(review, Step.DECIDE)
    asked = resources.ask(row.school, wish, asker=asker, by=by, at=at)
    with within(row.school):
        found: ReviewResource = ReviewResource.objects.create(
            school=row.school, review=row, request=asked
        )
    _note("review.asked_resource", row, by=by, at=at, request=asked.pk)
    return found


@dataclass(frozen=True)
class Conclusion:
    """What the review says of the whole: suitable, effective, and why no resources."""

    suits: str
    works: str
    words: str
    no_resources: str = ""


@transaction.atomic
def conclude(review: Review, said: Conclusion, *, by: User | None, at: datetime) -> Review:
    """Write what the review says of the system as a whole."""
    row = _taken(review, Step.CONCLUDE)
    if not (said.suits and said.works and said.words.strip()):
        raise Refused(NotSo.NO_CONCLUSION)
    row.suits, row.works = said.suits, said.works
    row.conclusion, row.no_resources = said.words.strip(), said.no_resources.strip()
    return _kept(row, "review.concluded", by=by, at=at)


@transaction.atomic
def approve(
    review: Review, shown: str, *, person: Person | None, by: User | None, at: datetime
) -> Review:
    """Approve a review as the director; from here on nothing of it changes.

    `shown` is the mark of what the director has read. `person` None is the system itself.
    """
    row = _taken(review, Step.APPROVE)
    heads = people.holders(row.school, Role.DIRECTOR, localdate(at))
    signer = person or heads.first()
    if signer is None or signer.pk not in set(heads.values_list("pk", flat=True)):
        raise Refused(NotSo.NOT_DIRECTOR)
    with within(row.school):
        if objection := why_not_approve(reads.ready(row)):
            raise Refused(objection[0], **objection[1])
        if shown != reads.digest(row):
            raise Refused(NotSo.CHANGED_SINCE)
    row.state, row.digest = ReviewState.APPROVED, shown
    row.approved_on, row.approved_by = localdate(at), signer
    return _kept(row, "review.approved", by=by, at=at, digest=shown)


@transaction.atomic
def call_off(review: Review, reason: str, *, by: User | None, at: datetime) -> Review:
    """Call a planned review off, with the reason."""
    row = _taken(review, Step.CALL_OFF)
    if not reason.strip():
        raise Refused(NotSo.NO_REASON)
    row.state, row.called_off = ReviewState.CALLED_OFF, reason.strip()
    return _kept(row, "review.called_off", by=by, at=at)


@transaction.atomic
def set_rhythm(school: Organisation, times: int, *, by: User | None, at: datetime) -> ReviewRhythm:
    """Set how many reviews the school holds a year."""
    with within(school):
        row, _new = ReviewRhythm.objects.update_or_create(
            school=school, defaults={"times": times, "since": localdate(at)}
        )
    facts = {"times": times}
    trail.note("review.rhythm_set", row, chain=school.chain, by=by, at=at, facts=facts)
    return row


def _is_sound(wanted: Plan) -> None:
    if wanted.since > wanted.day:
        raise Refused(NotSo.BACKWARDS, since=wanted.since)


def _carry(row: ReviewInput, before: ReviewInput | None) -> None:
    if before and before.digest == row.digest and before.judgement:
        row.judgement, row.words = before.judgement, before.words
        row.judged_on, row.judged_by = before.judged_on, before.judged_by


def _locked(review: Review) -> Review:
    with within(review.school):
        row: Review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    return row


def _may(row: Review, step: Step) -> None:
    if not may_step(step, row.state):
        raise Refused(NotSo.WRONG_STEP, state=row.get_state_display(), step=step.label)


def _taken(review: Review, step: Step) -> Review:
    row = _locked(review)
    _may(row, step)
    return row


def _kept(row: Review, what: str, *, by: User | None, at: datetime, **facts: object) -> Review:
    with within(row.school):
        row.save()
    _note(what, row, by=by, at=at, **facts)
    return row


def _note(what: str, row: Review, *, by: User | None, at: datetime, **facts: object) -> None:
    told = {"code": row.name, **facts}
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=told)
