"""All indicators with all their breakdowns, from batches, for 600 pupils and five years of marks.

Makes its own facts, measures them, and sets the time beside one plain query for each indicator
and breakdown. Run: `python benchmarks/measure_speed.py`.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

HOME = tempfile.TemporaryDirectory(prefix="sapat-speed-")
os.environ["SAPAT_HOME"] = HOME.name
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sapat.settings")
sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

import django

django.setup()

from django.core.management import call_command
from django.db import transaction

PUPILS, YEARS, SUBJECTS, CLASSES, TERMS = 600, 5, 14, 25, 4
AT = datetime(2026, 6, 1, tzinfo=UTC)
CATEGORY = {5: "excellent", 4: "good", 3: "satisfactory", 2: "unsatisfactory"}
LIMIT = 2.0


def school_with_marks() -> Any:
    """Found a school and keep one batch of marks, and one of registers, for every year."""
    from sapat.core.language import Text
    from sapat.plan.founding.changes import found_school
    from sapat.school.boundary import within
    from sapat.school.classes.models import Enrolment, SchoolClass
    from sapat.school.classes.rules import Level
    from sapat.school.organisations.changes import Standing
    from sapat.school.people.models import Person
    from sapat.school.subjects.models import Subject

    call_command("migrate", verbosity=0)
    years = range(2021, 2021 + YEARS)
    standing = Standing(Text("Ылдамдык", "Скорость", "Speed"), school_type="full")
    school = found_school("SPEED", standing, since=date(2015, 9, 1), years=years, by=None, at=AT)
    chance = random.Random(7)
    with within(school):
        Person.objects.bulk_create(
            Person(school=school, family_name=f"P{number}", search_key=f"p{number}")
            for number in range(PUPILS + 40)
        )
        people = list(Person.objects.order_by("pk"))
        Subject.objects.bulk_create(
            Subject(school=school, code=f"s{at}", name_ky=f"Предмет {at}") for at in range(SUBJECTS)
        )
        subjects = list(Subject.objects.order_by("pk"))
        for year in years:
            classes = open_classes(school, year, SchoolClass, Level)
            places = [classes[at % CLASSES] for at in range(PUPILS)]
            Enrolment.objects.bulk_create(
                Enrolment(school=school, person=pupil, school_class=row, since=date(year, 9, 1))
                for pupil, row in zip(people, places, strict=False)
            )
            keep_year(school, year, people, places, subjects, chance)
    return school


def open_classes(school: Any, year: int, model: Any, levels: Any) -> list[Any]:
    from sapat.school.calendar.models import SchoolYear

    row = SchoolYear.objects.get(year=year)
    model.objects.bulk_create(
        model(
            school=school,
            school_year=row,
            grade_label=1 + at % 11,
            letter="АБВ"[at // 11],
            year_of_study=1 + at % 11,
            level=[levels.PRIMARY, levels.BASIC, levels.SECONDARY][(at % 11 > 3) + (at % 11 > 8)],
        )
        for at in range(CLASSES)
    )
    return list(model.objects.filter(school_year=row).order_by("pk"))


def keep_year(
    school: Any, year: int, people: Any, places: Any, subjects: Any, chance: random.Random
) -> None:
    import pyarrow as pa

    from sapat.evidence.store import files
    from sapat.evidence.store.changes import Facts, keep

    rows = {name: [] for name in (
        "year", "term", "pupil", "subject", "teacher", "value", "category", "average", "exempt",
        "class", "grade", "level", "lang", "shift", "mode", "sex", "sen",
    )}  # fmt: skip
    for term in (*range(1, TERMS + 1), 0):
        for at, (pupil, place) in enumerate(zip(people, places, strict=False)):
            for number, subject in enumerate(subjects):
                value = chance.choices((5, 4, 3, 2), (25, 40, 30, 5))[0]
                told = (
                    year, term, pupil.pk, subject.pk, people[PUPILS + number].pk, value,
                    CATEGORY[value], value + chance.uniform(-0.6, 0.6), False, place.pk,
                    place.year_of_study, str(place.level), "ky", 1, "day", "fm"[at % 2],
                    at % 40 == 0,
                )  # fmt: skip
                for name, cell in zip(rows, told, strict=True):
                    rows[name].append(cell)
    pupils = {
        "year": [year] * PUPILS,
        "term": [0] * PUPILS,
        "pupil": [pupil.pk for pupil in people[:PUPILS]],
        "class": [place.pk for place in places],
        "grade": [place.year_of_study for place in places],
        "level": [str(place.level) for place in places],
        "status": ["active"] * PUPILS,
    }
    with files.writing(), transaction.atomic():
        keep(school, Facts("period_marks", pa.table(rows)), by=None, at=AT)
        keep(school, Facts("pupils", pa.table(pupils)), by=None, at=AT)


def everything(school: Any, term: Any) -> tuple[int, int]:
    """Measure each indicator as a whole and by each of its dimensions."""
    from sapat.check.measuring.ground import ground_of
    from sapat.check.measuring.readings import Request, evaluate
    from sapat.plan.indicators.rules import catalogue
    from sapat.school.boundary import within

    ground = ground_of(school)
    wanted = [
        Request(code, term, by)
        for code, each in catalogue().indicators.items()
        for by in [(), *((dim,) for dim in each.dims)]
    ]
    with within(school):
        found = evaluate(ground, wanted)
    return sum(len(readings) for readings in found.values()), len(wanted)


def forget() -> None:
    from sapat.check.measuring import shelf, sums

    sums._remembered.clear()
    for file in shelf.home().rglob("*.json"):
        file.unlink()


def naive(school: Any, term: Any) -> int:
    """Ask the batches one question for each indicator and breakdown, as a report writer would."""
    from sapat.analytics.cells import Plan, tally
    from sapat.analytics.levels import level_of
    from sapat.check.measuring.definitions import book
    from sapat.check.measuring.questions import has, time_of
    from sapat.check.measuring.rules import places
    from sapat.check.measuring.sums import Sums, window_of
    from sapat.evidence.store.reads import live

    whole = book()
    sums = Sums(school, live(school), whole)
    count = 0
    for code, definition in whole.definitions.items():
        for by in [(), *((dim,) for dim in whole.indicators[code].dims)]:
            for dataset in definition.datasets:
                if not sums.has_facts(dataset):
                    continue
                window = window_of(places(definition.window, time_of(dataset), term, TERMS))
                dims = has(dataset, by)
                plan = Plan.of([definition], dataset, whole.schema[dataset], dims=dims)
                with sums._engine() as engine:
                    sums._lay_out(engine, dataset, set())
                    cells = tally(engine, plan, dataset)
                    level_of(engine, plan, cells, dataset, windows=[window], by=dims)
                count += 1
    return count


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Return wall seconds, processor seconds, and what the work returned."""
    begun, busy = time.perf_counter(), time.process_time()
    found = work()
    return time.perf_counter() - begun, time.process_time() - busy, found


def main() -> int:
    from sapat.school.calendar.rules import parse_term

    school = school_with_marks()
    term = parse_term("2025-Q3")
    everything(school, term)
    forget()
    first, busy, (count, asked) = timed(lambda: everything(school, term))
    again, _busy, _same = timed(lambda: everything(school, term))
    marks = PUPILS * YEARS * SUBJECTS * (TERMS + 1)
    print(f"{marks:,} marks; {asked} questions, {count:,} figures of one term")
    print(f"from batches     {first:7.2f} s, {busy:.2f} s of processor   (must be <= {LIMIT} s)")
    print(f"from kept sums   {again:7.2f} s")
    if "--naive" in sys.argv:
        plain, _busy, queries = timed(lambda: naive(school, term))
        print(f"one query each   {plain:7.2f} s, {queries} queries: {plain / first:.0f} x slower")
    return 0 if first <= LIMIT else 1


if __name__ == "__main__":
    code = main()
    HOME.cleanup()
    sys.exit(code)
