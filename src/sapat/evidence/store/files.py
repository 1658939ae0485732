"""Files of the store: written whole or not at all, named by what is in them."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

CHUNK = 1 << 20
DRAFT = ".draft-"


def folder() -> Path:
    """Return the folder of the store."""
    return Path(settings.SAPAT_HOME) / "evidence"


def backups() -> Path:
    """Return the folder in which backups lie unless somebody names another."""
    return Path(settings.SAPAT_HOME) / "backups"


def folder_of(school_id: int) -> Path:
    """Return the folder of one school's facts."""
    return folder() / str(school_id)


def path_of(school_id: int, digest: str) -> Path:
    """Return where the facts of a digest lie."""
    return folder_of(school_id) / f"{digest}.parquet"


def originals_of(school_id: int) -> Path:
    """Return the folder of the files a school gave."""
    return folder_of(school_id) / "originals"


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's content."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def draft(place: Path) -> Iterator[Path]:
    """Hand out a path to write to; what is left there at the end is thrown away."""
    place.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=DRAFT, dir=place)
    os.close(handle)
    path = Path(name)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def settle(written: Path, target: Path) -> None:
    """Give a written file its name, so that it is there whole even after a power cut."""
    with written.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(written, target)
    place = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


@contextmanager
def writing() -> Iterator[None]:
    """Keep the sweep away while files are written whose rows are not committed yet."""
    with _locked(fcntl.LOCK_SH):
        yield


@contextmanager
def sweeping() -> Iterator[None]:
    """Wait until nobody writes, and keep writers away."""
    with _locked(fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(how: int) -> Iterator[None]:
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / ".lock").open("w") as lock:
        fcntl.flock(lock, how)  # a killed process lets go of it
        yield
