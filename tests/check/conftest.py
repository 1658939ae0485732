"""A school with two classes, and facts that the tests write through the store."""

import itertools
from collections import OrderedDict
from datetime import date

import pyarrow as pa
import pytest
from django.db import transaction

from sapat.core.language import Text
from sapat.evidence.store import changes as store
from sapat.evidence.store import files
from sapat.evidence.store.changes import Facts
from sapat.school.boundary import within
from sapat.school.calendar import changes as calendar
from sapat.school.calendar.rules import TermCode, TermKind
from sapat.school.calendar.shipped import layout_for
from sapat.school.classes import changes as classes
from sapat.school.classes.changes import ClassPlan
from sapat.school.classes.rules import Level
from sapat.school.people import changes as people
from sapat.school.people.changes import Identity
from sapat.school.scales import changes as scales
from sapat.school.scales.shipped import scales as shipped_scales
from sapat.school.subjects import changes as subjects
from tests.conftest import AT

CATEGORY = {5: "excellent", 4: "good", 3: "satisfactory", 2: "unsatisfactory", "na": "not_attested"}
Q1 = TermCode(2025, 1, TermKind.QUARTER)
Q2 = TermCode(2025, 2, TermKind.QUARTER)


@pytest.fixture(autouse=True)
def home(settings, tmp_path, restart):
    """All state of a test in a folder of its own."""
    settings.SAPAT_HOME = tmp_path
    restart()
    return tmp_path


@pytest.fixture
def restart(monkeypatch):
    """Forget what the process remembers of computed sums."""

    def restart():
        monkeypatch.setattr("sapat.check.measuring.sums._remembered", OrderedDict())

    return restart


class Village:
    """Opens classes, takes on pupils, keeps facts: what a test says in one line."""

    def __init__(self, school):
        self.school = school
        self.years = {
            year: calendar.lay_out(school, layout_for(year, TermKind.QUARTER), by=None, at=AT)
            for year in (2024, 2025)
        }
        self.numbers = itertools.count(1)
        self.known = {}

    def open(self, label, size, *, year=2025, level=Level.BASIC, continues=None, language="ky"):
        """Open a class with so many pupils; return it."""
        grade, letter = int(label[:-1]), label[-1]
        plan = ClassPlan(grade, letter, grade, level, continues=continues, language=language)
        row = classes.open_class(self.years[year], plan, by=None, at=AT)
        row.pupils = [self.person(f"Pupil{next(self.numbers)}") for _ in range(size)]
        for pupil in row.pupils:
            classes.enrol(pupil, row, since=date(year, 9, 1), by=None, at=AT)
        return row

    def person(self, name):
        return people.take_on(self.school, Identity(family_name=name), by=None, at=AT)

    def subject(self, code):
        if code not in self.known:
            name = Text(ky=code.title(), ru=code.title(), en=code.title())
            self.known[code] = subjects.keep_subject(self.school, code, name, by=None, at=AT)
        return self.known[code]

    def load(self, teacher, code, row):
        return subjects.give_load(teacher, self.subject(code), row, by=None, at=AT)

    def marks(self, row, code, values, *, term=1, year=2025, **more):
        """Keep one mark for each pupil of a class: numbers, "na", None."""
        count = len(values)
        subject = self.subject(code)
        columns = {
            "year": [year] * count,
            "term": [term] * count,
            "pupil": [pupil.pk for pupil in row.pupils[:count]],
            "subject": [subject.pk] * count,
            "value": [value if isinstance(value, int) else None for value in values],
            "category": [CATEGORY.get(value) for value in values],
            "exempt": [False] * count,
            **self.of_class(row, count),
        }
        return self.keep("period_marks", {**columns, **more})

    def scales(self):
        """Let the usual mark scales hold."""
        five = shipped_scales()["five_point"]
        row = scales.define(self.school, five.scale, five.name, by=None, at=AT)
        scales.use(row, (3, 11), from_year=2020, by=None, at=AT)

    def pupils(self, row, *, year=2025):
        """Keep the register of a class."""
        count = len(row.pupils)
        columns = {
            "year": [year] * count,
            "term": [0] * count,
            "pupil": [pupil.pk for pupil in row.pupils],
            "status": ["active"] * count,
            "sex": ["f"] * count,
            **self.of_class(row, count),
        }
        return self.keep("pupils", columns)

    def of_class(self, row, count):
        return {
            "class": [row.pk] * count,
            "grade": [row.year_of_study] * count,
            "level": [str(row.level)] * count,
            "lang": ["ky"] * count,
            "shift": [1] * count,
            "mode": ["day"] * count,
        }

    def keep(self, dataset, columns, *, at=AT):
        with files.writing(), transaction.atomic():
            return store.keep(self.school, Facts(dataset, pa.table(columns)), by=None, at=at)

    def undo(self, batch):
        with within(self.school):
            store.undo(self.school, [batch], by=None, at=AT)


@pytest.fixture
def village(school):
    """Our school with calendars of two years and no class yet."""
    return Village(school)


@pytest.fixture
def one():
    """Pick the only reading: one(readings, label) or one(readings)."""

    def one(readings, label=""):
        found = [reading for reading in readings if reading.label == label]
        assert len(found) == 1, [reading.label for reading in readings]
        return found[0]

    return one
