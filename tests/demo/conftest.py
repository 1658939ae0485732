"""The fictional village school, as its files tell it."""

import pytest

from sapat.demo.day_school import day_school
from sapat.demo.opening import SEED
from sapat.demo.writing import day_papers


@pytest.fixture(scope="session")
def village():
    """The whole school, from the seed that the documents describe."""
    return day_school(SEED)


@pytest.fixture(scope="session")
def papers(village):
    """Its files by name, not yet written."""
    return {paper.name: paper for paper in day_papers(village)}
