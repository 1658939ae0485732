"""Questions about findings of the active school."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from sapat.check.findings.models import Finding, FindingCause, FindingStep
from sapat.check.findings.rules import (
    NONCONFORMING,
    OPEN,
    REPEAT_MONTHS,
    Cause,
    Earlier,
    FindingState,
    Stood,
)
from sapat.core.days import months_after
from sapat.school.people.rules import name_key

MOST_WORDS = 6


def findings() -> QuerySet[Finding]:
    """Return every finding, the newest first, with its people ready."""
    rows: QuerySet[Finding] = Finding.objects.select_related(
        "owner", "found_by", "process", "unit", "repeat_of"
    )
    return rows.order_by("-found_on", "-pk")


def open_findings() -> QuerySet[Finding]:
    """Return the findings that are not closed or refused."""
    return findings().filter(state__in=OPEN)


def nonconforming(since: date, until: date) -> QuerySet[Finding]:
    """Return the nonconformities found in a stretch of days that were not refused."""
    rows = findings().filter(grade__in=NONCONFORMING, found_on__range=(since, until))
    return rows.exclude(state=FindingState.REFUSED)


def search(rows: QuerySet[Finding], words: str) -> QuerySet[Finding]:
    """Narrow to the findings that hold every word, whatever its case and spelling."""
    for word in name_key(words).split()[:MOST_WORDS]:
        rows = rows.filter(search_key__contains=word)
    return rows


def of_source(source: str) -> QuerySet[Finding]:
    """Return the findings written from one record, the newest first."""
    return findings().filter(source=source) if source else findings().none()


def of_sources(sources: Iterable[str]) -> dict[str, Finding]:
    """Return source -> its newest finding (one query)."""
    rows = findings().filter(source__in=list(sources)).order_by("found_on", "pk")
    return {row.source: row for row in rows}


def written_from(page: str, args: Iterable[object]) -> QuerySet[Finding]:
    """Return the findings written from one page, the newest first."""
    return findings().filter(source_page=page, source_args=[str(one) for one in args])


def of_indicator(code: str) -> QuerySet[Finding]:
    """Return the findings about one indicator."""
    return findings().filter(indicator=code)


def owned_by(person_id: int) -> QuerySet[Finding]:
    """Return the open findings somebody answers for."""
    return open_findings().filter(owner=person_id)


def earlier(found_on: date) -> list[Earlier]:
    """Return the findings a new one may repeat (one query)."""
    since = months_after(found_on, -REPEAT_MONTHS)
    rows = Finding.objects.filter(found_on__range=(since, found_on))
    rows = rows.exclude(state=FindingState.REFUSED)
    return [Earlier(row.pk, row.found_on, row.likeness) for row in rows]


def causes(finding: Finding) -> QuerySet[FindingCause]:
    """Return the tree of causes of a finding, as it was named."""
    rows: QuerySet[FindingCause] = finding.causes.select_related("named_by")
    return rows.order_by("pk")


def judged_causes(finding_ids: Iterable[int]) -> dict[int, list[Cause]]:
    """Return finding -> its causes as the rules judge them (one query)."""
    found: dict[int, list[Cause]] = {}
    rows = FindingCause.objects.filter(finding__in=list(finding_ids)).order_by("pk")
    for row in rows:
        one = Cause(row.pk, row.above_id, row.is_root, row.factor)
        found.setdefault(row.finding_id, []).append(one)
    return found


def root_causes_of(finding_ids: Iterable[int]) -> list[str]:
    """Return the words of the root causes of these findings, oldest first (one query)."""
    rows = FindingCause.objects.filter(finding__in=list(finding_ids), is_root=True)
    return list(rows.order_by("pk").values_list("text", flat=True))


def factors(since: date, until: date) -> list[tuple[str, int]]:
    """Return factor -> root causes named in a stretch of days, the most frequent first."""
    rows = FindingCause.objects.filter(
        ~Q(factor=""), is_root=True, finding__found_on__range=(since, until)
    )
    counted = rows.values_list("factor").annotate(count=Count("pk"))
    return list(counted.order_by("-count", "factor"))


def steps(finding: Finding) -> QuerySet[FindingStep]:
    """Return the life of a finding, oldest first."""
    rows: QuerySet[FindingStep] = finding.steps.select_related("person")
    return rows.order_by("noted_at", "pk")


def lives(finding_ids: Iterable[int]) -> dict[int, list[Stood]]:
    """Return finding -> its steps as the rules count them (one query)."""
    found: dict[int, list[Stood]] = {}
    rows = FindingStep.objects.filter(finding__in=list(finding_ids)).order_by("noted_at", "pk")
    for finding_id, happened, on in rows.values_list("finding_id", "happened", "on"):
        found.setdefault(finding_id, []).append(Stood(happened, on))
    return found


def last_number(year: int) -> int:
    """Return the highest number given in a school year, 0 if none."""
    last: int | None = Finding.objects.filter(year=year).aggregate(last=Max("number"))["last"]
    return last or 0
