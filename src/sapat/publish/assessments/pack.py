"""The dossier with its annexes in one file; each annex is checked against its mark first."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from sapat.act.meetings import reads as meetings
from sapat.act.orders import reads as orders
from sapat.check.assessments.annexes.reads import path_of
from sapat.check.assessments.cycles import reads
from sapat.check.assessments.cycles.models import Assessment, AssessmentEvidence
from sapat.check.assessments.cycles.rules import EvidenceKind
from sapat.plan.documents import reads as documents
from sapat.plan.documents.texts import reads as texts
from sapat.publish.assessments.dossier import dossier
from sapat.publish.documents import edition_paper
from sapat.publish.exports.names import file_name
from sapat.publish.meetings.protocol import protocol
from sapat.publish.orders import order_paper
from sapat.publish.papers.docx import docx
from sapat.publish.papers.pdf import pdf

MOST_BYTES = 200 * 1024 * 1024
"""What a pack may hold; annexes beyond it are only listed."""

Part = tuple[str, str, bytes]
"""Name without its ending, ending, content."""


def packed(row: Assessment, *, language: str, at: datetime) -> bytes:
    """Return the dossier (PDF, DOCX), every annex there is a file of, and the list of marks."""
    pack, sums, size = io.BytesIO(), list[str](), 0
    with translation.override(language), zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as out:
        paper = dossier(row, language=language, at=at)
        for ending, content in (("pdf", pdf(paper)), ("docx", docx(paper))):
            _put(out, sums, file_name(paper.title, ending=ending), content)
        for one in reads.evidence(row):
            parts = list(_parts(one, language=language, at=at))
            size += sum(len(content) for _name, _ending, content in parts)
            if not parts or size > MOST_BYTES:
                sums.append(f"{one.digest or '-':64}  {one.number:02d} {_('no file')}: {one.label}")
                continue
            for place, (name, ending, content) in enumerate(parts):
                number = f"{one.number:02d}" + (f"-{place}" if place else "")
                _put(out, sums, f"{number} {file_name(name[:80], ending=ending)}", content)
        out.writestr("SHA256SUMS.txt", "\n".join(sums) + "\n")
    return pack.getvalue()


def _put(out: zipfile.ZipFile, sums: list[str], name: str, content: bytes) -> None:
    out.writestr(name, content)
    sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}")


def _parts(one: AssessmentEvidence, *, language: str, at: datetime) -> Iterator[Part]:
    """Return the files of an annex; none where its source is gone or no longer the same."""
    if one.ending:
        path = path_of(one)
        content = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(content).hexdigest() == one.digest:
            yield one.label, one.ending, content
    elif one.kind == EvidenceKind.DOCUMENT:
        yield from _document(one, language=language, at=at)
    elif one.kind == EvidenceKind.MEETING:
        for row in meetings.meetings().filter(pk__in=_ids(one), digest=one.digest):
            yield one.label, "pdf", pdf(protocol(row, language=language, at=at))
    elif one.kind == EvidenceKind.ORDER:
        for order in orders.orders().filter(pk__in=_ids(one), digest=one.digest):
            yield one.label, "pdf", pdf(order_paper(order, language=language, at=at))


def _document(one: AssessmentEvidence, *, language: str, at: datetime) -> Iterator[Part]:
    """Return the edition that was laid beside the criteria, with the files that belong to it."""
    for known in documents.documents().filter(pk__in=_ids(one)):
        for edition in documents.editions(known):
            if (edition.text_digest or texts.adopted_digest(edition)) != one.digest:
                continue
            yield one.label, "pdf", pdf(edition_paper(edition, language=language, at=at))
            main = texts.text_file(edition, known.language)
            for file in [*([main] if main else []), *texts.annexes(edition)]:
                path = texts.path_of(file)
                if path is not None and path.is_file():
                    yield file.title or file.name, file.ending, path.read_bytes()
            return


def _ids(one: AssessmentEvidence) -> list[int]:
    return [each for each in one.args if isinstance(each, int)]
