"""Review documents in force, and write down what they stand on."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.acts.models import CitedAct
from sapat.plan.documents import reads
from sapat.plan.documents.models import Citation, Document, DocumentEdition, DocumentReview
from sapat.plan.documents.rules import FINAL, EditionState, NotSo
from sapat.school.boundary import within
from sapat.school.people.models import Person


@transaction.atomic
def review(
    document: Document,
    *,
    reviewed_on: date,
    person: Person | None,
    to_change: bool = False,
    note: str = "",
    by: User | None,
    at: datetime,
) -> DocumentReview:
    """Record that the document in force was looked at, also when nothing changes."""
    with within(document.school):
        edition = reads.in_force(document, reviewed_on)
        if reviewed_on > localdate(at):
            raise Refused(NotSo.FUTURE, day=reviewed_on)
        if edition is None:
            raise Refused(NotSo.NONE_IN_FORCE)
        row: DocumentReview = DocumentReview.objects.create(
            school=document.school,
            document=document,
            edition=edition,
            reviewed_on=reviewed_on,
            person=person,
            to_change=to_change,
            note=note.strip(),
        )
    facts = {"name": document.title, "day": f"{reviewed_on:%Y-%m-%d}", "to_change": to_change}
    trail.note("document.reviewed", row, chain=document.school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def cite(
    edition: DocumentEdition, act: CitedAct, *, place: str = "", by: User | None, at: datetime
) -> Citation:
    """Write down that an edition stands on an act."""
    with within(edition.school):
        if edition.state in FINAL:
            raise Refused(NotSo.FINAL, state=EditionState(edition.state).label)
        if Citation.objects.filter(edition=edition, act=act).exists():
            raise Refused(NotSo.CITED)
        row: Citation = Citation.objects.create(
            school=edition.school, edition=edition, act=act, place=place.strip()
        )
    _note("document.cited", edition, act, by=by, at=at)
    return row


@transaction.atomic
def cite_no_more(row: Citation, *, by: User | None, at: datetime) -> None:
    """Take a citation out of an edition that is not history yet."""
    edition, act = row.edition, row.act
    if edition.state in FINAL:
        raise Refused(NotSo.FINAL, state=EditionState(edition.state).label)
    with within(row.school):
        row.delete()
    _note("document.cited_no_more", edition, act, by=by, at=at)


def _note(
    what: str, edition: DocumentEdition, act: CitedAct, *, by: User | None, at: datetime
) -> None:
    facts = {"edition": edition.number, "name": act.name_ky, "number": act.number}
    trail.note(what, edition, chain=edition.school.chain, by=by, at=at, facts=facts)
