"""One file that holds everything: written whole, proved before it is trusted, restored whole."""

import gzip
import hashlib
import json
import os
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from sapat import __version__

DATABASE = "sapat.sqlite3"
KEPT = ("evidence", "documents", "secret.key")
MANIFEST = "manifest.json"
PIECE = 1 << 20


class NotRestorable(Exception):
    """The file is not a whole, unchanged backup; nothing was written."""


@dataclass(frozen=True)
class Contents:
    """What a backup says of itself."""

    version: str
    made_at: str
    files: dict[str, str]
    """Path inside the backup -> SHA-256."""


def write(home: Path, target: Path, *, at: datetime) -> Contents:
    """Write all of `home` into one file; readers and writers go on meanwhile."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digests: dict[str, str] = {}
    draft = target.with_name(f".{target.name}.draft")
    with tempfile.TemporaryDirectory(dir=home) as folder:
        copy = Path(folder) / DATABASE
        copy_database(home / DATABASE, copy)
        with tarfile.open(draft, "w:gz", compresslevel=6) as tar:
            for name, file in [(DATABASE, copy), *_files(home)]:
                digests[name] = digest(file)
                tar.add(file, arcname=name, recursive=False)
            contents = Contents(__version__, at.isoformat(), digests)
            _add_text(tar, folder, json.dumps(vars(contents), indent=1))
    with draft.open("rb") as done:
        os.fsync(done.fileno())
    draft.replace(target)
    return contents


def copy_database(source: Path, target: Path) -> None:
    """Copy a live SQLite database consistently."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)


def prove(file: Path) -> Contents:
    """Read a backup from end to end; raise unless every file in it is whole and as it was."""
    seen: dict[str, str] = {}
    contents = None
    try:
        with gzip.open(file) as packed, tarfile.open(fileobj=packed, mode="r:") as tar:
            for member in tar:
                source = tar.extractfile(member) if member.isreg() else None
                if source is None or not _inside(member.name):
                    raise NotRestorable(f"{member.name} does not belong into a backup.")
                if member.name == MANIFEST:
                    contents = Contents(**json.loads(source.read()))
                else:
                    seen[member.name] = _digest(source)
            while packed.read(PIECE):  # to the end, so that the packing's own checksum is read
                pass
    except (tarfile.TarError, OSError, EOFError, ValueError, TypeError, zlib.error) as error:
        raise NotRestorable(f"The file is damaged or not a backup: {error}") from error
    if contents is None or contents.files != seen or DATABASE not in seen:
        raise NotRestorable("The backup is incomplete or was changed.")
    return contents


def restore(file: Path, home: Path) -> Contents:
    """Put a proved backup in place of what is in `home`; the old state is kept beside it."""
    contents = prove(file)
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as folder:
        fresh = Path(folder)
        with tarfile.open(file, "r:gz") as tar:
            tar.extractall(fresh, filter="data")
        aside = home / "before-restore"
        number = 1
        while aside.exists():
            number += 1
            aside = home / f"before-restore-{number}"
        aside.mkdir()
        for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", *KEPT, "cells"):
            if (home / name).exists():
                (home / name).replace(aside / name)
        for name in (DATABASE, *KEPT):
            if (fresh / name).exists():
                (fresh / name).replace(home / name)
    return contents


def digest(file: Path) -> str:
    """Return a file's SHA-256."""
    with file.open("rb") as source:
        return _digest(source)


def _digest(source: IO[bytes]) -> str:
    found = hashlib.sha256()
    while piece := source.read(PIECE):
        found.update(piece)
    return found.hexdigest()


def _files(home: Path) -> Iterator[tuple[str, Path]]:
    for name in KEPT:
        top = home / name
        for file in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if file.is_file():
                yield str(file.relative_to(home)), file


def _inside(name: str) -> bool:
    parts = Path(name).parts
    return not name.startswith("/") and ".." not in parts and bool(parts)


def _add_text(tar: tarfile.TarFile, folder: str, text: str) -> None:
    file = Path(folder) / MANIFEST
    file.write_text(text, "utf-8")
    tar.add(file, arcname=MANIFEST)
