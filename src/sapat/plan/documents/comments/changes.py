"""Comment on a draft, and answer comments."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.documents.comments.models import EditionComment
from sapat.plan.documents.comments.rules import why_not_answer, why_not_comment
from sapat.plan.documents.models import DocumentEdition
from sapat.school.boundary import within
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Answer:
    """What becomes of a comment, and why."""

    verdict: str
    answer: str = ""
    person: Person | None = None


@transaction.atomic
def comment(
    edition: DocumentEdition,
    text: str,
    *,
    person: Person | None,
    place: str = "",
    by: User | None,
    at: datetime,
) -> EditionComment:
    """Say what is wrong or missing in a draft, while comments are taken."""
    until = edition.comments_until
    if objection := why_not_comment(text, edition.state, until, localdate(at)):
        raise Refused(objection, day=until or "")
    with within(edition.school):
        row: EditionComment = EditionComment.objects.create(
            school=edition.school,
            edition=edition,
            person=person,
            place=place.strip(),
            text=text.strip(),
            said_at=at,
        )
    trail.note("document.commented", row, chain=edition.school.chain, by=by, at=at)
    return row


@transaction.atomic
def answer(row: EditionComment, given: Answer, *, by: User | None, at: datetime) -> EditionComment:
    """Accept a comment or decline it with a reason."""
    with within(row.school):
        row = EditionComment.objects.select_for_update().get(pk=row.pk)
        refused = why_not_answer(given.verdict, given.answer, answered=bool(row.verdict))
        if refused:
            raise Refused(refused)
        row.verdict, row.answer = given.verdict, given.answer.strip()
        row.answered_by, row.answered_at = given.person, at
        row.save(update_fields=["verdict", "answer", "answered_by", "answered_at"])
    facts = {"verdict": row.verdict}
    trail.note("document.comment_answered", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return row
