"""A council and a union that approve, and the way to take an instrument over."""

from datetime import date

import pytest

from sapat.core.language import Text
from sapat.plan.instruments import changes
from sapat.plan.instruments.changes import Decision
from sapat.school.bodies import changes as bodies
from sapat.school.bodies.changes import Mandate
from sapat.school.bodies.rules import BodyKind
from sapat.school.boundary import within
from tests.conftest import AT, FIRST_DAY


def body(school, kind, name):
    words = Text(ky=name, ru=name, en=name)
    return bodies.set_up(school, Mandate(kind, words, FIRST_DAY), by=None, at=AT)


@pytest.fixture
def council(school):
    """The pedagogical council of our school."""
    return body(school, BodyKind.PED_COUNCIL, "Педагогикалык кеңеш")


@pytest.fixture
def union(school):
    """A methodical union of our school."""
    return body(school, BodyKind.MO, "Так илимдер бирикмеси")


@pytest.fixture
def approve(school):
    """Put a draft in force: approve(edition, council, date(2026, 8, 30))."""

    def approve(edition, body, decided_on=date(2026, 8, 28), since=date(2026, 9, 1)):
        decision = Decision(body, "1", decided_on, since)
        with within(school):
            return changes.put_in_force(edition, decision, by=None, at=AT)

    return approve


@pytest.fixture
def taken(school):
    """Take an instrument over: taken("SC") is its draft."""
    return lambda code: changes.take_over(school, code, by=None, at=AT)
