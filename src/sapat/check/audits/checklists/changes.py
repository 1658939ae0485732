"""Make the checklist, answer it, write down what was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.check.audits.checklists import reads
from sapat.check.audits.checklists.rules import (
    MOST,
    Asked,
    NotSo,
    new_ones,
    why_not_answer,
)
from sapat.check.audits.models import Audit, AuditAnswer, AuditFinding, AuditQuestion
from sapat.check.audits.rules import AuditState, Judgement, Kind, Origin, Step
from sapat.check.audits.steps import facts_of, saved, taken
from sapat.check.findings import changes as findings
from sapat.check.findings.changes import Seen, Source
from sapat.check.findings.models import Finding
from sapat.check.findings.rules import Origin as FoundBy
from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.boundary import within
from sapat.school.people.models import Person


@transaction.atomic
def make(audit: Audit, sources: Iterable[str], *, by: User | None, at: datetime) -> int:
    """Add what clauses, the process card and earlier findings ask; return how many are new."""
    row = taken(audit, Step.ASK)
    wanted = list(sources)
    if not wanted:
        raise Refused(NotSo.NO_SOURCE)
    with within(row.school):
        there = set(row.questions.values_list("source", flat=True))
        asked = new_ones(reads.suggested(row, wanted, localdate(at)), there)
        if not asked:
            raise Refused(NotSo.NOTHING_NEW)
        _fits(row, len(asked))
        place = reads.last_place(row)
        AuditQuestion.objects.bulk_create(
            [_question(row, one, place + number) for number, one in enumerate(asked, 1)]
        )
    _note("audit.checklist_made", row, by=by, at=at, count=len(asked))
    return len(asked)


def _question(row: Audit, one: Asked, place: int) -> AuditQuestion:
    return AuditQuestion(
        school=row.school,
        audit=row,
        place=place,
        text_ky=one.words.ky,
        text_ru=one.words.ru,
        text_en=one.words.en,
        origin=one.origin,
        clause=one.clause,
        source=one.source,
        finding_id=one.finding,
    )


@transaction.atomic
def ask(
    audit: Audit, words: str, clause: str = "", *, by: User | None, at: datetime
) -> AuditQuestion:
    """Add a question of the auditors' own."""
    row = taken(audit, Step.ASK)
    if not words.strip():
        raise Refused(NotSo.EMPTY)
    with within(row.school):
        _fits(row, 1)
        made: AuditQuestion = AuditQuestion.objects.create(
            school=row.school,
            audit=row,
            place=reads.last_place(row) + 1,
            text_ky=words.strip(),
            origin=Origin.OWN,
            clause=clause,
        )
    _note("audit.question_added", row, by=by, at=at)
    return made


@transaction.atomic
def drop(question: AuditQuestion, *, by: User | None, at: datetime) -> None:
    """Take a question out that nobody has answered."""
    row = taken(question.audit, Step.ASK)
    with within(row.school):
        if question.answers.exists() or question.found.exists():
            raise Refused(NotSo.ANSWERED)
        question.delete()
    _note("audit.question_dropped", row, by=by, at=at)


def _fits(row: Audit, more: int) -> None:
    if row.questions.count() + more > MOST:
        raise Refused(NotSo.TOO_MANY, most=MOST)


@dataclass(frozen=True)
class Told:
    """An answer as the browser sends it: its key, and which answer it was written over."""

    judgement: str
    key: str
    note: str = ""
    sample: str = ""
    evidence: str = ""
    seen: int | None = None
    on_paper: bool = False


@transaction.atomic
def answer(
    question: AuditQuestion, told: Told, *, person: Person | None, by: User | None, at: datetime
) -> AuditAnswer:
    """Write an answer once, however often it is sent; tell who comes second at the same time."""
    if not told.key.strip():
        raise Refused(NotSo.NO_KEY)
    if sent := _sent(question, told.key):
        return sent
    row = taken(question.audit, Step.ANSWER)
    if sent := _sent(question, told.key):  # the same, sent twice at the same time
        return sent
    if objection := why_not_answer(told.judgement, told.note, told.evidence):
        raise Refused(objection)
    with within(row.school):
        last = reads.newest(question)
        if last is not None and last.pk != told.seen:
            name = last.answered_by.short_name if last.answered_by else ""
            raise Refused(NotSo.CHANGED, name=name, judgement=last.get_judgement_display())
        made: AuditAnswer = AuditAnswer.objects.create(
            school=row.school,
            question=question,
            judgement=Judgement(told.judgement),
            note=told.note.strip(),
            sample=told.sample.strip(),
            evidence=told.evidence.strip(),
            client_key=told.key,
            answered_by=person,
            answered_at=at,
            on_paper=told.on_paper,
        )
    _note("audit.answered", row, by=by, at=at, place=question.place, judgement=made.judgement)
    return made


def _sent(question: AuditQuestion, key: str) -> AuditAnswer | None:
    with within(question.school):
        sent = reads.by_key(key)
    if sent is not None and sent.question_id != question.pk:
        raise Refused(NotSo.KEY_OF_ANOTHER)
    return sent


@dataclass(frozen=True)
class Found:
    """What an auditor found: in which grade, at which question."""

    title: str
    grade: str
    text: str = ""
    clause: str = ""
    question: AuditQuestion | None = None


@transaction.atomic
def find(
    audit: Audit, what: Found, *, person: Person | None, by: User | None, at: datetime
) -> Finding:
    """Write a finding of an audit into the register, with the audit as its source."""
    row = taken(audit, Step.FIND)
    is_audit = row.programme.kind == Kind.INTERNAL
    with within(row.school):
        count = row.found.count() + 1
        seen = Seen(
            what.title,
            what.grade,
            FoundBy.AUDIT if is_audit else FoundBy.CONTROL,
            localdate(at),
            text=what.text,
            source=Source(
                f"audit:{row.pk}:{count}", str(row)[:300], "check:audits_audit", (row.pk,)
            ),
            clause=what.clause[:12],
            process=row.process,
            unit=row.unit,
            group=row.looked_at[:200],
        )
        found = findings.write(row.school, seen, person=person, by=by, at=at)
        AuditFinding.objects.create(
            school=row.school, audit=row, question=what.question, finding=found
        )
    _note("audit.found", row, by=by, at=at, grade=what.grade, finding=found.name)
    return found


@transaction.atomic
def finish(audit: Audit, *, by: User | None, at: datetime) -> Audit:
    """End the work on the spot: from now on the report is awaited."""
    row = taken(audit, Step.FINISH)
    with within(row.school):
        left = reads.tally_of(row).open
    if left:
        raise Refused(NotSo.OPEN, count=left)
    row.state, row.held_on = AuditState.HELD, localdate(at)
    saved(row, "state", "held_on")
    _note("audit.held", row, by=by, at=at)
    return row


def _note(what: str, row: Audit, *, by: User | None, at: datetime, **facts: object) -> None:
    trail.note(what, row, chain=row.school.chain, by=by, at=at, facts=facts_of(row, **facts))
