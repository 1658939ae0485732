"""Classes whose pupils wrote a test at the start and at the end of a year."""

import itertools

import pytest

from tests.check.conftest import Village
from tests.conftest import AT


def spread(size):
    """Starts from 30 to 78 of 100, the same in each class, and what chance adds to each."""
    starts = [30 + 48 * at / max(size - 1, 1) for at in range(size)]
    chance = [[3, -2, -4, 1, 2][at % 5] for at in range(size)]
    return list(zip(starts, chance, strict=True))


class Growth:
    """Writes tests of a class: what each wrote at the start, and how far beyond the usual."""

    def __init__(self, village):
        self.village = village
        self.days = itertools.count(1)

    def grown(self, row, beyond, *, code="algebra", by=None, unstarted=0):
        """Keep a start and an end test of each pupil; the first `unstarted` missed the start."""
        found = spread(len(row.pupils))
        self.keep(row, code, "start", [round(s) for s, _ in found], by, skip=unstarted)
        ends = [round(min(max(s + 8 + beyond + c, 0), 100)) for s, c in found]
        self.keep(row, code, "end", ends, by)

    def keep(self, row, code, wave, scores, by=None, *, skip=0, at=AT):
        """Keep the points of a class at one test, of a hundred."""
        pupils, scores = row.pupils[skip:], scores[skip:]
        count = len(pupils)
        columns = {
            "year": [2025] * count,
            "term": [1 if wave == "start" else 4] * count,
            "pupil": [pupil.pk for pupil in pupils],
            "subject": [self.village.subject(code).pk] * count,
            "teacher": [by.pk if by else None] * count,
            "wave": [wave] * count,
            "score": [float(score) for score in scores],
            "max": [100.0] * count,
            "sex": [["f", "m"][at % 2] for at in range(count)],
            **self.village.of_class(row, count),
        }
        return self.village.keep("tests", columns, at=at)


@pytest.fixture
def tested(village):
    """Write tests of our village's classes."""
    return Growth(village)


@pytest.fixture
def grown(village, tested):
    """Six classes of twenty: 5А came further, 9А less far, the others as is usual."""
    rows = {}
    for label, beyond in zip(
        ("5А", "6А", "7А", "8А", "8Б", "9А"), (8, 0, 1, 0, -1, -8), strict=True
    ):
        rows[label] = village.open(label, 20)
        tested.grown(rows[label], beyond)
    return rows


@pytest.fixture
def neighbour(other_school):
    """The school next door, with tests of its own."""
    village = Village(other_school)
    tested = Growth(village)
    for label, beyond in (("5А", 2), ("6А", -2), ("7А", 0), ("8А", 1)):
        tested.grown(village.open(label, 15), beyond)
    return other_school
