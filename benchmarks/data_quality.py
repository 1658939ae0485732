"""One look at all data of a school: 600 pupils, five years of marks, two million daily marks.

Counts the database queries as well. Run: `python benchmarks/data_quality.py`.
"""

import sys
from typing import Any

import measure_speed as speed

LIMIT, QUERIES = 3.0, 40
DAILY = 12
"""Daily marks of a pupil in a subject and a term."""


def daily_marks(school: Any) -> int:
    """Keep a batch of daily marks for every year; return how many there are."""
    import numpy as np
    import pyarrow as pa
    from django.db import transaction

    from sapat.evidence.store import files
    from sapat.evidence.store.changes import Facts, keep
    from sapat.school.boundary import within
    from sapat.school.calendar.models import Term
    from sapat.school.people.models import Person
    from sapat.school.subjects.models import Subject

    chance, count = np.random.default_rng(7), 0
    with within(school):
        people = list(Person.objects.order_by("pk").values_list("pk", flat=True))[: speed.PUPILS]
        subjects = list(Subject.objects.order_by("pk").values_list("pk", flat=True))
        terms = list(Term.objects.select_related("school_year").order_by("starts"))
    for term in terms:
        first = (term.starts - speed.date(1970, 1, 1)).days
        size = len(people) * len(subjects) * DAILY
        days = first + 7 * chance.integers(0, 6, size) + chance.integers(0, 5, size)
        columns = {
            "year": np.full(size, term.school_year.year),
            "term": np.full(size, term.number),
            "pupil": np.repeat(people, len(subjects) * DAILY),
            "subject": np.tile(np.repeat(subjects, DAILY), len(people)),
            "date": days,
            "number": np.tile(np.arange(DAILY), len(people) * len(subjects)),
            "value": chance.integers(3, 6, size).astype(float),
            "class": np.repeat(np.arange(len(people)) % speed.CLASSES, len(subjects) * DAILY),
        }
        with files.writing(), transaction.atomic():
            keep(school, Facts("current_marks", pa.table(columns)), by=None, at=speed.AT)
        count += size
    return count


def main() -> int:
    """Make the school, look at it, and say how long that took."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from sapat.check.data_quality.looking import Owed, look
    from sapat.check.measuring.ground import ground_of
    from sapat.school.boundary import within

    school = speed.school_with_marks()
    count = daily_marks(school)

    def once() -> Any:
        with within(school):
            return look(ground_of(school), Owed(), speed.AT.date())

    once()
    with CaptureQueriesContext(connection) as asked:
        seconds, busy, seen = speed.timed(once)
    queries = len(asked.captured_queries)
    print(f"{count:,} daily marks; {len(seen.found):,} issues found")
    print(f"one look  {seconds:6.2f} s, {busy:.2f} s of processor  (must be <= {LIMIT} s)")
    print(f"queries   {queries:6}  (must be <= {QUERIES})")
    return 0 if seconds <= LIMIT and queries <= QUERIES else 1


if __name__ == "__main__":
    code = main()
    speed.HOME.cleanup()
    sys.exit(code)
