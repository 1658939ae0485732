"""Write down what others found, settle its points, keep the experts' levels."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.check.assessments.criteria.models import Criterion
from sapat.check.assessments.cycles.models import Assessment
from sapat.check.assessments.outside.models import (
    ExpertJudgement,
    OutsideAssessment,
    OutsidePoint,
)
from sapat.check.assessments.outside.rules import (
    ACCREDITATIONS,
    GIVEN,
    OF_AGENCY,
    OF_INSPECTION,
    Decision,
    NotSo,
    OutsideKind,
    PointKind,
)
from sapat.check.findings import reads as findings
from sapat.check.findings.rules import OPEN
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Card:
    """Who assessed what, when, and what was decided."""

    kind: str
    assessor: str
    since: date
    until: date | None = None
    programme: str = ""
    paper: str = ""
    decision: str = Decision.AWAITED
    decided_on: date | None = None
    valid_until: date | None = None
    conclusion: str = ""
    cycle: Assessment | None = None


@dataclass(frozen=True)
class Stated:
    """A point as the paper has it."""

    kind: str
    text: str
    owner: Person | None = None
    due_on: date | None = None
    criterion: Criterion | None = None


@transaction.atomic
def keep(
    school: Organisation, card: Card, *, person: Person | None, by: User | None, at: datetime
) -> OutsideAssessment:
    """Write an assessment from outside down."""
    _is_whole(card, localdate(at))
    with within(school):
        row: OutsideAssessment = OutsideAssessment.objects.create(
            school=school, kept_on=localdate(at), kept_by=person, **vars(card)
        )
    _note("outside.kept", row, by=by, at=at)
    return row


@transaction.atomic
def restate(
    outside: OutsideAssessment, card: Card, *, by: User | None, at: datetime
) -> OutsideAssessment:
    """Write down how it went on: the decision, its paper, its term."""
    row = _taken(outside)
    _is_whole(card, localdate(at))
    for name, value in vars(card).items():
        setattr(row, name, value)
    with within(row.school):
        row.save()
    _note("outside.restated", row, by=by, at=at, decision=row.decision)
    return row


@transaction.atomic
def add_point(
    outside: OutsideAssessment, stated: Stated, *, by: User | None, at: datetime
) -> OutsidePoint:
    """Write a point of the paper down."""
    row = _taken(outside)
    _is_said(stated)
    with within(row.school):
        last = row.points.order_by("-number").first()
        point: OutsidePoint = OutsidePoint.objects.create(
            school=row.school, outside=row, number=last.number + 1 if last else 1, **vars(stated)
        )
    _note("outside.point_added", row, by=by, at=at, number=point.number, kind=point.kind)
    return point


@transaction.atomic
def restate_point(
    point: OutsidePoint, stated: Stated, *, by: User | None, at: datetime
) -> OutsidePoint:
    """Correct an open point, its term or who answers for it."""
    row = _open(point)
    _is_said(stated)
    for name, value in vars(stated).items():
        setattr(row, name, value)
    with within(row.school):
        row.save()
    _note("outside.point_restated", row.outside, by=by, at=at, number=row.number)
    return row


@transaction.atomic
def settle(point: OutsidePoint, words: str, *, by: User | None, at: datetime) -> OutsidePoint:
    """Settle a point: the finding it became is closed, and the words say what shows it."""
    row = _open(point)
    if row.kind == PointKind.STRENGTH:
        raise Refused(NotSo.STRENGTH)
    if not words.strip():
        raise Refused(NotSo.NO_WORDS)
    with within(row.school):
        for finding in findings.of_source(row.source):
            if finding.state in OPEN:
                raise Refused(NotSo.FINDING_OPEN, name=finding.name)
        row.settled_on, row.settled_words = localdate(at), words.strip()
        row.save(update_fields=["settled_on", "settled_words"])
    _note("outside.point_settled", row.outside, by=by, at=at, number=row.number)
    return row


@transaction.atomic
def reopen(point: OutsidePoint, reason: str, *, by: User | None, at: datetime) -> OutsidePoint:
    """Open a settled point again; the reason is kept in the trail and beside it."""
    row = _held(point)
    if row.settled_on is None:
        raise Refused(NotSo.NOT_SETTLED)
    if not reason.strip():
        raise Refused(NotSo.NO_REASON)
    with within(row.school):
        row.settled_on, row.settled_words = None, reason.strip()
        row.save(update_fields=["settled_on", "settled_words"])
    _note("outside.point_reopened", row.outside, by=by, at=at, number=row.number)
    return row


@transaction.atomic
def hand(point: OutsidePoint, owner: Person, *, by: User | None, at: datetime) -> OutsidePoint:
    """Make somebody else answer for an open point."""
    row = _open(point)
    row.owner = owner
    with within(row.school):
        row.save(update_fields=["owner"])
    _note("outside.point_handed", row.outside, by=by, at=at, number=row.number)
    return row


@transaction.atomic
def compare(
    outside: OutsideAssessment, levels: Mapping[int, str], *, by: User | None, at: datetime
) -> OutsideAssessment:
    """Keep the experts' levels, criterion by criterion, in place of those before."""
    row = _taken(outside)
    if row.cycle is None:
        raise Refused(NotSo.NO_CYCLE)
    known = row.cycle.criteria_set
    with within(row.school):
        ids = set(known.criteria.values_list("pk", flat=True))
        given = {pk: level for pk, level in levels.items() if level and pk in ids}
        if not all(known.means(level) for level in given.values()):
            raise Refused(NotSo.LEVEL)
        ExpertJudgement.objects.filter(outside=row).delete()
        ExpertJudgement.objects.bulk_create(
            ExpertJudgement(school=row.school, outside=row, criterion_id=pk, level=level)
            for pk, level in sorted(given.items())
        )
    _note("outside.compared", row, by=by, at=at, criteria=len(given))
    return row


def _is_whole(card: Card, day: date) -> None:
    if not card.assessor.strip():
        raise Refused(NotSo.NO_ASSESSOR)
    if (card.until and card.until < card.since) or (
        card.valid_until and card.decided_on and card.valid_until < card.decided_on
    ):
        raise Refused(NotSo.ENDS_BEFORE)
    if card.kind == OutsideKind.PROGRAMME and not card.programme.strip():
        raise Refused(NotSo.NO_PROGRAMME)
    wrong = OF_INSPECTION if card.kind in ACCREDITATIONS else OF_AGENCY
    if card.decision in wrong:
        raise Refused(NotSo.NOT_THEIRS)
    if card.decision != Decision.AWAITED and card.decided_on is None:
        raise Refused(NotSo.NO_DAY)
    if card.decided_on and card.decided_on > day:
        raise Refused(NotSo.NOT_YET, day=card.decided_on)
    if card.decision in GIVEN and card.valid_until is None:
        raise Refused(NotSo.NO_END)


def _is_said(stated: Stated) -> None:
    if not stated.text.strip():
        raise Refused(NotSo.NO_TEXT)
    if stated.kind == PointKind.ORDER and stated.due_on is None:
        raise Refused(NotSo.NO_TERM)


def _taken(outside: OutsideAssessment) -> OutsideAssessment:
    with within(outside.school):
        rows = OutsideAssessment.objects.select_for_update(of=("self",))
        row: OutsideAssessment = rows.select_related("cycle__criteria_set").get(pk=outside.pk)
    return row


def _held(point: OutsidePoint) -> OutsidePoint:
    with within(point.school):
        rows = OutsidePoint.objects.select_for_update(of=("self",)).select_related("outside")
        row: OutsidePoint = rows.get(pk=point.pk)
    return row


def _open(point: OutsidePoint) -> OutsidePoint:
    row = _held(point)
    if row.settled_on:
        raise Refused(NotSo.SETTLED, day=row.settled_on)
    return row


def _note(
    what: str, row: OutsideAssessment, *, by: User | None, at: datetime, **facts: object
) -> None:
    told = {"name": row.name, **facts}
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=told)
