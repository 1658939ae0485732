"""A small school with two years of marks, for reports."""

import pytest
from django.utils import translation

from tests.check.conftest import Village, home, restart, village  # noqa: F401

FIVES, MIXED, WEAK = [5] * 20, [5] * 8 + [4] * 6 + [3] * 6, [4] * 4 + [3] * 14 + [2, "na"]


@pytest.fixture(autouse=True)
def in_kyrgyz():
    """Pages of earlier tests leave their reader's language behind."""
    with translation.override("ky"):
        yield


@pytest.fixture
def told(village):  # noqa: F811
    """Marks of two years: 7А falls, 7Б stays; 2А is too small to be shown, 8А goes with it."""
    before = {label: village.open(f"6{label}", 20, year=2024) for label in "АБ"}
    now = {label: village.open(f"7{label}", 20, continues=before[label]) for label in "АБ"}
    small, beside = village.open("2А", 3), village.open("8А", 7)
    for subject in ("algebra", "history"):
        for label, row in before.items():
            village.marks(row, subject, MIXED if label == "Б" else FIVES, term=2, year=2024)
        for term, of_first in ((1, FIVES), (2, WEAK)):
            village.marks(now["А"], subject, of_first, term=term)
            village.marks(now["Б"], subject, MIXED, term=term)
            village.marks(small, subject, [5, 4, 3], term=term)
            village.marks(beside, subject, [4] * 7, term=term)
    return village
