"""Draft a document, and take its editions from step to step."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.core.rights import Role
from sapat.plan.documents import reads
from sapat.plan.documents.comments import reads as comments
from sapat.plan.documents.models import Citation, Document, DocumentEdition
from sapat.plan.documents.outlining import Outline as Outline
from sapat.plan.documents.outlining import outlined
from sapat.plan.documents.rules import (
    SMALL_STAFF,
    Decision,
    DocumentKind,
    EditionState,
    NotSo,
    Order,
    Standing,
    why_not_adopt,
    why_not_approve,
    why_not_force,
    why_not_round,
    why_not_withdraw,
)
from sapat.plan.documents.texts import changes as texts
from sapat.plan.documents.texts import reads as text_reads
from sapat.school.bodies.models import Body
from sapat.school.bodies.rules import BodyKind
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.organisations.rules import holds
from sapat.school.people import reads as people
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Adoption:
    """A body adopted the edition, by the protocol of a day."""

    body: Body
    protocol_number: str
    adopted_on: date


@dataclass(frozen=True)
class Approval:
    """The director approved the edition by an order of a day."""

    person: Person
    order_number: str
    approved_on: date
    exception: str = ""


@dataclass(frozen=True)
class Withdrawal:
    """An edition is taken back: why, on what day, by which order."""

    reason: str
    on: date
    order_number: str = ""


@transaction.atomic
def draft(
    school: Organisation,
    outline: Outline,
    *,
    prepared_by: Person | None = None,
    by: User | None,
    at: datetime,
) -> DocumentEdition:
    """Begin a document with its first edition, a draft."""
    columns = outlined(school, outline)
    with within(school):
        known = reads.document(outline.about)
        if known and _lives(known):
            raise Refused(NotSo.ABOUT_TAKEN, title=known.title)
        document: Document = Document.objects.create(school=school, **columns)
        edition: DocumentEdition = DocumentEdition.objects.create(
            school=school,
            document=document,
            number=1,
            prepared_by=prepared_by,
            drafted_on=localdate(at),
        )
    _note("document.drafted", edition, by=by, at=at, name=document.title)
    return edition


@transaction.atomic
def restate(document: Document, outline: Outline, *, by: User | None, at: datetime) -> Document:
    """Correct what the register says of a document; its kind and its language stay."""
    columns = outlined(document.school, outline, document=document)
    for name, value in columns.items():
        if name not in {"kind", "about", "language"}:
            setattr(document, name, value)
    with within(document.school):
        document.save()
    chain, facts = document.school.chain, {"name": document.title, "code": document.index}
    trail.note("document.restated", document, chain=chain, by=by, at=at, facts=facts)
    return document


@transaction.atomic
def next_edition(
    document: Document,
    *,
    changed: str = "",
    prepared_by: Person | None = None,
    by: User | None,
    at: datetime,
) -> DocumentEdition:
    """Draft the next edition, copied from the newest one with its texts, files and citations."""
    with within(document.school):
        document = Document.objects.select_for_update().get(pk=document.pk)
        if waiting := reads.in_work(document):
            raise Refused(NotSo.IN_WORK, number=waiting.number)
        newest = reads.editions(document).first()
        source = reads.in_force(document, localdate(at)) or newest
        edition: DocumentEdition = DocumentEdition.objects.create(
            school=document.school,
            document=document,
            number=newest.number + 1 if newest else 1,
            changed=changed.strip(),
            prepared_by=prepared_by,
            co_author=source.co_author if source else None,
            drafted_on=localdate(at),
        )
        if source:
            texts.copy(source, edition, by=by, at=at)
            Citation.objects.bulk_create(
                Citation(school=document.school, edition=edition, act=one.act, place=one.place)
                for one in reads.citations(source)
            )
    _note("document.drafted", edition, by=by, at=at, name=document.title)
    return edition


@transaction.atomic
def open_round(
    edition: DocumentEdition,
    *,
    until: date,
    co_author: Body | None = None,
    by: User | None,
    at: datetime,
) -> DocumentEdition:
    """Ask the staff for comments until a day; asking again moves the day."""
    edition = _taken(edition)
    objection = why_not_round(_standing(edition), until=until, today=localdate(at))
    _refuse(objection, edition)
    edition.state, edition.comments_until = EditionState.DISCUSSION, until
    edition.co_author = co_author or edition.co_author
    _save(edition)
    _note("document.round_opened", edition, by=by, at=at, until=f"{until:%Y-%m-%d}")
    return edition


@transaction.atomic
def adopt(
    edition: DocumentEdition, adoption: Adoption, *, by: User | None, at: datetime
) -> DocumentEdition:
    """Record that a body adopted the edition; from here on its text is locked."""
    edition = _taken(edition)
    day, body = adoption.adopted_on, adoption.body
    decision = Decision(body.kind, holds(body, day), adoption.protocol_number, day)
    objection = why_not_adopt(_standing(edition), decision, today=localdate(at))
    _refuse(objection, edition, day=day, body=body.name)
    edition.body, edition.adopted_on = body, day
    edition.protocol_number = adoption.protocol_number.strip()
    edition.state = EditionState.ADOPTED
    _seal(edition)
    _save(edition)
    facts = {"body": body.pk, "protocol": edition.protocol_number, "day": f"{day:%Y-%m-%d}"}
    _note("document.adopted", edition, by=by, at=at, **facts, digest=edition.text_digest)
    return edition


@transaction.atomic
def approve(
    edition: DocumentEdition, approval: Approval, *, by: User | None, at: datetime
) -> DocumentEdition:
    """Record the director's order that approves the edition."""
    edition = _taken(edition)
    person, day = approval.person, approval.approved_on
    with within(edition.school):
        heads = people.holders(edition.school, Role.DIRECTOR, day)
        order = Order(
            number=approval.order_number,
            approved_on=day,
            by_director=heads.filter(pk=person.pk).exists(),
            own_work=edition.prepared_by_id == person.pk,
            exception=approval.exception,
            staff=reads.staff_count(day),
        )
    objection = why_not_approve(_standing(edition), order, today=localdate(at))
    _refuse(objection, edition, day=day, name=person.short_name)
    edition.approved_by, edition.approved_on = person, day
    edition.order_number = approval.order_number.strip()
    edition.exception = approval.exception.strip() if order.own_work else ""
    edition.state = EditionState.APPROVED
    _seal(edition)
    _save(edition)
    facts = {"order": edition.order_number, "day": f"{day:%Y-%m-%d}"}
    if edition.exception:
        facts["exception"] = edition.exception
    _note("document.approved", edition, by=by, at=at, **facts, digest=edition.text_digest)
    return edition


@transaction.atomic
def put_in_force(
    edition: DocumentEdition, *, since: date, by: User | None, at: datetime
) -> DocumentEdition:
    """Put the edition in force from a day; on that day the edition before it is superseded."""
    edition = _taken(edition)
    today, before = localdate(at), _holder(edition)
    previous = before.effective_from if before else None
    objection = why_not_force(_standing(edition), since=since, today=today, previous_since=previous)
    _refuse(objection, edition, day=since, previous=previous)
    edition.effective_from = since
    _seal(edition)
    if since > today:
        _save(edition)
        _note("document.scheduled", edition, by=by, at=at, since=f"{since:%Y-%m-%d}")
        return edition
    return _begin(edition, by=by, at=at)


def come_into_force(
    school: Organisation, *, by: User | None = None, at: datetime
) -> list[DocumentEdition]:
    """Let the signed editions begin whose day has come; safe to call at any time."""
    with within(school):
        waiting = reads.coming(localdate(at))
    return [_begun(edition, by=by, at=at) for edition in waiting]


@transaction.atomic
def withdraw(
    edition: DocumentEdition, withdrawal: Withdrawal, *, by: User | None, at: datetime
) -> DocumentEdition:
    """Take an edition back: one in force by an order, a draft with a reason alone."""
    edition = _taken(edition)
    objection = why_not_withdraw(
        _standing(edition),
        number=withdrawal.order_number,
        reason=withdrawal.reason,
        on=withdrawal.on,
        today=localdate(at),
    )
    _refuse(objection, edition, day=withdrawal.on, since=edition.effective_from)
    if edition.state == EditionState.IN_FORCE:
        edition.effective_until = withdrawal.on
    elif edition.is_scheduled:
        edition.effective_from = None
    edition.state = EditionState.WITHDRAWN
    edition.withdrawal_order = withdrawal.order_number.strip()
    edition.withdrawal_reason = withdrawal.reason.strip()
    _save(edition)
    facts = {"order": edition.withdrawal_order, "reason": edition.withdrawal_reason}
    _note("document.withdrawn", edition, by=by, at=at, **facts)
    return edition


def _lives(document: Document) -> bool:
    return document.editions.exclude(state=EditionState.WITHDRAWN).exists()


def _taken(edition: DocumentEdition) -> DocumentEdition:
    """Take the document for this change alone, and the edition as it stands now."""
    with within(edition.school):
        Document.objects.select_for_update().get(pk=edition.document_id)
        rows = DocumentEdition.objects.select_related("document", "school")
        found: DocumentEdition = rows.get(pk=edition.pk)
        return found


def _standing(edition: DocumentEdition) -> Standing:
    with within(edition.school):
        return Standing(
            state=edition.state,
            route=edition.document.route,
            has_text=text_reads.has_text(edition),
            comments_until=edition.comments_until,
            unanswered=comments.unanswered(edition),
            adopted_on=edition.adopted_on,
            approved_on=edition.approved_on,
            effective_from=edition.effective_from,
        )


def _refuse(objection: NotSo | None, edition: DocumentEdition, **facts: object) -> None:
    """Raise the objection with everything its sentence may name."""
    if objection is None:
        return
    bodies = ", ".join(str(BodyKind(kind).label) for kind in edition.document.route.adoption)
    told: dict[str, object] = {
        "kind": DocumentKind(edition.document.kind).label,
        "state": EditionState(edition.state).label,
        "bodies": bodies,
        "day": edition.effective_from,
        "until": edition.comments_until,
        "adopted": edition.adopted_on,
        "approved": edition.approved_on or edition.adopted_on,
        "most": SMALL_STAFF,
    }
    if objection == NotSo.UNANSWERED:
        with within(edition.school):
            told["count"] = comments.unanswered(edition)
    raise Refused(objection, **{**told, **facts})


def _seal(edition: DocumentEdition) -> None:
    """Remember by its digest what was signed; later steps find the same text."""
    if not edition.text_digest:
        with within(edition.school):
            edition.text_digest = text_reads.adopted_digest(edition)


def _holder(edition: DocumentEdition) -> DocumentEdition | None:
    """Return the edition of the same document that is in force now."""
    with within(edition.school):
        rows = DocumentEdition.objects.filter(document=edition.document_id)
        found: DocumentEdition | None = rows.filter(state=EditionState.IN_FORCE).first()
        return found


@transaction.atomic
def _begun(edition: DocumentEdition, *, by: User | None, at: datetime) -> DocumentEdition:
    """Let a scheduled edition begin, unless somebody else has just done so."""
    edition = _taken(edition)
    return _begin(edition, by=by, at=at) if edition.is_scheduled else edition


def _begin(edition: DocumentEdition, *, by: User | None, at: datetime) -> DocumentEdition:
    """Supersede the edition before it, then put this one in its place."""
    before = _holder(edition)
    if before:
        before.state, before.effective_until = EditionState.SUPERSEDED, edition.effective_from
        _save(before)
        _note("document.superseded", before, by=by, at=at)
    edition.state = EditionState.IN_FORCE
    _save(edition)
    since, name = f"{edition.effective_from:%Y-%m-%d}", edition.document.title
    digest = edition.text_digest
    _note("document.in_force", edition, by=by, at=at, since=since, name=name, digest=digest)
    return edition


def _save(edition: DocumentEdition) -> None:
    with within(edition.school):
        edition.save()


def _note(
    what: str, edition: DocumentEdition, *, by: User | None, at: datetime, **facts: object
) -> None:
    told = {"document": edition.document_id, "edition": edition.number, **facts}
    trail.note(what, edition, chain=edition.school.chain, by=by, at=at, facts=told)
