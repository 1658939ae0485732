"""A school with four years of marks, so that its past is long enough to judge by."""

import pytest

from sapat.check.monitoring import changes
from sapat.check.monitoring.models import Signal
from sapat.school.boundary import within
from sapat.school.calendar import changes as calendar
from sapat.school.calendar.rules import TermKind
from sapat.school.calendar.shipped import layout_for
from sapat.school.people.models import Person
from tests.conftest import AT

PUPILS = 40
GOOD = (26, 27, 25, 26, 27, 26, 25, 27, 26, 25, 26, 27, 25, 26, 27, 26)
"""Pupils with a good mark, quarter by quarter of four years: noise, no news."""


class Past:
    """Four years of one class that grows up; `good` are the pupils with a 4, term by term."""

    def __init__(self, village):
        self.village = village
        self.classes = []
        for year in (2022, 2023):
            village.years[year] = calendar.lay_out(
                village.school, layout_for(year, TermKind.QUARTER), by=None, at=AT
            )
        before = None
        for year in range(2022, 2026):
            label = f"{5 + year - 2022}А"
            before = village.open(label, 0 if before else PUPILS, year=year, continues=before)
            if self.classes:
                before.pupils = self.classes[0].pupils
            self.classes.append(before)

    def write(self, good, *, subject="algebra"):
        """Keep the marks; return the batches, one a quarter."""
        return [self.quarter(at, count, subject=subject) for at, count in enumerate(good)]

    def quarter(self, at, count, *, subject="algebra"):
        row = self.classes[at // 4]
        values = [4] * count + [3] * (PUPILS - count)
        return self.village.marks(row, subject, values, term=at % 4 + 1, year=2022 + at // 4)


@pytest.fixture
def person_of(school):
    """Return the person behind a user: person_of(teacher)."""

    def person_of(user):
        with within(school):
            return Person.objects.get(user=user)

    return person_of


@pytest.fixture
def past(village):
    """Our school with calendars and a class of four years, without marks yet."""
    return Past(village)


@pytest.fixture
def watch(school):
    """Watch the school: watch(at=...) answers what the watch came to."""

    def watch(at=AT, **more):
        return changes.watch(school, at=at, **more)

    return watch


@pytest.fixture
def raised(school):
    """Return the signals of an indicator, oldest first: raised("R-02")."""

    def raised(code="", **more):
        with within(school):
            rows = Signal.objects.filter(**({"indicator": code} if code else {}), **more)
            return list(rows.order_by("pk"))

    return raised
