"""Lay annexes beside criteria, move them, take them away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from sapat.check.assessments.annexes.reads import Source
from sapat.check.assessments.cycles.models import (
    AssessedCriterion,
    Assessment,
    AssessmentEvidence,
)
from sapat.check.assessments.cycles.rules import NotSo, Step
from sapat.check.assessments.cycles.steps import taken
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.documents.texts.files import keep
from sapat.school.boundary import within
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Sent:
    """A file that was sent: its name and its bytes."""

    name: str
    chunks: Iterable[bytes]


@transaction.atomic
def lay(
    assessment: Assessment,
    source: Source,
    line_ids: Iterable[int],
    *,
    sent: Sent | None = None,
    person: Person | None,
    by: User | None,
    at: datetime,
) -> AssessmentEvidence:
    """Lay an annex beside criteria; what lies there already is laid beside the others too."""
    row = taken(assessment, Step.SHOW)
    if not source.label.strip():
        raise Refused(NotSo.NO_LABEL)
    if source.since and source.until and source.until < source.since:
        raise Refused(NotSo.ENDS_BEFORE)
    kept = keep(row.school_id, sent.chunks) if sent else None
    digest = kept.digest if kept else source.digest
    with within(row.school):
        lines = list(AssessedCriterion.objects.filter(assessment=row, pk__in=list(line_ids)))
        if not lines:
            raise Refused(NotSo.NO_LINE)
        there = _same(row, source, digest)
        if there is None:
            there = AssessmentEvidence.objects.create(
                school=row.school,
                assessment=row,
                number=row.evidence.count() + 1,
                kind=source.kind,
                label=source.label.strip()[:300],
                page=source.page,
                args=list(source.args),
                since=source.since,
                until=source.until,
                digest=digest,
                file_name=sent.name[-255:] if sent else "",
                ending=kept.ending if kept else "",
                size=kept.size if kept else None,
                added_on=localdate(at),
                added_by=person,
            )
        there.lines.add(*lines)
    _note("annex.laid", there, by=by, at=at, criteria=len(lines), digest=digest)
    return there


@transaction.atomic
def lay_beside(
    evidence: AssessmentEvidence, line_ids: Iterable[int], *, by: User | None, at: datetime
) -> AssessmentEvidence:
    """Say which criteria an annex shows, in place of those before."""
    row = taken(evidence.assessment, Step.SHOW)
    with within(row.school):
        lines = list(AssessedCriterion.objects.filter(assessment=row, pk__in=list(line_ids)))
        if not lines:
            raise Refused(NotSo.NO_LINE)
        evidence.lines.set(lines)
    _note("annex.moved", evidence, by=by, at=at, criteria=len(lines))
    return evidence


@transaction.atomic
def take_away(evidence: AssessmentEvidence, *, by: User | None, at: datetime) -> None:
    """Take an annex away; those after it move up."""
    row = taken(evidence.assessment, Step.SHOW)
    with within(row.school):
        if not AssessmentEvidence.objects.filter(pk=evidence.pk).exists():
            return
        _note("annex.taken_away", evidence, by=by, at=at)
        AssessmentEvidence.objects.filter(pk=evidence.pk).delete()
        later = AssessmentEvidence.objects.filter(assessment=row, number__gt=evidence.number)
        for one in later.order_by("number"):  # one by one: no two may ever share a number
            AssessmentEvidence.objects.filter(pk=one.pk).update(number=F("number") - 1)


def _same(row: Assessment, source: Source, digest: str) -> AssessmentEvidence | None:
    rows = AssessmentEvidence.objects.filter(assessment=row, kind=source.kind, digest=digest)
    if not digest:
        rows = rows.filter(page=source.page, label=source.label.strip())
    found: AssessmentEvidence | None = rows.order_by("number").first()
    return found


def _note(
    what: str, row: AssessmentEvidence, *, by: User | None, at: datetime, **facts: object
) -> None:
    told = {"name": row.label, "number": row.number, **facts}
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=told)
