"""A class whose answers to a test are at hand, as a table a teacher would paste."""

import pytest

from sapat.check.testing.models import SatTest
from sapat.school.boundary import within
from tests.analytics import classroom


@pytest.fixture
def pasted():
    """Return a table of made-up answers as text; the key may be wrong in one place."""

    def pasted(pupils=60, items=12, *, wrong=None, names=None, seed=1, sexes=False):
        rows, key = classroom.answers(pupils, items, seed=seed)
        if wrong is not None:
            key[wrong] = "ABCD"[(wrong + 1) % 4]
        who = names or [f"P-{at:03}" for at in range(pupils)]
        head = ["pupil", *(["sex"] if sexes else []), *(f"q{at + 1}" for at in range(items))]
        lines = [head, ["key", *([""] if sexes else []), *key]]
        for at, row in enumerate(rows):
            side = ["fm"[at % 2]] if sexes else []
            lines.append([who[at], *side, *row])
        return "\n".join("\t".join(line) for line in lines)

    return pasted


@pytest.fixture
def brought(browser_of, school):
    """Bring a pasted table in as somebody; return the test that is kept."""

    def brought(user, text, *, title="Algebra, first quarter", **more):
        given = {"title": title, "held_on": "2026-10-20", "pasted": text, "keep": "1", **more}
        answer = browser_of(user).post("/schools/S12/tests/new/", given)
        assert answer.status_code == 302, answer.text
        with within(school):
            return SatTest.objects.order_by("-pk").first()

    return brought
