"""Questions about the checklists of audits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, OuterRef, Q, Subquery

from sapat.check.audits.checklists.rules import (
    Asked,
    Before,
    CardSays,
    Ready,
    Tally,
    Topic,
    of_card,
    of_clauses,
    of_findings,
    tally,
)
from sapat.check.audits.models import Audit, AuditAnswer, AuditQuestion
from sapat.check.findings import reads as findings
from sapat.check.findings.models import Finding
from sapat.check.findings.rules import FindingState, Grade
from sapat.core.days import months_after
from sapat.core.language import Text
from sapat.plan.instruments import reads as instruments
from sapat.plan.processes import reads as processes
from sapat.plan.regulations import reads as regulations

SHEET = "IA"
"""The shipped checklist of internal audits."""


@dataclass(frozen=True)
class Line:
    """A question with its newest answer, and what was found there."""

    question: AuditQuestion
    answer: AuditAnswer | None
    found: tuple[Finding, ...] = ()


def lines(audit: Audit) -> list[Line]:
    """Return the checklist in its order (three queries)."""
    questions = list(audit.questions.select_related("finding").order_by("place", "pk"))
    answers: dict[int, AuditAnswer] = {}
    rows = AuditAnswer.objects.filter(question__audit=audit).select_related("answered_by")
    for answer in rows.order_by("pk"):
        answers[answer.question_id] = answer
    found: dict[int, list[Finding]] = {}
    for link in audit.found.select_related("finding").order_by("pk"):
        if link.question_id:
            found.setdefault(link.question_id, []).append(link.finding)
    return [Line(one, answers.get(one.pk), tuple(found.get(one.pk, ()))) for one in questions]


def tallies(audit_ids: Iterable[int]) -> dict[int, Tally]:
    """Return audit -> how its checklist was answered (one query)."""
    newest = AuditAnswer.objects.filter(question=OuterRef("pk")).order_by("-pk")
    rows = AuditQuestion.objects.filter(audit__in=list(audit_ids)).annotate(
        judged=Subquery(newest.values("judgement")[:1])
    )
    found: dict[int, list[str]] = {}
    for audit, judged in rows.values_list("audit_id", "judged").order_by("audit_id", "pk"):
        found.setdefault(audit, []).append(judged or "")
    return {audit: tally(told) for audit, told in found.items()}


def tally_of(audit: Audit) -> Tally:
    """Return how the checklist of one audit was answered."""
    return tallies([audit.pk]).get(audit.pk, Tally())


def last_place(audit: Audit) -> int:
    """Return the highest place in the checklist, 0 if it is empty."""
    last: int | None = audit.questions.aggregate(last=Max("place"))["last"]
    return last or 0


def newest(question: AuditQuestion) -> AuditAnswer | None:
    """Return the newest answer of a question, or None."""
    rows = question.answers.select_related("answered_by").order_by("-pk")
    return rows.first()


def by_key(key: str) -> AuditAnswer | None:
    """Return the answer that was sent with this key, or None."""
    return AuditAnswer.objects.filter(client_key=key).first()


def clauses(day: date) -> dict[str, Topic]:
    """Return the clauses the school lives by, by their codes (three queries)."""
    return {
        one.code: Topic(one.code, one.heading, one.meaning)
        for reading in regulations.readings(day, every=True)
        for one in reading.clauses
        if one.applies
    }


def earlier_of(audit: Audit) -> list[Finding]:
    """Return the findings of two years about the same process, unit or clauses, without good."""
    since = months_after(audit.planned_on, -24)
    about = Q()
    if audit.process_id:
        about |= Q(process=audit.process_id)
    if audit.unit_id:
        about |= Q(unit=audit.unit_id)
    if audit.clauses:
        about |= Q(clause__in=audit.clauses)
    if not about:
        return []
    own = audit.found.values("finding")
    rows = findings.findings().filter(about, found_on__range=(since, audit.planned_on))
    return list(
        rows.exclude(grade=Grade.GOOD).exclude(state=FindingState.REFUSED).exclude(pk__in=own)
    )


def suggested(audit: Audit, sources: Iterable[str], day: date) -> list[Asked]:
    """Return what can be asked: of the clauses, of the card of the process, of findings before."""
    wanted = set(sources)
    found: list[Asked] = []
    if "finding" in wanted:
        before = [Before(row.pk, row.name, row.title) for row in earlier_of(audit)]
        found += of_findings(before)
    if "card" in wanted and audit.process:
        found += of_card(_card(audit, day))
    if "clause" in wanted and audit.clauses:
        known = clauses(day)
        topics = [known[code] for code in audit.clauses if code in known]
        found += of_clauses(topics, _ready(day))
    return found


def _ready(day: date) -> list[Ready]:
    sheet = instruments.sheet(SHEET, day)
    items = sheet.asked if sheet else ()
    return [Ready(one.code, one.words, one.clauses) for one in items]


def _card(audit: Audit, day: date) -> CardSays:
    process = audit.process
    assert process is not None
    said = processes.card(process, day)
    return CardSays(
        process.pk,
        Text(process.name_ky, process.name_ru, process.name_en),
        tuple(flow.name for flow in said.outputs),
        tuple(one.what for one in process.measures.order_by("pk")),
        tuple((one.text, one.answer) for one in process.risks.order_by("pk")),
    )
