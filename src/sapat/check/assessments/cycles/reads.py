"""Questions about cycles of self-assessment in the active school."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from sapat.check.assessments.criteria.models import CriteriaSet
from sapat.check.assessments.cycles.models import (
    AssessedCriterion,
    Assessment,
    AssessmentEvidence,
)
from sapat.check.assessments.cycles.rules import CycleState, Held, Line
from sapat.check.findings import reads as findings
from sapat.school.bodies import reads as bodies
from sapat.school.bodies.models import Body, Sitting

DONE = Q(lines__commission_level__gt="")


def cycles() -> QuerySet[Assessment]:
    """Return every cycle, the newest first, with how many criteria both sides have judged."""
    rows: QuerySet[Assessment] = Assessment.objects.select_related("criteria_set", "commission")
    rows = rows.annotate(
        all_lines=Count("lines"),
        judged=Count("lines", filter=Q(lines__own_level__gt="")),
        agreed=Count("lines", filter=DONE),
    )
    return rows.order_by("-year", "-prepared_on", "-pk")


def open_cycles() -> list[Assessment]:
    """Return the cycles that are not closed or given up."""
    rows = Assessment.objects.filter(state__in=[CycleState.PREPARED, CycleState.RUNNING])
    return list(rows.select_related("criteria_set", "commission").order_by("due_on", "pk"))


def lines(assessment: Assessment) -> QuerySet[AssessedCriterion]:
    """Return the criteria of a cycle in order, with who judged, and how much lies beside."""
    rows: QuerySet[AssessedCriterion] = assessment.lines.select_related(
        "criterion", "owner", "own_by", "commission_by"
    )
    return rows.annotate(shown=Count("evidence")).order_by("criterion__number")


def evidence(assessment: Assessment) -> list[AssessmentEvidence]:
    """Return the annexes of a cycle by number, with the criteria each shows (two queries)."""
    rows = assessment.evidence.select_related("added_by").order_by("number")
    return list(rows.prefetch_related("lines__criterion"))


def evidence_of(line: AssessedCriterion) -> QuerySet[AssessmentEvidence]:
    """Return what lies beside a criterion, by number."""
    rows: QuerySet[AssessmentEvidence] = line.evidence.select_related("added_by")
    return rows.order_by("number")


def before(line: AssessedCriterion) -> AssessedCriterion | None:
    """Return what stood on the same criterion in the cycle before, or None."""
    previous = line.assessment.previous_id
    if previous is None:
        return None
    rows = AssessedCriterion.objects.filter(
        assessment=previous, criterion__code=line.criterion.code
    )
    found: AssessedCriterion | None = rows.select_related(
        "criterion__criteria_set", "assessment__criteria_set"
    ).first()
    return found


def levels_before(assessment: Assessment) -> dict[str, str]:
    """Return code of a criterion -> what the cycle before said of it in the end (one query)."""
    if assessment.previous_id is None:
        return {}
    rows = AssessedCriterion.objects.filter(assessment=assessment.previous_id)
    columns = ("criterion__code", "own_level", "commission_level")
    return {code: last or own for code, own, last in rows.values_list(*columns)}


def plain(row: CriteriaSet, rows: Sequence[AssessedCriterion]) -> list[Line]:
    """Return criteria as the rules see them (one query for their findings)."""
    known = findings.of_sources(line.source for line in rows)
    return [
        Line(
            line.pk,
            line.criterion.code,
            row.means(line.own_level),
            row.means(line.commission_level),
            line.shown,  # type: ignore[attr-defined]
            line.source in known,
        )
        for line in rows
    ]


def held() -> list[Held]:
    """Return every cycle that was not given up, as the proofs see it (four queries)."""
    rows = Assessment.objects.exclude(state=CycleState.DROPPED)
    found = list(rows.select_related("criteria_set").order_by("pk"))
    by_cycle = _lines_of(row.pk for row in found)
    known = findings.of_sources(line.source for several in by_cycle.values() for line in several)
    return [
        Held(
            row.pk,
            row.name,
            row.criteria_set.kind,
            row.state,
            row.due_on,
            row.closed_on,
            row.order_number,
            tuple(
                Line(
                    line.pk,
                    line.criterion.code,
                    row.criteria_set.means(line.own_level),
                    row.criteria_set.means(line.commission_level),
                    line.shown,  # type: ignore[attr-defined]
                    line.source in known,
                )
                for line in by_cycle.get(row.pk, ())
            ),
        )
        for row in found
    ]


def _lines_of(ids: Iterable[int]) -> dict[int, list[AssessedCriterion]]:
    rows = AssessedCriterion.objects.filter(assessment__in=list(ids))
    rows = rows.select_related("criterion").annotate(shown=Count("evidence"))
    found: dict[int, list[AssessedCriterion]] = {}
    for line in rows.order_by("criterion__number", "pk"):
        found.setdefault(line.assessment_id, []).append(line)
    return found


def judged_until(day: date) -> list[AssessedCriterion]:
    """Return every criterion judged by the day in the newest cycle of its set, with its set."""
    newest: dict[tuple[str, str], Assessment] = {}
    rows = Assessment.objects.exclude(state=CycleState.DROPPED).filter(started_on__lte=day)
    for row in rows.select_related("criteria_set").order_by("started_on", "pk"):
        newest[row.criteria_set.kind, row.programme] = row
    ids = [row.pk for row in newest.values()]
    found = AssessedCriterion.objects.filter(assessment__in=ids, own_on__lte=day)
    found = found.select_related("criterion", "assessment__criteria_set")
    return list(found.prefetch_related("evidence").order_by("assessment", "criterion__number"))


def to_judge(ids: Sequence[int]) -> dict[tuple[int, int | None], int]:
    """Return (cycle, who answers) -> how many criteria the school has not judged (one query)."""
    rows = AssessedCriterion.objects.filter(assessment__in=ids, own_level="")
    counted = rows.values_list("assessment", "owner").annotate(count=Count("pk")).order_by()
    return {(cycle, owner): count for cycle, owner, count in counted}


def to_agree(ids: Sequence[int]) -> dict[int, int]:
    """Return cycle -> how many criteria wait for the commission (one query)."""
    rows = AssessedCriterion.objects.filter(assessment__in=ids, commission_level="")
    counted = rows.exclude(own_level="").values_list("assessment").annotate(count=Count("pk"))
    return dict(counted.order_by())


def owned_by(person_id: int) -> list[AssessedCriterion]:
    """Return the criteria of open cycles that somebody still has to judge."""
    rows = AssessedCriterion.objects.filter(
        owner=person_id,
        own_level="",
        assessment__state__in=[CycleState.PREPARED, CycleState.RUNNING],
    )
    return list(rows.select_related("criterion", "assessment").order_by("pk"))


def commissions(day: date) -> list[Body]:
    """Return the bodies of the day that may judge, commissions first."""
    rows = list(bodies.bodies(day))
    return sorted(rows, key=lambda body: (body.kind != "commission", body.name))


def members(body: Body, day: date) -> list[Sitting]:
    """Return who sits in a commission on the day, the chair first."""
    return list(bodies.sittings(body, day))


def last_closed(criteria_set: CriteriaSet, programme: str) -> Assessment | None:
    """Return the last closed cycle by any edition of a set on the same programme."""
    rows = Assessment.objects.filter(
        criteria_set__code=criteria_set.code, programme=programme, state=CycleState.CLOSED
    )
    found: Assessment | None = rows.order_by("-closed_on", "-pk").first()
    return found
