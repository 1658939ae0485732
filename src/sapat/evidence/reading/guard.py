"""The zip guard: no part of a file is opened before its real size is known.

The sizes written in a zip are claims. Every part is unpacked here once, piece by piece into
nothing, and counted; what unpacks into too much, or into anything but the claimed size, is refused.
"""

import struct
import zipfile
import zlib
from typing import BinaryIO

from sapat.evidence.reading import limits
from sapat.evidence.reading.reasons import Reason, Unreadable

PIECE = 256 * 1024
LOCAL_HEADER = struct.Struct("<4s5H3I2H")
LOCAL_MAGIC = b"PK\x03\x04"
LOCKED = 0x1
ENTITY = b"<!ENTITY"


def checked_names(file: BinaryIO) -> list[str]:
    """Return the names of all parts, or raise `Unreadable` if the zip could do harm."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OSError) as error:
        raise Unreadable(Reason.DAMAGED) from error
    if len(parts) > limits.PARTS:
        raise Unreadable(Reason.BOMB)
    if any(part.flag_bits & LOCKED for part in parts):
        raise Unreadable(Reason.ENCRYPTED)
    total, last = 0, 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        start = _start(file, part)
        if part.header_offset < last:
            raise Unreadable(Reason.BOMB)  # parts that share bytes multiply what unpacks
        last = start + part.compress_size
        total += _real_size(file, start=start, part=part, room=limits.UNPACKED_BYTES - total)
    return [part.filename for part in parts]


def _start(file: BinaryIO, part: zipfile.ZipInfo) -> int:
    """Return where the packed bytes of a part begin."""
    file.seek(part.header_offset)
    head = file.read(LOCAL_HEADER.size)
    if len(head) < LOCAL_HEADER.size or not head.startswith(LOCAL_MAGIC):
        raise Unreadable(Reason.DAMAGED)
    name, extra = LOCAL_HEADER.unpack(head)[-2:]
    return part.header_offset + LOCAL_HEADER.size + int(name) + int(extra)


def _real_size(file: BinaryIO, *, start: int, part: zipfile.ZipInfo, room: int) -> int:
    """Return the counted size of a part; refuse what grows too much or lies about it."""
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable(Reason.UNKNOWN)
    file.seek(start)
    left, size = part.compress_size, 0
    stream = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and not (stream and stream.eof):
        packed = file.read(min(left, PIECE))
        if not packed:
            raise Unreadable(Reason.DAMAGED)
        left -= len(packed)
        while packed:
            piece, packed = _unpack(stream, packed)
            if size == 0 and ENTITY in piece:
                raise Unreadable(Reason.BOMB)
            size += len(piece)
            if size > room or _swollen(size, part.compress_size):
                raise Unreadable(Reason.BOMB)
    if size != part.file_size:
        raise Unreadable(Reason.DAMAGED)
    return size


def _unpack(stream: "zlib._Decompress | None", packed: bytes) -> tuple[bytes, bytes]:
    """Return one piece of unpacked bytes and what is still packed."""
    if stream is None:
        return packed, b""
    try:
        piece = stream.decompress(packed, PIECE)
    except zlib.error as error:
        raise Unreadable(Reason.DAMAGED) from error
    return piece, stream.unconsumed_tail


def _swollen(size: int, packed: int) -> bool:
    return size > limits.RATIO_MATTERS_FROM and size > packed * limits.PACKING_RATIO
