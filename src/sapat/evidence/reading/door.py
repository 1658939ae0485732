"""The door to the reading worker: starts it, watches it, believes none of its promises."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import sapat
from sapat.evidence.reading import delimited, limits, transport
from sapat.evidence.reading.reasons import Reason, Unreadable
from sapat.evidence.reading.workbook import Kind, Sheet, Workbook

WORKER = "sapat.evidence.reading.worker"
PARENT_BYTES = 400 * limits.MIB


def read(path: str | Path, *, name: str) -> Workbook:
    """Return what the file says, or raise `Unreadable`; `name` is the name the person knows."""
    path = Path(path)
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Unreadable(Reason.DAMAGED) from error
    if size == 0:
        raise Unreadable(Reason.EMPTY)
    if size > limits.FILE_BYTES:
        raise Unreadable(Reason.TOO_BIG)
    return _read_apart(path, name=name, seconds=limits.seconds_for(size))


def paste(text: str, *, name: str = "") -> Workbook:
    """Return a table that was pasted as text, as spreadsheets copy it."""
    if len(text) > limits.PASTED_CHARACTERS:
        raise Unreadable(Reason.TOO_BIG)
    rows = [[cell.strip() or None for cell in row] for row in delimited.rows_of(text)]
    if not any(any(row) for row in rows):
        raise Unreadable(Reason.EMPTY)
    if any(len(row) > limits.COLUMNS for row in rows):
        raise Unreadable(Reason.TOO_BIG)
    return Workbook(Kind.PASTED, name, [Sheet(name, [list(row) for row in rows])])


def _read_apart(path: Path, *, name: str, seconds: int) -> Workbook:
    """Read in a second process that is stopped when its time is over."""
    command = [sys.executable, "-m", WORKER, str(path.absolute()), str(seconds)]
    with subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        cwd=path.absolute().parent,
        start_new_session=True,
    ) as worker:
        late = threading.Event()
        watch = threading.Timer(seconds, _stop, (worker, late))
        watch.daemon = True
        watch.start()
        try:
            return transport.receive(_lines(worker.stdout), name=name)
        except Unreadable as no:
            worker.kill()
            raise _why(no, code=worker.wait(), late=late.is_set()) from None
        finally:
            watch.cancel()
            worker.kill()


def _lines(stream: IO[bytes] | None) -> Iterator[bytes]:
    """Return the lines of the worker, as long as they fit into the parent."""
    assert stream is not None
    total = 0
    while line := stream.readline(PARENT_BYTES):
        total += len(line)
        if total > PARENT_BYTES:
            raise Unreadable(Reason.TOO_BIG)
        yield line


def _why(no: Unreadable, *, code: int, late: bool) -> Unreadable:
    """Return the true reason when the worker died without giving one."""
    if no.reason is not Reason.DAMAGED:
        return no
    if late or code == -signal.SIGXCPU:
        return Unreadable(Reason.TOO_SLOW)
    if code in (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS):
        return Unreadable(Reason.TOO_BIG)  # a parser that gets no memory ends itself so
    return no


def _stop(worker: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    worker.kill()


def _environment() -> dict[str, str]:
    """Return only what the worker needs: it must not even know where the database is."""
    root = str(Path(sapat.__file__).parent.parent)
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": root,
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MALLOC_ARENA_MAX": "1",
    }
