"""Our school has taken both regulations on."""

from datetime import date

import pytest

from sapat.core.language import Text
from sapat.plan.regulations import changes
from sapat.plan.regulations.changes import Settings, Signers
from sapat.plan.regulations.states import SignOff
from sapat.school.bodies import changes as bodies
from sapat.school.bodies.changes import Mandate
from sapat.school.bodies.rules import BodyKind
from sapat.school.boundary import within
from sapat.school.people import reads as people
from tests.conftest import AT

LEVELS = {"primary": "БЖББ", "basic": "НЖББ", "secondary": "ОЖББ"}


def signed(number="1", since=date(2026, 9, 1)):
    """A sign-off by protocol and order of the days before."""
    return SignOff(number, date(2026, 8, 27), f"{number}/2", date(2026, 8, 28), since)


@pytest.fixture
def draft(school):
    """The draft of our first edition of regulation A."""
    return changes.take_on(school, "A", Settings(levels=LEVELS), by=None, at=AT)


@pytest.fixture
def signers(school, director):
    """The pedagogical council and the director."""
    mandate = Mandate(BodyKind.PED_COUNCIL, Text(ky="Педкеңеш"), since=date(2026, 8, 1))
    with within(school):
        return Signers(bodies.set_up(school, mandate, by=None, at=AT), people.director(AT.date()))


@pytest.fixture
def edition(draft, signers):
    """Our first edition, in force from the first of September."""
    return changes.put_in_force(draft, signed(), signers, by=None, at=AT)
