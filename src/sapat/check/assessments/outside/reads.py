"""Questions about accreditations, inspections and their points."""

from dataclasses import dataclass

from django.db.models import QuerySet

from sapat.check.assessments.cycles.models import AssessedCriterion
from sapat.check.assessments.outside.models import (
    ExpertJudgement,
    OutsideAssessment,
    OutsidePoint,
)
from sapat.check.assessments.outside.rules import ACCREDITATIONS, Accredited, PointKind
from sapat.check.findings import reads as findings


def outside() -> list[OutsideAssessment]:
    """Return every assessment from outside, the newest first, with its points (two queries)."""
    rows = OutsideAssessment.objects.order_by("-since", "-pk")
    return list(rows.prefetch_related("points"))


def points(row: OutsideAssessment) -> QuerySet[OutsidePoint]:
    """Return the points of a paper by number."""
    found: QuerySet[OutsidePoint] = row.points.select_related("owner", "criterion")
    return found.order_by("number")


def open_points() -> list[OutsidePoint]:
    """Return the points that are not settled, the most urgent first."""
    rows = OutsidePoint.objects.filter(settled_on__isnull=True).exclude(kind=PointKind.STRENGTH)
    return list(rows.select_related("outside").order_by("due_on", "pk"))


def owned_by(person_id: int) -> list[OutsidePoint]:
    """Return the open points somebody answers for."""
    return [one for one in open_points() if one.owner_id == person_id]


def accredited() -> list[Accredited]:
    """Return the accreditations with their points, as the proofs see them (three queries)."""
    rows = OutsideAssessment.objects.filter(kind__in=ACCREDITATIONS).order_by("pk")
    found = list(rows.prefetch_related("points"))
    known = findings.of_sources(point.source for row in found for point in row.points.all())
    return [
        Accredited(
            row.pk,
            row.name,
            row.decision,
            row.decided_on,
            row.valid_until,
            tuple(one.plain(finding=one.source in known) for one in row.points.all()),
        )
        for row in found
    ]


@dataclass(frozen=True)
class Compared:
    """A criterion on which the experts spoke beside the school."""

    line: AssessedCriterion
    own: str
    experts: str


def compared(row: OutsideAssessment) -> list[Compared]:
    """Return every criterion of the cycle with the school's last word and the experts' (two)."""
    if row.cycle_id is None:
        return []
    given = experts(row)
    lines = AssessedCriterion.objects.filter(assessment=row.cycle_id).select_related("criterion")
    return [
        Compared(
            line,
            line.commission_level or line.own_level,
            given.get(line.criterion_id, ""),
        )
        for line in lines.order_by("criterion__number")
    ]


def experts(row: OutsideAssessment) -> dict[int, str]:
    """Return criterion -> the level the experts gave it (one query)."""
    rows = ExpertJudgement.objects.filter(outside=row).order_by("pk")
    return dict(rows.values_list("criterion", "level"))
