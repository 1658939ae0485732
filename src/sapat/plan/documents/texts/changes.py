"""Write texts and keep files of editions that are still being prepared."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from sapat.core import trail
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.plan.documents import rules
from sapat.plan.documents.models import DocumentEdition
from sapat.plan.documents.rules import EditionState, Step
from sapat.plan.documents.texts import reads
from sapat.plan.documents.texts.files import Kept
from sapat.plan.documents.texts.models import DocumentFile, DocumentText
from sapat.plan.documents.texts.rules import LANGUAGES, TEXT_CHARACTERS, NotSo, digest_of
from sapat.school.boundary import within
from sapat.school.people.models import Person


@dataclass(frozen=True)
class Written:
    """What was written in one language."""

    text: str
    title: str = ""
    person: Person | None = None


@dataclass(frozen=True)
class Sent:
    """A file that was sent: its name, what the list calls it, and where its content lies now."""

    name: str
    title: str
    kept: Kept


@transaction.atomic
def write(
    edition: DocumentEdition, language: str, written: Written, *, by: User | None, at: datetime
) -> DocumentText:
    """Write the text of an edition in one language; a translation may still follow adoption."""
    with within(edition.school):
        edition = _locked(edition)
        _refuse_locked(edition, language)
        if len(written.text) > TEXT_CHARACTERS:
            raise Refused(NotSo.TOO_LONG)
        row = _put(edition, language, written, at=at)
    facts = {"language": language, "digest": row.digest}
    trail.note("document.written", row, chain=row.school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def keep_text_file(
    edition: DocumentEdition, language: str, sent: Sent, *, by: User | None, at: datetime
) -> DocumentFile:
    """Keep a file as the text of an edition in one language, in place of an earlier one."""
    with within(edition.school):
        edition = _locked(edition)
        _refuse_locked(edition, language)
        DocumentFile.objects.filter(edition=edition, number=0, language=language).delete()
        row = _file(edition, sent, number=0, language=language, at=at)
        text = reads.text_in(edition, language)
        written = Written(text.text if text else "", text.title if text else sent.title)
        _put(edition, language, written, at=at)
    trail.note("document.file_kept", row, chain=row.school.chain, by=by, at=at, facts=_facts(row))
    return row


@transaction.atomic
def add_annex(
    edition: DocumentEdition, sent: Sent, *, by: User | None, at: datetime
) -> DocumentFile:
    """Add a file as the next annex."""
    with within(edition.school):
        edition = _locked(edition)
        _refuse_locked(edition, edition.document.language)
        last = DocumentFile.objects.filter(edition=edition).aggregate(last=Max("number"))["last"]
        row = _file(edition, sent, number=(last or 0) + 1, language="", at=at)
    trail.note("document.file_kept", row, chain=row.school.chain, by=by, at=at, facts=_facts(row))
    return row


@transaction.atomic
def remove_file(row: DocumentFile, *, by: User | None, at: datetime) -> None:
    """Take a file out of an edition that is being prepared; later annexes move up."""
    with within(row.school):
        edition = _locked(row.edition)
        _refuse_locked(edition, row.language or edition.document.language)
        facts = _facts(row)
        trail.note("document.file_removed", row, chain=row.school.chain, by=by, at=at, facts=facts)
        number, language = row.number, row.language
        row.delete()
        text = None if number else reads.text_in(edition, language)
        if text:
            _put(edition, language, Written(text.text, text.title), at=at)
        later = DocumentFile.objects.filter(edition=edition, number__gt=number)
        for annex in later.order_by("number") if number else ():
            annex.number -= 1
            annex.save(update_fields=["number"])


@transaction.atomic
def copy(
    source: DocumentEdition, target: DocumentEdition, *, by: User | None, at: datetime
) -> None:
    """Copy the texts and the files of one edition into a new one."""
    with within(target.school):
        for text in DocumentText.objects.filter(edition=source):
            text.pk, text._state.adding = None, True
            text.edition, text.written_at = target, at
            text.save()
        for file in DocumentFile.objects.filter(edition=source):
            file.pk, file._state.adding = None, True
            file.edition = target
            file.save()
    facts = {"from": source.number}
    trail.note("document.copied", target, chain=target.school.chain, by=by, at=at, facts=facts)


def _locked(edition: DocumentEdition) -> DocumentEdition:
    """Take the edition for this change alone, as it stands now."""
    rows = DocumentEdition.objects.select_related("document", "school")
    found: DocumentEdition = rows.select_for_update(of=("self",)).get(pk=edition.pk)
    return found


def _refuse_locked(edition: DocumentEdition, language: str) -> None:
    """Refuse what may not be written: the adopted text, and anything of a past edition."""
    if language not in dict(LANGUAGES):
        raise Refused(NotSo.LANGUAGE)
    if edition.state in rules.FINAL:
        raise Refused(rules.NotSo.FINAL, state=EditionState(edition.state).label)
    if language != edition.document.language:
        if reads.main_text(edition) is None:
            raise Refused(NotSo.NO_MAIN)
        return
    standing = rules.Standing(
        edition.state, edition.document.route, effective_from=edition.effective_from
    )
    if objection := rules.why_not_step(Step.WRITE, standing):
        raise Refused(objection)


def _put(
    edition: DocumentEdition, language: str, written: Written, *, at: datetime
) -> DocumentText:
    row = reads.text_in(edition, language) or DocumentText(
        school=edition.school, edition=edition, language=language
    )
    main = reads.main_text(edition)
    file = reads.text_file(edition, language)
    row.title, row.text = written.title.strip(), written.text.replace("\r\n", "\n")
    row.digest = digest_of([row.title, row.text, file.digest if file else ""])
    row.follows = main.digest if main and language != edition.document.language else ""
    row.written_at, row.written_by = at, written.person or row.written_by
    row.save()
    return row


def _file(
    edition: DocumentEdition, sent: Sent, *, number: int, language: str, at: datetime
) -> DocumentFile:
    row: DocumentFile = DocumentFile.objects.create(
        school=edition.school,
        edition=edition,
        language=language,
        number=number,
        title=(sent.title.strip() or sent.name)[:300],
        name=sent.name[:255],
        ending=sent.kept.ending,
        digest=sent.kept.digest,
        size=sent.kept.size,
        kept_at=at,
    )
    return row


def _facts(row: DocumentFile) -> dict[str, object]:
    return {"name": row.name, "number": row.number, "digest": row.digest}
