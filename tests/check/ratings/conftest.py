"""Four classes with marks, weights that a council approved, and the rating of a quarter."""

from datetime import UTC, date, datetime

import pytest

from sapat.check.ratings import changes
from sapat.check.ratings.changes import Approval, Weighing
from sapat.check.ratings.rules import Kind, Part
from sapat.core.language import Text
from sapat.school.bodies import changes as bodies
from sapat.school.bodies.changes import Mandate
from sapat.school.bodies.rules import BodyKind
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode, TermKind
from sapat.school.people.models import Person
from tests.conftest import AT as FOUNDED

AT = datetime(2026, 9, 20, 8, 0, tzinfo=UTC)
"""After the school year 2025/26, when its facts have come in."""
Q3 = TermCode(2025, 3, TermKind.QUARTER)
Q4 = TermCode(2025, 4, TermKind.QUARTER)
PARTS = [Part("R-04", 1, "Орточо баа"), Part("R-02", 3, "Негизги максат – сапат")]
WORSE = [3] * 20 + [2] * 10
EVEN = [4] * 15 + [3] * 15
BEST = [5] * 25 + [4] * 5


@pytest.fixture
def classes(village):
    """Four classes of thirty; the first is far ahead, the last far behind and fell."""
    found = {}
    for label, (first, second) in {
        "7А": (BEST, BEST),
        "7Б": (EVEN, EVEN),
        "8А": (EVEN, EVEN),
        "8Б": (EVEN, WORSE),
    }.items():
        row = found[label] = village.open(label, 30)
        village.marks(row, "math", first, term=3)
        village.marks(row, "math", second, term=4)
    return found


@pytest.fixture
def council(school):
    name = Text(ky="Педагогикалык кеңеш", ru="Педсовет", en="Pedagogical council")
    mandate = Mandate(BodyKind.PED_COUNCIL, name, date(2025, 9, 1))
    return bodies.set_up(school, mandate, by=None, at=FOUNDED)


@pytest.fixture
def scheme(school, classes, council):
    def approve(kind=Kind.CLASSES, **more):
        usual = {"parts": PARTS, "plain": "Эки көрсөткүч, салмагы ачык.", "appeal_days": 10}
        weighing = Weighing(kind, "Класстардын рейтинги", **{**usual, **more})
        row = changes.draft_scheme(school, weighing, by=None, at=AT)
        approval = Approval(council, "3", date(2026, 9, 12))
        return changes.approve_scheme(row, approval, by=None, at=AT)

    return approve


@pytest.fixture
def rated(scheme):
    def rate(term=Q4, **more):
        return changes.rate(scheme(**more), term, by=None, at=AT)

    return rate


@pytest.fixture
def published(rated):
    return changes.publish(rated(), by=None, at=AT)


@pytest.fixture
def who(school):
    """Return the person behind a sign-in."""

    def find(user):
        with within(school):
            return Person.objects.get(user=user)

    return find
