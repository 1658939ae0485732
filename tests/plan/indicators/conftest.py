"""Two classes with marks, and a sketch that can be computed on them."""

from dataclasses import replace

import pytest

from sapat.plan.indicators.sketch import Sketch
from tests.check.conftest import home, one, restart, village  # noqa: F401
from tests.plan.instruments.conftest import council, union  # noqa: F401

GIRLS = Sketch(
    name_ky="Кыздардын билим сапаты",
    words="Кыздардын «4» жана «5» бааларынын үлүшү.",
    criterion="B4.1-1",
    data="period_marks",
    num="category in ('excellent', 'good')",
    den="grade between 5 and 9 and category is not null and not exempt",
    by=("class", "subject"),
    target=60,
    ok=45,
    alarm=30,
    role="dep_academic",
    tool="import",
    why="Мурунку жылдардын жыйынтыгы боюнча.",
)


@pytest.fixture
def sketch():
    """A share of good marks; sketch(num="...") changes parts of it."""
    return lambda **more: replace(GIRLS, **more)


@pytest.fixture
def marked(school, village):  # noqa: F811
    """A class with seven good marks of ten in the first quarter and three in the second."""
    row = village.open("8А", 10)
    village.marks(row, "algebra", [5] * 7 + [3] * 3)
    village.marks(row, "algebra", [5] * 3 + [3] * 7, term=2)
    return school
