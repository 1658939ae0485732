"""How long 100,000 rows take from an XLSX file to committed batches, and how much memory.

python benchmarks/import_speed.py [rows]

Bars: 15 s and 600 MiB on two cores. The peers read the same file and write no evidence: they are
what the checking, the comparing and the committing cost on top.
"""

import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SUBJECTS = ["Алгебра", "Геометрия", "Физика", "Химия", "Биология", "География", "Тарых"]
SUBJECTS += ["Кыргыз тили", "Орус тили", "Англис тили"]
HEADERS = ["Окуу жылы", "Чейрек", "Класс", "Окуучу", "Предмет", "Баасы", "Орточо балл"]
TERMS = ["1-чейрек", "2-чейрек", "3-чейрек", "4-чейрек"]
LETTERS = "АБВГД"


def rows(count: int) -> list[list[object]]:
    """Return marks of as many pupils as it takes: classes of 25 over four years."""
    chance = random.Random(2026)
    made: list[list[object]] = []
    for year in (2023, 2024, 2025, 2026):
        for grade in range(5, 10):
            for letter in LETTERS:
                for pupil in range(25):
                    name = f"Окуучу{pupil:02} {grade}{letter} Жаңыевич"
                    for subject in SUBJECTS:
                        for term in TERMS:
                            mark = chance.choice([2, 3, 3, 4, 4, 5, "н/а"])
                            average = round(chance.uniform(2, 5), 2)
                            label = f"{year}-{year + 1}"
                            made.append(
                                [label, term, f"{grade}{letter}", name, subject, mark, average]
                            )
                            if len(made) == count:
                                return made
    return made


def write(path: Path, count: int) -> None:
    """Write the rows as a spreadsheet."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Баалар")
    for number, row in enumerate([HEADERS, *rows(count)]):
        sheet.write_row(number, 0, row)
    book.close()


def spent() -> float:
    """Return the processor seconds of all children so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def sapat(home: Path, *words: str) -> tuple[float, float, float, str]:
    """Run the command; return seconds, processor seconds, MiB at most, and what it printed."""
    environment = {**os.environ, "SAPAT_HOME": str(home), "SAPAT_DB": "sqlite"}
    begun, before = time.perf_counter(), spent()
    done = subprocess.run(
        [sys.executable, "-m", "sapat", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    if done.returncode:
        raise SystemExit(done.stdout[-3000:] + done.stderr[-3000:])
    return seconds, spent() - before, peak, done.stdout


def calamine_to_csv(path: Path, place: Path) -> float:
    """Read with calamine and write a CSV file, checking nothing."""
    from python_calamine import CalamineWorkbook

    begun = time.perf_counter()
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    with (place / "plain.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(sheet.to_python())
    return time.perf_counter() - begun


def openpyxl_alone(path: Path) -> float:
    """Read with openpyxl, the way most importers do, checking nothing."""
    import openpyxl

    begun = time.perf_counter()
    book = openpyxl.load_workbook(path, read_only=True)
    assert sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))
    return time.perf_counter() - begun


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        path, home = place / "marks.xlsx", place / "home"
        write(path, count)
        sapat(home, "found", "B1", "--name", "Өлчөө мектеби")
        words = ("import", str(path), "--school", "B1", "--enrol-new", "--json")
        first, first_cpu, peak, said = sapat(home, *words)
        answer = json.loads(said)
        again, again_cpu, peak_again, said_again = sapat(home, *words)
        peers = {"calamine to CSV": calamine_to_csv(path, place)}
        peers["openpyxl, reading only"] = openpyxl_alone(path)
    assert answer["rows_accepted"] == count, answer["errors"][:3]
    assert json.loads(said_again)["rows_unchanged"] == count
    print(f"{count} rows, {answer['created']}")
    print(
        f"file to committed batch: {first:6.2f} s (bar 15), {first_cpu:.2f} s of work, "
        f"{peak:5.0f} MiB (bar 600)"
    )
    print(
        f"the same file again:     {again:6.2f} s, {again_cpu:.2f} s of work, {peak_again:5.0f} MiB"
    )
    for name, seconds in peers.items():
        print(f"{name:24} {seconds:6.2f} s, {first / seconds:5.1f} times as fast")


if __name__ == "__main__":
    main()
