"""A small school with a year, a class, a pupil, a subject, a council: what pages show."""

from datetime import date

import pytest

from sapat.core.language import Text
from sapat.school.bodies import changes as bodies
from sapat.school.bodies.changes import Mandate
from sapat.school.bodies.rules import BodyKind
from sapat.school.boundary import within
from sapat.school.calendar import changes as calendar
from sapat.school.calendar.rules import TermKind
from sapat.school.calendar.shipped import layout_for
from sapat.school.classes import changes as classes
from sapat.school.classes.changes import ClassPlan
from sapat.school.classes.rules import Level
from sapat.school.people import changes as people
from sapat.school.people.changes import Identity
from sapat.school.people.models import Person
from sapat.school.scales import changes as scales
from sapat.school.scales.shipped import scales as shipped_scales
from sapat.school.subjects import changes as subjects
from tests.conftest import AT

PASSWORD = "quiet-Mountain-7"


@pytest.fixture
def school_year(school):
    """The running school year, in quarters."""
    return calendar.lay_out(school, layout_for(2026, TermKind.QUARTER), by=None, at=AT)


@pytest.fixture
def school_class(school_year):
    """7Б of the running year."""
    plan = ClassPlan(grade_label=7, letter="Б", year_of_study=7, level=Level.BASIC)
    return classes.open_class(school_year, plan, by=None, at=AT)


@pytest.fixture
def pupil(school, school_class):
    """A pupil of 7Б."""
    identity = Identity(family_name="Өмүров", given_name="Айбек", number="701")
    person = people.take_on(school, identity, by=None, at=AT)
    classes.enrol(person, school_class, since=date(2026, 9, 1), by=None, at=AT)
    return person


@pytest.fixture
def subject(school):
    """Algebra."""
    name = Text(ky="Алгебра", ru="Алгебра", en="Algebra")
    return subjects.keep_subject(school, "algebra", name, by=None, at=AT)


@pytest.fixture
def scale(school):
    """The five-point scale, in grades 4 to 9."""
    shipped = shipped_scales()["five_point"]
    row = scales.define(school, shipped.scale, shipped.name, by=None, at=AT)
    scales.use(row, (4, 9), from_year=2020, by=None, at=AT)
    return row


@pytest.fixture
def council(school):
    """The pedagogical council."""
    mandate = Mandate(BodyKind.PED_COUNCIL, Text(ky="Педкеңеш"), since=date(2026, 9, 1))
    return bodies.set_up(school, mandate, by=None, at=AT)


@pytest.fixture
def person_of(school):
    """Return the person behind a user: person_of(teacher)."""

    def person_of(user):
        with within(school):
            return Person.objects.get(user=user)

    return person_of
