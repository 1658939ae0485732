"""The worker: parses one file in a process that may use little and write nothing.

python -m sapat.evidence.reading.worker FILE SECONDS
"""

import resource
import sys
from typing import BinaryIO

from sapat.evidence.reading import delimited, kinds, limits, pages, rosters, spreadsheets
from sapat.evidence.reading.reasons import Reason, Unreadable
from sapat.evidence.reading.transport import Sender
from sapat.evidence.reading.workbook import Kind


def tie_hands(*, seconds: int) -> None:
    """Limit memory and time, and forbid writing files."""
    base = 0
    try:
        with open("/proc/self/statm", encoding="ascii") as about:
            base = int(about.read().split()[0]) * resource.getpagesize()
    except OSError:
        base = 256 * limits.MIB
    memory = base + limits.MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def send(file: BinaryIO, sender: Sender) -> None:
    """Find out what the file is and send what it says."""
    kind = kinds.kind_of(file)
    if kind in (Kind.XLSX, Kind.XLS, Kind.ODS):
        spreadsheets.send(file, kind=kind, sender=sender)
    elif kind is Kind.HTML:
        pages.send(file, sender=sender)
    elif kind is Kind.ONEROSTER:
        rosters.send(file, sender=sender)
    else:
        sender.begin(Kind.CSV)
        sender.sheet("", delimited.rows_of_file(file))
    sender.end()


def main() -> None:
    """Read the file named on the command line."""
    path, seconds = sys.argv[1], int(sys.argv[2])
    sender = Sender(sys.stdout.buffer)
    with open(path, "rb") as file:
        tie_hands(seconds=seconds)
        try:
            send(file, sender)
        except Unreadable as no:
            sender.refuse(no.reason)
        except MemoryError:
            sender.refuse(Reason.TOO_BIG)
        except BaseException:  # noqa: BLE001 (parsers in other languages panic with their own kinds)
            sender.refuse(Reason.DAMAGED)


if __name__ == "__main__":
    main()
