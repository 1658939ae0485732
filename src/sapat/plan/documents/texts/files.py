"""Files of documents: known by their first bytes, kept whole under the digest of their content."""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from sapat.core.refusal import Refused
from sapat.plan.documents.texts.rules import FILE_BYTES, MIB, NotSo

DRAFT = ".draft-"
HEADS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
ZIP = b"PK\x03\x04"
ODT = b"application/vnd.oasis.opendocument.text"
PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
MOST_PARTS = 5000


@dataclass(frozen=True)
class Kept:
    """A file that lies in its place."""

    digest: str
    size: int
    ending: str


def folder() -> Path:
    """Return the folder of all documents' files."""
    return Path(settings.SAPAT_HOME) / "documents"


def path_of(school_id: int, digest: str) -> Path:
    """Return where the file of a digest lies."""
    return folder() / str(school_id) / digest


def keep(school_id: int, chunks: Iterable[bytes]) -> Kept:
    """Write a sent file under the digest of its content, or refuse it with a sentence.

    The file lies whole in its place before its row is committed; without the row it is an
    orphan, which does no harm.
    """
    place = folder() / str(school_id)
    place.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=DRAFT, dir=place)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            digest, size = _written(file.write, chunks)
            file.flush()
            os.fsync(file.fileno())
        kept = Kept(digest, size, _ending_of(path))
        os.replace(path, place / digest)
        return kept
    finally:
        path.unlink(missing_ok=True)


def _written(write: object, chunks: Iterable[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > FILE_BYTES:
            raise Refused(NotSo.TOO_BIG, most=FILE_BYTES // MIB)
        digest.update(chunk)
        write(chunk)  # type: ignore[operator]
    if not size:
        raise Refused(NotSo.EMPTY)
    return digest.hexdigest(), size


def _ending_of(path: Path) -> str:
    """Return what the file really is; its name says nothing."""
    with path.open("rb") as file:
        head = file.read(16)
    for beginning, ending in HEADS.items():
        if head.startswith(beginning):
            return ending
    if head.startswith(ZIP):
        return _packed(path)
    raise Refused(NotSo.NOT_A_DOCUMENT)


def _packed(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as pack:
            names = {part.filename for part in pack.infolist()[:MOST_PARTS]}
            stated = pack.getinfo("mimetype") if "mimetype" in names else None
            if stated and stated.file_size <= len(ODT) + 2 and pack.read(stated).strip() == ODT:
                return "odt"
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise Refused(NotSo.NOT_A_DOCUMENT) from error
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(NotSo.MACROS)
    for part, ending in PARTS.items():
        if part in names:
            return ending
    raise Refused(NotSo.NOT_A_DOCUMENT)
