"""The usual cards of our school."""

import pytest

from sapat.plan.processes import changes
from tests.conftest import AT, FIRST_DAY


@pytest.fixture
def cards(inside):
    """The usual cards by code, in force from the first day."""
    made = changes.take_over(inside, since=FIRST_DAY, by=None, at=AT)
    return {card.code: card for card in made}
