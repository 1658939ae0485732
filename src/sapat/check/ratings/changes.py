"""Weigh, approve, work out, publish, appeal, answer, and keep ratings."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from sapat.check.measuring.ground import Ground, ground_of
from sapat.check.ratings import reads
from sapat.check.ratings.figures import digest, fit, work_out
from sapat.check.ratings.models import Rating, RatingAppeal, RatingScheme
from sapat.check.ratings.rules import (
    APPEAL_DAYS,
    COVERAGE,
    STANDING,
    Answer,
    NotSo,
    Part,
    RatingState,
    SchemeState,
    appeals_until,
    least_units,
    may_become,
    why_not_final,
    why_not_parts,
)
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.bodies.models import Body
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Weighing:
    """What counts in a rating, how much and why; how it is told to its readers."""

    kind: str
    name: str
    parts: Sequence[Part] = field(default_factory=tuple)
    plain: str = ""
    least_coverage: int = COVERAGE
    appeal_days: int = APPEAL_DAYS


@transaction.atomic
def draft_scheme(
    school: Organisation, weighing: Weighing, *, by: User | None, at: datetime
) -> RatingScheme:
    """Write weights down, to be discussed and approved."""
    row = RatingScheme(school=school, kind=weighing.kind, drafted_on=localdate(at))
    return _weigh(row, weighing, "rating.scheme_drafted", by=by, at=at)


@transaction.atomic
def change_scheme(
    scheme: RatingScheme, weighing: Weighing, *, by: User | None, at: datetime
) -> RatingScheme:
    """Change weights that nobody has approved yet."""
    row = _scheme(scheme)
    if row.state != SchemeState.DRAFT:
        raise Refused(NotSo.NOT_DRAFT, state=row.get_state_display())
    return _weigh(row, weighing, "rating.scheme_changed", by=by, at=at)


def _weigh(
    row: RatingScheme, weighing: Weighing, what: str, *, by: User | None, at: datetime
) -> RatingScheme:
    if not weighing.name.strip():
        raise Refused(NotSo.NO_NAME)
    if not 50 <= weighing.least_coverage <= 100:
        raise Refused(NotSo.SHARE)
    if weighing.appeal_days < 1:
        raise Refused(NotSo.DAYS)
    ground = ground_of(row.school)
    if objection := why_not_parts(weighing.parts, frozenset(fit(ground, row.kind))):
        raise Refused(objection[0], **objection[1])
    row.name, row.plain = weighing.name.strip(), weighing.plain.strip()
    row.parts = [asdict(part) for part in weighing.parts]
    row.least_coverage, row.appeal_days = weighing.least_coverage, weighing.appeal_days
    with within(row.school):
        row.save()
    _note(what, row, row.name, by=by, at=at)
    return row


@dataclass(frozen=True)
class Approval:
    """The body that approved weights, its protocol and the day."""

    body: Body
    protocol: str
    on: date


@transaction.atomic
def approve_scheme(
    scheme: RatingScheme, approval: Approval, *, by: User | None, at: datetime
) -> RatingScheme:
    """Let approved weights count; those before them for the same groups are replaced."""
    row = _scheme(scheme)
    if row.state != SchemeState.DRAFT:
        raise Refused(NotSo.NOT_DRAFT, state=row.get_state_display())
    if not row.plain:
        raise Refused(NotSo.NO_NOTE)
    if not approval.protocol.strip():
        raise Refused(NotSo.NO_DECISION)
    if approval.on > localdate(at):
        raise Refused(NotSo.NOT_YET, day=approval.on)
    with within(row.school):
        for before in RatingScheme.objects.select_for_update().filter(
            kind=row.kind, state=SchemeState.APPROVED
        ):
            before.state = SchemeState.REPLACED
            before.save(update_fields=["state"])
        row.state, row.body = SchemeState.APPROVED, approval.body
        row.protocol, row.approved_on = approval.protocol.strip(), approval.on
        row.save()
    _note("rating.scheme_approved", row, row.name, by=by, at=at)
    return row


@transaction.atomic
def rate(
    scheme: RatingScheme,
    term: TermCode,
    *,
    ground: Ground | None = None,
    by: User | None,
    at: datetime,
) -> Rating:
    """Work a rating out for a term that has ended; after an accepted appeal, out anew."""
    weights = _scheme(scheme)
    if weights.state != SchemeState.APPROVED:
        raise Refused(NotSo.NOT_APPROVED)
    school = weights.school
    ground = ground or ground_of(school, at=at)
    ends = ground.days(term)[1]
    if ends >= localdate(at):
        raise Refused(NotSo.NOT_ENDED, day=ends)
    with within(school):
        standing = reads.of_term(weights.kind, term).filter(state__in=STANDING).first()
        if standing and not _is_open_again(standing):
            raise Refused(NotSo.THERE)
        coverage = weights.least_coverage
        found = work_out(ground, weights.kind, weights.weighed, term, coverage=coverage)
        placed, least = _placed(found), least_units(weights.kind)
        if placed < least:
            raise Refused(NotSo.FEW_UNITS, count=placed, least=least)
        for old in reads.of_term(weights.kind, term).filter(state=RatingState.DRAFT):
            old.state = RatingState.DROPPED
            old.save(update_fields=["state"])
        row: Rating = Rating.objects.create(
            school=school,
            scheme=weights,
            kind=weights.kind,
            year=term.year,
            term=term.number,
            term_kind=term.kind,
            edition=standing.edition + 1 if standing else 1,
            figures=found,
            digest=digest(found),
            worked_out_at=at,
            appeal_days=weights.appeal_days,
            replaces=standing,
        )
    _note("rating.worked_out", row, weights.name, by=by, at=at, digest=row.digest)
    return row


def _placed(figures: dict[str, Any]) -> int:
    return sum(bool(unit["place"]) for unit in figures["units"])


def _is_open_again(row: Rating) -> bool:
    return row.state == RatingState.PUBLISHED and reads.has_accepted(row)


@transaction.atomic
def publish(rating: Rating, *, by: User | None, at: datetime) -> Rating:
    """Publish a rating inside the school; from that day it can be appealed against."""
    row = _moving(rating, RatingState.PUBLISHED)
    day = localdate(at)
    with within(row.school):
        standing = reads.of_term(row.kind, row.code).filter(state__in=STANDING)
        for old in standing.select_for_update(of=("self",)):
            if old.pk != row.replaces_id:
                raise Refused(NotSo.THERE)
            old.state, old.ended_on = RatingState.REPLACED, day
            old.save(update_fields=["state", "ended_on"])
    row.state, row.published_on = RatingState.PUBLISHED, day
    row.appeals_until = appeals_until(day, row.appeal_days)
    return _kept("rating.published", row, by=by, at=at)


@transaction.atomic
def drop(rating: Rating, *, by: User | None, at: datetime) -> Rating:
    """Throw a rating away that was not published."""
    row = _moving(rating, RatingState.DROPPED)
    row.state, row.ended_on = RatingState.DROPPED, localdate(at)
    return _kept("rating.dropped", row, by=by, at=at)


@transaction.atomic
def appeal(
    rating: Rating,
    text: str,
    *,
    unit: str = "",
    person: Person | None,
    by: User | None,
    at: datetime,
) -> RatingAppeal:
    """Say that a figure or a place is wrong, while appeals are taken."""
    row = _taken(rating)
    day = localdate(at)
    if row.state != RatingState.PUBLISHED:
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    if row.appeals_until and day > row.appeals_until:
        raise Refused(NotSo.WINDOW, day=row.appeals_until)
    if not text.strip():
        raise Refused(NotSo.NO_TEXT)
    if unit and unit not in {str(one["key"]) for one in row.figures["units"]}:
        raise Refused(NotSo.UNKNOWN_UNIT)
    with within(row.school):
        made: RatingAppeal = RatingAppeal.objects.create(
            school=row.school, rating=row, unit=unit, text=text.strip(), person=person, on=day
        )
    _note("rating.appealed", row, row.scheme.name, by=by, at=at)
    return made


@transaction.atomic
def answer(
    made: RatingAppeal,
    verdict: str,
    words: str,
    *,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> RatingAppeal:
    """Answer an appeal with a reason; nobody answers their own."""
    with within(made.school):
        row: RatingAppeal = RatingAppeal.objects.select_for_update().get(pk=made.pk)
        rating = row.rating
    if row.verdict:
        raise Refused(NotSo.ANSWERED, day=row.answered_on)
    if person and row.person_id == person.pk:
        raise Refused(NotSo.OWN)
    if not words.strip() or verdict not in Answer.values:
        raise Refused(NotSo.NO_REASON)
    row.verdict, row.answer = verdict, words.strip()
    row.answered_on, row.answered_by = localdate(at), person
    with within(row.school):
        row.save()
    _note("rating.appeal_answered", rating, rating.scheme.name, by=by, at=at, verdict=verdict)
    return row


@transaction.atomic
def finish(rating: Rating, *, by: User | None, at: datetime) -> Rating:
    """Make a rating final: appeals are over, answered, and none of them was right."""
    row = _moving(rating, RatingState.FINAL)
    with within(row.school):
        verdicts = list(reads.appeals(row).values_list("verdict", flat=True))
    objection = why_not_final(
        row.appeals_until or localdate(at),
        localdate(at),
        waiting=verdicts.count(""),
        accepted=Answer.ACCEPTED in verdicts,
    )
    if objection:
        raise Refused(objection[0], **objection[1])
    row.state, row.ended_on = RatingState.FINAL, localdate(at)
    return _kept("rating.final", row, by=by, at=at)


def _scheme(scheme: RatingScheme) -> RatingScheme:
    with within(scheme.school):
        row: RatingScheme = RatingScheme.objects.select_for_update().get(pk=scheme.pk)
    return row


def _taken(rating: Rating) -> Rating:
    with within(rating.school):
        row: Rating = Rating.objects.select_for_update().get(pk=rating.pk)
    return row


def _moving(rating: Rating, then: str) -> Rating:
    row = _taken(rating)
    if not may_become(row.state, then):
        raise Refused(NotSo.WRONG_STATE, state=row.get_state_display())
    return row


def _kept(what: str, row: Rating, *, by: User | None, at: datetime) -> Rating:
    with within(row.school):
        row.save()
        name = row.scheme.name
    _note(what, row, name, by=by, at=at)
    return row


def _note(
    what: str,
    row: Rating | RatingScheme,
    name: str,
    *,
    by: User | None,
    at: datetime,
    **facts: object,
) -> None:
    code = str(row.code) if isinstance(row, Rating) else row.kind
    told = {"name": name, "code": code, **facts}
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=told)
