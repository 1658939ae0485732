"""Say whom a document concerns, what it means for each post, and what the check asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Model

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.core.rights import STAFF
from sapat.plan.acknowledgements import reads
from sapat.plan.acknowledgements.models import CheckQuestion, PositionNote, ReadingAudience
from sapat.plan.acknowledgements.rules import (
    MOST_DAYS,
    MOST_QUESTIONS,
    Audience,
    NotSo,
    why_not_asked,
    why_not_laid_down,
)
from sapat.plan.documents.models import Document
from sapat.school.boundary import within


@dataclass(frozen=True)
class Asked:
    """A question, its answers, the place of the right one, and what is shown to who errs."""

    text: str
    answers: tuple[str, ...]
    right: int
    passage: str = ""


@transaction.atomic
def set_audience(
    document: Document, audience: Audience, *, by: User | None, at: datetime
) -> ReadingAudience:
    """Say whom a document concerns from now on; the trail keeps what held before."""
    with within(document.school):
        before = reads.audience_of(document)
        count = len(reads.questions(document))
        if objection := why_not_laid_down(audience, questions=count):
            raise Refused(objection, most=MOST_DAYS, count=count)
        row, _new = ReadingAudience.objects.update_or_create(
            document=document,
            defaults={
                "school": document.school,
                "whom": audience.whom,
                "posts": sorted(audience.posts),
                "units": sorted(audience.units),
                "days": audience.days,
                "newcomers": audience.newcomers,
                "needed": audience.needed,
            },
        )
    _note(
        "reading.audience_set", row, document, by=by, at=at, was=_told(before), now=_told(audience)
    )
    found: ReadingAudience = row
    return found


@transaction.atomic
def write_notes(
    document: Document, notes: Mapping[str, str], *, by: User | None, at: datetime
) -> list[str]:
    """Write what a document means for the work of each post; an empty note is taken away.

    Return the posts whose note changed.
    """
    if not set(notes) <= STAFF:
        raise Refused(NotSo.NO_NOTE)
    with within(document.school):
        known = reads.notes([document.pk]).get(document.pk, {})
        plain = {role: text.strip() for role, text in notes.items()}
        changed = sorted(role for role, text in plain.items() if known.get(role, "") != text)
        for role in changed:
            if plain[role]:
                PositionNote.objects.update_or_create(
                    document=document,
                    role=role,
                    defaults={"school": document.school, "text": plain[role], "written_at": at},
                )
            else:
                PositionNote.objects.filter(document=document, role=role).delete()
    if changed:
        was = {role: known.get(role, "") for role in changed}
        _note("reading.notes_written", document, document, by=by, at=at, was=was)
    return changed


@transaction.atomic
def ask(document: Document, asked: Asked, *, by: User | None, at: datetime) -> CheckQuestion:
    """Add a question to the check of understanding."""
    _refuse(asked)
    with within(document.school):
        if len(reads.questions(document)) >= MOST_QUESTIONS:
            raise Refused(NotSo.MANY_QUESTIONS, most=MOST_QUESTIONS)
        rows = CheckQuestion.objects.filter(document=document)
        last = rows.aggregate(last=Max("number"))["last"] or 0
        row: CheckQuestion = CheckQuestion.objects.create(
            school=document.school, document=document, number=last + 1, **_columns(asked)
        )
    _note("reading.question_asked", row, document, by=by, at=at, number=row.number)
    return row


@transaction.atomic
def reword(
    question: CheckQuestion, asked: Asked, *, by: User | None, at: datetime
) -> CheckQuestion:
    """Change a question; earlier tries keep their result."""
    _refuse(asked)
    was = {name: getattr(question, name) for name in ("text", "answers", "right")}
    for name, value in _columns(asked).items():
        setattr(question, name, value)
    with within(question.school):
        question.save()
    _note("reading.question_reworded", question, question.document, by=by, at=at, was=was)
    return question


@transaction.atomic
def drop(question: CheckQuestion, *, by: User | None, at: datetime) -> CheckQuestion:
    """Ask a question no more; a number of right answers that is now too many goes down with it."""
    question.dropped_at = at
    with within(question.school):
        question.save(update_fields=["dropped_at"])
        left = len(reads.questions(question.document))
        rows = ReadingAudience.objects.filter(document=question.document, needed__gt=left)
        rows.update(needed=left or None)
    _note(
        "reading.question_dropped",
        question,
        question.document,
        by=by,
        at=at,
        number=question.number,
    )
    return question


def _refuse(asked: Asked) -> None:
    if objection := why_not_asked(asked.text, asked.answers, asked.right):
        raise Refused(objection)


def _columns(asked: Asked) -> dict[str, object]:
    return {
        "text": asked.text.strip(),
        "answers": list(asked.answers),
        "right": asked.right,
        "passage": asked.passage.strip(),
    }


def _told(audience: Audience) -> dict[str, object]:
    return {**vars(audience), "posts": sorted(audience.posts), "units": sorted(audience.units)}


def _note(
    what: str, row: Model, document: Document, *, by: User | None, at: datetime, **facts: object
) -> None:
    facts["document"] = document.pk
    trail.note(what, row, chain=document.school.chain, by=by, at=at, facts=facts)
