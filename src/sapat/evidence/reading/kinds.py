"""What a file really is: decided by its first bytes and its parts, never by its name."""

import re
from typing import BinaryIO

from sapat.evidence.reading import guard
from sapat.evidence.reading.reasons import Reason, Unreadable
from sapat.evidence.reading.workbook import Kind

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"RIFF",
    b"II*\0",
    b"MM\0*",
    b"{\\rtf",
)
ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
BOMS = (b"\xff\xfe", b"\xfe\xff")
PAGE = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
ROSTER_FILES = frozenset(
    (
        "academicsessions",
        "classes",
        "courses",
        "demographics",
        "enrollments",
        "lineitems",
        "manifest",
        "orgs",
        "results",
        "roles",
        "users",
    )
)
HEAD = 8192
CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\x0b\x0c\x1a\x1b")


def kind_of(file: BinaryIO) -> Kind:
    """Return what the file is, or raise `Unreadable`. A zip is counted before it is opened."""
    file.seek(0)
    head = file.read(HEAD)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf") or head.startswith(EMPTY_ZIP):
        raise Unreadable(Reason.EMPTY)
    if head.startswith(ZIP):
        return _zip_kind(guard.checked_names(file), file)
    if head.startswith(OLE):
        return _ole_kind(file)
    if head.startswith(ARCHIVES):
        raise Unreadable(Reason.ARCHIVE)
    if head.startswith(PICTURES) and (b"\0" in head or head.startswith((b"%PDF", b"{\\rtf"))):
        raise Unreadable(Reason.NOT_A_TABLE)
    return _text_kind(head)


def _zip_kind(names: list[str], file: BinaryIO) -> Kind:
    known = {name.lower().lstrip("/") for name in names}
    if "xl/workbook.xml" in known or "xl/workbook.bin" in known:
        return Kind.XLSX
    file.seek(0)
    if "content.xml" in known and b"opendocument.spreadsheet" in file.read(HEAD):
        return Kind.ODS
    if any(name.startswith(("word/", "ppt/")) or name == "content.xml" for name in known):
        raise Unreadable(Reason.NOT_A_TABLE)
    stems = {
        name.rsplit("/", 1)[-1].removesuffix(".csv") for name in known if name.endswith(".csv")
    }
    if stems & ROSTER_FILES:
        return Kind.ONEROSTER
    raise Unreadable(Reason.ARCHIVE if known else Reason.EMPTY)


def _ole_kind(file: BinaryIO) -> Kind:
    """Return XLS for an old workbook; other old office files and locked ones are refused."""
    file.seek(0)
    content = file.read()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Unreadable(Reason.ENCRYPTED)
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return Kind.XLS
    raise Unreadable(Reason.NOT_A_TABLE)


def _text_kind(head: bytes) -> Kind:
    if head.startswith(BOMS):
        text = head[: len(head) // 2 * 2].decode("utf-16", "replace").encode()
        return Kind.HTML if PAGE.search(text) else Kind.CSV
    if b"\0" in head:
        raise Unreadable(Reason.DAMAGED)
    if sum(byte in CONTROL for byte in head) * 50 > len(head):
        raise Unreadable(Reason.UNKNOWN)
    return Kind.HTML if PAGE.search(head) else Kind.CSV
