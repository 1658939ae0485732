"""`kill -9` at random moments of an import: all or nothing, and `sapat doctor` clean afterwards.

python benchmarks/crash_import.py [times]
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import openpyxl

TABLES = (
    "evidence_import",
    "evidence_batch",
    "school_person",
    "school_enrolment",
    "school_subject",
)
SUBJECTS = ["Алгебра", "Геометрия", "Физика", "Химия", "Биология", "География"]


def journal(path: Path, *, pupils: int = 30, days: int = 40) -> Path:
    """Write a journal of one class that feeds three data sets."""
    chance = random.Random(7)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for subject in SUBJECTS:
        sheet = book.create_sheet(subject)
        heads = [f"{1 + day % 28:02}" for day in range(days)]
        months = ["Сентябрь" if day < 28 else "Октябрь" for day in range(days)]
        sheet.append([None, "Ученики", *months, "СР", "1 ЧТ"])
        sheet.append([None, "Ученики", *heads, "СР", "1 ЧТ"])
        for number in range(pupils):
            cells = [chance.choice([None, None, 3, 4, 5, "Н"]) for _ in range(days)]
            sheet.append([number, f"Окуучу{number:02} Атаев", *cells, 4.2, 4])
    book.save(path)
    return path


def command(home: Path, *words: str) -> "subprocess.Popen[str]":
    """Start the command on this home."""
    return subprocess.Popen(
        [sys.executable, "-m", "sapat", *words],
        env={**os.environ, "SAPAT_HOME": str(home), "SAPAT_DB": "sqlite"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def done(home: Path, *words: str) -> str:
    """Run the command to its end; return what it printed."""
    process = command(home, *words)
    said, wrong = process.communicate()
    assert process.returncode == 0, said + wrong
    return said


def founded(home: Path) -> Path:
    """Make a home with one school in it."""
    done(home, "found", "K1", "--name", "Сыноо мектеби")
    return home


def counts(home: Path) -> tuple[int, ...]:
    """Return how many rows the tables have."""
    connection = sqlite3.connect(home / "sapat.sqlite3")
    try:
        return tuple(
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES
        )
    finally:
        connection.close()


def words(path: Path) -> list[str]:
    """Return the words of the import."""
    return ["import", str(path), "--school", "K1", "--year", "2024", "--class", "8А"]


def kill_after(home: Path, path: Path, seconds: float) -> tuple[int, ...]:
    """Kill an import after so many seconds; return the counts that are left."""
    process = command(home, *words(path))
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return counts(home)


def mend(home: Path) -> dict[str, object]:
    """Let the doctor sweep, and return what it then finds."""
    said: dict[str, object] = json.loads(done(home, "doctor", "--fix", "--json"))
    return said


def main() -> None:
    """Kill imports, each in a home of its own, until the number is reached."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    chance = random.Random()
    left: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        path = journal(place / "8А-1.xlsx")
        whole = founded(place / "whole")
        shutil.copytree(whole, place / "fresh")
        empty = counts(whole)
        begun = time.perf_counter()
        done(whole, *words(path))
        seconds, full = time.perf_counter() - begun, counts(whole)
        for number in range(times):
            home = shutil.copytree(place / "fresh", place / f"home{number}")
            # half of the moments lie in the last third, where the writing is
            from_share = 0.65 if number % 2 else 0.0
            moment = seconds * chance.uniform(from_share, 1.05)
            found = kill_after(home, path, moment)
            assert found in (empty, full), (moment, found)
            assert mend(home)["complaints"] == []
            left["all" if found == full else "nothing"] += 1
            done(home, *words(path))
            assert counts(home) == full
    print(f"{times} kills within {seconds:.2f} s: {dict(left)}; the doctor found nothing wrong")


if __name__ == "__main__":
    main()
