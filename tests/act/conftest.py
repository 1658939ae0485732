"""What most tests of deciding begin with: a school year, and people with posts."""

from datetime import UTC, date, datetime

import pytest

from sapat.check.findings import changes as findings
from sapat.check.findings.changes import Seen, Why
from sapat.check.findings.rules import Grade, Origin
from sapat.school.boundary import within
from sapat.school.calendar import changes as calendar
from sapat.school.calendar.rules import TermKind
from sapat.school.calendar.shipped import layout_for
from sapat.school.people.models import Person

AT = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)
DAY = date(2026, 9, 21)


@pytest.fixture
def year(school):
    """The school year in which everything happens."""
    return calendar.lay_out(school, layout_for(2026, TermKind.QUARTER), by=None, at=AT)


@pytest.fixture
def person(school):
    """Return the person behind a sign-in."""

    def find(user):
        with within(school):
            return Person.objects.get(user=user)

    return find


@pytest.fixture
def found(school, year, teacher, person):
    """Write a finding; what a test does not say is usual."""

    def write(title="Сабактар кеч башталат", *, grade=Grade.MINOR, **more):
        seen = Seen(title, grade, more.pop("origin", Origin.HAND), more.pop("on", DAY), **more)
        return findings.write(school, seen, person=person(teacher), by=teacher, at=AT)

    return write


@pytest.fixture
def confirmed(found, director, teacher, person):
    """A confirmed finding that the teacher answers for."""

    def confirm(finding=None, **more):
        return findings.confirm(
            finding or found(**more),
            owner=person(teacher),
            due_on=date(2026, 12, 1),
            person=person(director),
            by=director,
            at=AT,
        )

    return confirm


@pytest.fixture
def rooted(confirmed, director):
    """A confirmed finding whose root cause is named."""

    def root(finding=None, **more):
        row = confirmed(finding, **more)
        why = Why("Коңгуроо бузулган", is_root=True)
        findings.name_cause(row, why, person=None, by=director, at=AT)
        return row

    return root
