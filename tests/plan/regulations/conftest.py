"""Our school has taken both regulations on."""

from datetime import date

import pytest

from sapat.plan.regulations import changes
from sapat.plan.regulations.changes import Settings
from sapat.plan.regulations.states import SignOff
from tests.conftest import AT

LEVELS = {"primary": "БЖББ", "basic": "НЖББ", "secondary": "ОЖББ"}


def signed(number="1", since=date(2026, 9, 1)):
    """A sign-off by protocol and order of the days before."""
    return SignOff(None, number, date(2026, 8, 27), f"{number}/2", date(2026, 8, 28), since)


@pytest.fixture
def draft(school):
    """The draft of our first edition of regulation A."""
    return changes.take_on(school, "A", Settings(levels=LEVELS), by=None, at=AT)


@pytest.fixture
def edition(draft):
    """Our first edition, in force from the first of September."""
    return changes.put_in_force(draft, signed(), approved_by=None, by=None, at=AT)
